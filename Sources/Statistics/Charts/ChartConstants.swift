import Glibc

/// Moments of the range and the standard deviation of n normal values with variance 1.
///
///     c4 = E s = sqrt(2 / (n - 1)) Gamma(n / 2) / Gamma((n - 1) / 2)
///     d2 = E R = integral of P(R > r) dr
///     d3 = sd R,   E R^2 = 2 integral of r P(R > r) dr
///     P(R <= r) = n integral of phi(x) (Phi(x + r) - Phi(x))^(n - 1) dx
///
/// Computed, not looked up, to about 1e-14 (Montgomery 2013, appendix VI has three to four digits).
public struct ChartConstants: Equatable, Sendable {
  /// Values in a subgroup.
  public let size: Int
  /// E(s) / sigma for normal values.
  public let c4: Double
  /// E(range) / sigma for normal values.
  public let d2: Double
  /// Standard deviation of the range / sigma.
  public let d3: Double

  /// - Throws: `.outOfRange(argument: "size")` unless 2...10000.
  public init(size: Int) throws(StatisticsError) {
    guard size >= 2, size <= 10_000 else { throw .outOfRange(argument: "size") }
    self.size = size
    let n = Double(size)
    c4 = (2 / (n - 1)).squareRoot() * exp(logGammaRatio(n))
    let rule = GaussLegendre(points: 12)
    var (first, second) = (0.0, 0.0)
    for panel in 0..<16 {
      for (node, weight) in rule.on(Double(panel), Double(panel + 1)) {
        let beyond = ChartConstants.probability(rangeAbove: node, size)
        first += weight * beyond
        second += weight * node * beyond
      }
    }
    d2 = first
    d3 = (2 * second - first * first).squareRoot()
  }

  /// The trapezoid rule converges faster than any power on a line without ends.
  private static func probability(rangeAbove r: Double, _ size: Int) -> Double {
    let (step, half) = (0.125, 0.5.squareRoot())
    var sum = 0.0
    // x is the least of the values: never far above 0
    for k in -80...56 {
      let x = Double(k) * step
      // the tail that is small tells the difference best
      let within = x > 0 ? erfc(x * half) - erfc((x + r) * half) : erfc(-(x + r) * half) - erfc(-x * half)
      sum += exp(-0.5 * x * x) * pow(max(0, within) / 2, Double(size - 1))
    }
    return max(0, 1 - Double(size) * step * sum / (2 * Double.pi).squareRoot())
  }
}

/// ln Gamma(n / 2) - ln Gamma((n - 1) / 2) without the cancellation of large logarithms.
private func logGammaRatio(_ n: Double) -> Double {
  guard n > 60 else { return logGamma(n / 2) - logGamma((n - 1) / 2) }
  let (a, b) = (n / 2 - 1, (n - 3) / 2)
  return stirlingError(a) - stirlingError(b) + 0.5 * log(b) + (a + 0.5) * log1p((a - b) / b) - (a - b)
}
