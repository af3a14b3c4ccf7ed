import Glibc

/// ln |Gamma(x)|, from the C library; infinite at 0 and the negative integers.
public func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// The derivative of ln Gamma. NaN at the poles 0, -1, -2...
///
/// Recurrence up to 12, then the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18); reflection below 0; Taylor's
/// series around the positive zero 1.4616, so that the digits near it are relative ones. Near the negative zeros they
/// are absolute.
public func digamma(_ x: Double) -> Double {
  if x <= 0 {
    if x == x.rounded() { return .nan }
    // the tangent of the fractional part alone: pi x itself would lose it
    return digamma(1 - x) - Double.pi / tan(Double.pi * (x - x.rounded()))
  }
  let fromRoot = (x - digammaRoot.high) - digammaRoot.low
  if abs(fromRoot) < 0.25 { return fromRoot * polynomial(digammaAtRoot, fromRoot) }
  var (shifted, sum) = (x, 0.0)
  while shifted < 12 {
    sum -= 1 / shifted
    shifted += 1
  }
  if shifted.isInfinite { return shifted }
  return sum + log(shifted) - 0.5 / shifted - alternating(digammaSeries, 1 / (shifted * shifted))
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
  return sum + 1 / shifted + 0.5 * r + alternating(trigammaSeries, r) / shifted
}

/// c0 r - c1 r^2 + c2 r^3 - ...
func alternating(_ coefficients: [Double], _ r: Double) -> Double {
  var sum = 0.0
  for c in coefficients.reversed() { sum = r * (c - sum) }
  return sum
}

/// c0 + c1 x + c2 x^2 + ...
func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  var sum = 0.0
  for c in coefficients.reversed() { sum = sum * x + c }
  return sum
}

/// Bernoulli numbers B_2k / 2k and B_2k, without their signs.
private let digammaSeries = [1.0 / 12, 1.0 / 120, 1.0 / 252, 1.0 / 240, 1.0 / 132, 691.0 / 32760, 1.0 / 12]
private let trigammaSeries = [1.0 / 6, 1.0 / 30, 1.0 / 42, 1.0 / 30, 5.0 / 66, 691.0 / 2730, 7.0 / 6]

/// The positive zero of digamma, and its derivatives there over k!. (mpmath 1.3.0, Tests: Reference/gamma_expansions.py)
private let digammaRoot = (high: 1.4616321449683622, low: 9.54999542996569772e-17)
private let digammaAtRoot = [
  0.96767224544762117, -0.442763168983592106, 0.258499760955651011, -0.163942705442406528, 0.107824050691262366,
  -0.0721995612564547109, 0.0488042881641431072, -0.0331611264748473593, 0.0225976482322181047, -0.0154247659049489591,
  0.0105387916166121754, -0.00720453438635686824, 0.00492678139572985345, -0.00336980165543932808, 0.00230512632673492784,
  -0.00157693677143019726, 0.00107882520191629658, -0.00073807093899600513, 0.000504953265834602035,
  -0.0003454680251063077, 0.000236356015640270528, -0.000161706220919748034, 0.000110633727687474109,
]
