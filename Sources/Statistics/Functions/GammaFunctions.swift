import Glibc

/// ln |Gamma(x)|, from the C library; infinite at 0 and the negative integers.
public func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// The derivative of ln Gamma. NaN at the poles 0, -1, -2...
///
/// Recurrence up to 12, then the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18); reflection below 0.
public func digamma(_ x: Double) -> Double {
  if x <= 0 {
    if x == x.rounded() { return .nan }
    // the tangent of the fractional part alone: pi x itself would lose it
    return digamma(1 - x) - Double.pi / tan(Double.pi * (x - x.rounded()))
  }
  var (shifted, sum) = (x, 0.0)
  while shifted < 12 {
    sum -= 1 / shifted
    shifted += 1
  }
  if shifted.isInfinite { return shifted }
  let r = 1 / (shifted * shifted)
  let series = alternating(r, [1.0 / 12, 1.0 / 120, 1.0 / 252, 1.0 / 240, 1.0 / 132, 691.0 / 32760, 1.0 / 12])
  return sum + log(shifted) - 0.5 / shifted - series
}

/// The second derivative of ln Gamma. NaN at the poles. (Abramowitz & Stegun 6.4.6, 6.4.12)
public func trigamma(_ x: Double) -> Double {
  if x <= 0 {
    if x == x.rounded() { return .nan }
    let sine = sin(Double.pi * (x - x.rounded()))
    return (Double.pi / sine) * (Double.pi / sine) - trigamma(1 - x)
  }
  var (shifted, sum) = (x, 0.0)
  while shifted < 12 {
    sum += 1 / (shifted * shifted)
    shifted += 1
  }
  let r = 1 / (shifted * shifted)
  let series = alternating(r, [1.0 / 6, 1.0 / 30, 1.0 / 42, 1.0 / 30, 5.0 / 66, 691.0 / 2730, 7.0 / 6])
  return sum + 1 / shifted + 0.5 * r + series / shifted
}

/// The error of Stirling's formula: ln Gamma(x + 1) - (x + 1/2) ln x + x - ln sqrt(2 pi). (Loader 2000, "Fast and
/// accurate computation of binomial probabilities")
func stirlingError(_ x: Double) -> Double {
  if x < 15 {
    return logGamma(x + 1) - (x + 0.5) * log(x) + x - 0.91893853320467274178
  }
  // further terms are below rounding, and the square would overflow
  if x > 1e10 { return 1 / (12 * x) }
  let r = 1 / (x * x)
  return alternating(r, [1.0 / 12, 1.0 / 360, 1.0 / 1260, 1.0 / 1680, 1.0 / 1188, 691.0 / 360360, 1.0 / 156]) * x
}

/// c0 r - c1 r^2 + c2 r^3 - ...
private func alternating(_ r: Double, _ coefficients: [Double]) -> Double {
  var sum = 0.0
  for c in coefficients.reversed() { sum = r * (c - sum) }
  return sum
}

/// Loader's deviance part x ln(x / m) + m - x, without the cancellation near x = m.
func deviancePart(_ x: Double, _ m: Double) -> Double {
  if x == 0 { return m }
  let difference = x - m
  guard abs(difference) < 0.1 * (x + m) else { return x * log(x / m) - difference }
  let v = difference / (x + m)
  var sum = difference * v
  var term = 2 * x * v
  let square = v * v
  for k in 1...1000 {
    term *= square
    let next = sum + term / Double(2 * k + 1)
    if next == sum { return next }
    sum = next
  }
  return sum
}

/// ln (x^a e^-x / Gamma(a + 1)), the Poisson probability of a (not only whole) at mean x.
func logPoissonTerm(_ a: Double, mean x: Double) -> Double {
  if x == 0 { return a == 0 ? 0 : -.infinity }
  if a == 0 { return -x }
  return -0.5 * log(2 * Double.pi * a) - stirlingError(a) - deviancePart(a, x)
}

/// ln of the binomial probability of a successes among a + b, for real a, b >= 0; `q` is 1 - p, given apart.
func logBinomialTerm(_ a: Double, _ b: Double, p: Double, q: Double) -> Double {
  let n = a + b
  if p == 0 { return a == 0 ? 0 : -.infinity }
  if q == 0 { return b == 0 ? 0 : -.infinity }
  if a == 0 { return p < q ? n * log1p(-p) : n * log(q) }
  if b == 0 { return q < p ? n * log1p(-q) : n * log(p) }
  let peak = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviancePart(a, n * p) - deviancePart(b, n * q)
  return peak - 0.5 * (log(2 * Double.pi) + log(a) + log(b / n))
}

/// ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b), without cancellation when an argument is large.
public func logBeta(_ a: Double, _ b: Double) -> Double {
  guard a > 0, b > 0 else { return .nan }
  let n = a + b
  // the binomial term at p = a / n is its peak, where the deviance vanishes
  if min(a, b) >= 15 {
    let entropy = a * log(a / n) + b * log1p(-a / n)
    return entropy + 0.5 * (log(2 * Double.pi) - log(a) - log(b / n)) + stirlingError(a) + stirlingError(b) - stirlingError(n)
  }
  let (small, large) = (min(a, b), max(a, b))
  if large < 15 { return logGamma(a) + logGamma(b) - logGamma(n) }
  // ln Gamma(large) - ln Gamma(n), n = large + small
  let ratio = stirlingError(large) - stirlingError(n) - (large - 0.5) * log1p(small / large) - small * log(n) + small
  return logGamma(small) + ratio
}
