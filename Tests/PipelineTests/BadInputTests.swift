import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// A message of every kind that reliability.md, section 6, sends to quarantine, by its code.
private func malformed(_ good: FeedMessage, number: Int) -> [(code: Refusal, message: FeedMessage)] {
  func bad(_ refusal: Refusal, _ change: (inout FeedMessage) -> Void) -> (code: Refusal, message: FeedMessage) {
    var message = good
    message.correctsEventID = nil
    message.eventID = "bad-\(refusal.rawValue)-\(number)"
    message.eventType = "sale"
    message.quantity = .units(1)
    change(&message)
    return (refusal, message)
  }
  return [
    bad(.missingID) { $0.eventID = nil },
    bad(.missingTime) { $0.eventTime = nil },
    bad(.missingTime) {
      $0.eventID = "bad-record-\(number)"
      $0.recordTime = nil
    },
    bad(.infiniteTime) { $0.eventTime = Instant(microseconds: Int64.max) },
    bad(.infiniteTime) {
      $0.eventID = "bad-recorded-never-\(number)"
      $0.recordTime = Instant(microseconds: Int64.max)
    },
    bad(.unknownType) { $0.eventType = "sale_v2" },
    bad(.missingLocation) { $0.locationID = nil },
    bad(.missingItem) { $0.itemID = nil },
    bad(.unknownLocation) { $0.locationID = "nowhere" },
    bad(.unknownItem) { $0.itemID = "nothing" },
    bad(.missingQuantity) { $0.quantity = nil },
    bad(.quantityNotANumber) { $0.quantity = .notANumber },
    bad(.quantityInfinite) { $0.quantity = .infinite },
    bad(.quantityTooLarge) { $0.quantity = .thousandths(2_000_000_000_000_000_000) },
    // A barcode in the quantity field
    bad(.quantityTooLarge) {
      $0.eventID = "bad-barcode-\(number)"
      $0.quantity = .thousandths(4_006_381_333_931_000)
    },
    bad(.quantityNegative) { $0.quantity = .units(-1) },
    bad(.unknownState) { $0.fromState = "lost_in_space" },
    bad(.beforeGoLive) {
      $0.eventTime = Day(year: 2025, month: 12, day: 1).utcStart
      $0.recordTime = Day(year: 2025, month: 12, day: 1).utcStart
    },
    bad(.inTheFuture) { $0.eventTime = Day(year: 2200, month: 1, day: 1).utcStart },
  ]
}

@Suite(.database) struct BadInputTests {
  private let deliveries = Deliveries.small
  private let night = 20

  private func start(_ conninfo: String) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: night))
    try rehearsal.run(deliveries.days[night - 1])
    try rehearsal.deliver(deliveries.days[night].messages)
    return rehearsal
  }

  private func undisturbed() async throws -> NightReport {
    try await TestDatabase.scoped { try start($0).run(deliveries.days[night]) }
  }

  @Test("every malformed message is quarantined under its code and changes nothing else")
  func quarantine() async throws {
    let expected = try await undisturbed()
    let rehearsal = try start(TestDatabase.conninfo)
    let good = try #require(deliveries.days[night].messages.first { $0.eventType == "sale" })
    let bad = malformed(good, number: 1)
    #expect(Set(bad.map(\.code)).union([.quantityTooFine, .tooManySources, .tooManyChannels]) == Set(Refusal.allCases))
    try rehearsal.deliver(bad.map(\.message))
    try rehearsal.owner.execute(
      """
      insert into feed.inventory_event (source_system, event_id, event_type, location_id, item_id, quantity, event_time, record_time)
      select source_system, 'bad-quantity_too_fine-1', 'sale', location_id, item_id, 0.0001, event_time, record_time
      from feed.inventory_event where event_id = '\(good.eventID ?? "")' limit 1
      """)
    let report = try rehearsal.run(deliveries.days[night])
    #expect(report.outcome == .published)
    #expect(report.digest == expected.digest)
    #expect(report.rowsQuarantined == expected.rowsQuarantined + bad.count + 1)
    let found = try rehearsal.rows("select code, event_id from trueup.quarantine where event_id like 'bad-%'")
    let named = bad.filter { $0.message.eventID != nil }.map { "\($0.code.rawValue)|\($0.message.eventID ?? "")" }
    #expect(found == (named + ["quantity_too_fine|bad-quantity_too_fine-1"]).sorted())
    #expect(try rehearsal.rows("select code from trueup.quarantine where event_id is null").contains("missing_id"))
  }

  @Test("a location that cannot be judged waits in quarantine and changes nothing for the others")
  func badLocation() async throws {
    let expected = try await undisturbed()
    let rehearsal = try start(TestDatabase.conninfo)
    try rehearsal.owner.execute(
      """
      insert into feed.location (location_id, name, kind, time_zone) values ('M1', 'Olympus', 'store', 'Mars/Olympus_Mons')
      """)
    let good = deliveries.days[night].messages.filter { $0.eventType == "sale" }.prefix(20)
    try rehearsal.deliver(
      good.enumerated().map { number, message in
        var message = message
        message.eventID = "mars-\(number)"
        message.locationID = "M1"
        return message
      })
    let report = try rehearsal.run(deliveries.days[night])
    #expect(report.outcome == .published && report.digest == expected.digest)
    #expect(
      try rehearsal.rows("select code, count(*) from trueup.quarantine where event_id like 'mars-%' group by 1")
        == ["unknown_location|20"])
  }

  @Test("a refused item's messages are folded when its master row appears, as if it had been known")
  func retried() async throws {
    // The item most spoken of; the second database knows it from the start
    let counts = Dictionary(grouping: deliveries.history(before: night), by: { $0.itemID ?? "" }).mapValues(\.count)
    let reference = deliveries.reference
    let item = try #require(reference.items.max { counts[$0.id] ?? 0 < counts[$1.id] ?? 0 })
    var without = reference
    without.items.removeAll { $0.id == item.id }

    let rehearsal = try Rehearsal(TestDatabase.conninfo, without)
    try rehearsal.deliver(deliveries.history(before: night))
    // So many refused messages hold a night, and rightly
    #expect(throws: RunProblem.self) { try rehearsal.run(deliveries.days[night - 1]) }
    try rehearsal.run(deliveries.days[night - 1], by: rehearsal.asAnotherPerson()) {
      $0.acceptHeld = "one item is not in the master data yet"
    }
    let open =
      "select count(*) from trueup.quarantine where code = 'unknown_item' and resolved_publication_id is null and item_id = $1"
    #expect(try rehearsal.rows(open, [Parameter(item.id)]) != ["0"])
    var master = ReferenceData()
    master.items = [item]
    try FeedWriter(rehearsal.owner).add(master)
    try rehearsal.deliver(deliveries.days[night].messages)
    try rehearsal.run(deliveries.days[night])
    #expect(try rehearsal.rows(open, [Parameter(item.id)]) == ["0"])
    // The night computed again publishes nothing, and takes nothing back
    #expect(try rehearsal.run(deliveries.days[night]).outcome == .unchanged)
    let stillOpen = "select count(*) from trueup.open_quarantine($1) where code = 'unknown_item' and item_id = $2"
    #expect(try rehearsal.rows(stillOpen, [Parameter(rehearsal.current()), Parameter(item.id)]) == ["0"])
    let (state, facts) = (try rehearsal.state(), try rehearsal.newestFacts())
    #expect(state.contains { $0.contains("\"\(item.id)\"") })
    try await TestDatabase.scoped { conninfo in
      let known = try start(conninfo)
      try known.run(deliveries.days[night])
      #expect(difference(try known.state(), state).isEmpty)
      #expect(difference(try known.newestFacts(), facts).isEmpty)
    }
  }

  @Test("seventy sources have seventy rows of freshness, also after a fold of everything")
  func manySources() throws {
    let rehearsal = try start(TestDatabase.conninfo)
    let sale = try #require(deliveries.days[night].messages.first { $0.eventType == "sale" && $0.correctsEventID == nil })
    try rehearsal.deliver(
      (0..<70).map { number in
        var message = sale
        message.sourceSystem = "till \(number)"
        message.eventID = "\(number)"
        return message
      })
    try rehearsal.run(deliveries.days[night])
    #expect(
      try rehearsal.rows(
        "select count(*) from trueup_v1.freshness where source_system like 'till %' and location_id = $1",
        [Parameter(sale.locationID)]) == ["70"])
    #expect(try rehearsal.run(deliveries.days[night]) { $0.fullRefresh = true }.outcome == .unchanged)
  }

  @Test("a message recorded after the cut-off waits for the next night")
  func deferred() async throws {
    let rehearsal = try start(TestDatabase.conninfo)
    var early = try #require(deliveries.days[night].messages.first { $0.eventType == "sale" })
    early.eventID = "early"
    early.eventTime = deliveries.days[night].cutoff.advanced(bySeconds: 60)
    early.recordTime = deliveries.days[night].cutoff.advanced(bySeconds: 120)
    try rehearsal.deliver([early])
    let report = try rehearsal.run(deliveries.days[night])
    #expect(report.rowsLate == 1)
    #expect(try rehearsal.rows("select event_id from trueup.deferred") == ["early"])
    try rehearsal.deliver(deliveries.days[night + 1].messages)
    try rehearsal.run(deliveries.days[night + 1])
    let (state, facts) = (try rehearsal.state(), try rehearsal.newestFacts())
    try await TestDatabase.scoped { conninfo in
      let punctual = try start(conninfo)
      try punctual.run(deliveries.days[night])
      try punctual.deliver(deliveries.days[night + 1].messages + [early])
      try punctual.run(deliveries.days[night + 1])
      #expect(difference(try punctual.state(), state).isEmpty)
      #expect(difference(try punctual.newestFacts(), facts).isEmpty)
    }
  }

  @Test("two counts of a position at one instant do not stop a night")
  func countedTwice() throws {
    let rehearsal = try start(TestDatabase.conninfo)
    var count = try #require(deliveries.days[night].messages.first { $0.eventType == "sale" })
    count.eventType = "count"
    count.eventID = "counted once"
    count.documentType = "count"
    count.documentID = "C1"
    count.eventTime = deliveries.days[night].cutoff.advanced(bySeconds: -3600)
    count.recordTime = deliveries.days[night].cutoff.advanced(bySeconds: -1800)
    var other = count
    other.eventID = "counted twice"
    try rehearsal.deliver([count, other])
    #expect(try rehearsal.run(deliveries.days[night]).outcome == .published)
  }

  @Test("an empty feed, one location and one event are nights like any other")
  func little() async throws {
    let day = deliveries.days[night]
    let empty = try Rehearsal(TestDatabase.conninfo, ReferenceData())
    #expect(try empty.run(day).outcome == .published)

    var reference = ReferenceData()
    reference.locations = [try #require(deliveries.reference.locations.first)]
    try await TestDatabase.scoped { conninfo in
      let rehearsal = try Rehearsal(conninfo, reference)
      #expect(try rehearsal.run(day).outcome == .published)
    }
    reference.items = [try #require(deliveries.reference.items.first)]
    try await TestDatabase.scoped { conninfo in
      let rehearsal = try Rehearsal(conninfo, reference)
      var one = FeedMessage()
      one.sourceSystem = "pos"
      one.eventID = "1"
      one.eventType = "receipt"
      one.locationID = reference.locations[0].id
      one.itemID = reference.items[0].id
      one.quantity = .units(5)
      one.eventTime = day.cutoff.advanced(bySeconds: -7200)
      one.recordTime = day.cutoff.advanced(bySeconds: -7100)
      one.ingestedAt = day.cutoff.advanced(bySeconds: -7000)
      try rehearsal.deliver([one])
      #expect(try rehearsal.run(day).outcome == .published)
      #expect(try rehearsal.rows("select available from trueup.position") == ["5000"])
    }
  }

  @Test(
    "a column of the contract that is gone or narrowed stops the run and leaves the last night",
    arguments: [
      ("alter table feed.item alter column unit_price type real", "feed.item.unit_price is real"),
      ("alter table feed.inventory_event rename column record_time to recorded", "feed.inventory_event.record_time is missing"),
    ])
  func contract(change: String, fault: String) throws {
    let rehearsal = try start(TestDatabase.conninfo)
    let before = try rehearsal.current()
    try rehearsal.owner.execute(change)
    let problem = #expect(throws: (any Error).self) { try rehearsal.run(deliveries.days[night]) }
    guard case .contract(let faults)? = problem as? RunProblem else {
      Issue.record("not a broken contract: \(String(describing: problem))")
      return
    }
    #expect(faults.contains { $0.hasPrefix(fault) })
    #expect(try rehearsal.current() == before)
  }

  @Test("a watermark of another cluster or table is never read as nothing new")
  func identity() throws {
    let rehearsal = try start(TestDatabase.conninfo)
    try rehearsal.owner.execute("update trueup.publication set system_identifier = 'another'")
    let problem = #expect(throws: RunProblem.self) { try rehearsal.run(deliveries.days[night]) }
    guard case .sourceChanged? = problem else {
      Issue.record("not noticed: \(String(describing: problem))")
      return
    }
    #expect(try rehearsal.rows("select count(*) from trueup.kept_publication") == ["1"])
  }
}
