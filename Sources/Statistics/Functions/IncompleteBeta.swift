import Glibc

/// I_x(a, b) = 1/B(a, b) integral from 0 to x of t^(a-1) (1-t)^(b-1) dt, accurate in its lower tail.
///
/// The upper tail is I_{1-x}(b, a), and should be asked for as that, not as 1 - I. Near x = 1 give `complement` = 1 - x.
/// Meant for a and b up to 1e9: the continued fraction takes about sqrt(max(a, b)) steps near the mean.
/// - Returns: NaN unless a, b > 0 and x in 0...1.
public func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double, complement y: Double? = nil) -> Double {
  incompleteBetaTails(x, a, b, complement: y).lower
}

/// I_x(a, b), I_{1-x}(b, a) and their logarithms.
///
/// Relative error at most about (4 + |ln p|) 3e-16 for the exact doubles x, a and b. What the rounding of x itself costs
/// is the caller's: (a x' / x) with x' its error, up to 4e4 roundings for a = b = 1e6 at p = 1e-300.
public func incompleteBetaTails(_ x: Double, _ a: Double, _ b: Double, complement y: Double? = nil) -> TailProbabilities {
  let y = y ?? 1 - x
  return incompleteBeta(x, y, a, b, difference: excess(x, y, a, b))
}

/// `difference` is (a + b) x - a, for callers that know it to more digits than x.
func incompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double, difference: Double) -> TailProbabilities {
  guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0, x <= 1, y <= 1 else { return .undefined }
  if x == 0 { return .none }
  if y == 0 { return .all }
  if x <= (a + 1) / (a + b + 2) { return lowerSide(x, y, a, b, difference) }
  return lowerSide(y, x, b, a, -difference).swapped
}

private func lowerSide(_ x: Double, _ y: Double, _ a: Double, _ b: Double, _ difference: Double) -> TailProbabilities {
  if a < 1 { return .nearlyAll(logLower: logPowerSeries(x, a, b)) }
  let kernel = logBetaKernel(x, y, a, b, difference: difference)
  return .lower(log: kernel - log(betaFraction(x, a, b, difference)))
}

/// ln I_x(a, b) for a < 1 and b x of order 1, where I may be near 1 and its distance from 1 matters.
///
///     I = x^a / (a B(a, b)) (1 + a sum over n >= 1 of (1-b)(2-b)...(n-b) / n! x^n / (a + n))
private func logPowerSeries(_ x: Double, _ a: Double, _ b: Double) -> Double {
  var (sum, product) = (0.0, 1.0)
  for step in 1...2000 {
    let n = Double(step)
    product *= (n - b) / n * x
    let term = product / (a + n)
    sum += term
    if abs(term) <= 1e-17 * abs(sum) { break }
  }
  let scale = logGammaRise(b, by: a) - logGammaOfOnePlus(a)
  return a * log(x) + scale + log1p(a * sum)
}

/// x^a y^b / (B(a, b) I_x(a, b)) as a continued fraction, by Lentz's method.
///
/// The even part of the classical fraction (Didonato & Morris 1992, ACM TOMS 18, equation 9): for x below the mean all
/// terms up to n = b are positive. a - (a + b) x comes from outside, where it is known without cancellation.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double, _ difference: Double) -> Double {
  let tiny = 1e-300
  let y = 1 - x
  let limit = 500 + Int(min(20 * max(a, b).squareRoot(), 1e7))
  var f = a * (1 - difference) / (a + 1)
  if f == 0 { f = tiny }
  var (c, d) = (f, 0.0)
  for step in 1...limit {
    let n = Double(step)
    let odd = a + 2 * n - 1
    let numerator = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x
    let denominator = n + n * (b - n) * x / odd + (a + n) * (1 - difference + n * (1 + y)) / (odd + 2)
    d = denominator + numerator * d
    if d == 0 { d = tiny }
    c = denominator + numerator / c
    if c == 0 { c = tiny }
    d = 1 / d
    let change = c * d
    f *= change
    if abs(change - 1) <= 2.3e-16 { break }
  }
  return f
}
