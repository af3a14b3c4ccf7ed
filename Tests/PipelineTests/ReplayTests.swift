import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store
import TestSupport
import Testing

/// The nights that are run; everything before them is history.
private let nights = 25..<30

/// A database in which the small retailer's nights up to the last were delivered and run.
private func played(_ conninfo: String, through last: Int = 29) throws -> Rehearsal {
  let deliveries = Deliveries.small
  let rehearsal = try Rehearsal(conninfo, deliveries.reference)
  try rehearsal.deliver(deliveries.history(before: nights.lowerBound))
  for night in nights where night <= last {
    try rehearsal.deliver(deliveries.days[night].messages)
    try rehearsal.run(deliveries.days[night])
  }
  return rehearsal
}

@Suite(.database) struct ReplayTests {
  private let last = Deliveries.small.days[29]

  @Test("nights folded one on the other leave the same state and facts as one fold of everything")
  func fullRefresh() async throws {
    let incremental = try played(TestDatabase.conninfo)
    let (state, facts) = (try incremental.state(), try incremental.newestFacts())
    #expect(state.count > 100 && facts.count > 1000)
    try await TestDatabase.scoped { conninfo in
      let whole = try Rehearsal(conninfo, Deliveries.small.reference)
      try whole.deliver(Deliveries.small.history(before: 30))
      try whole.run(last)
      #expect(difference(try whole.state(), state) == [])
      #expect(difference(try whole.newestFacts(), facts) == [])
    }
    let refreshed = try incremental.run(last) { $0.fullRefresh = true }
    #expect(refreshed.outcome == .unchanged)
  }

  /// Statistics that are renewed between two nights change the order in which rows come: no figure may follow it.
  @Test(
    "messages of orders that come a day late, out of order, leave the same facts as one fold of everything",
    arguments: [nil, 12])
  func lateOrders(analyzedBefore analyzed: Int?) async throws {
    func late(_ message: FeedMessage, _ index: Int) -> FeedMessage {
      var message = message
      guard message.documentType == "order", index % 3 != 0, let at = message.eventTime else { return message }
      message.recordTime = at.advanced(bySeconds: 20 * 3600)
      message.ingestedAt = message.recordTime
      return message
    }
    let messages = Deliveries.small.days.flatMap(\.messages).enumerated().map { late($1, $0) }
    let incremental = try Rehearsal(TestDatabase.conninfo, Deliveries.small.reference)
    try incremental.deliver(messages)
    for night in 9..<30 {
      if night == analyzed { try incremental.owner.execute("analyze trueup.deferred") }
      try incremental.run(Deliveries.small.days[night])
    }
    let facts = try incremental.newestFacts()
    try await TestDatabase.scoped { conninfo in
      let whole = try Rehearsal(conninfo, Deliveries.small.reference)
      try whole.deliver(messages)
      try whole.run(last)
      let found = difference(try whole.newestFacts(), facts)
      #expect(found.isEmpty, "\(found)")
    }
    let refreshed = try incremental.run(last) { $0.fullRefresh = true }
    #expect(refreshed.outcome == .unchanged)
  }

  @Test("a night after one whose state was removed folds the history anew and comes to the same state")
  func removedBase() async throws {
    let rehearsal = try played(TestDatabase.conninfo, through: 28)
    let base = try rehearsal.current()
    try rehearsal.owner.execute(
      """
      alter table trueup.position detach partition trueup.position_\(base);
      alter table trueup.item_confidence detach partition trueup.item_confidence_\(base);
      drop table trueup.position_\(base), trueup.item_confidence_\(base)
      """)
    try rehearsal.deliver(last.messages)
    #expect(try rehearsal.run(last).outcome == .published)
    let (state, facts) = (try rehearsal.state(), try rehearsal.newestFacts())
    try await TestDatabase.scoped { conninfo in
      let plain = try played(conninfo)
      #expect(difference(try plain.state(), state).isEmpty)
      #expect(difference(try plain.newestFacts(), facts).isEmpty)
    }
  }

  @Test("a night computed again is unchanged, also after late rows landed; revise reads them")
  func again() throws {
    let rehearsal = try played(TestDatabase.conninfo, through: 28)
    let deliveries = Deliveries.small
    let first = try rehearsal.run(deliveries.days[28])
    #expect(first.outcome == .unchanged)
    let (state, publication) = (try rehearsal.state(), try rehearsal.current())

    // The next day's messages hold events of this night that were delivered late
    try rehearsal.deliver(last.messages)
    var late = try #require(last.messages.first { $0.eventType == "sale" })
    late.eventID = "late"
    late.eventTime = deliveries.days[28].cutoff.advanced(bySeconds: -7200)
    late.recordTime = deliveries.days[28].cutoff.advanced(bySeconds: -3600)
    try rehearsal.deliver([late])
    let second = try rehearsal.run(deliveries.days[28])
    #expect(second.outcome == .unchanged)
    #expect(second.digest == first.digest)
    #expect(try rehearsal.current() == publication)
    #expect(try rehearsal.state() == state)

    let revised = try rehearsal.run(deliveries.days[28]) { $0.revise = true }
    #expect(revised.outcome == .published)
    #expect(revised.digest != first.digest)
    let kept = try rehearsal.rows(
      "select revision > 1, digest from trueup.kept_publication where business_date = $1",
      [
        Parameter("\(deliveries.days[28].day)")
      ])
    #expect(kept == ["t|\(revised.digest)"])
  }

  @Test("the same messages in other orders and transactions have the same digest at any number of workers")
  func otherwise() async throws {
    let plain = try played(TestDatabase.conninfo)
    let expected = try plain.rows("select business_date, digest from trueup.kept_publication")
    #expect(expected.count == nights.count)
    try await TestDatabase.scoped { conninfo in
      let deliveries = Deliveries.small
      var generator = SeededGenerator(seed: 77)
      let other = try Rehearsal(conninfo, deliveries.reference)
      // Transaction numbers that differ from the first database's
      for _ in 0..<20 { try other.owner.query("select pg_catalog.pg_current_xact_id()") }
      func inPieces(_ messages: [FeedMessage]) throws {
        let shuffled = messages.shuffled(using: &generator)
        var start = 0
        while start < shuffled.count {
          let end = min(shuffled.count, start + Int.random(in: 1...300, using: &generator))
          try other.deliver(shuffled[start..<end])
          start = end
        }
      }
      try inPieces(deliveries.history(before: nights.lowerBound))
      for (index, night) in nights.enumerated() {
        let messages = deliveries.days[night].messages
        // A tenth is sent again
        try inPieces(messages + messages.filter { $0.eventID != nil && Int.random(in: 0..<10, using: &generator) == 0 })
        try other.run(deliveries.days[night]) { $0.workers = [1, 2, 8][index % 3] }
      }
      #expect(try other.rows("select business_date, digest from trueup.kept_publication") == expected)
    }
  }

  @Test("a column that the feed has beside the contract's, and zeros behind a quantity, decide nothing")
  func otherColumns() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Deliveries.small.reference)
    let messages = Deliveries.small.history(before: 12)
    let repeated = Set(
      Dictionary(grouping: messages, by: { "\($0.sourceSystem ?? "")/\($0.eventID ?? "")" }).filter { $1.count > 1 }.keys)
    #expect(repeated.count > 10)
    try rehearsal.deliver(messages)
    let first = try rehearsal.run(Deliveries.small.days[11])
    try rehearsal.owner.execute(
      """
      alter table feed.inventory_event add column exporter text default md5(random()::text);
      update feed.inventory_event set quantity = quantity::numeric(20, 6)
      where ctid in (select max(ctid) from feed.inventory_event group by source_system, event_id having count(*) > 1)
      """)
    let second = try rehearsal.run(Deliveries.small.days[11]) { $0.fullRefresh = true }
    #expect(second.outcome == .unchanged && second.rowsDuplicate == first.rowsDuplicate)
  }

  @Test("workers do not change a night", arguments: [2, 8])
  func workers(count: Int) throws {
    let rehearsal = try played(TestDatabase.conninfo, through: 26)
    let night = Deliveries.small.days[26]
    let report = try rehearsal.run(night) { $0.workers = count }
    #expect(report.outcome == .unchanged)
  }
}

/// Rows of one that are not in the other, a few of them, for the message of a failure.
func difference(_ a: [String], _ b: [String]) -> [String] {
  Array(Set(a).symmetricDifference(b).sorted().prefix(6))
}
