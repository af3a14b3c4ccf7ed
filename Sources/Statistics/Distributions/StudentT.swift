import Glibc

/// Student's t, location 0 and scale 1.
public struct StudentT: ContinuousDistribution, Equatable {
  /// Positive, not only whole; infinite is the normal law.
  public let degreesOfFreedom: Double

  /// From here on the normal law is the same to a double: its tail at t is off by about t^4 / (4 degrees), and t <= 40.
  private static let normal = 1e19

  /// Degrees of freedom, positive, not necessarily whole.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  public func logDensity(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    guard nu > 0, !t.isNaN else { return .nan }
    if nu >= StudentT.normal { return Normal.standard.logDensity(t) }
    let square = t * t
    // beyond 1e150 the square would overflow, and t^2 outweighs any degrees of freedom anyway
    let spread = square < 1e300 ? log1p(square / nu) : 2 * log(abs(t)) - log(nu)
    return logGammaRise(nu / 2, by: 0.5) - 0.5 * (log(nu) + log(Double.pi)) - (nu + 1) / 2 * spread
  }

  /// P(|T| <= |t|) as `lower`, P(|T| > |t|) as `upper`.
  private func outside(_ t: Double) -> TailProbabilities {
    let nu = degreesOfFreedom
    guard nu > 0, !t.isNaN else { return .undefined }
    if nu >= StudentT.normal {
      let one = Normal.standard.tails(abs(t))
      return TailProbabilities(
        lower: erf(abs(t) * 0.5.squareRoot()), upper: 2 * one.upper, logLower: log1p(-2 * one.upper),
        logUpper: log(2) + one.logUpper)
    }
    if t.isInfinite { return .all }
    // nu / (nu + t^2) and its complement
    let size = abs(t)
    let (x, y, difference): (Double, Double, Double)
    if size * size < 1e300 {
      let sum = nu + size * size
      (x, y, difference) = (nu / sum, size * size / sum, nu / sum * ((1 - size) * (1 + size)) / 2)
    } else {
      (x, y, difference) = (nu / size / size, 1, -nu / 2)
      if x == 0 { return farTail(size) }
    }
    return incompleteBeta(x, y, nu / 2, 0.5, difference: difference).swapped
  }

  /// I_x(nu/2, 1/2) for an x below the smallest double: its leading power.
  private func farTail(_ size: Double) -> TailProbabilities {
    let nu = degreesOfFreedom
    let power = nu / 2 * (log(nu) - 2 * log(size)) + logGammaRise(0.5, by: nu / 2) - logGammaOfOnePlus(nu / 2)
    return TailProbabilities.lower(log: power).swapped
  }

  public func tails(_ t: Double) -> TailProbabilities {
    if degreesOfFreedom >= StudentT.normal { return Normal.standard.tails(t) }
    let both = outside(t)
    let (small, logSmall) = (0.5 * both.upper, both.logUpper - log(2))
    let upper = TailProbabilities(lower: 1 - small, upper: small, logLower: log1p(-small), logUpper: logSmall)
    return t >= 0 ? upper : upper.swapped
  }

  /// P(|T| > |t|), accurate however small. NaN for NaN; 0 at infinity.
  public func twoSidedP(_ t: Double) -> Double {
    outside(t).upper
  }

  /// The t with P(T <= t) = p; infinite at 0 and 1, NaN outside.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1, degreesOfFreedom > 0 else { return .nan }
    return p <= 0.5 ? -quantile(tail: p) : quantile(tail: 1 - p)
  }

  public func quantile(upperTail q: Double) -> Double {
    guard q >= 0, q <= 1, degreesOfFreedom > 0 else { return .nan }
    return q <= 0.5 ? quantile(tail: q) : -quantile(tail: 1 - q)
  }

  /// The t >= 0 with P(T > t) = tail, tail <= 1/2.
  private func quantile(tail: Double) -> Double {
    let nu = degreesOfFreedom
    if nu >= StudentT.normal { return -Normal.standard.quantile(tail) }
    if tail == 0 { return .infinity }
    if tail == 0.5 { return 0 }
    // near the middle 1 - 2 tail is the small one and exact
    let (x, y) = inverseIncompleteBeta(2 * tail, 1 - 2 * tail, nu / 2, 0.5)
    if x < 1e-290 {
      // so far out that x itself underflows: invert the leading power
      let rise = logGammaRise(0.5, by: nu / 2) - logGammaOfOnePlus(nu / 2)
      return exp(0.5 * log(nu) + (rise - log(2 * tail)) / nu)
    }
    return (nu * (y / x)).squareRoot()
  }
}
