import Glibc

/// The x with I_x(a, b) = p. `upperTail` is 1 - p, for those who know it better than p.
///
/// The error of x is that of p over the slope d ln p / d ln x, which is near a in the far lower tail.
public func inverseRegularizedIncompleteBeta(_ p: Double, _ a: Double, _ b: Double, upperTail: Double? = nil) -> Double {
  inverseIncompleteBeta(p, upperTail ?? 1 - p, a, b).x
}

/// The x with P(a, x) = p. `upperTail` is 1 - p, for those who know it better than p.
public func inverseRegularizedIncompleteGamma(_ p: Double, _ a: Double, upperTail: Double? = nil) -> Double {
  let q = upperTail ?? 1 - p
  guard a > 0, a.isFinite, p >= 0, p <= 1, q >= 0, q <= 1 else { return .nan }
  if p == 0 { return 0 }
  if q == 0 { return .infinity }
  // in the far lower tail P(a, x) is x^a / Gamma(a + 1), exactly to a double
  let power = (log(p) + logGammaOfOnePlus(a)) / a
  if power < -45 { return exp(power) }
  let useLower = p <= q
  let target = log(useLower ? p : q)
  // Wilson & Hilferty 1931
  let z = Normal.standard.quantile(useLower ? p : q) * (useLower ? 1 : -1)
  let cube = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
  let start = cube > 0.2 ? log(a) + 3 * log(cube) : power
  let root = increasingRoot(start: start, lower: -745, upper: 710) { u in
    let x = exp(u)
    let tails = incompleteGamma(a, x, difference: x - a)
    let tail = useLower ? tails.logLower : tails.logUpper
    // d P / d ln x = x^a e^-x / Gamma(a)
    let slope = exp(logPoissonTerm(a, mean: x) + log(a) - tail)
    return useLower ? (tail - target, slope) : (target - tail, slope)
  }
  return exp(root)
}

/// The root and its complement, solved for on the logit scale, where both ends have room.
func inverseIncompleteBeta(_ p: Double, _ q: Double, _ a: Double, _ b: Double) -> (x: Double, y: Double) {
  guard a > 0, b > 0, a.isFinite, b.isFinite, p >= 0, p <= 1, q >= 0, q <= 1 else { return (.nan, .nan) }
  if p == 0 { return (0, 1) }
  if q == 0 { return (1, 0) }
  // in the far tails I is a power, exactly to a double
  let left = (log(p) + logGammaOfOnePlus(a) - logGammaRise(b, by: a)) / a
  if left + log(b + 1) < -45 { return (exp(left), 1) }
  let right = (log(q) + logGammaOfOnePlus(b) - logGammaRise(a, by: b)) / b
  if right + log(a + 1) < -45 { return (1, exp(right)) }
  let useLower = p <= q
  let target = log(useLower ? p : q)
  let z = Normal.standard.quantile(useLower ? p : q) * (useLower ? 1 : -1)
  let centre = digamma(a) - digamma(b)
  let spread = (trigamma(a) + trigamma(b)).squareRoot()
  let root = increasingRoot(start: centre + z * spread, lower: -745, upper: 745) { u in
    let (x, y) = logistic(u)
    let difference = excess(x, y, a, b)
    let tails = incompleteBeta(x, y, a, b, difference: difference)
    let tail = useLower ? tails.logLower : tails.logUpper
    // d I / d logit x = x^a (1-x)^b / B(a, b)
    let slope = exp(logBetaKernel(x, y, a, b, difference: difference) - tail)
    return useLower ? (tail - target, slope) : (target - tail, slope)
  }
  return logistic(root)
}

/// The zero of an increasing function by Newton steps kept within a shrinking bracket.
func increasingRoot(
  start: Double, lower: Double, upper: Double, _ value: (Double) -> (value: Double, slope: Double)
) -> Double {
  var (low, high) = (lower, upper)
  var u = start.isFinite ? min(max(start, low), high) : (low + high) / 2
  for _ in 0..<200 {
    let (f, slope) = value(u)
    if f == 0 { return u }
    // an underflowed tail gives NaN or -infinity, which is on the low side of an increasing function
    if f > 0 { high = u } else { low = u }
    var next = u - f / slope
    if !(next > low && next < high) { next = (low + high) / 2 }
    if abs(next - u) <= 4e-16 * max(1, abs(u)) || next == low || next == high { return next }
    u = next
  }
  return u
}
