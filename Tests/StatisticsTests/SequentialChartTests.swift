import Statistics
import Testing

@Suite struct SequentialChartTests {
  /// Tests of qcc 3: three values around 10 with standard deviation 2, lambda 1/2, two-sigma limits.
  @Test("EWMA by hand")
  func ewma() throws {
    let chart = try EWMA(lambda: 0.5, multiplier: 2).chart([11, 13, 12], target: 10, sigma: 2)
    for (point, (value, error)) in zip(chart.points, [(10.5, 1), (11.75, 1.25.squareRoot()), (11.875, 1.3125.squareRoot())]) {
      #expect(abs(point.value - value) < 1e-14 && abs(point.standardError - error) < 1e-14)
      #expect(abs(point.upper - 10 - 2 * error) < 1e-14 && abs(point.lower - 10 + 2 * error) < 1e-14)
    }
    // the closed form of equal errors
    let long = try EWMA(lambda: 0.1, multiplier: 2.7).chart([Double](repeating: 0, count: 200), target: 0, sigma: 1)
    var left = 1.0
    for point in long.points {
      left *= 0.9 * 0.9
      #expect(abs(point.standardError - (0.1 / 1.9 * (1 - left)).squareRoot()) < 1e-14)
    }
    let single = try EWMA(lambda: 1, multiplier: 3).chart([3.1, -2], target: 0, sigma: 1)
    #expect(single.beyond == [0])
  }

  /// Montgomery, Introduction to Statistical Quality Control, tables 9.1 to 9.3: target 10, k = 1/2, h = 5.
  @Test("CUSUM of Montgomery's example")
  func cusum() throws {
    let values = [
      9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52,
      10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
    ]
    let run = try CUSUM(reference: 0.5, decision: 5).run(values.map { $0 - 10 })
    #expect(run.upwardSignals == [28, 29] && run.downwardSignals.isEmpty)
    #expect(abs(run.upper[28] - 5.28) < 1e-12 && run.upperAge[28] == 7)
    #expect(abs(run.lower[1] - 1.56) < 1e-12 && abs(run.upper[4] - 2.82) < 1e-12)
    let fast = try CUSUM(reference: 0.5, decision: 5, headStart: 2.5).run([0, 3.1])
    #expect(fast.upper == [2, 4.6] && fast.lower == [2, 0])
  }

  /// Tests of qcc 3: a sum on the decision value is within.
  @Test("a sum on the decision value is within")
  func boundary() throws {
    let run = try CUSUM(reference: 0.5, decision: 1).run([1.5, 0.5, 0.6, -1.5, -0.5, -0.8])
    #expect(run.upwardSignals == [2] && run.downwardSignals == [5])
  }

  /// Reference/runlength.R (spc 0.6.7); to the printed digits those of Lucas & Saccucci (1990) in Montgomery's table 9.11.
  @Test(
    "run lengths of the EWMA",
    arguments: [
      (0.4, 3.054, [499.951338643, 223.727813267, 71.2005020053, 14.2627642631, 3.5215391988, 1.43989580155]),
      (0.25, 2.998, [499.836003532, 170.295850188, 48.2938751402, 11.1355019803, 3.61371082526, 1.72702750315]),
      (0.2, 2.962, [499.735122166, 150.21640292, 41.7643957625, 10.5416657966, 3.74343906054, 1.86436565969]),
      (0.1, 2.814, [499.579550083, 106.321852978, 31.2974351963, 10.3306651552, 4.36225341374, 2.19309538992]),
      (0.05, 2.615, [499.933005711, 84.0058617263, 28.7637279991, 11.382803688, 5.22487982595, 2.69454771073]),
    ])
  func ewmaRunLength(lambda: Double, multiplier: Double, expected: [Double]) throws {
    for (shift, length) in zip([0, 0.25, 0.5, 1, 2, 4], expected) {
      let found = try AverageRunLength.ewma(try EWMA(lambda: lambda, multiplier: multiplier), shift: shift)
      #expect(abs(found / length - 1) < 2e-11)
      #expect(
        abs(try AverageRunLength.ewma(try EWMA(lambda: lambda, multiplier: multiplier), shift: -shift) / length - 1) < 2e-11)
    }
  }

  /// Reference/runlength.R (spc 0.6.7); to the printed digits those of Montgomery's table 9.3: 168, 8.38, 465, 10.4...
  @Test(
    "run lengths of the CUSUM",
    arguments: [
      (4, 0, [167.683788814, 74.224027885, 26.6302030889, 8.3831318705, 3.34277012943, 1.70845716329]),
      (4, 2, [148.695649991, 62.6982412272, 20.0639619365, 5.28688621489, 2.01437488969, 1.06700045575]),
      (5, 0, [465.443506032, 139.493689772, 37.9961431894, 10.3759699216, 4.00887106103, 2.01256752328]),
      (5, 2.5, [430.390839191, 121.687944556, 28.6658301921, 6.34685046833, 2.36229094129, 1.15937115348]),
    ])
  func cusumRunLength(decision: Double, headStart: Double, expected: [Double]) throws {
    for (shift, length) in zip([0, 0.25, 0.5, 1, 2, 4], expected) {
      let chart = try CUSUM(reference: 0.5, decision: decision, headStart: headStart)
      let found = try AverageRunLength.cusum(chart, shift: shift)
      #expect(abs(found / length - 1) < 2e-11, "\(shift) \(found)")
    }
    let side = try CUSUM(reference: 0.5, decision: 4, headStart: 2)
    #expect(abs(try AverageRunLength.oneSided(side, shift: 0).fromZero / 335.367577627 - 1) < 2e-11)
    #expect(abs(try AverageRunLength.oneSided(side, shift: 1).fromHeadStart / 5.29101933448 - 1) < 2e-11)
  }

  /// SciPy 1.17.1; 370 and 43.9 in every textbook.
  @Test("run lengths of single points")
  func shewhart() throws {
    #expect(abs(try AverageRunLength.shewhart(multiplier: 3, shift: 0) - 370.3983473449592) < 1e-9)
    #expect(abs(try AverageRunLength.shewhart(multiplier: 3, shift: 1) - 43.89468171853957) < 1e-12)
    let near = try EWMA(lambda: 1 - 1e-9, multiplier: 3)
    #expect(abs(try AverageRunLength.ewma(near, shift: 1) - 43.89468171853957) < 1e-6)
  }

  @Test("a simulated chart takes as long as computed")
  func simulated() throws {
    var generator = SeededGenerator(seed: 11)
    let chart = try CUSUM(reference: 0.5, decision: 4)
    var total = 0
    for _ in 0..<1500 {
      let z = (0..<120).map { _ in 1 + Normal.standard.quantile(generator.uniform()) }
      total += (try chart.run(z).upwardSignals.first ?? 119) + 1
    }
    // the standard deviation of a run is about 4.5
    #expect(abs(Double(total) / 1500 - 8.3831318705) < 5 * 4.5 / 1500.0.squareRoot())
  }

  @Test("run rules at the point that completes the pattern")
  func rules() throws {
    typealias Western = RunRules.WesternElectric
    #expect(try RunRules.violations(of: Western.beyondThree, [0, 3.1, -3, -3.2]) == [1, 3])
    #expect(try RunRules.violations(of: Western.twoOfThree, [2.1, 0, 2.2, -2.1, 2.3, 0]) == [2, 4])
    #expect(try RunRules.violations(of: Western.fourOfFive, [1.1, 1.2, 0, 1.3, 1.4, -1.2]) == [4])
    // tests of qcc 3
    #expect(try RunRules.violations(of: Western.eightOnOneSide, [Double](repeating: 0.5, count: 8) + [-0.5]) == [7])
    let quiet = [Double](repeating: 0.3, count: 16) + [1.2]
    #expect(try RunRules.violations(of: RunRules.Nelson.fifteenWithin, quiet) == [14, 15])
    #expect(try RunRules.violations(of: RunRules.Nelson.nineOnOneSide, quiet) == [8, 9, 10, 11, 12, 13, 14, 15, 16])
    #expect(try RunRules.violations(of: RunRules.Nelson.sixInTrend, [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0]) == [5, 11])
    let zigzag = (0..<15).map { $0 % 2 == 0 ? 0.5 : -0.5 }
    #expect(try RunRules.violations(of: RunRules.Nelson.fourteenAlternating, zigzag) == [13, 14])
    #expect(try RunRules.violations(of: RunRules.Nelson.eightBeyond, [1.1, -1.2, 1.5, -3, 1.1, 1.2, -1.1, 1.3, 0]) == [7])
    for rule in RunRules.Nelson.allCases {
      #expect(try RunRules.violations(of: rule, []).isEmpty)
      #expect(throws: StatisticsError.notFinite(argument: "z")) { try RunRules.violations(of: rule, [.nan]) }
    }
  }

  /// The piston rings: the rules see the drift before the limits do.
  @Test("run rules on a chart")
  func rulesOnChart() throws {
    let process = try VariablesChart(subgroups: ControlChartTests.pistonRings, sigma: .ranges)
    let z = try process.means(ControlChartTests.laterRings).zScores
    #expect(try RunRules.violations(of: RunRules.WesternElectric.beyondThree, z) == [11, 12, 13])
    #expect(try RunRules.violations(of: RunRules.WesternElectric.twoOfThree, z).contains(12))
  }

  @Test("hostile input has a verdict")
  func hostile() throws {
    #expect(throws: StatisticsError.outOfRange(argument: "lambda")) { try EWMA(lambda: 0, multiplier: 3) }
    #expect(throws: StatisticsError.outOfRange(argument: "lambda")) { try EWMA(lambda: .nan, multiplier: 3) }
    #expect(throws: StatisticsError.outOfRange(argument: "headStart")) { try CUSUM(reference: 0.5, decision: 4, headStart: 4) }
    #expect(throws: StatisticsError.notFinite(argument: "z")) { try CUSUM(reference: 0.5, decision: 4).run([1, .infinity]) }
    #expect(throws: StatisticsError.notFinite(argument: "values")) {
      try EWMA(lambda: 0.2, multiplier: 3).chart([.nan], target: 0, sigma: 1)
    }
    #expect(throws: StatisticsError.dimensions(expected: 3, found: 2)) {
      try EWMA(lambda: 0.2, multiplier: 3).chart([1, 2, 3], target: 0, standardErrors: [1, 2])
    }
    let chart = try EWMA(lambda: 0.2, multiplier: 3).chart([1, 1], target: 1, sigma: 0)
    #expect(chart.beyond.isEmpty && chart.zScores == [0, 0])
    #expect(throws: StatisticsError.outOfRange(argument: "decision")) {
      try AverageRunLength.oneSided(try CUSUM(reference: 0.5, decision: 100), shift: 0)
    }
    let patient = try AverageRunLength.cusum(try CUSUM(reference: 1, decision: 20), shift: 0)
    #expect(patient > 1e15 && patient.isFinite)
    #expect(throws: StatisticsError.self) { try AverageRunLength.ewma(try EWMA(lambda: 0.2, multiplier: 9), shift: 0) }
    #expect(throws: StatisticsError.notFinite(argument: "shift")) {
      try AverageRunLength.ewma(try EWMA(lambda: 0.2, multiplier: 3), shift: .nan)
    }
  }
}
