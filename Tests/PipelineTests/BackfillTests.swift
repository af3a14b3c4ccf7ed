import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Past nights that were never run: facts to read, and nothing else is changed by them.
@Suite(.database) struct BackfillTests {
  private let deliveries = Deliveries.tiny

  /// Nights 24, 25, 28 and 29 were run; those between were missed.
  private func gap(_ conninfo: String, through last: Int = 28) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 24))
    for night in 24...last {
      try rehearsal.deliver(deliveries.days[night].messages)
      if ![26, 27].contains(night) { try rehearsal.run(deliveries.days[night]) }
    }
    return rehearsal
  }

  /// What people and programs act on.
  private func consequences(_ rehearsal: Rehearsal) throws -> [String] {
    try ["current_publication", "alert", "recount", "deferred", "model"].flatMap { table in
      try rehearsal.rows("select '\(table)', to_jsonb(t) from trueup.\(table) as t")
    }
  }

  private func digests(_ rehearsal: Rehearsal) throws -> [String] {
    try rehearsal.rows("select business_date, digest from trueup.kept_publication")
  }

  @Test("backfilled nights are there to read, marked, and no night before or after them changes")
  func aside() async throws {
    let rehearsal = try gap(TestDatabase.conninfo)
    let before = try consequences(rehearsal)
    // Late rows: what is known of the missed nights now is more than the next night has counted
    var late = try #require(deliveries.days[26].messages.first { $0.eventType == "sale" })
    late.eventID = "late"
    try rehearsal.deliver([late])
    for night in [26, 27] {
      let report = try rehearsal.run(deliveries.days[night]) { $0.backfill = true }
      #expect(report.outcome == .published && report.rowsRead > 0)
      #expect(try rehearsal.run(deliveries.days[night]).outcome == .unchanged)
    }
    #expect(try consequences(rehearsal) == before)
    let dates = (26...27).map { "\(deliveries.days[$0].day)" }
    for view in ["item_confidence_history", "location_confidence_history", "freshness_history"] {
      let seen = try rehearsal.rows(
        "select business_date from trueup_v1.\(view) where business_date = any($1::date[]) group by 1", [Parameter(array: dates)])
      #expect(seen == dates, "\(view)")
    }
    let marks = try rehearsal.rows(
      """
      select status, is_reconstructed from trueup_v1.item_confidence_history inner join trueup_v1.run using (business_date)
      where business_date = any($1::date[]) and run.published_at is not null group by 1, 2
      """, [Parameter(array: dates)])
    #expect(marks.contains("reconstructed|t") && !marks.contains { $0.hasPrefix("ok") || $0.hasSuffix("f") })
    // The night after, and one computed again, are what they are without them
    try rehearsal.deliver(deliveries.days[29].messages)
    try rehearsal.run(deliveries.days[29])
    #expect(try rehearsal.run(deliveries.days[28]).outcome == .unchanged)
    let (found, state, facts) = (try digests(rehearsal), try rehearsal.state(), try rehearsal.newestFacts())
    try await TestDatabase.scoped { conninfo in
      let plain = try gap(conninfo)
      try plain.deliver([late])
      try plain.deliver(deliveries.days[29].messages)
      try plain.run(deliveries.days[29])
      #expect(try digests(plain) == found)
      #expect(difference(try plain.state(), state).isEmpty)
      #expect(difference(try plain.newestFacts(), facts).isEmpty)
    }
  }

  @Test("a backfilled night knows what was recorded by its cut-off: the night that was run on time had the same state")
  func known() async throws {
    let rehearsal = try gap(TestDatabase.conninfo)
    try rehearsal.run(deliveries.days[26]) { $0.backfill = true }
    func positions(_ rehearsal: Rehearsal) throws -> [String] {
      try rehearsal.rows(
        """
        select to_jsonb(position) - 'publication_id' from trueup.position
        inner join trueup.readable_publication using (publication_id) where business_date = $1
        """, [Parameter("\(deliveries.days[26].day)")])
    }
    let found = try positions(rehearsal)
    #expect(found.count > 5)
    try await TestDatabase.scoped { conninfo in
      // What is delivered later with an earlier record time is what a night on time could not know
      let plain = try Rehearsal(conninfo, deliveries.reference)
      try plain.deliver(deliveries.history(before: 29))
      try plain.run(deliveries.days[26])
      #expect(difference(try positions(plain), found).isEmpty)
    }
  }

  @Test("before the first night, history can be filled in; the first night is then like any first night")
  func first() async throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 29))
    try rehearsal.run(deliveries.days[20]) { $0.backfill = true }
    #expect(try rehearsal.rows("select count(*) from trueup.current_publication") == ["0"])
    #expect(try rehearsal.rows("select count(*) from trueup.alert") == ["0"])
    let digest = try rehearsal.run(deliveries.days[28]).digest
    try await TestDatabase.scoped { conninfo in
      let plain = try Rehearsal(conninfo, deliveries.reference)
      try plain.deliver(deliveries.history(before: 29))
      #expect(try plain.run(deliveries.days[28]).digest == digest)
    }
  }

  @Test("only the newest night can be revised: what later nights counted is theirs")
  func revised() throws {
    let rehearsal = try gap(TestDatabase.conninfo)
    let problem = #expect(throws: RunProblem.self) { try rehearsal.run(deliveries.days[25]) { $0.revise = true } }
    #expect(problem?.exitCode == 64)
  }

  @Test("fire times that were missed are skipped rows once a later one is run, one each")
  func missed() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 29))
    for night in [24, 28, 28] { try rehearsal.run(deliveries.days[night]) { $0.date = nil } }
    let runs = try rehearsal.rows(
      "select business_date - $1::date, state from trueup.run where revision = 1",
      [
        Parameter("\(deliveries.days[24].day)")
      ])
    #expect(runs == ["0|published", "1|skipped", "2|skipped", "3|skipped", "4|published"])
    // A skipped one can still be computed
    #expect(try rehearsal.run(deliveries.days[26]) { $0.backfill = true }.outcome == .published)
  }
}
