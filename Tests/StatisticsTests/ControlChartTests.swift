import Glibc
import Statistics
import Testing

@Suite struct ControlChartTests {
  private func near(_ a: Double, _ b: Double, _ relative: Double = 1e-12) -> Bool { abs(a - b) <= relative * abs(b) }

  /// Piston rings (Montgomery, Introduction to Statistical Quality Control, table 6.3), samples 1 to 25 in control.
  static let pistonRings: [[Double]] = [
    [74.030, 74.002, 74.019, 73.992, 74.008], [73.995, 73.992, 74.001, 74.011, 74.004], [73.988, 74.024, 74.021, 74.005, 74.002],
    [74.002, 73.996, 73.993, 74.015, 74.009], [73.992, 74.007, 74.015, 73.989, 74.014], [74.009, 73.994, 73.997, 73.985, 73.993],
    [73.995, 74.006, 73.994, 74.000, 74.005], [73.985, 74.003, 73.993, 74.015, 73.988], [74.008, 73.995, 74.009, 74.005, 74.004],
    [73.998, 74.000, 73.990, 74.007, 73.995], [73.994, 73.998, 73.994, 73.995, 73.990], [74.004, 74.000, 74.007, 74.000, 73.996],
    [73.983, 74.002, 73.998, 73.997, 74.012], [74.006, 73.967, 73.994, 74.000, 73.984], [74.012, 74.014, 73.998, 73.999, 74.007],
    [74.000, 73.984, 74.005, 73.998, 73.996], [73.994, 74.012, 73.986, 74.005, 74.007], [74.006, 74.010, 74.018, 74.003, 74.000],
    [73.984, 74.002, 74.003, 74.005, 73.997], [74.000, 74.010, 74.013, 74.020, 74.003], [73.988, 74.001, 74.009, 74.005, 73.996],
    [74.004, 73.999, 73.990, 74.006, 74.009], [74.010, 73.989, 73.990, 74.009, 74.014], [74.015, 74.008, 73.993, 74.000, 74.010],
    [73.982, 73.984, 73.995, 74.017, 74.013],
  ]
  /// Samples 26 to 40 (the same book, table 6E): the process drifts upwards.
  static let laterRings: [[Double]] = [
    [74.012, 74.015, 74.030, 73.986, 74.000], [73.995, 74.010, 73.990, 74.015, 74.001], [73.987, 73.999, 73.985, 74.000, 73.990],
    [74.008, 74.010, 74.003, 73.991, 74.006], [74.003, 74.000, 74.001, 73.986, 73.997], [73.994, 74.003, 74.015, 74.020, 74.004],
    [74.008, 74.002, 74.018, 73.995, 74.005], [74.001, 74.004, 73.990, 73.996, 73.998], [74.015, 74.000, 74.016, 74.025, 74.000],
    [74.030, 74.005, 74.000, 74.016, 74.012], [74.001, 73.990, 73.995, 74.010, 74.024], [74.015, 74.020, 74.024, 74.005, 74.019],
    [74.035, 74.010, 74.012, 74.015, 74.026], [74.017, 74.013, 74.036, 74.025, 74.026], [74.010, 74.005, 74.029, 74.000, 74.020],
  ]

  /// Reference/charts.py; sizes 2, 3: closed forms (Tippett 1925).
  @Test(
    "chart constants",
    arguments: [
      (2, 0.7978845608028654, 2 / Double.pi.squareRoot(), (2 - 4 / Double.pi).squareRoot()),
      (3, 0.886226925452758, 3 / Double.pi.squareRoot(), 0.88836800398),
      (4, 0.92131773192356128, 2.0587507460079282, 0.8798082028249833),
      (6, 0.95153286194814459, 2.534412721222942, 0.8480396861174955),
      (10, 0.97265927412158824, 3.077505461670346, 0.7970506735194116),
      (25, 0.98964037558570308, 3.930629219507113, 0.7084407658886556),
      (100, 0.99747797607126351, 5.015187272883368, 0.6051791094878546),
    ])
  func constants(size: Int, c4: Double, d2: Double, d3: Double) throws {
    let found = try ChartConstants(size: size)
    #expect(near(found.c4, c4, 1e-14) && near(found.d2, d2, 4e-14))
    let exact = size == 3 ? ((2 * Double.pi + 3 * 3.0.squareRoot() - 9) / Double.pi).squareRoot() : d3
    #expect(near(found.d3, exact, 3e-13))
  }

  /// qcc 3.0 for R, vignette "A quick tour": it rounds d2(5) to 2.326, so that its figures are good to 4e-5.
  @Test("piston rings: x-bar, R and S")
  func variables() throws {
    let process = try VariablesChart(subgroups: ControlChartTests.pistonRings, sigma: .ranges)
    #expect(near(process.mean, 74.001176, 1e-14) && near(process.sigma, 0.02276 / 2.3259289472810, 1e-12))
    #expect(near(process.sigma, 0.009785039, 4e-5))
    let means = try process.means(ControlChartTests.pistonRings)
    #expect(abs(means.points[0].lower - 73.98805) < 5e-6 && abs(means.points[0].upper - 74.0143) < 5e-5)
    #expect(means.beyond.isEmpty)
    let later = try process.means(ControlChartTests.laterRings)
    #expect(later.beyond == [11, 12, 13])
    let ranges = try process.ranges(ControlChartTests.pistonRings)
    #expect(
      ranges.points[0].lower == 0 && near(ranges.points[0].centre, 0.02276, 1e-12)
        && near(ranges.points[0].upper, 0.04812533, 4e-5))
    let spread = try VariablesChart(subgroups: ControlChartTests.pistonRings, sigma: .standardDeviations)
    let deviations = try spread.standardDeviations(ControlChartTests.pistonRings)
    #expect(near(spread.sigma, 0.009829977, 1e-6) && near(deviations.points[0].centre, 0.009240037, 1e-6))
    #expect(deviations.points[0].lower == 0 && near(deviations.points[0].upper, 0.01930242, 1e-6))
    #expect(deviations.beyond.isEmpty && ranges.beyond.isEmpty)
  }

  /// Montgomery, table 5.x; figures of qcc 3.0 for sizes 3 to 5: mean 74.00075, sigma 0.009856701, limits as below.
  @Test("subgroups of different size have limits of their own")
  func unequal() throws {
    let out = [9, 10, 30, 35, 45, 64, 65, 74, 75, 85, 99, 100]
    var groups = ControlChartTests.pistonRings
    for place in out.reversed() { groups[(place - 1) / 5].remove(at: (place - 1) % 5) }
    let process = try VariablesChart(subgroups: groups, sigma: .ranges)
    #expect(abs(process.mean - 74.00075) < 5e-6 && near(process.sigma, 0.009856701, 1e-4))
    let means = try process.means(groups)
    #expect(abs(means.points[0].lower - 73.98753) < 6e-6 && abs(means.points[0].upper - 74.01398) < 6e-6)
    #expect(abs(means.points[1].lower - 73.98368) < 6e-6 && abs(means.points[1].upper - 74.01782) < 6e-6)
  }

  /// Viscosity of aircraft primer paint (Montgomery, table 6.6), figures of qcc 3.0.
  @Test("single values")
  func individuals() throws {
    let viscosity = [
      34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05,
      34.04,
      33.73, 34.05,
    ]
    let process = try VariablesChart(individuals: viscosity)
    #expect(near(process.mean, 34.088) && near(process.sigma, 0.5076521, 4e-4))
    let chart = try process.individuals(viscosity)
    #expect(abs(chart.points[0].lower - 32.56504) < 1e-3 && chart.beyond == [3])
    let moving = try process.movingRanges(viscosity)
    #expect(
      moving.points.count == 19 && moving.points[0].lower == 0
        && near(moving.points[0].centre, process.sigma * 2 / Double.pi.squareRoot()))
  }

  /// Orange juice cans (Montgomery, table 7.1), figures of qcc 3.0.
  @Test("p and np")
  func binomial() throws {
    let cans = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
    let sizes = [Double](repeating: 50, count: 30)
    let process = try AttributesChart(.binomial, counts: cans, sizes: sizes)
    #expect(near(process.rate, 0.2313333, 2e-7))
    let shares = try process.rates(cans, sizes: sizes)
    #expect(abs(shares.points[0].lower - 0.05242755) < 5e-9 && abs(shares.points[0].upper - 0.4102391) < 5e-8)
    #expect(shares.beyond == [14, 22])
    let counts = try process.counts(cans, sizes: sizes)
    #expect(abs(counts.points[0].lower - 2.621377) < 5e-7 && abs(counts.points[0].upper - 20.51196) < 5e-6)
    let small = try AttributesChart(.binomial, rate: 0.1108333).rates([2], sizes: [50])
    #expect(small.points[0].lower == 0 && abs(small.points[0].upper - 0.2440207) < 1e-6)
  }

  /// Circuit boards and personal computers (Montgomery, tables 7.7 and 7.10), figures of qcc 3.0.
  @Test("c and u")
  func poisson() throws {
    let boards = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
    let ones = [Double](repeating: 1, count: 26)
    let chart = try AttributesChart(.poisson, counts: boards, sizes: ones).counts(boards, sizes: ones)
    #expect(abs(chart.points[0].centre - 19.84615) < 5e-6 && abs(chart.points[0].lower - 6.481447) < 5e-7)
    #expect(abs(chart.points[0].upper - 33.21086) < 6e-6 && chart.beyond == [5, 19])
    let computers = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]
    let fives = [Double](repeating: 5, count: 20)
    let rates = try AttributesChart(.poisson, counts: computers, sizes: fives).rates(computers, sizes: fives)
    #expect(near(rates.points[0].centre, 1.93) && abs(rates.points[0].lower - 0.06613305) < 5e-9)
    #expect(abs(rates.points[0].upper - 3.793867) < 5e-7 && rates.beyond.isEmpty)
  }

  /// Montgomery, table 7.11: defects in dyed cloth, 14.0 defects per 50 square metres... sizes in units of 50 m2.
  @Test("u with sizes of their own")
  func cloth() throws {
    let defects = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
    let units = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
    let process = try AttributesChart(.poisson, counts: defects, sizes: units)
    #expect(near(process.rate, 153 / 107.5))
    let chart = try process.rates(defects, sizes: units)
    // the book: 2.555 and 0.291 for the first roll, 2.689 and 0.157 for the second, from a rate rounded to 1.42
    #expect(abs(chart.points[0].upper - 2.555) < 6e-3 && abs(chart.points[0].lower - 0.291) < 6e-3)
    #expect(abs(chart.points[1].upper - 2.689) < 6e-3 && abs(chart.points[1].lower - 0.157) < 6e-3)
    #expect(chart.beyond.isEmpty)
  }

  @Test("shifts and scales pass through", arguments: 1...20)
  func equivariance(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let groups = (0..<12).map { _ in (0..<4).map { _ in (generator.uniform() * 1000).rounded() } }
    let base = try VariablesChart(subgroups: groups, sigma: .standardDeviations)
    let moved = try VariablesChart(subgroups: groups.map { $0.map { ($0 - 1e6) * 0x1p-20 } }, sigma: .standardDeviations)
    #expect(near(moved.sigma, base.sigma * 0x1p-20) && near(moved.mean, (base.mean - 1e6) * 0x1p-20, 1e-14))
    let z = try base.means(groups).zScores
    for (a, b) in zip(z, try moved.means(groups.map { $0.map { ($0 - 1e6) * 0x1p-20 } }).zScores) { #expect(abs(a - b) < 1e-9) }
  }

  @Test("hostile input has a verdict")
  func hostile() throws {
    #expect(throws: StatisticsError.outOfRange(argument: "size")) { try ChartConstants(size: 1) }
    #expect(throws: StatisticsError.outOfRange(argument: "subgroups")) { try VariablesChart(subgroups: [], sigma: .ranges) }
    #expect(throws: StatisticsError.outOfRange(argument: "subgroups")) { try VariablesChart(subgroups: [[1]], sigma: .ranges) }
    #expect(throws: StatisticsError.notFinite(argument: "values")) { try VariablesChart(subgroups: [[1, .nan]], sigma: .ranges) }
    #expect(throws: StatisticsError.outOfRange(argument: "individuals")) { try VariablesChart(individuals: [1]) }
    let flat = try VariablesChart(subgroups: [[2, 2], [2, 2]], sigma: .ranges)
    let chart = try flat.means([[2, 2], [3, 2]])
    #expect(flat.sigma == 0 && chart.beyond == [1] && chart.zScores == [0, .infinity])
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) {
      try AttributesChart(.poisson, counts: [1, 2], sizes: [1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "counts")) { try AttributesChart(.binomial, counts: [5], sizes: [4]) }
    #expect(throws: StatisticsError.outOfRange(argument: "counts")) { try AttributesChart(.poisson, counts: [-1], sizes: [4]) }
    #expect(throws: StatisticsError.outOfRange(argument: "sizes")) { try AttributesChart(.poisson, counts: [1], sizes: [0]) }
    #expect(throws: StatisticsError.outOfRange(argument: "rate")) { try AttributesChart(.binomial, rate: 1.5) }
    #expect(throws: StatisticsError.outOfRange(argument: "multiplier")) { try flat.means([[2, 2]], multiplier: .nan) }
    #expect(try AttributesChart(.binomial, counts: [0], sizes: [4]).rates([0, 1], sizes: [4, 4]).beyond == [1])
  }
}
