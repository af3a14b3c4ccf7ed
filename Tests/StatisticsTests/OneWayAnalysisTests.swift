import Statistics
import Testing

@Suite struct OneWayAnalysisTests {
  /// NIST Statistical Reference Datasets, AtmWtAg: Powell, Murphy & Gramlich (1982), atomic weight of silver.
  static let silver: [[Double]] = [
    [
      107.8681568, 107.8681465, 107.8681572, 107.8681785, 107.8681446, 107.8681903, 107.8681526, 107.8681494, 107.8681616,
      107.8681587, 107.8681519, 107.8681486, 107.8681419, 107.8681569, 107.8681508, 107.8681672, 107.8681385, 107.8681518,
      107.8681662, 107.8681424, 107.8681360, 107.8681333, 107.8681610, 107.8681477,
    ],
    [
      107.8681079, 107.8681344, 107.8681513, 107.8681197, 107.8681604, 107.8681385, 107.8681642, 107.8681365, 107.8681151,
      107.8681082, 107.8681517, 107.8681448, 107.8681198, 107.8681482, 107.8681334, 107.8681609, 107.8681101, 107.8681512,
      107.8681469, 107.8681360, 107.8681254, 107.8681261, 107.8681450, 107.8681368,
    ],
  ]

  /// NIST Statistical Reference Datasets, SiRstv: Ehrstein & Croarkin, resistivity of silicon wafers.
  static let silicon: [[Double]] = [
    [196.3052, 196.1240, 196.1890, 196.2569, 196.3403], [196.3042, 196.3825, 196.1669, 196.3257, 196.0422],
    [196.1303, 196.2005, 196.2889, 196.0343, 196.1811], [196.2795, 196.1748, 196.1494, 196.1485, 195.9885],
    [196.2119, 196.1051, 196.1850, 196.0052, 196.2090],
  ]

  /// NIST Statistical Reference Datasets, SmLs01 to SmLs09: Simon & Lesage (1989). Nine groups that step by 0.1 about
  /// 1.4, 1.3 and 1.5, or the same about 0.4, 0.3 and 0.5 behind a large constant.
  static func simonLesage(replicates: Int, tenths: Int) -> [[Double]] {
    (0..<9).map { group in
      let level = tenths + (group == 0 ? 4 : group % 2 == 1 ? 3 : 5)
      return (0..<replicates).map { i in Double(level + (i == 0 ? 0 : i % 2 == 1 ? -1 : 1)) / 10 }
    }
  }

  struct Certified: Sendable {
    let name: String
    let groups: [[Double]]
    let between: Double
    let within: Double
    let f: Double
    /// The exact F of the same decimals rounded to doubles: Reference/exact_one_way.py.
    let fOfDoubles: Double
    let rSquared: Double
    let scale: Double
  }

  static let sets: [Certified] = [
    Certified(
      name: "AtmWtAg", groups: silver, between: 3.638341875e-9, within: 1.04951729166667e-8, f: 15.946733567793,
      fOfDoubles: 15.946733566676926, rSquared: 0.257426544538321, scale: 1.5104831444641e-5),
    Certified(
      name: "SiRstv", groups: silicon, between: 0.0511462616, within: 0.21663656, f: 1.18046237440255,
      fOfDoubles: 1.1804623744024467, rSquared: 0.190999039051129, scale: 0.104076068334656),
    Certified(
      name: "SmLs01", groups: simonLesage(replicates: 21, tenths: 10), between: 1.68, within: 1.8, f: 21.0,
      fOfDoubles: 21.0, rSquared: 0.482758620689655, scale: 0.1),
    Certified(
      name: "SmLs02", groups: simonLesage(replicates: 201, tenths: 10), between: 16.08, within: 18.0, f: 201.0,
      fOfDoubles: 201.00000000000003, rSquared: 0.471830985915493, scale: 0.1),
    Certified(
      name: "SmLs03", groups: simonLesage(replicates: 2001, tenths: 10), between: 160.08, within: 180.0, f: 2001.0,
      fOfDoubles: 2001.0000000000002, rSquared: 0.470712773465067, scale: 0.1),
    Certified(
      name: "SmLs04", groups: simonLesage(replicates: 21, tenths: 10_000_000), between: 1.68, within: 1.8, f: 21.0,
      fOfDoubles: 21.0000000007761, rSquared: 0.482758620689655, scale: 0.1),
    Certified(
      name: "SmLs05", groups: simonLesage(replicates: 201, tenths: 10_000_000), between: 16.08, within: 18.0, f: 201.0,
      fOfDoubles: 201.00000001241764, rSquared: 0.471830985915493, scale: 0.1),
    Certified(
      name: "SmLs06", groups: simonLesage(replicates: 2001, tenths: 10_000_000), between: 160.08, within: 180.0, f: 2001.0,
      fOfDoubles: 2001.0000001288329, rSquared: 0.470712773465067, scale: 0.1),
    Certified(
      name: "SmLs07", groups: simonLesage(replicates: 21, tenths: 10_000_000_000_000), between: 1.68, within: 1.8, f: 21.0,
      fOfDoubles: 21.00081188781877, rSquared: 0.482758620689655, scale: 0.1),
    Certified(
      name: "SmLs08", groups: simonLesage(replicates: 201, tenths: 10_000_000_000_000), between: 16.08, within: 18.0, f: 201.0,
      fOfDoubles: 201.01300409594845, rSquared: 0.471830985915493, scale: 0.1),
    Certified(
      name: "SmLs09", groups: simonLesage(replicates: 2001, tenths: 10_000_000_000_000), between: 160.08, within: 180.0,
      f: 2001.0,
      fOfDoubles: 2001.1349262209505, rSquared: 0.470712773465067, scale: 0.1),
  ]

  /// F, the sums of squares and R squared, against NIST as far as rounding the data to doubles allows.
  @Test("agrees with the certified values, and with the exact ones for doubles", arguments: 0..<11)
  func certified(place: Int) throws {
    let set = Self.sets[place]
    let found = try OneWayAnalysis.fit(set.groups)
    let f = try #require(found.fStatistic)
    #expect(NISTRegressionTests.digits(f, set.fOfDoubles) > 15.3)
    // the constant of SmLs07 to 09 leaves a double 3 or 4 digits of what varies
    let allowed = NISTRegressionTests.digits(set.fOfDoubles, set.f)
    let rSquared = try #require(found.rSquared)
    let scale = try #require(found.residualStandardDeviation)
    #expect(NISTRegressionTests.digits(f, set.f) > min(allowed, 15) - 0.5)
    for (value, certified) in [
      (found.betweenSumOfSquares, set.between), (found.withinSumOfSquares, set.within), (rSquared, set.rSquared),
      (scale, set.scale),
    ] {
      #expect(NISTRegressionTests.digits(value, certified) > min(allowed, 14.5) - 0.7)
    }
    #expect(found.betweenDegreesOfFreedom == set.groups.count - 1)
  }

  /// R 4.2.2: pf(15.9467335677930, 1, 46, lower.tail = FALSE) and likewise for the other two.
  @Test("p-values agree with R")
  func pValues() throws {
    for (place, expected) in [(0, 2.3268444833892586e-4), (1, 0.34944749340219283), (2, 2.5832643372689516e-22)] {
      let p = try #require(OneWayAnalysis.fit(Self.sets[place].groups).pValue)
      #expect(abs(p / expected - 1) < 1e-7)
    }
  }

  @Test("a common level changes nothing, and a factor leaves F", arguments: 1...20)
  func laws(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let groups = (0..<2 + seed % 4).map { g in (0..<3 + g).map { _ in Double(chance.next() % 1000) } }
    let plain = try OneWayAnalysis.fit(groups)
    let moved = try OneWayAnalysis.fit(groups.map { $0.map { $0 + 0x1p40 } })
    #expect(moved.betweenSumOfSquares == plain.betweenSumOfSquares && moved.fStatistic == plain.fStatistic)
    let scaled = try OneWayAnalysis.fit(groups.map { $0.map { $0 * -0x1p-30 } })
    #expect(scaled.fStatistic == plain.fStatistic && scaled.withinSumOfSquares == plain.withinSumOfSquares * 0x1p-60)
    #expect(try OneWayAnalysis.fit(groups.reversed().map { $0.reversed() }).pValue == plain.pValue)
  }

  @Test("groups that say too little have a defined answer")
  func degenerate() throws {
    let none = try OneWayAnalysis.fit([])
    #expect(none.fStatistic == nil && none.rSquared == nil && none.residualStandardDeviation == nil)
    #expect(try OneWayAnalysis.fit([[1, 2, 3]]).fStatistic == nil)
    let single = try OneWayAnalysis.fit([[1], [2]])
    #expect(single.fStatistic == nil && single.rSquared == 1 && single.residualStandardDeviation == nil)
    let same = try OneWayAnalysis.fit([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]])
    #expect(same.fStatistic == nil && same.betweenSumOfSquares == 0 && same.withinSumOfSquares == 0)
    let apart = try OneWayAnalysis.fit([[0.1, 0.1, 0.1], [0.3, 0.3, 0.3]])
    #expect(apart.fStatistic == .infinity && apart.pValue == 0 && apart.residualStandardDeviation == 0)
    let least = Double.leastNonzeroMagnitude
    let tiny = try OneWayAnalysis.fit([[8 * least, 16 * least], [24 * least, 32 * least]])
    #expect(abs(try #require(tiny.fStatistic) - 8) < 1e-9)
  }

  @Test("refuses what has no meaning")
  func hostile() {
    #expect(throws: StatisticsError.outOfRange(argument: "groups")) { try OneWayAnalysis.fit([[1], []]) }
    #expect(throws: StatisticsError.notFinite(argument: "groups")) { try OneWayAnalysis.fit([[1, .nan], [2]]) }
    #expect(throws: StatisticsError.outOfRange(argument: "groups")) { try OneWayAnalysis.fit([[1e308, -1e308], [0, 1]]) }
  }
}
