import Glibc

/// Half the logarithm of 2 pi.
let halfLogTwoPi = 0.91893853320467274178

/// The error of Stirling's formula: ln Gamma(x + 1) - (x + 1/2) ln x + x - ln sqrt(2 pi). (Loader 2000, "Fast and
/// accurate computation of binomial probabilities")
func stirlingError(_ x: Double) -> Double {
  if x < 15 {
    return logGamma(x + 1) - (x + 0.5) * log(x) + x - halfLogTwoPi
  }
  // further terms are below rounding, and the square would overflow
  if x > 1e10 { return 1 / (12 * x) }
  return alternating(stirlingSeries, 1 / (x * x)) * x
}

private let stirlingSeries = [1.0 / 12, 1.0 / 360, 1.0 / 1260, 1.0 / 1680, 1.0 / 1188, 691.0 / 360360, 1.0 / 156]

/// ln Gamma(1 + x) for x >= 0, to relative precision also where it is near 0: at x = 0 and at x = 1.
///
///     ln Gamma(2 + z) = z (1 - gamma) + sum over k >= 2 of (-1)^k (zeta(k) - 1) z^k / k     (A & S 6.1.33)
func logGammaOfOnePlus(_ x: Double) -> Double {
  if x < 0.5 { return aroundTwo(x) - log1p(x) }
  return x < 1.5 ? aroundTwo(x - 1) : logGamma(1 + x)
}

private func aroundTwo(_ z: Double) -> Double {
  var (sum, power, previous) = (z * 0.42278433509846713939, -z, Double.nan)
  for (index, coefficient) in zetaMinusOne.enumerated() {
    power *= -z
    sum += coefficient * power / Double(index + 2)
    if sum == previous { break }
    previous = sum
  }
  return sum
}

/// zeta(k) - 1 from k = 2. (mpmath 1.3.0)
private let zetaMinusOne = [
  0.644934066848226436, 0.202056903159594285, 0.0823232337111381915, 0.0369277551433699263, 0.0173430619844491397,
  0.00834927738192282684, 0.00407735619794433938, 0.00200839282608221442, 0.000994575127818085337,
  0.000494188604119464559, 0.000246086553308048299, 0.000122713347578489147, 0.0000612481350587048293,
  0.0000305882363070204936, 0.0000152822594086518717, 7.63719763789976227e-6, 3.81729326499983986e-6,
  1.90821271655393893e-6, 9.53962033872796113e-7, 4.76932986787806463e-7, 2.3845050272773299e-7, 1.19219925965311073e-7,
  5.96081890512594796e-8, 2.98035035146522802e-8, 1.49015548283650412e-8, 7.45071178983542949e-9, 3.72533402478845705e-9,
  1.86265972351304901e-9,
]

/// ln Gamma(b + a) - ln Gamma(b) for a, b > 0, to relative precision also for a far below b.
func logGammaRise(_ b: Double, by a: Double) -> Double {
  var (base, rise) = (b, 0.0)
  // Gamma(b + a) / Gamma(b) = Gamma(b + 1 + a) / Gamma(b + 1) / (1 + a / b)
  while base < 15 {
    rise -= log1p(a / base)
    base += 1
  }
  let top = base + a
  return rise + (base - 0.5) * log1p(a / base) + a * log(top) - a + (stirlingError(top) - stirlingError(base))
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
