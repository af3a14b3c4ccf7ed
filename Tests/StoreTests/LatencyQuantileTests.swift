import Glibc
import PostgreSQL
import Statistics
import TestSupport
import Testing

/// The SQL functions of sketches against PostgreSQL's own answer from the delays themselves.
@Suite(.database) struct LatencyQuantileTests {
  private func delays(seed: Int, count: Int) -> [Int64] {
    var chance = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in
      let u = chance.uniform()
      return u < 0.05 ? 0 : u < 0.1 ? -Int64(chance.next() % 1000) - 1 : Int64(exp(chance.uniform() * 30))
    }
  }

  @Test("quantiles are within one per cent of percentile_disc, for any number of messages", arguments: 1...5)
  func quantiles(seed: Int) throws {
    let owner = try Connection(TestDatabase.conninfo)
    try owner.execute(
      """
      create table sample (sample integer, delay bigint);
      create table sketch (sample integer, buckets bytea, undelayed bigint);
      """)
    let counts = Array(1...110) + [199, 200, 1000]
    for count in counts {
      let delays = delays(seed: 10_000 * seed + count, count: count)
      var sketch = DDSketch()
      for delay in delays { sketch.add(delay) }
      try owner.query(
        "insert into sample select $1::integer, unnest($2::bigint[])",
        [Parameter(count), Parameter(array: delays.map { "\($0)" })])
      let hex = sketch.packed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      try owner.query(
        "insert into sketch values ($1::integer, decode($2, 'hex'), $3::bigint)",
        [Parameter(count), Parameter(hex), Parameter(sketch.zeroCount + sketch.negativeCount)])
    }
    let rows = try owner.query(
      """
      with share (q) as (
          values (0.0::double precision), (0.01), (0.1), (0.25), (1.0 / 3), (0.5), (0.75), (0.9), (0.95), (0.99), (0.999), (1.0)
      ),

      truth as (
          select
              sample.sample,
              share.q,
              percentile_disc(share.q) within group (order by greatest(sample.delay, 0)) / 1e6 as seconds
          from sample
          cross join share
          group by sample.sample, share.q
      )

      select truth.sample, truth.q, truth.seconds, trueup.sketch_quantile(sketch.buckets, sketch.undelayed, truth.q)
      from truth
      inner join sketch on sketch.sample = truth.sample
      """)
    #expect(rows.count == counts.count * 12)
    for index in 0..<rows.count {
      let (truth, found) = (try rows[index].double(2), try rows[index].double(3))
      let place = "n \(rows[index].optionalText(0) ?? ""), q \(rows[index].optionalText(1) ?? "")"
      #expect(abs(found - truth) <= 0.01 * truth * (1 + 1e-9), "\(place)")
    }
  }

  @Test("nothing has no quantile; what was withdrawn is subtracted as in Swift")
  func edges() throws {
    let owner = try Connection(TestDatabase.conninfo)
    let nothing = try owner.query(
      """
      select trueup.sketch_quantile(''::bytea, 0, 0.5), trueup.sketch_quantile(''::bytea, 3, 1.5),
        trueup.sketch_quantile(''::bytea, 3, -0.1), trueup.sketch_quantile(''::bytea, 3, null), trueup.sketch_quantile(''::bytea, 3, 1)
      """)[0]
    #expect(nothing.texts == [nil, nil, nil, nil, "0"])
    var sketch = DDSketch()
    sketch.add(5_000_000, count: -2)
    let hex = sketch.packed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let bucket = try owner.query("select bucket, events from trueup.sketch_buckets(decode($1, 'hex'))", [Parameter(hex)])[0]
    #expect(try bucket.int(1) == -2 && Int64(sketch.buckets[0].index) == bucket.int(0))
  }
}
