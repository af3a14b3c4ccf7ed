import Glibc
import Statistics
import Testing

@Suite struct DDSketchTests {
  private func formula(_ x: Int64) -> Int32 {
    Int32((log(Double(x)) * 49.99833328888678).rounded(.up))
  }

  /// mpmath 1.3.0: ceil(ln(x) * 49.99833328888678) at 60 digits.
  @Test(
    "agrees with the exact formula at sixty digits",
    arguments: [
      (1, 0), (2, 35), (3, 55), (1_000_000, 691), (60_000_000, 896), (86_400_000_000, 1260), (604_800_000_000, 1357),
      (9_007_199_254_740_992, 1837),
    ] as [(Int64, Int32)])
  func exactFormula(delay: Int64, bucket: Int32) {
    #expect(DDSketch.bucketIndex(delay) == bucket)
  }

  @Test("equals the formula on either side of every boundary, for all small delays and at the ends")
  func boundaries() {
    for i in 0...2184 {
      let bound = exp(Double(i) / 49.99833328888678)
      guard bound < 9.2e18 else { continue }
      for x in max(1, Int64(bound) - 3)...Int64(bound) + 3 where DDSketch.bucketIndex(x) != formula(x) {
        Issue.record("\(x)")
      }
    }
    for x in 1...Int64(20_000) where DDSketch.bucketIndex(x) != formula(x) { Issue.record("\(x)") }
    var chance = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let x = Int64(truncatingIfNeeded: chance.next() >> 1) >> Int64(chance.next() % 62)
      if x > 0, DDSketch.bucketIndex(x) != formula(x) { Issue.record("\(x)") }
    }
    #expect(DDSketch.bucketIndex(.max) == formula(.max))
    #expect(DDSketch.bucketIndex(.max) == 2184)
    #expect(DDSketch.bucketIndex(0) == nil && DDSketch.bucketIndex(-5) == nil)
  }

  private func delays(seed: Int, count: Int = 400) -> [Int64] {
    var chance = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in
      let u = chance.uniform()
      return u < 0.05 ? 0 : u < 0.1 ? -Int64(chance.next() % 1000) - 1 : Int64(exp(chance.uniform() * 25))
    }
  }

  /// The definition of `percentile_disc` in ISO/IEC 9075-2, 10.9: the first value whose share of values up to it reaches q.
  private func percentileDisc(_ q: Double, sorted: [Int64]) -> Int64 {
    sorted.indices.first { Double($0 + 1) >= q * Double(sorted.count) }.map { sorted[$0] } ?? sorted[sorted.count - 1]
  }

  @Test("quantiles of any number of messages are within one per cent of percentile_disc", arguments: 1...8)
  func relativeError(seed: Int) throws {
    for count in Array(1...24) + [40 + seed, 99, 100, 101, 190 + seed] {
      let delays = delays(seed: 1000 * seed + count, count: count)
      var sketch = DDSketch()
      for delay in delays { sketch.add(delay) }
      let sorted = delays.map { max($0, 0) }.sorted()
      var chance = SeededGenerator(seed: UInt64(seed))
      // every rank, places between ranks, and what people ask for
      let shares = (0...count).map { Double($0) / Double(count) } + (0..<20).map { _ in chance.uniform() }
      for q in shares + [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999] {
        let truth = Double(percentileDisc(q, sorted: sorted))
        let found = try #require(sketch.quantile(q))
        #expect(abs(found - truth) <= 0.01 * truth * (1 + 1e-9), "n \(count), q \(q)")
      }
      #expect(sketch.count == Int64(count))
      #expect(sketch.zeroCount == Int64(delays.filter { $0 == 0 }.count))
      #expect(sketch.negativeCount == Int64(delays.filter { $0 < 0 }.count))
    }
  }

  @Test("the 99 % quantile of fewer than a hundred messages is the latest of them")
  func latest() throws {
    var sketch = DDSketch()
    for second in 1...99 { sketch.add(Int64(second) * 1_000_000) }
    #expect(abs(try #require(sketch.quantile(0.99)) / 99e6 - 1) <= 0.01)
    sketch.add(100_000_000)
    #expect(abs(try #require(sketch.quantile(0.99)) / 99e6 - 1) <= 0.01)
    #expect(abs(try #require(sketch.quantile(1)) / 100e6 - 1) <= 0.01)
  }

  @Test("merging is adding, in any order, and withdrawal undoes it", arguments: 1...20)
  func algebra(seed: Int) {
    let (a, b) = (delays(seed: seed), delays(seed: seed + 1000, count: 100))
    var (first, second, both) = (DDSketch(), DDSketch(), DDSketch())
    for delay in a { first.add(delay) }
    for delay in b { second.add(delay) }
    for delay in b + a { both.add(delay) }
    var merged = first
    merged.merge(second)
    #expect(merged == both)
    var other = second
    other.merge(first)
    #expect(other == both)
    for delay in b { merged.add(delay, count: -1) }
    #expect(merged == first)
    for delay in a { merged.add(delay, count: -1) }
    #expect(merged == DDSketch() && merged.isEmpty && merged.buckets.isEmpty && merged.packed().isEmpty)
    var early = DDSketch()
    early.add(50, count: -2)
    #expect(early.quantile(0.5) == nil && early.share(above: 1) == nil)
    early.add(50, count: 2)
    #expect(early == DDSketch())
  }

  @Test("the share above a limit is exact to the bucket")
  func share() {
    var sketch = DDSketch()
    sketch.add(-7)
    sketch.add(0)
    sketch.add(1000, count: 3)
    sketch.add(100_000, count: 5)
    #expect(sketch.share(above: -1) == 1)
    #expect(sketch.share(above: 0) == 0.8)
    #expect(sketch.share(above: 1000) == 0.5)
    #expect(sketch.share(above: 900) == 0.8)
    #expect(sketch.share(above: 200_000) == 0)
    #expect(DDSketch().share(above: 5) == nil && DDSketch().quantile(0.5) == nil)
    #expect(sketch.quantile(1.5) == nil && sketch.quantile(.nan) == nil)
    #expect(sketch.quantile(0.1) == 0)
  }

  @Test("the packed bytes are as documented")
  func bytes() {
    var sketch = DDSketch()
    sketch.add(86_400_000_000, count: 258)  // bucket 1260 = 0x04EC
    sketch.add(1, count: -1)
    #expect(sketch.packed() == [0, 0, 255, 255, 255, 255, 0x04, 0xEC, 0, 0, 1, 2])
  }

  @Test("packing and unpacking returns the sketch, however large the counts", arguments: 1...20)
  func roundTrip(seed: Int) throws {
    var sketch = DDSketch()
    for delay in delays(seed: seed) { sketch.add(delay, count: delay % 7 == 0 ? 5_000_000_000 : delay % 5 == 0 ? -3 : 1) }
    let read = try DDSketch(packed: sketch.packed(), zeroCount: sketch.zeroCount, negativeCount: sketch.negativeCount)
    #expect(read == sketch)
  }

  @Test("whole buckets in any order make the same sketch", arguments: 1...20)
  func wholeBuckets(seed: Int) throws {
    var sketch = DDSketch()
    for delay in delays(seed: seed) { sketch.add(delay, count: 3) }
    var chance = SeededGenerator(seed: UInt64(seed))
    let halves = sketch.buckets.flatMap { [(index: $0.index, count: $0.count - 1), (index: $0.index, count: Int64(1))] }
    let read = try DDSketch(
      buckets: halves.shuffled(using: &chance), zeroCount: sketch.zeroCount, negativeCount: sketch.negativeCount)
    #expect(read == sketch)
    #expect(throws: DDSketchError.bucket(entry: 1)) { try DDSketch(buckets: [(index: 3, count: 1), (index: 2185, count: 1)]) }
    #expect(throws: DDSketchError.bucket(entry: 0)) { try DDSketch(buckets: [(index: -1, count: 1)]) }
  }

  @Test("the bound holds for the smallest and the largest delay, and counts wrap instead of stopping")
  func extremes() throws {
    for delay in [1, 2, 3, Int64.max, Int64.max / 3, 1 << 40] {
      var sketch = DDSketch()
      sketch.add(delay)
      #expect(abs(try #require(sketch.quantile(0.5)) - Double(delay)) <= 0.01 * Double(delay) * (1 + 1e-9))
    }
    var full = DDSketch()
    full.add(5, count: .max)
    full.add(5, count: .max)
    full.add(5, count: 2)
    #expect(full.isEmpty && full.quantile(0.5) == nil)
    var least = DDSketch()
    least.add(.min)
    #expect(least.negativeCount == 1 && least.quantile(1) == 0)
  }

  @Test("bytes that are no sketch are refused")
  func refusals() {
    #expect(throws: DDSketchError.length(5)) { try DDSketch(packed: [1, 2, 3, 4, 5]) }
    #expect(throws: DDSketchError.bucket(entry: 0)) { try DDSketch(packed: [0x80, 0, 0, 0, 0, 1]) }
    #expect(throws: DDSketchError.bucket(entry: 0)) { try DDSketch(packed: [0x10, 0, 0, 0, 0, 1]) }
    #expect(throws: DDSketchError.emptyBucket(entry: 0)) { try DDSketch(packed: [0, 1, 0, 0, 0, 0]) }
    #expect(throws: DDSketchError.order(entry: 1)) { try DDSketch(packed: [0, 9, 0, 0, 0, 1, 0, 8, 0, 0, 0, 1]) }
  }
}
