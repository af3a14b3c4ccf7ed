import Glibc

/// P(a, x) = 1/Gamma(a) integral from 0 to x of t^(a-1) e^-t dt, accurate in its lower tail.
/// - Returns: NaN unless a > 0 and x >= 0.
public func regularizedIncompleteGamma(lower x: Double, _ a: Double) -> Double {
  incompleteGamma(a, x).lower
}

/// Q(a, x) = 1 - P(a, x), accurate in the upper tail.
public func regularizedIncompleteGamma(upper x: Double, _ a: Double) -> Double {
  incompleteGamma(a, x).upper
}

/// The x with P(a, x) = p. `upperTail` is 1 - p, for those who know it better than p.
public func inverseRegularizedIncompleteGamma(_ p: Double, _ a: Double, upperTail: Double? = nil) -> Double {
  let q = upperTail ?? 1 - p
  guard a > 0, a.isFinite, p >= 0, p <= 1, q >= 0, q <= 1 else { return .nan }
  if p == 0 { return 0 }
  if q == 0 { return .infinity }
  let useLower = p <= q
  let target = log(useLower ? p : q)
  // Wilson & Hilferty 1931; in the far lower tail P(a, x) is x^a / Gamma(a + 1) almost exactly
  let z = Normal.standard.quantile(useLower ? p : q) * (useLower ? 1 : -1)
  let cube = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
  let power = (log(p) + logGamma(a + 1)) / a
  let start = cube > 0.2 ? log(a) + 3 * log(cube) : power
  let root = increasingRoot(start: start, lower: -745, upper: 710) { u in
    let x = exp(u)
    let (lower, upper) = incompleteGamma(a, x)
    let tail = useLower ? lower : upper
    // d P / d ln x = x^a e^-x / Gamma(a)
    let slope = exp(logPoissonTerm(a, mean: x) + log(a)) / tail
    return useLower ? (log(tail) - target, slope) : (target - log(tail), slope)
  }
  return exp(root)
}

func incompleteGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
  guard a > 0, x >= 0, a.isFinite else { return (.nan, .nan) }
  if x == 0 { return (0, 1) }
  if x.isInfinite { return (1, 0) }
  if a > 1e8 { return largeShapeGamma(a, x) }
  let limit = 200 + Int(min(20 * max(a, x).squareRoot(), 1e6))
  let logTerm = logPoissonTerm(a, mean: x)
  if x < a + 1 {
    var (term, sum) = (1.0, 1.0)
    for n in 1...limit {
      term *= x / (a + Double(n))
      sum += term
      if term < sum * 1e-17 { break }
    }
    let lower = exp(logTerm + log(sum))
    // a small upper tail has a large x, which is the other branch; only for a far below 1 digits are lost here, as many
    // as a has zeros behind the point
    return (lower, 1 - lower)
  }
  // Lentz's continued fraction (Press et al. 2007, 6.2.7)
  let tiny = 1e-300
  var b = x + 1 - a
  var c = 1 / tiny
  var d = 1 / b
  var h = d
  for n in 1...limit {
    let factor = -Double(n) * (Double(n) - a)
    b += 2
    d = factor * d + b
    if abs(d) < tiny { d = tiny }
    c = b + factor / c
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    let step = d * c
    h *= step
    if abs(step - 1) < 1e-16 { break }
  }
  let upper = exp(logTerm + log(a) + log(h))
  return (1 - upper, upper)
}

/// Temme's uniform expansion (1979): for such shapes the terms beyond these are below rounding.
private func largeShapeGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
  let deviance = deviancePart(a, x)
  let size = deviance.squareRoot()
  // eta, of the sign of x - a, with deviance = a eta^2 / 2
  let eta = (x < a ? -1 : 1) * (2 * deviance / a).squareRoot()
  let series = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta / 864))
  let correction = exp(-deviance) / (2 * Double.pi * a).squareRoot() * series
  let near = x < a ? 0.5 * erfc(size) - correction : 0.5 * erfc(size) + correction
  let tail = max(0, near)
  return x < a ? (tail, 1 - tail) : (1 - tail, tail)
}
