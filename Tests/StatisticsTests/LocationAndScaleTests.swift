import Glibc
import Statistics
import Testing

/// Expected values: Reference/location.R (R 4.2.2, robustbase 0.95-0) and Reference/moments.py (exact rationals).
@Suite struct LocationAndScaleTests {
  /// Copper in wholemeal flour, parts per million (Analytical Methods Committee 1989; `MASS::chem`).
  private let copper = [
    2.9, 3.1, 3.4, 3.4, 3.7, 3.7, 2.8, 2.5, 2.4, 2.4, 2.7, 2.2, 5.28, 3.37, 3.03, 3.03, 28.95, 3.77, 3.4, 2.2, 3.5, 3.6, 3.7,
    3.7,
  ]
  private let cubes = (1...2000).map { pow(Double($0 * 7919 % 10007) / 1000, 3) }

  @Test(
    "quantiles of all nine types agree with R",
    arguments: [
      (1, [2.2, 2.2, 2.7, 2.9, 3.37, 3.77, 28.95]), (2, [2.2, 2.2, 2.75, 2.965, 3.385, 3.77, 28.95]),
      (3, [2.2, 2.2, 2.7, 2.9, 3.37, 3.77, 28.95]), (4, [2.2, 2.2, 2.7, 2.9, 3.37, 3.742, 28.95]),
      (5, [2.2, 2.2, 2.75, 2.965, 3.385, 3.921, 28.95]), (6, [2.2, 2.2, 2.725, 2.9433333333333334, 3.385, 4.525, 28.95]),
      (7, [2.2, 2.23, 2.775, 2.9866666666666664, 3.385, 3.749, 28.95]),
      (8, [2.2, 2.2, 2.7416666666666667, 2.9577777777777774, 3.385, 4.1223333333333354, 28.95]),
      (9, [2.2, 2.2, 2.74375, 2.9595833333333328, 3.385, 4.072, 28.95]),
    ])
  func quantiles(type: Int, expected: [Double]) throws {
    let definition = try #require(QuantileDefinition(rawValue: type))
    let sorted = copper.sorted()
    for (q, value) in zip([0, 0.05, 0.25, 1.0 / 3, 0.5, 0.9, 1], expected) {
      let found = try #require(quantile(copper, q, definition: definition))
      #expect(abs(found - value) < 2e-15 * 29)
      #expect(quantile(sorted: sorted, q, definition: definition) == found)
    }
  }

  @Test(
    "products that should be whole count as whole",
    arguments: [
      (1, [299.74, 299.74, 299.85, 299.85, 299.9, 299.9]), (2, [299.74, 299.795, 299.85, 299.875, 299.9, 299.915]),
      (3, [299.74, 299.74, 299.85, 299.85, 299.85, 299.9]), (4, [299.74, 299.74, 299.795, 299.85, 299.875, 299.9]),
      (5, [299.74, 299.795, 299.85, 299.875, 299.9, 299.915]), (6, [299.74, 299.762, 299.828, 299.87, 299.9, 299.918]),
      (7, [299.784, 299.828, 299.86, 299.88, 299.9, 299.912]),
      (8, [299.74, 299.784, 299.84266666666667, 299.87333333333333, 299.9, 299.916]),
      (9, [299.74, 299.78675, 299.8445, 299.87375, 299.9, 299.91575]),
    ])
  func fuzz(type: Int, expected: [Double]) throws {
    let definition = try #require(QuantileDefinition(rawValue: type))
    for (q, value) in zip([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], expected) {
      let found = try #require(quantile([299.85, 299.74, 299.90, 300.07, 299.93], q, definition: definition))
      #expect(abs(found - value) < 3e-13)
    }
  }

  @Test("the inverse of the empirical distribution is its smallest value of enough weight", arguments: 1...30)
  func inverseDistribution(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let values = (0..<(1 + seed * 7 % 40)).map { _ in (generator.uniform() * 8).rounded() }
    for step in 1...20 {
      let q = Double(step) / 20 - 0.01
      let slow = values.sorted().first { x in Double(values.count { $0 <= x }) >= q * Double(values.count) }
      #expect(quantile(values, q, definition: .inverseCumulative) == slow)
    }
  }

  @Test("selection finds every rank of hostile orders")
  func selection() {
    let ranks = Array(0..<3000)
    let orders: [[Int]] = [
      ranks, ranks.reversed(), ranks.map { $0 % 7 }, ranks.map { min($0, 3000 - $0) }, ranks.map { $0 * 7919 % 3001 },
      ranks.map { $0 % 2 == 0 ? $0 : -$0 }, Array(repeating: 1, count: 3000),
    ]
    for values in orders.map({ $0.map(Double.init) }) {
      let sorted = values.sorted()
      for rank in [0, 1, 17, 599, 1500, 2222, 2998, 2999] {
        #expect(quantile(values, Double(rank) / 2999, definition: .linear).map { abs($0 - sorted[rank]) < 1e-9 } == true)
      }
    }
  }

  @Test("the median absolute deviation agrees with R")
  func deviation() throws {
    #expect(abs(try #require(mad(copper)) - 0.52632378756948872) < 1e-15)
  }

  @Test(
    "Qn agrees with robustbase at every small size",
    arguments: [
      (2, 0.17724537476800015), (3, 0.44100969220000041), (4, 0.34166546539656528), (5, 0.56189292774761801),
      (6, 0.40756726859526748), (7, 0.57171928005808215), (8, 0.44600055578246905), (9, 0.58148571558616535),
      (10, 0.47942746293073496), (11, 0.59188460603938009), (12, 0.50425298309721245), (13, 0.60070201511487731),
      (14, 0.57521695368188774), (24, 0.6330337719957102),
    ])
  func smallQn(count: Int, expected: Double) throws {
    // robustbase 0.95 keeps most of these to single precision only: 0.30000001 for the difference 3.4 - 3.1
    #expect(abs(try #require(try qnScale(Array(copper[..<count]))) / expected - 1) < 6e-8)
  }

  @Test("Qn agrees with robustbase on two thousand values")
  func largeQn() throws {
    #expect(abs(try #require(try qnScale(cubes)) / 153.50229708384214 - 1) < 1e-14)
    #expect(abs(try #require(try qnScale(Array(cubes[..<1999]))) / 153.28996290797383 - 1) < 1e-14)
  }

  @Test("Qn is the order statistic of all differences", arguments: 1...40)
  func slowQn(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let n = 2 + seed * 3
    let tied = seed % 2 == 0
    let values = (0..<n).map { _ in tied ? (generator.uniform() * 9).rounded() : 1 / generator.uniform() }
    var differences: [Double] = []
    for i in 0..<n { for j in 0..<i { differences.append(abs(values[i] - values[j])) } }
    let h = n / 2 + 1
    let expected = differences.sorted()[h * (h - 1) / 2 - 1]
    let found = try #require(try qnScale(values))
    let doubled = try #require(try qnScale(values.map { $0 * 2 - 0 }))
    // the factor depends on the size alone
    let factor = try #require(try qnScale((0..<n).map { Double($0) })) / naturalDifference(n)
    #expect(abs(found - expected * factor) <= 4e-15 * expected * factor)
    #expect(doubled == 2 * found)
  }

  private func naturalDifference(_ n: Int) -> Double {
    var differences: [Int] = []
    for i in 0..<n { for j in 0..<i { differences.append(i - j) } }
    let h = n / 2 + 1
    return Double(differences.sorted()[h * (h - 1) / 2 - 1])
  }

  @Test(
    "trimmed and Winsorised means agree with R",
    arguments: [
      (0.0, 4.2804166666666665, 4.2804166666666665, 28.062404166666663, 1.0813264263291533),
      (0.1, 3.205, 3.185, 0.26026086956521743, 0.12550948800368589),
      (0.2, 3.239375, 3.1929166666666666, 0.22458677536231891, 0.14670684818901797),
      (0.25, 3.2691666666666666, 3.2595833333333335, 0.145282427536232, 0.15910487853531516),
      (0.45, 3.3175, 3.26125, 0.02299402173913041, 0.20993302503417596),
    ])
  func trimmed(trim: Double, mean: Double, winsorized: Double, variance: Double, error: Double) throws {
    let found = try #require(try TrimmedMean(copper, trim: trim))
    #expect(abs(found.mean - mean) < 1e-15)
    #expect(abs(found.winsorizedMean - winsorized) < 1e-15)
    #expect(abs(try #require(found.winsorizedVariance) / variance - 1) < 1e-14)
    #expect(abs(try #require(found.standardError) / error - 1) < 1e-14)
  }

  @Test("nothing is ignored, and what has no answer has none")
  func hostile() throws {
    #expect(try qnScale([]) == nil && qnScale([3]) == nil && qnScale([3, 3, 3]) == 0)
    #expect(throws: StatisticsError.notFinite(argument: "values")) { try qnScale([1, .nan]) }
    #expect(throws: StatisticsError.notFinite(argument: "values")) { try TrimmedMean([1, .infinity], trim: 0.1) }
    #expect(throws: StatisticsError.outOfRange(argument: "trim")) { try TrimmedMean([1, 2], trim: 0.5) }
    #expect(throws: StatisticsError.outOfRange(argument: "trim")) { try TrimmedMean([1, 2], trim: .nan) }
    #expect(try TrimmedMean([], trim: 0) == nil)
    let single = try #require(try TrimmedMean([7], trim: 0.49))
    #expect(single.mean == 7 && single.winsorizedVariance == nil && single.standardError == nil)
    let huge = [-1.5e308, 1e308, 1.5e308, -1e308]
    #expect(median(huge) == 0 && quantile(huge, 0.25) == -1.125e308)
    #expect(try #require(try TrimmedMean(huge, trim: 0.25)).mean == 0)
    #expect(abs(try #require(try qnScale([1e308, -0.5e308, 0.2e308])) / 1e308 - 0.7 * 2.21914 * 0.99365) < 1e-15)
    let tiny = Double.leastNonzeroMagnitude
    #expect(try #require(try qnScale([tiny, 3 * tiny, 5 * tiny, 1])) > 0)
    for definition in QuantileDefinition.allCases {
      #expect(
        quantile([], 0.5, definition: definition) == nil && quantile([1, .nan], 0.5, definition: definition)?.isNaN == true)
      #expect(quantile([4], 0.3, definition: definition) == 4)
    }
    #expect(quantile([-.infinity, 1, 2, .infinity], 0.2) == -.infinity && mad([.infinity, .infinity, 1]) == 0)
  }
}
