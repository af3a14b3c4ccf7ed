import Glibc

/// P(a, x) = 1/Gamma(a) integral from 0 to x of t^(a-1) e^-t dt, accurate in its lower tail.
/// - Returns: NaN unless a > 0 and x >= 0.
public func regularizedIncompleteGamma(lower x: Double, _ a: Double) -> Double {
  incompleteGamma(a, x, difference: x - a).lower
}

/// Q(a, x) = 1 - P(a, x), accurate in the upper tail.
public func regularizedIncompleteGamma(upper x: Double, _ a: Double) -> Double {
  incompleteGamma(a, x, difference: x - a).upper
}

/// P(a, x), Q(a, x) and their logarithms.
///
/// Relative error at most about (4 + |ln p|) 3e-16 for the exact doubles x and a.
public func incompleteGammaTails(_ x: Double, _ a: Double) -> TailProbabilities {
  incompleteGamma(a, x, difference: x - a)
}

/// `difference` is x - a, for callers that know it to more digits than x.
func incompleteGamma(_ a: Double, _ x: Double, difference: Double) -> TailProbabilities {
  guard a > 0, x >= 0, a.isFinite else { return .undefined }
  if x == 0 { return .none }
  if x.isInfinite { return .all }
  if a < 1, x < a + 1 { return .nearlyAll(logLower: logPowerSeries(a, x)) }
  if let tails = temmeTails(a, x, difference: difference) { return tails }
  let term = logPoissonTerm(a, mean: x, difference: difference)
  if x < a + 1 {
    var (part, sum) = (1.0, 1.0)
    for n in 1...100_000 {
      part *= x / (a + Double(n))
      sum += part
      if part < sum * 1e-17 { break }
    }
    return .lower(log: term + log(sum))
  }
  return TailProbabilities.lower(log: term + log(a) - log(gammaFraction(a, x, difference))).swapped
}

/// ln P(a, x) for a < 1 and x of order 1, where P may be near 1 and its distance from 1 matters.
///
///     P = x^a / Gamma(a + 1) (1 + a sum over n >= 1 of (-x)^n / (n! (a + n)))
private func logPowerSeries(_ a: Double, _ x: Double) -> Double {
  var (sum, product) = (0.0, 1.0)
  for step in 1...200 {
    let n = Double(step)
    product *= -x / n
    let term = product / (a + n)
    sum += term
    if abs(term) <= 1e-17 * abs(sum) { break }
  }
  return a * log(x) - logGammaOfOnePlus(a) + log1p(a * sum)
}

/// x^a e^-x / Gamma(a, x) as a continued fraction, by Lentz's method. (Press et al. 2007, 6.2.7)
private func gammaFraction(_ a: Double, _ x: Double, _ difference: Double) -> Double {
  let tiny = 1e-300
  var f = difference + 1
  var (c, d) = (f, 0.0)
  for step in 1...100_000 {
    let n = Double(step)
    let numerator = -n * (n - a)
    let denominator = difference + (2 * n + 1)
    d = denominator + numerator * d
    if abs(d) < tiny { d = tiny }
    c = denominator + numerator / c
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    let change = c * d
    f *= change
    if abs(change - 1) <= 2.3e-16 { break }
  }
  return f
}
