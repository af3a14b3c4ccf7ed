import Glibc
import Statistics
import Testing

/// Expected values: Reference/charts.py (SciPy 1.17.1).
@Suite struct FunnelPlotTests {
  private let events: [Double] = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
  ]
  private var sizes: [Double] { (0..<30).map { $0 % 3 == 0 ? 80 : 50 } }

  @Test(
    "overdispersion",
    arguments: [
      (FunnelPlot.Law.proportion, 1.725416858310219, 0.002039640743628462),
      (FunnelPlot.Law.ratio, 1.3927948306248605, 0.0014190640392849636),
    ])
  func overdispersion(law: FunnelPlot.Law, phi: Double, tau2: Double) throws {
    let plot = try #require(try FunnelPlot(law, events: events, sizes: sizes))
    #expect(abs(plot.target / 0.19277777777777777 - 1) < 1e-15)
    #expect(abs(plot.phi / phi - 1) < 1e-13 && abs(plot.tau2 / tau2 - 1) < 1e-12)
    for (i, z) in plot.naiveZ.enumerated() {
      #expect(abs(plot.z(.none)[i] - z) < 1e-14 && abs(plot.z(.multiplicative)[i] - z / phi.squareRoot()) < 1e-12)
      #expect(abs(plot.z(.additive)[i]) < abs(z) || z == 0)
    }
    let wide = try plot.limits(size: 1000, alpha: 0.001, .additive)
    let naive = try plot.limits(size: 1000, alpha: 0.001, .none)
    #expect(wide.upper > naive.upper && wide.lower < naive.lower)
    // of an endless unit only the spread between units is left
    let least = try plot.limits(size: 1e15, alpha: 0.025, .additive)
    #expect(abs(least.upper - plot.target - 1.959963984540054 * plot.tau2.squareRoot()) < 1e-8)
  }

  @Test(
    "exact limits",
    arguments: [
      (20, [0, 0, 0.22846760702992444, 0.33517182168528215], [0, 0.05857144399255102, 0.539107272481359, 0.7224601029360586]),
      (
        50, [0, 0.013862926957343662, 0.17972272762336444, 0.24012841875238894],
        [0.08148114132534397, 0.14719779753731696, 0.45166330881078404, 0.5567422847975579]
      ),
      (
        400, [0.05538119726066758, 0.07031115598208981, 0.12912964509900962, 0.1478160288940491],
        [0.21776579673568355, 0.2462373827973132, 0.3536276379334584, 0.386898254514514]
      ),
    ])
  func exact(size: Double, binomial: [Double], poisson: [Double]) throws {
    for (law, target, expected) in [(FunnelPlot.Law.proportion, 0.1, binomial), (.ratio, 0.3, poisson)] {
      let plot = try #require(try FunnelPlot(law, events: [1], sizes: [10], target: target))
      let (outer, inner) = (try plot.exactLimits(size: size, alpha: 0.001), try plot.exactLimits(size: size, alpha: 0.025))
      for (found, value) in zip([outer.lower, inner.lower, inner.upper, outer.upper], expected) {
        #expect(abs(found - value) < 1e-11)
      }
    }
  }

  @Test("units of chance alone show no overdispersion", arguments: 1...10)
  func chance(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sizes = (0..<200).map { Double(100 + 5 * $0) }
    let events = sizes.map { n in
      let z = Normal.standard.quantile(generator.uniform())
      return min(n, max(0, (n * 0.3 + (n * 0.21).squareRoot() * z).rounded()))
    }
    let plot = try #require(try FunnelPlot(.proportion, events: events, sizes: sizes))
    #expect(abs(plot.phi - 0.85) < 0.3)
    #expect(try plot.limits(size: 300, alpha: 0.025, .multiplicative).upper >= plot.limits(size: 300, alpha: 0.025, .none).upper)
  }

  @Test("hostile input has a verdict")
  func hostile() throws {
    #expect(try FunnelPlot(.ratio, events: [], sizes: []) == nil)
    #expect(try FunnelPlot(.ratio, events: [0, 0], sizes: [4, 5]) == nil)
    #expect(try FunnelPlot(.proportion, events: [4, 5], sizes: [4, 5]) == nil)
    #expect(throws: StatisticsError.dimensions(expected: 1, found: 2)) { try FunnelPlot(.ratio, events: [1], sizes: [1, 2]) }
    #expect(throws: StatisticsError.outOfRange(argument: "sizes")) { try FunnelPlot(.ratio, events: [1], sizes: [0]) }
    #expect(throws: StatisticsError.outOfRange(argument: "events")) { try FunnelPlot(.proportion, events: [3], sizes: [2]) }
    #expect(throws: StatisticsError.outOfRange(argument: "events")) { try FunnelPlot(.ratio, events: [.nan], sizes: [2]) }
    #expect(throws: StatisticsError.outOfRange(argument: "winsorized")) {
      try FunnelPlot(.ratio, events: [1], sizes: [2], winsorized: 0.5)
    }
    let single = try #require(try FunnelPlot(.ratio, events: [3], sizes: [2]))
    #expect(single.phi == 0 && single.tau2 == 0)
    let half = try #require(try FunnelPlot(.proportion, events: [1], sizes: [2]))
    #expect(throws: StatisticsError.outOfRange(argument: "size")) {
      try half.exactLimits(size: 2.5, alpha: 0.01)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "alpha")) { try single.limits(size: 1, alpha: 0.5, .none) }
  }
}
