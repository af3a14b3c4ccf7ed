import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// A source that is late or silent is named with its age, and what hangs on it does not pretend.
@Suite(.database) struct StaleFeedTests {
  private let deliveries = Deliveries.small

  /// Twenty nights, then four more in which messages of a location's source do not come.
  private func played(without isLost: (FeedMessage) -> Bool) throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 20))
    try rehearsal.run(deliveries.days[19])
    try rehearsal.deliver(deliveries.days[20..<24].flatMap(\.messages).filter { !isLost($0) })
    return rehearsal
  }

  @Test("the locations of a silent source are named with it and its age, their records are stale_feed, the others are not")
  func silent() throws {
    let silenced = try #require(deliveries.reference.locations.first { $0.kind == .store }).id
    let rehearsal = try played { $0.locationID == silenced && $0.sourceSystem == "pos" }
    #expect(try rehearsal.run(deliveries.days[23]).outcome == .published)
    let seen = try rehearsal.rows(
      "select location_id, silent_source, feed_age_hours between 95 and 130 from trueup_v1.location_confidence where silent_source is not null"
    )
    #expect(seen == ["\(silenced)|pos|t"])
    let freshness = try rehearsal.rows(
      "select location_id, source_system, age_hours > 95 from trueup_v1.freshness where status = 'silent'")
    #expect(freshness == ["\(silenced)|pos|t"])
    let items = try rehearsal.rows("select distinct location_id from trueup_v1.item_confidence where status = 'stale_feed'")
    #expect(items == [silenced])
  }

  @Test("when nothing new arrives, the night says of every location that its feed is stale, and of no record anything new")
  func nothing() throws {
    let rehearsal = try played { _ in true }
    let books = "select location_id, item_id, book_qty from trueup_v1.item_confidence"
    let before = try rehearsal.rows(books)
    let report = try rehearsal.run(deliveries.days[23])
    #expect(report.outcome == .published && report.rowsRead == 0)
    #expect(try rehearsal.rows(books) == before)
    #expect(try rehearsal.rows("select distinct status from trueup_v1.item_confidence") == ["stale_feed"])

    let locations = try rehearsal.rows(
      "select count(*) from trueup_v1.location_confidence where items_scored > 0 and (silent_source is null or status = 'ok')")
    #expect(locations == ["0"])
    // Returns come now and then: nobody expects some every day
    #expect(try rehearsal.rows("select count(*) from trueup_v1.freshness where status = 'fresh'") == ["0"])
    let daily = "from trueup_v1.feed_rhythm where deliveries >= 18"
    #expect(try rehearsal.rows("select distinct status \(daily)") == ["silent"])
    #expect(try rehearsal.rows("select count(*) > 10 \(daily)") == ["t"])
  }
}
