import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Alerts over many nights: what the nights make of them, however often they are computed, and what people say of them.
@Suite(.database) struct AlertLifeTests {
  private static let firstNight = 44

  /// One store's messages come late twice, with quiet nights between.
  private static let deliveries: Deliveries = {
    var configuration = RetailerConfiguration()
    configuration.stores = 3
    configuration.distributionCentres = 1
    configuration.marketplaces = 0
    configuration.items = 10
    configuration.days = 76
    configuration.seed = 30
    configuration.surges = [
      Surge(kind: .latency, locationID: "S02", firstDay: 47, days: 6, factor: 60),
      Surge(kind: .latency, locationID: "S02", firstDay: 63, days: 5, factor: 60),
    ]
    return Deliveries(configuration)
  }()

  private func rehearsal() throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Self.deliveries.reference)
    try rehearsal.deliver(Self.deliveries.history(before: Self.firstNight))
    return rehearsal
  }

  private func run(_ rehearsal: Rehearsal, _ night: Int) throws {
    try rehearsal.deliver(Self.deliveries.days[night].messages)
    try rehearsal.run(Self.deliveries.days[night])
  }

  /// Runs nights until one ends with an alert of the state, and answers the night after.
  private func run(_ rehearsal: Rehearsal, from night: Int, untilAlertIs state: String) throws -> Int {
    var night = night
    while try rehearsal.rows("select 1 from trueup_v1.alert where family = 'latency' and state = '\(state)'").isEmpty {
      try #require(night < Self.deliveries.days.count)
      try run(rehearsal, night)
      night += 1
    }
    return night
  }

  private func alerts(_ rehearsal: Rehearsal) throws -> [String] {
    try rehearsal.rows(
      "select alert_id, state, severity, starts, last_seen, ends, occurrences, announced, version from trueup.alert")
  }

  /// How many alerts tonight found, and how many open ones it did not; each says what the night said that last found it.
  private func heldAgainstTheirNights(_ rehearsal: Rehearsal, on night: Day) throws -> (tonight: Int, earlier: Int) {
    let open = try rehearsal.owner.query(
      """
      select alert.last_seen, alert.observed, alert.expected, alert.description, found.observed, found.expected, found.description
      from trueup_v1.alert
      left join trueup_v1.alert_event as found
        on found.fingerprint = alert.fingerprint and found.business_date = alert.last_seen and found.is_firing
      where alert.ends is null
      """, place: "test")
    var (tonight, earlier) = (0, 0)
    for index in 0..<open.count {
      let row = open[index]
      let (lastSeen, said) = (try row.text(0), try row.text(6))
      #expect(try row.optionalDouble(1) == row.optionalDouble(4) && row.optionalDouble(2) == row.optionalDouble(5))
      if lastSeen == "\(night)" {
        tonight += 1
        #expect(try row.text(3) == said)
      } else {
        earlier += 1
        #expect(try row.text(3) == said + " It was last found on \(lastSeen).")
      }
    }
    return (tonight, earlier)
  }

  /// Openings by the definition, from what each night found: a critical night, or so many nights in a row with the condition,
  /// open an alert, two in a row without it close it.
  private func openings(_ rehearsal: Rehearsal) throws -> [String] {
    let nights = try rehearsal.rows(
      """
      select fingerprint, case family when 'shrink' then 5 else 2 end,
        string_agg(case when is_firing then left(severity, 1) else '.' end, '' order by kept_publication.business_date)
      from trueup.alert_event inner join trueup.kept_publication using (publication_id) group by fingerprint, family
      """)
    return nights.flatMap { line -> [String] in
      let parts = line.split(separator: "|")
      var (found, run, quiet, isOpen) = ([String](), "", 0, false)
      for night in parts[2] {
        run = night == "." ? "" : run + String(night)
        quiet = night == "." ? quiet + 1 : 0
        if !isOpen, run.contains("c") || run.count >= Int(parts[1]) ?? 0 {
          isOpen = true
          found.append(String(parts[0]))
        }
        if quiet >= 2 { isOpen = false }
      }
      return found
    }.sorted()
  }

  @Test("thirty nights, each computed again: alerts are distinct openings, and computing again changes none")
  func thirtyNights() throws {
    let rehearsal = try rehearsal()
    var found = (tonight: 0, earlier: 0)
    for night in Self.firstNight..<Self.firstNight + 30 {
      try run(rehearsal, night)
      let before = try alerts(rehearsal)
      #expect(try rehearsal.run(Self.deliveries.days[night]).outcome == .unchanged)
      if night % 4 == 0 {
        // One sale more that was recorded in time and arrived too late: another revision of the same alerts
        var late = try #require(Self.deliveries.days[night].messages.first { $0.eventType == "sale" })
        late.eventID = "late \(night)"
        try rehearsal.deliver([late])
        let revised = try rehearsal.run(Self.deliveries.days[night]) { $0.revise = true }
        #expect(revised.outcome == .published)
      }
      #expect(try alerts(rehearsal) == before, "night \(night)")
      let tonight = try heldAgainstTheirNights(rehearsal, on: Self.deliveries.days[night].day)
      found = (found.tonight + tonight.tonight, found.earlier + tonight.earlier)
      var sentences = SentenceFigures(rehearsal.owner, rehearsal.target.files)
      try sentences.checkAlerts()
      #expect(sentences.faults == [], "night \(night)")
    }
    #expect(found.tonight > 5 && found.earlier > 1, "nights with a sentence of tonight, and of an earlier night")
    let opened = try rehearsal.rows("select fingerprint from trueup.alert where state <> 'pending'")
    #expect(try openings(rehearsal) == opened)
    let late = try rehearsal.rows("select starts, ends from trueup_v1.alert where family = 'latency' and scope = 'S02'")
    #expect(late.count == 2 && late.allSatisfy { !$0.hasSuffix("|-") })
    #expect(try rehearsal.rows("select 1 from trueup.alert where state <> 'pending' and announced is null").isEmpty)
  }

  @Test("acknowledged stays so, resolved by people stays so until the condition has been gone, and then it is another alert")
  func people() throws {
    let rehearsal = try rehearsal()
    var night = try run(rehearsal, from: Self.firstNight, untilAlertIs: "firing")
    let firing = "family = 'latency' and scope = 'S02' and state <> 'pending'"
    let id = try #require(try rehearsal.rows("select alert_id from trueup_v1.alert where \(firing)").first)
    func act(_ call: String) throws -> Int64 { try rehearsal.owner.query("select trueup_v1.\(call)", place: "test")[0].int(0) }
    func refusal(_ call: String) -> String? { #expect(throws: DatabaseError.self) { try act(call) }?.message }
    #expect(try act("alert_acknowledge('\(id)', 'mia', 1)") == 2)
    #expect(refusal("alert_acknowledge('\(id)', 'tom', 1)")?.contains("at version 2, not 1") == true)
    try run(rehearsal, night)
    night += 1
    #expect(try rehearsal.rows("select state, assignee from trueup_v1.alert where \(firing)") == ["acknowledged|mia"])
    #expect(refusal("alert_resolve('\(id)', 'maybe')") == "an alert is resolved as real, false_alarm or expected")
    #expect(try act("alert_resolve('\(id)', 'expected', 'new till software')") == 3)
    #expect(refusal("alert_acknowledge('\(id)')") == "alert \(id) is resolved")
    try run(rehearsal, night)
    night += 1
    let found = try rehearsal.rows(
      "select is_firing from trueup.alert_event where scope = 'S02' and family = 'latency' order by business_date desc limit 1")
    #expect(found == ["t"], "the condition still holds, or this test shows nothing")
    #expect(
      try rehearsal.rows("select state, verdict, note from trueup_v1.alert where \(firing)")
        == ["resolved|expected|new till software"])
    while night < 69 {
      try run(rehearsal, night)
      night += 1
    }
    #expect(try rehearsal.rows("select verdict from trueup_v1.alert where \(firing)") == ["-", "expected"])
    #expect(
      try rehearsal.rows("select action from trueup.audit") == ["alert.acknowledge", "alert.resolve"]
        && rehearsal.rows("select trueup.audit_faults()").isEmpty)
  }

  @Test("a silence suppresses what matches all it names, for its time, and what still holds comes back")
  func silences() throws {
    let rehearsal = try rehearsal()
    let night = try run(rehearsal, from: Self.firstNight, untilAlertIs: "firing")
    func add(_ matcher: String, _ reason: String = "moving tills", hours: Int64 = 2, before night: Int = 60) throws {
      // The night's cut-off, not the database's now
      let cutoff = Self.deliveries.days[night].cutoff
      let (from, to) = (cutoff.advanced(bySeconds: -3600), cutoff.advanced(bySeconds: (hours - 1) * 3600))
      try rehearsal.owner.query(
        "select trueup_v1.silence_add($1, '\(to)', starts_at => '\(from)', \(matcher))", [Parameter(reason)], place: "test")
    }
    func refusal(_ matcher: String, _ reason: String = "x", hours: Int64 = 2) -> String? {
      #expect(throws: DatabaseError.self) { try add(matcher, reason, hours: hours) }?.message
    }
    #expect(refusal("scope => null") == "a silence names a family, a location or a severity")
    #expect(refusal("scope => 'S02'", " ") == "a silence has a reason")
    #expect(refusal("scope => 'S02'", hours: 0) == "a silence ends after it starts, and within a year")
    #expect(refusal("severity => 'minor'") == "a severity is critical or warning")
    func state() throws -> [String] {
      try rehearsal.rows("select state from trueup_v1.alert where family = 'latency' and scope = 'S02' and state <> 'pending'")
    }
    try add("family => 'latency', scope => 'S01'", before: night)
    try run(rehearsal, night)
    #expect(try state() == ["firing"])
    try add("scope => 'S02'", before: night + 1)
    try run(rehearsal, night + 1)
    #expect(try state() == ["suppressed"])
    try run(rehearsal, night + 2)
    #expect(try state() == ["firing"], "the silence is over and the condition still holds")
    #expect(try rehearsal.rows("select action from trueup.audit where action = 'silence.add'").count == 2)
  }
}
