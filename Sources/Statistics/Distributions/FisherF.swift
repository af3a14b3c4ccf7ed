import Glibc

/// Fisher's F: the ratio of two independent mean squares.
public struct FisherF: ContinuousDistribution, Equatable {
  /// Degrees of freedom of the numerator, positive.
  public let numeratorDegrees: Double
  /// Degrees of freedom of the denominator, positive.
  public let denominatorDegrees: Double

  /// NaN answers unless both are positive and finite.
  public init(numeratorDegrees: Double, denominatorDegrees: Double) {
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
  }

  /// d1 f / (d1 f + d2), its complement, and the excess of the incomplete beta without the rounding of either.
  private func share(_ f: Double) -> (x: Double, y: Double, difference: Double) {
    let (d1, d2) = (numeratorDegrees, denominatorDegrees)
    // in terms of 1 / f where f is large, so that nothing overflows
    if f > 1 {
      let sum = d1 + d2 / f
      return (d1 / sum, d2 / f / sum, d1 / sum * d2 * (1 - 1 / f) / 2)
    }
    let sum = d1 * f + d2
    return (d1 * f / sum, d2 / sum, d2 / sum * d1 * (f - 1) / 2)
  }

  public func logDensity(_ f: Double) -> Double {
    let (a, b) = (numeratorDegrees / 2, denominatorDegrees / 2)
    guard a > 0, b > 0, !f.isNaN else { return .nan }
    if f < 0 || f == .infinity { return -.infinity }
    if f == 0 { return a < 1 ? .infinity : a == 1 ? 0 : -.infinity }
    let (x, y, difference) = share(f)
    return logBetaKernel(x, y, a, b, difference: difference) - log(f)
  }

  public func tails(_ f: Double) -> TailProbabilities {
    let (a, b) = (numeratorDegrees / 2, denominatorDegrees / 2)
    guard a > 0, b > 0, a.isFinite, b.isFinite, !f.isNaN else { return .undefined }
    if f <= 0 { return .none }
    if f == .infinity { return .all }
    let (x, y, difference) = share(f)
    return incompleteBeta(x, y, a, b, difference: difference)
  }

  public func quantile(_ p: Double) -> Double { quantile(p, 1 - p) }

  public func quantile(upperTail q: Double) -> Double { quantile(1 - q, q) }

  private func quantile(_ p: Double, _ q: Double) -> Double {
    let (x, y) = inverseIncompleteBeta(p, q, numeratorDegrees / 2, denominatorDegrees / 2)
    return x / y * (denominatorDegrees / numeratorDegrees)
  }
}
