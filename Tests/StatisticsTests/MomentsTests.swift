import Glibc
import Statistics
import Testing

@Suite struct MomentsTests {
  /// Digits right of the certified value, NIST's log relative error, capped at 15.
  private func digits(_ value: Double, _ certified: Double) -> Double {
    value == certified ? 15 : min(15, -log10(abs(value - certified) / abs(certified)))
  }

  /// What the exact moments of the doubles keep of the certified deviation and autocorrelation.
  private let held = ["Mavro": (13.1, 13.9), "Michelso": (13.8, 13.4), "NumAcc3": (9.4, 12.2), "NumAcc4": (8.2, 11.0)]

  @Test("the NIST reference sets to as many digits as their doubles hold", arguments: NISTUnivariate.all)
  func certified(set: NISTUnivariate) throws {
    let found = try #require(try Moments(set.values))
    let deviation = try #require(found.standardDeviation)
    let lag = try #require(found.lagOneAutocorrelation)
    // the doubles nearest to decimals such as 10000000.1 lie off by up to 1e-8 of a deviation
    let (least, leastLag) = held[set.name] ?? (14.7, 14.7)
    #expect(digits(found.mean, set.mean) >= 14.9)
    #expect(digits(deviation, set.standardDeviation) >= least)
    #expect(digits(lag, set.autocorrelation) >= leastLag)
  }

  @Test("the exact moments of the doubles", arguments: NISTUnivariate.all)
  func exact(set: NISTUnivariate) throws {
    let found = try #require(try Moments(set.values))
    #expect(abs(found.mean - set.exact[0]) <= found.mean.ulp)
    #expect(abs(try #require(found.standardDeviation) / set.exact[1] - 1) < 3e-16)
    #expect(abs(try #require(found.lagOneAutocorrelation) - set.exact[2]) < 3e-16)
    #expect(abs(try #require(found.skewness) - set.exact[3]) < 4e-16)
    #expect(abs(try #require(found.excessKurtosis) - set.exact[4]) < 9e-16)
  }

  /// Exact values: Reference/moments.py.
  @Test("five thousand digits of pi")
  func pi() throws {
    let found = try #require(try Moments(NISTUnivariate.digitsOfPi(5000)))
    #expect(found.mean == 4.5358)
    #expect(abs(try #require(found.standardDeviation) - 2.86767555218761157) < 5e-16)
    #expect(abs(try #require(found.lagOneAutocorrelation) + 0.00380209763211514058) < 2e-18)
    #expect(abs(try #require(found.skewness) + 0.0086501013735622365) < 1e-16)
    #expect(abs(try #require(found.excessKurtosis) + 1.22040266334323495) < 9e-16)
  }

  /// SciPy 1.17.1: skew and kurtosis with bias=False.
  @Test("corrected shape")
  func adjusted() throws {
    let found = try #require(try Moments([2, 8, 0, 4, 1, 9, 9, 0]))
    #expect(abs(try #require(found.adjustedSkewness) - 0.3305821804079746) < 1e-15)
    #expect(abs(try #require(found.adjustedExcessKurtosis) + 2.098602258096087) < 4e-15)
  }

  private func shape(_ moments: Moments) -> [Double] {
    [moments.variance, moments.skewness, moments.excessKurtosis, moments.lagOneAutocorrelation].map { $0 ?? .nan }
  }

  @Test("a constant added or multiplied costs no digits", arguments: 1...50)
  func equivariance(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let n = 2 + seed
    // whole numbers, so that the shift itself is exact
    let values = (0..<n).map { _ in (generator.uniform() * 1000).rounded() } + [1001]
    let base = try #require(try Moments(values))
    let shifted = try #require(try Moments(values.map { $0 + 0x1p50 }))
    for (before, after) in zip(shape(base), shape(shifted)) { #expect(abs(before - after) < 2e-15 * max(1, abs(before))) }
    let deviation = try #require(base.standardDeviation)
    for exponent in [-1060, -500, 0, 500, 1000] {
      let unit = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try #require(try Moments(values.map { $0 * unit }))
      #expect(scaled.skewness == base.skewness && scaled.excessKurtosis == base.excessKurtosis)
      #expect(
        abs(try #require(scaled.standardDeviation) / unit - deviation) <= max(deviation.ulp, exponent < -1000 ? 0x1p-14 : 0))
    }
    let mirrored = try #require(try Moments(values.map { -$0 }))
    #expect(mirrored.skewness == base.skewness.map { -$0 } && mirrored.variance == base.variance)
  }

  @Test("what has no answer has none, and large numbers have one")
  func hostile() throws {
    #expect(try Moments([]) == nil)
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: StatisticsError.notFinite(argument: "values")) { try Moments([1, bad]) }
    }
    let single = try #require(try Moments([0.1]))
    #expect(single.mean == 0.1 && single.variance == nil && single.skewness == nil)
    let constant = try #require(try Moments([0.1, 0.1, 0.1]))
    #expect(constant.mean == 0.1 && constant.variance == 0 && constant.skewness == nil)
    #expect(constant.lagOneAutocorrelation == nil && constant.adjustedSkewness == nil)
    let huge = try #require(try Moments([1.6e308, 1.7e308, 1.5e308]))
    #expect(huge.mean == 1.6e308 && huge.variance == .infinity)
    #expect(abs(try #require(huge.standardDeviation) / 1e307 - 1) < 1e-14)
    let opposite = try #require(try Moments([-1.7e308, 1.7e308]))
    #expect(opposite.mean == 0)
    #expect(abs(try #require(opposite.excessKurtosis) + 2) < 1e-15)
    let subnormal = try #require(try Moments([0, 3 * Double.leastNonzeroMagnitude, 6 * Double.leastNonzeroMagnitude]))
    #expect(subnormal.mean == 3 * Double.leastNonzeroMagnitude && subnormal.standardDeviation == subnormal.mean)
    #expect(subnormal.skewness == 0 && subnormal.variance == 0)
    let apart = try #require(try Moments([1, 1 + 1e-15, 1e-300]))
    #expect(try #require(apart.skewness).isFinite)
  }
}
