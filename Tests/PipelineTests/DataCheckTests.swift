import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Each situation planted in a small retailer is named with its number, counted here in the plainest way.
@Suite(.database) struct DataCheckTests {
  /// Nothing that the checks look for happens by itself.
  private static func deliveries(_ change: (inout RetailerConfiguration) -> Void = { _ in }) -> Deliveries {
    var configuration = RetailerConfiguration.small
    configuration.days = 12
    configuration.mechanisms.malformed = 0
    configuration.mechanisms.lateRecord = 0
    configuration.mechanisms.lateArrival = 0
    configuration.mechanisms.realtimeStores = 1
    configuration.mechanisms.nightlyStores = 0
    // Until the void comes, a sale that was rung up twice is one that came twice
    configuration.mechanisms.doubleScan = 0
    change(&configuration)
    return Deliveries(configuration)
  }

  private static let clean = deliveries()

  private func delivered(_ deliveries: Deliveries) throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: deliveries.days.count))
    return rehearsal
  }

  /// By check, `source|location|detail|numerator|denominator` of what is found in everything that was delivered.
  private func found(_ deliveries: Deliveries, _ change: (Rehearsal) throws -> Void = { _ in }) throws -> [FeedCheck: [String]] {
    let rehearsal = try delivered(deliveries)
    try change(rehearsal)
    let findings = try FeedExamination(target: rehearsal.target).run(since: nil, now: end(deliveries)).findings
    return Dictionary(grouping: findings, by: \.check).mapValues { $0.map(text) }
  }

  private func text(_ finding: FeedFinding) -> String {
    [finding.source, finding.location, finding.detail].map { $0 ?? "-" }.joined(separator: "|")
      + "|\(finding.numerator)|\(finding.denominator)"
  }

  private func end(_ deliveries: Deliveries) -> Instant { deliveries.days[deliveries.days.count - 1].cutoff }

  /// Messages by source: those meant, and all.
  private func counted(
    _ deliveries: Deliveries, detail: ([FeedMessage]) -> String?, where isMeant: (FeedMessage) -> Bool
  ) -> [String] {
    let all = deliveries.history(before: deliveries.days.count).filter { $0.recordTime ?? end(deliveries) <= end(deliveries) }
    return Dictionary(grouping: all) { $0.sourceSystem ?? "-" }.sorted { $0.key < $1.key }.compactMap { source, messages in
      let meant = messages.filter(isMeant)
      return meant.isEmpty ? nil : "\(source)|-|\(detail(meant) ?? "-")|\(meant.count)|\(messages.count)"
    }
  }

  @Test("a clean retailer has no sentence by hand")
  func clean() throws {
    let rehearsal = try delivered(Self.clean)
    let outcome = try FeedExamination(target: rehearsal.target).run(since: nil, now: end(Self.clean))
    #expect(outcome.findings.map(\.sentence) == [] && outcome.unanswered == [])
    #expect(outcome.messages > 1000)
  }

  @Test("the nights of a clean retailer look at what is new and have no sentence")
  func cleanNights() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Self.clean.reference)
    try rehearsal.deliver(Self.clean.history(before: 11))
    try rehearsal.run(Self.clean.days[10])
    try rehearsal.deliver(Self.clean.days[11].messages)
    let report = try rehearsal.run(Self.clean.days[11])
    #expect(report.steps[0].name == "check" && report.steps[0].rows == report.rowsRead + report.rowsLate)
    #expect(report.rowsRead > 50)
    // Goods are sold before their receipt is recorded: books below zero come by themselves
    #expect(try rehearsal.rows("select sentence from trueup_v1.feed_check_history where code <> 'negative_book'") == [])
  }

  @Test("items and locations that master data lack")
  func ghosts() throws {
    let deliveries = Self.deliveries {
      $0.mechanisms.defects.ghostItems = 0.02
      $0.mechanisms.defects.ghostLocations = 0.01
    }
    let items = Set(deliveries.reference.items.map(\.id))
    let expected = counted(deliveries, detail: { "\(Set($0.map(\.itemID)).count)" }, where: { !items.contains($0.itemID ?? "") })
    #expect(expected.count >= 3)
    let locations = counted(deliveries, detail: { _ in "1" }, where: { $0.locationID == "S-OLD" })
    #expect(!locations.isEmpty)
    let found = try found(deliveries)
    #expect(found[.ghostItem] == expected && found[.ghostLocation] == locations)
  }

  @Test("types and states that nobody knows")
  func unknown() throws {
    let deliveries = Self.deliveries {
      $0.mechanisms.defects.unknownTypes = 0.01
      $0.mechanisms.defects.unknownStates = 0.02
    }
    let types = counted(deliveries, detail: { _ in "sale_v3" }, where: { $0.eventType == "sale_v3" })
    let states = counted(deliveries, detail: { _ in "limbo" }, where: { $0.fromState == "limbo" })
    #expect(types.count >= 3 && states.count >= 3)
    #expect(try found(deliveries) == [.unknownType: types, .unknownState: states])
  }

  @Test("day and month exchanged")
  func swapped() throws {
    let deliveries = Self.deliveries { $0.mechanisms.defects.dayMonthSwaps = 0.3 }
    let plain = Self.clean.history(before: 12)
    let swapped = zip(plain, deliveries.history(before: 12)).count { $0.eventTime != $1.eventTime }
    #expect(swapped >= 5)
    #expect(try found(deliveries)[.dayMonthSwap] == ["erp|-|-|\(swapped)|\(swapped)"])
  }

  @Test("a clock that is off by whole hours", arguments: [2, -3, 11])
  func zone(hours: Int) throws {
    let deliveries = Self.deliveries { $0.mechanisms.defects.wrongZones = ["S02": hours] }
    let tills = deliveries.history(before: 12).filter { $0.sourceSystem == "pos" && $0.locationID == "S02" }
    let delays = tills.compactMap { message in
      zip([message.recordTime], [message.eventTime]).compactMap { a, b in
        a.flatMap { a in b.map { a.microseconds - $0.microseconds } }
      }
      .first
    }
    let near = delays.count { (-60_000_000..<1_800_000_000).contains($0 + Int64(hours) * 3_600_000_000) }
    let asked = delays.count { abs($0) <= 15 * 3_600_000_000 }
    #expect(near > 50)
    #expect(try found(deliveries) == [.zoneOffset: ["pos|S02|\(-hours)|\(near)|\(asked)"]])
  }

  @Test("counts that nobody booked, and adjustments that nobody counted")
  func counts() throws {
    let deliveries = Self.deliveries {
      $0.mechanisms.defects.unadjustedCounts = 0.4
      $0.mechanisms.defects.handAdjustments = 2
    }
    let messages = Dictionary(grouping: deliveries.history(before: 12)) { "\($0.sourceSystem ?? "")/\($0.eventID ?? "")" }
      .values.compactMap(\.first)
    let counts = messages.filter { $0.eventType == "count" && $0.quantity != $0.expectedQuantity }
    let adjustments = messages.filter { $0.eventType == "adjustment" && $0.correctsEventID == nil }
    let booked = Set(adjustments.compactMap(\.documentID))
    let counted = Set(messages.filter { $0.eventType == "count" }.compactMap(\.documentID))
    let physical = Set(deliveries.reference.reasons.filter { $0.eventType == .adjustment && $0.isPhysical }.map(\.reasonCode))
    let unbooked = counts.count { !booked.contains($0.documentID ?? "") }
    let asked = adjustments.filter { !physical.contains($0.reasonCode ?? "") }
    let byHand = asked.count { !counted.contains($0.documentID ?? "") }
    #expect(unbooked > 5 && byHand > 20)
    #expect(
      try found(deliveries) == [
        .countWithoutAdjustment: ["wms|-|-|\(unbooked)|\(counts.count)"],
        .adjustmentWithoutCount: ["erp|-|-|\(byHand)|\(asked.count)"],
      ])
  }

  @Test("costs, prices and labour budgets that are not there")
  func masters() throws {
    let deliveries = Self.deliveries {
      $0.mechanisms.defects.zeroCosts = 0.2
      $0.mechanisms.defects.zeroPrices = 0.3
      $0.mechanisms.defects.noStoreBudget = true
    }
    let items = deliveries.reference.items
    let (costs, prices) = (items.count { $0.unitCost == 0 }, items.count { $0.unitPrice == 0 })
    #expect(costs > 0 && prices > 0)
    let rehearsal = try delivered(deliveries)
    let findings = try FeedExamination(target: rehearsal.target).run(since: nil, now: end(deliveries)).findings
    #expect(
      findings.map { "\($0.check.rawValue) \($0.numerator) of \($0.denominator)" } == [
        "cost_missing \(costs) of \(items.count)", "price_missing \(prices) of \(items.count)", "labour_budget_missing 3 of 4",
      ])
  }

  @Test("opening books of several systems at one instant")
  func systems() throws {
    let found = try found(Self.clean) { rehearsal in
      try rehearsal.owner.execute(
        """
        insert into feed.position_snapshot (system, location_id, item_id, quantity, as_of, record_time)
        select 'wms', location_id, item_id, quantity, as_of, record_time from feed.position_snapshot
        where location_id in ('S01', 'DC1') and item_id < 'SKU0030'
        """)
    }
    #expect(found == [.severalSystems: ["-|-|erp, wms|2|4"]])
  }

  @Test("books below zero are those of the retailer's own ledger")
  func negative() throws {
    // Every position begins with one unit, and much is sold that was never booked in
    let deliveries = Self.deliveries { $0.mechanisms.wrongQuantity = 0.3 }
    let rehearsal = try delivered(deliveries)
    try rehearsal.owner.execute("update feed.position_snapshot set quantity = quantity - 15")
    let snapshots = try rehearsal.rows(
      "select count(*) filter (where quantity < 0), count(*) from feed.position_snapshot")
    func found() throws -> [String] {
      try FeedExamination(target: rehearsal.target).run(since: nil, now: end(deliveries)).findings
        .filter { $0.check == .negativeBook }.map { "\($0.numerator)|\($0.denominator)" }
    }
    #expect(try found() == snapshots)
    try rehearsal.run(deliveries.days[11])
    let books = Dictionary(
      uniqueKeysWithValues: deliveries.books[11].filter { $0.state == .available }.map {
        ("\($0.locationID)/\($0.itemID)", $0.quantity)
      })
    let negative = deliveries.reference.openings.count { books["\($0.locationID)/\($0.itemID)", default: 0] < 15_000 }
    #expect(negative > 5)
    #expect(try found() == ["\(negative)|\(deliveries.reference.openings.count)"])
  }

  @Test("an event that comes again under a new id, the same day and nights later; two scans of one line stay two")
  func resends() throws {
    let history = Self.clean.history(before: 11)
    let plain = history.indices.filter { index in
      let message = history[index]
      return message.correctsEventID == nil && message.eventType != "void" && index % 40 == 0
    }
    func again(_ indices: [Int], _ change: (inout FeedMessage) -> Void = { _ in }) -> [FeedMessage] {
      indices.map { index in
        var message = history[index]
        message.eventID = "again-\(index)"
        change(&message)
        return message
      }
    }
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Self.clean.reference)
    try rehearsal.deliver(history)
    try rehearsal.run(Self.clean.days[10])
    let night = Self.clean.days[11]
    let recordedAt = night.cutoff.advanced(bySeconds: -3600)
    func late(_ message: inout FeedMessage) {
      message.recordTime = recordedAt
      message.ingestedAt = recordedAt
    }
    try rehearsal.deliver(night.messages + again(plain, late))
    // Rung up twice by mistake, and withdrawn
    let voided = plain.map { $0 + 2 }
    try rehearsal.deliver(
      again(voided) { message in
        late(&message)
        message.eventID? += "-double"
      }
        + again(voided) { message in
          late(&message)
          message.correctsEventID = (message.eventID ?? "") + "-double"
          message.eventType = "void"
          message.eventID? += "-void"
        })
    // Not the same event: sold a second later
    try rehearsal.deliver(
      again(plain.map { $0 + 1 }) { message in
        late(&message)
        message.eventTime = message.eventTime?.advanced(bySeconds: 1)
      })
    try rehearsal.run(night)
    let expected = Dictionary(grouping: plain) { history[$0].sourceSystem ?? "-" }.map { "\($0)|\($1.count)" }.sorted()
    #expect(expected.count >= 3)
    #expect(
      try rehearsal.rows("select source_system, numerator from trueup_v1.feed_check where code = 'resend'") == expected)
    let byHand = try FeedExamination(target: rehearsal.target).run(since: nil, now: night.cutoff).findings
    #expect(byHand.filter { $0.check == .resend }.map { "\($0.source ?? "-")|\($0.numerator)" }.sorted() == expected)
  }

  @Test("what a night found is kept with it, can be read, and doctor says it with the next command")
  func kept() throws {
    let deliveries = Self.deliveries { $0.mechanisms.defects.wrongZones = ["S02": 2] }
    let rehearsal = try delivered(deliveries)
    let report = try rehearsal.run(deliveries.days[11])
    let rows = try rehearsal.rows(
      "select severity, numerator, denominator, sentence, next_step from trueup_v1.feed_check where code = 'zone_offset'")
    #expect(!rows.isEmpty)
    for row in rows {
      let fields = row.split(separator: "|")
      #expect(fields[0] == "warning" && fields[3].hasPrefix("\(fields[1]) of \(fields[2]) messages of "), "\(row)")
    }
    #expect(report.steps[0].name == "check" && report.steps[0].note.contains("trueup feed check --data"))
    let findings = try Doctor(
      target: rehearsal.target, job: rehearsal.job, now: deliveries.days[11].cutoff.advanced(bySeconds: 3600)
    ).findings()
    let data = try #require(findings.first { $0.subject == "data" })
    #expect(
      !data.isFine && data.sentence.contains("of pos at S02 were recorded 2 hours before they say")
        && data.sentence.contains("trueup feed check --data"))
  }

  @Test("a value that no statement can work with leaves its check unanswered, and the others go on")
  func hostile() throws {
    let rehearsal = try delivered(Self.clean)
    try rehearsal.owner.execute(
      """
      alter table feed.inventory_event alter expected_quantity type text;
      update feed.inventory_event set expected_quantity = 'twelve' where event_type = 'count'
      """)
    let outcome = try FeedExamination(target: rehearsal.target).run(since: nil, now: Self.clean.days[11].cutoff)
    #expect(outcome.unanswered == ["messages (22P02)"])
    // A night does not begin on a column of another type
    #expect(throws: RunProblem.self) { try rehearsal.run(Self.clean.days[11]) }
  }
}
