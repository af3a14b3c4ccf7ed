import Glibc

/// Student's t, location 0 and scale 1.
public struct StudentT: Equatable, Sendable {
  /// Positive, not only whole; infinite is the normal law.
  public let degreesOfFreedom: Double

  /// From here on the first Cornish-Fisher term carries t to the normal scale, with an error of 1 / degrees^2.
  private static let nearlyNormal = 1e8

  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(|T| > |t|), accurate however small. NaN for NaN; 0 at infinity.
  public func twoSidedP(_ t: Double) -> Double {
    if degreesOfFreedom.isInfinite { return 2 * Normal.standard.upperTail(abs(t)) }
    if t.isInfinite { return degreesOfFreedom > 0 ? 0 : .nan }
    if degreesOfFreedom > StudentT.nearlyNormal {
      let z = (degreesOfFreedom * log1p(t * t / degreesOfFreedom)).squareRoot() * (1 - 0.25 / degreesOfFreedom)
      return 2 * Normal.standard.upperTail(z)
    }
    // beyond 1e150 the square would overflow, and t^2 outweighs any degrees of freedom anyway
    let square = abs(t) > 1e150 ? 1e300 : t * t
    let sum = degreesOfFreedom + square
    return regularizedIncompleteBeta(degreesOfFreedom / sum, degreesOfFreedom / 2, 0.5, complement: square / sum)
  }

  /// P(T <= t), accurate in the lower tail.
  public func cumulative(_ t: Double) -> Double {
    t <= 0 ? 0.5 * twoSidedP(t) : 1 - 0.5 * twoSidedP(t)
  }

  /// P(T > t), accurate in the upper tail.
  public func upperTail(_ t: Double) -> Double {
    cumulative(-t)
  }

  /// The t with P(T <= t) = p; infinite at 0 and 1, NaN outside.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1, degreesOfFreedom > 0 else { return .nan }
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    if degreesOfFreedom > StudentT.nearlyNormal {
      let z = Normal.standard.quantile(p)
      return z + z * (z * z + 1) / (4 * degreesOfFreedom)
    }
    if p == 0.5 { return 0 }
    let tail = min(p, 1 - p)
    // near the middle 1 - 2 tail is the small one and exact
    let (x, y) = inverseIncompleteBeta(2 * tail, 1 - 2 * tail, degreesOfFreedom / 2, 0.5)
    let t = (degreesOfFreedom * y / x).squareRoot()
    return p < 0.5 ? -t : t
  }
}
