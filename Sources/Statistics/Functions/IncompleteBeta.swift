import Glibc

/// I_x(a, b) = 1/B(a, b) integral from 0 to x of t^(a-1) (1-t)^(b-1) dt, accurate in its lower tail.
///
/// The upper tail is I_{1-x}(b, a), and should be asked for as that, not as 1 - I. Near x = 1 give `complement` = 1 - x.
/// Meant for a and b up to 1e9: the continued fraction takes about sqrt(max(a, b)) steps.
/// - Returns: NaN unless a, b > 0 and x in 0...1.
public func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double, complement y: Double? = nil) -> Double {
  incompleteBeta(x, y ?? 1 - x, a, b).lower
}

/// The x with I_x(a, b) = p. `upperTail` is 1 - p, for those who know it better than p.
public func inverseRegularizedIncompleteBeta(_ p: Double, _ a: Double, _ b: Double, upperTail: Double? = nil) -> Double {
  inverseIncompleteBeta(p, upperTail ?? 1 - p, a, b).x
}

/// The root and its complement, solved for on the logit scale, where both ends have room.
func inverseIncompleteBeta(_ p: Double, _ q: Double, _ a: Double, _ b: Double) -> (x: Double, y: Double) {
  guard a > 0, b > 0, a.isFinite, b.isFinite, p >= 0, p <= 1, q >= 0, q <= 1 else { return (.nan, .nan) }
  if p == 0 { return (0, 1) }
  if q == 0 { return (1, 0) }
  let useLower = p <= q
  let target = log(useLower ? p : q)
  let z = Normal.standard.quantile(useLower ? p : q) * (useLower ? 1 : -1)
  let centre = digamma(a) - digamma(b)
  let spread = (trigamma(a) + trigamma(b)).squareRoot()
  let root = increasingRoot(start: centre + z * spread, lower: -745, upper: 745) { u in
    let (x, y) = logistic(u)
    let (lower, upper) = incompleteBeta(x, y, a, b)
    let tail = useLower ? lower : upper
    // d I / d logit x = x^a (1-x)^b / B(a, b)
    let slope = exp(logBetaKernel(x, y, a, b)) / tail
    return useLower ? (log(tail) - target, slope) : (target - log(tail), slope)
  }
  return logistic(root)
}

/// 1 / (1 + e^-u) and its complement, both to full relative precision.
func logistic(_ u: Double) -> (x: Double, y: Double) {
  let e = exp(-abs(u))
  let (large, small) = (1 / (1 + e), e / (1 + e))
  return u >= 0 ? (large, small) : (small, large)
}

/// ln (x^a y^b / B(a, b)), y = 1 - x.
func logBetaKernel(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
  logBinomialTerm(a, b, p: x, q: y) + log(a) + log(b / (a + b))
}

func incompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> (lower: Double, upper: Double) {
  guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0, x <= 1, y <= 1 else { return (.nan, .nan) }
  if x == 0 { return (0, 1) }
  if y == 0 { return (1, 0) }
  let kernel = logBetaKernel(x, y, a, b)
  if x <= (a + 1) / (a + b + 2) {
    let lower = min(1, exp(kernel - log(a) + log(betaFraction(x, a, b))))
    return (lower, 1 - lower)
  }
  let upper = min(1, exp(kernel - log(b) + log(betaFraction(y, b, a))))
  return (1 - upper, upper)
}

/// The continued fraction of the incomplete beta by Lentz's method (Press et al. 2007, 6.4.5).
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  if abs(d) < tiny { d = tiny }
  d = 1 / d
  var h = d
  let limit = 200 + Int(min(20 * max(a, b).squareRoot(), 1e6))
  for step in 1...limit {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    if abs(d) < tiny { d = tiny }
    c = 1 + even / c
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    h *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    if abs(d) < tiny { d = tiny }
    c = 1 + odd / c
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    let change = d * c
    h *= change
    if abs(change - 1) < 1e-16 { break }
  }
  return h
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
