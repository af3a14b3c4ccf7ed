import Glibc

/// m - x - x ln(m / x), which is 0 at m = x and positive elsewhere: Loader's deviance part, without cancellation.
///
/// `difference` is m - x. Where m is a product its rounding may outweigh the whole answer, so the caller gives the
/// difference from before the rounding: the deviance then keeps its relative precision.
func deviance(_ x: Double, mean m: Double, difference: Double) -> Double {
  if x == 0 { return m }
  let u = difference / x
  if u >= -0.5, u <= 1 {
    // u - ln(1 + u) with ln(1 + u) = 2 atanh(v)
    let v = u / (2 + u)
    let square = v * v
    var (sum, power) = (0.0, 1.0)
    for k in 1...40 {
      let next = sum + power / Double(2 * k + 1)
      if next == sum { break }
      sum = next
      power *= square
    }
    return x * (v * (u - 2 * square * sum))
  }
  let ratio = m / x
  return difference - x * (ratio.isNormal ? log(ratio) : log(m) - log(x))
}

/// The same for an exact m: half the deviance of a count x from the mean m, x ln(x / m) + m - x.
func deviancePart(_ x: Double, _ m: Double) -> Double {
  deviance(x, mean: m, difference: m - x)
}

/// ln (x^a e^-x / Gamma(a + 1)), the Poisson probability of a (not only whole) at mean x; `difference` is x - a.
func logPoissonTerm(_ a: Double, mean x: Double, difference: Double? = nil) -> Double {
  if x == 0 { return a == 0 ? 0 : -.infinity }
  if a == 0 { return -x }
  if a < 1e-290 { return a * log(x) - x }
  return -0.5 * log(2 * Double.pi * a) - stirlingError(a) - deviance(a, mean: x, difference: difference ?? x - a)
}

/// ln of the binomial probability of a successes among a + b, for real a, b >= 0.
///
/// `q` is 1 - p, and `difference` (a + b) p - a = b - (a + b) q, each given apart where the caller has more digits of it.
func logBinomialTerm(_ a: Double, _ b: Double, p: Double, q: Double, difference: Double? = nil) -> Double {
  let n = a + b
  if p == 0 { return a == 0 ? 0 : -.infinity }
  if q == 0 { return b == 0 ? 0 : -.infinity }
  if a == 0 { return p < q ? n * log1p(-p) : n * log(q) }
  if b == 0 { return q < p ? n * log1p(-q) : n * log(p) }
  let difference = difference ?? excess(p, q, a, b)
  let distance = deviance(a, mean: n * p, difference: difference) + deviance(b, mean: n * q, difference: -difference)
  let peak = stirlingError(n) - stirlingError(a) - stirlingError(b) - distance
  return peak - halfLogTwoPi - 0.5 * (log(a) + log(b / n))
}

/// ln (x^a y^b / B(a, b)), the derivative of I_x(a, b) in the logit of x; y = 1 - x, `difference` = (a + b) x - a.
func logBetaKernel(_ x: Double, _ y: Double, _ a: Double, _ b: Double, difference: Double) -> Double {
  logBinomialTerm(a, b, p: x, q: y, difference: difference) + log(a) + log(b / (a + b))
}

/// (a + b) x - a for y = 1 - x, from the smaller of x and y and with one rounding.
func excess(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
  let n = a + b
  let (large, small) = (max(a, b), min(a, b))
  let lost = small - (n - large)
  if x <= y { return (-a).addingProduct(x, n) + x * lost }
  return b.addingProduct(-y, n) - y * lost
}

/// 1 / (1 + e^-u) and its complement, both to full relative precision.
func logistic(_ u: Double) -> (x: Double, y: Double) {
  let e = exp(-abs(u))
  let (large, small) = (1 / (1 + e), e / (1 + e))
  return u >= 0 ? (large, small) : (small, large)
}
