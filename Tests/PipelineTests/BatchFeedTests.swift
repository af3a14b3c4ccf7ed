import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Stores whose back office posts every few days: in order, though nothing comes on most nights.
@Suite(.database) struct BatchFeedTests {
  private static let nights = 30..<38

  private static func configuration() -> RetailerConfiguration {
    var configuration = RetailerConfiguration.small
    configuration.days = nights.upperBound
    configuration.mechanisms.batchPosting = 1
    configuration.mechanisms.outagesPerStoreDay = 0
    // A contradicting version is recorded when somebody notices, a lost message arrives when it is found: on any day
    (configuration.mechanisms.conflicts, configuration.mechanisms.lateArrival) = (0, 0)
    return configuration
  }

  /// What a night says of the stores' back offices and records.
  private struct Reading {
    var silent: [String]
    var stale: [String]
    /// Silent by five mean gaps of a message, as a count of feeds.
    var silentByMessages: Int
  }

  private static func reading(_ rehearsal: Rehearsal) throws -> Reading {
    let rhythm = "from trueup_v1.feed_rhythm where source_system = 'erp' and location_id like 'S%'"
    return Reading(
      silent: try rehearsal.rows("select location_id, message_class \(rhythm) and status = 'silent'"),
      stale: try rehearsal.rows("select location_id, item_id from trueup_v1.item_confidence where status = 'stale_feed'"),
      silentByMessages: Int(
        try rehearsal.rows(
          """
          select count(*) from trueup_v1.freshness
          inner join (
            select location_id, source_system, sum(events) / 28.0 as daily from trueup_v1.latency_sketch
            group by location_id, source_system
          ) as told using (location_id, source_system)
          where source_system = 'erp' and location_id like 'S%' and age_hours > greatest(26, 24 * 5 / greatest(0.05, daily))
          """)[0]) ?? 0)
  }

  /// What this night said of feeds and records.
  private static func tables(_ rehearsal: Rehearsal) throws -> [String] {
    try ["feed_rhythm", "freshness", "item_confidence"].flatMap { table in
      try rehearsal.rows(
        "select to_jsonb(t) - 'publication_id' from trueup.\(table) as t where publication_id = $1",
        [Parameter(rehearsal.current())])
    }
  }

  @Test("between deliveries nothing is stale, no confidence is lost, and what is due is named")
  func between() throws {
    let deliveries = Deliveries(Self.configuration())
    let retailer = Retailer(Self.configuration())
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: Self.nights.lowerBound))
    var (byMessages, idle) = (0, 0)
    let check = try TestDatabase.files().text("checks/contradicting_records")
    for night in Self.nights {
      try rehearsal.deliver(deliveries.days[night].messages)
      #expect(try rehearsal.run(deliveries.days[night]).outcome == .published)
      let reading = try Self.reading(rehearsal)
      #expect(reading.silent == [] && reading.stale == [], "night \(night)")
      #expect(try rehearsal.rows(check) == [], "night \(night)")
      byMessages += reading.silentByMessages
      idle += try rehearsal.rows(
        "select location_id from trueup_v1.feed_rhythm where source_system = 'erp' and message_class = 'transfers in' and waited = 0 and nights not like '%1'"
      ).count
      // Expected on a weekday of the store's own
      let expected = try rehearsal.rows(
        """
        select location_id, extract(isodow from expected_by), business_date, nights, waited, wait_chance, usual_wait
        from trueup_v1.feed_rhythm
        where source_system = 'erp' and message_class = 'transfers in' and location_id like 'S%' and expected_by is not null
        """)
      for row in expected {
        let parts = row.split(separator: "|")
        let weekdays = try #require(retailer.postingWeekdays[String(parts[0])])
        #expect(weekdays.contains(Int(parts[1]) ?? 0), "\(row) of \(weekdays)")
      }
    }
    // The situation is there: by messages these feeds were silent, and on many nights nothing came
    #expect(byMessages > 10, "\(byMessages)")
    #expect(idle > 5, "\(idle)")
    // The night computed again, and from go-live, says the same
    let last = deliveries.days[Self.nights.upperBound - 1]
    #expect(try rehearsal.run(last).outcome == .unchanged)
    let tables = try Self.tables(rehearsal)
    try rehearsal.run(last) { $0.fullRefresh = true }
    #expect(try Self.tables(rehearsal) == tables)
  }

  @Test("what waits for the back office are its own kinds: receipts and transfers, no sales")
  func kinds() throws {
    let deliveries = Deliveries(Self.configuration())
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 38))
    for night in 35..<38 { try rehearsal.run(deliveries.days[night]) }
    // Of its kinds as many days as it has not posted, of sales what always comes a little late
    let others = try rehearsal.rows(
      """
      select location_id, source_system, message_class, nights, unrecorded_days from trueup_v1.feed_rhythm
      where location_id like 'S%' and (
        message_class = 'sales' and unrecorded_days > 0.3
        or message_class in ('corrections', 'counts', 'orders', 'purchasing') and unrecorded_days > 0
      )
      """)
    #expect(others == [])
    let waiting = try rehearsal.rows(
      """
      select location_id from trueup_v1.feed_rhythm
      where location_id like 'S%' and source_system = 'erp' and message_class = 'transfers in' and nights not like '%1'
        and unrecorded_days > 0.3
      """)
    #expect(!waiting.isEmpty)
  }
}
