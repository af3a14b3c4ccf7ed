import Glibc
import Statistics
import Testing

/// Densities, tails, logarithms of tails and quantiles against mpmath 1.3.0 (Reference/distributions.py), with shapes
/// from 1e-3 to 1e6 (t up to 1e12 degrees) and tails beyond 1e-300, each to 1e-12.
@Suite struct ReferenceTests {
  private static let tolerance = 1e-12

  /// The expected columns: ln density, lower, upper, ln lower, ln upper.
  private func check(_ found: TailProbabilities, logDensity: Double, _ expected: [Double], _ row: [Double]) -> Double {
    var worst = abs(logDensity - expected[0]) / max(1, abs(expected[0]))
    // a subnormal has fewer digits
    if expected[1] > 0 { worst = max(worst, distance(found.lower, expected[1])) } else { #expect(found.lower < 3e-308) }
    if expected[2] > 0 { worst = max(worst, distance(found.upper, expected[2])) } else { #expect(found.upper < 3e-308) }
    worst = max(worst, distance(found.logLower, expected[3]), distance(found.logUpper, expected[4]))
    #expect(worst < ReferenceTests.tolerance, "\(row)")
    return worst
  }

  /// A quantile undoes its tail. The rounding of the tail itself moves it by half an ulp over the slope of ln p in ln x.
  private func checkQuantile(_ law: some ContinuousDistribution, _ x: Double, _ expected: [Double], _ row: [Double]) {
    let useLower = expected[1] <= expected[2]
    let tail = useLower ? expected[1] : expected[2]
    guard tail > 0 else { return }
    let slope = exp(expected[0] - log(tail)) * abs(x)
    let found = useLower ? law.quantile(tail) : law.quantile(upperTail: tail)
    #expect(distance(found, x) < ReferenceTests.tolerance + 4e-16 * (1 + abs(log(tail))) / slope, "\(row) \(found)")
  }

  private func checkContinuous<Law: ContinuousDistribution>(
    _ table: String, parameters: Int, _ law: ([Double]) -> Law
  ) {
    var worst = 0.0
    let rows = ReferenceTables.rows(table, columns: parameters + 6)
    for row in rows {
      let (law, x, expected) = (law(row), row[parameters], Array(row[(parameters + 1)...]))
      worst = max(worst, check(law.tails(x), logDensity: law.logDensity(x), expected, row))
      if x != 0 { checkQuantile(law, x, expected, row) }
    }
    #expect(rows.count > 20 && worst > 0)
  }

  private func checkDiscrete<Law: DiscreteDistribution>(_ table: String, parameters: Int, _ law: ([Double]) -> Law) {
    var worst = 0.0
    let rows = ReferenceTables.rows(table, columns: parameters + 6)
    for row in rows {
      let (law, k, expected) = (law(row), Int(row[parameters]), Array(row[(parameters + 1)...]))
      worst = max(worst, check(law.tails(k), logDensity: law.logProbability(k), expected, row))
      let (lower, upper) = (expected[1], expected[2])
      // a little above the probability of the number below, and at most its own: the same number
      if min(lower, upper) == 0 { continue }
      if lower <= upper {
        #expect(law.quantile(lower * (1 - 1e-11)) == k, "\(row)")
      } else {
        #expect(law.quantile(upperTail: upper * (1 + 1e-11)) == k, "\(row)")
      }
    }
    #expect(rows.count > 20 && worst > 0)
  }

  @Test func normal() {
    checkContinuous(ReferenceTables.normal, parameters: 0) { _ in Normal.standard }
  }

  @Test func gamma() {
    checkContinuous(ReferenceTables.gamma, parameters: 1) { Gamma(shape: $0[0], rate: 1) }
    // halving x and doubling the rate is exact
    for row in ReferenceTables.rows(ReferenceTables.gamma, columns: 7) where row[1] > 1e-290 {
      #expect(Gamma(shape: row[0], rate: 4).tails(row[1] / 4) == Gamma(shape: row[0], rate: 1).tails(row[1]))
      #expect(ChiSquare(degreesOfFreedom: 2 * row[0]).tails(2 * row[1]) == Gamma(shape: row[0], rate: 1).tails(row[1]))
    }
  }

  @Test func beta() {
    checkContinuous(ReferenceTables.beta, parameters: 2) { Beta(a: $0[0], b: $0[1]) }
  }

  @Test func studentT() {
    checkContinuous(ReferenceTables.student, parameters: 1) { StudentT(degreesOfFreedom: $0[0]) }
  }

  @Test func fisherF() {
    checkContinuous(ReferenceTables.fisher, parameters: 2) { FisherF(numeratorDegrees: $0[0], denominatorDegrees: $0[1]) }
  }

  @Test func binomial() {
    checkDiscrete(ReferenceTables.binomial, parameters: 2) { Binomial(trials: Int($0[0]), p: $0[1]) }
  }

  @Test func poisson() {
    checkDiscrete(ReferenceTables.poisson, parameters: 1) { Poisson(mean: $0[0]) }
  }

  @Test func negativeBinomial() {
    checkDiscrete(ReferenceTables.negativeBinomial, parameters: 2) { NegativeBinomial(mean: $0[0], size: $0[1]) }
  }

  @Test func functions() {
    for row in ReferenceTables.rows(ReferenceTables.functions, columns: 4) {
      #expect(distance(logGamma(row[0]), row[1]) < 2e-15 || abs(logGamma(row[0]) - row[1]) < 1e-16, "\(row)")
      #expect(distance(digamma(row[0]), row[2]) < 4e-15 || row[2] == 0, "\(row)")
      #expect(distance(trigamma(row[0]), row[3]) < 4e-15 || trigamma(row[0]) == row[3], "\(row)")
    }
  }
}
