import Glibc

/// P(X <= x) and P(X > x) of one law at one point, with their logarithms.
///
/// The smaller tail is computed and the larger follows from it, so that both keep their relative precision: about
/// |ln p| times the rounding of a double. The logarithms go on where the probabilities underflow to 0.
public struct TailProbabilities: Equatable, Sendable {
  /// P(X <= x).
  public let lower: Double
  /// P(X > x), accurate however small.
  public let upper: Double
  /// ln of `lower`, finite where `lower` underflows.
  public let logLower: Double
  /// ln of `upper`, finite where `upper` underflows.
  public let logUpper: Double

  /// From the logarithm of the lower tail, where that is the smaller.
  static func lower(log value: Double) -> TailProbabilities {
    let (p, value) = (exp(value), min(value, 0))
    return TailProbabilities(lower: min(p, 1), upper: max(0, 1 - p), logLower: value, logUpper: log1p(-min(p, 1)))
  }

  /// From the logarithm of a lower tail that may be near 1, known to relative precision also where it is near 0.
  static func nearlyAll(logLower value: Double) -> TailProbabilities {
    let value = min(value, 0)
    if value < -1 { return lower(log: value) }
    let upper = -expm1(value)
    return TailProbabilities(lower: exp(value), upper: upper, logLower: value, logUpper: log(upper))
  }

  var swapped: TailProbabilities {
    TailProbabilities(lower: upper, upper: lower, logLower: logUpper, logUpper: logLower)
  }

  /// Everything lies below.
  static let all = TailProbabilities(lower: 1, upper: 0, logLower: 0, logUpper: -.infinity)
  /// Nothing lies below.
  static let none = all.swapped
  static let undefined = TailProbabilities(lower: .nan, upper: .nan, logLower: .nan, logUpper: .nan)
}
