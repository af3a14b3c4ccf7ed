import Inventory
import PostgreSQL
import Retailer
import TestSupport
import Testing

/// Every published metric: what it says, how sure it is, and what was observed.
@Suite(.database) struct MetricIntervalTests {
  private static func deliveries(seed: Int) -> Deliveries {
    var configuration = RetailerConfiguration()
    configuration.stores = 2 + seed % 3
    configuration.distributionCentres = 1
    configuration.items = 20
    configuration.days = 30
    configuration.seed = UInt64(seed)
    return Deliveries(configuration)
  }

  @Test("a value lies in its interval in every row, and shrink comes with one", arguments: [11, 12, 13])
  func intervals(seed: Int) throws {
    let deliveries = Self.deliveries(seed: seed)
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 27))
    for night in 27..<30 {
      try rehearsal.deliver(deliveries.days[night].messages)
      try rehearsal.run(deliveries.days[night])
    }
    let outside = try rehearsal.rows(
      """
      select metric, day, value, lower, upper from trueup.metric_daily
      where (lower is null) <> (upper is null) or lower is not null and (value is null or not value between lower and upper)
      """)
    #expect(outside.isEmpty)
    let metrics = try rehearsal.rows("select distinct metric from trueup_v1.metric_daily where lower is not null")
    for wanted in ["cancellation_rate_lines", "count_exact_rate", "count_hit_rate", "count_short_rate", "shrink_rate"] {
      #expect(metrics.contains(wanted), "\(wanted)")
    }
    // Where a share has a value, the integers of what was observed stand beside it; where it has none, it says why
    #expect(
      try rehearsal.rows(
        """
        select metric, day, value, numerator, denominator, verdict from trueup_v1.metric_daily
        where metric in ('shrink_rate', 'cancellation_rate_lines', 'not_found_rate', 'count_short_rate')
          and ((value is null) <> (denominator = 0) or numerator is null or (value is null) <> (verdict <> 'ordinary'))
        """
      ).isEmpty)
  }
}
