import Glibc

/// What the units together say about the event rate of any one of them: a gamma law.
public struct GammaPoissonPrior: Equatable, Sendable {
  /// Events per unit of exposure. Infinite when `rate` is 0: nothing is known.
  public let mean: Double
  /// Events the prior is worth.
  public let shape: Double
  /// Exposure the prior is worth.
  public let rate: Double
  /// Units left out because their numbers are impossible, or their exposure is positive and below 1e-280.
  public let refused: Int

  /// A prior that is known.
  public init(shape: Double, rate: Double, refused: Int = 0) {
    mean = shape / rate
    self.shape = shape
    self.rate = rate
    self.refused = refused
  }

  /// Mean and equal-tailed interval of one unit's rate: rate | y events in exposure e ~ Gamma(shape + y, rate + e).
  ///
  /// Where neither prior nor exposure says anything the interval is (0, infinity). Impossible numbers give NaN.
  public func posterior(count: Int, exposure: Double, level: Double = 0.9) -> (mean: Double, lower: Double, upper: Double) {
    guard count >= 0, exposure >= 0, exposure.isFinite, level > 0, level < 1 else { return (.nan, .nan, .nan) }
    let (a, b) = (shape + Double(count), rate + exposure)
    guard b > 0 else { return (.infinity, 0, .infinity) }
    let tail = (1 - level) / 2
    return (
      a / b, inverseRegularizedIncompleteGamma(tail, a) / b,
      inverseRegularizedIncompleteGamma(1 - tail, a, upperTail: tail) / b
    )
  }
}

/// Empirical Bayes for counts y_i in exposures e_i.
public enum GammaPoisson {
  /// Fits mean and shape by maximum likelihood (Newton in log mean and log shape).
  ///
  ///     ln L = sum ln Gamma(s + y_i) - ln Gamma(s) + s ln(s / (s + m e_i)) + y_i ln(m e_i / (s + m e_i))
  ///
  /// Always an answer, the same each time:
  /// - no exposure: shape 1/2, rate 0 (the Jeffreys prior; a posterior needs exposure of its own);
  /// - no event at all: everything pooled, shape 1/2, rate the whole exposure;
  /// - one unit: shape 1/2 and mean (y + 1/2) / e, since one unit says nothing about how units differ;
  /// - no more spread than Poisson (underdispersed): the pooled mean, shape at its cap.
  /// - Parameter maximumShape: no prior is worth more events than this.
  public static func fit(counts: [Int], exposures: [Double], maximumShape: Double = 10_000) -> GammaPoissonPrior {
    var units: [(y: Double, e: Double)] = []
    var refused = max(counts.count, exposures.count) - min(counts.count, exposures.count)
    for (y, e) in zip(counts, exposures) {
      // events without exposure have no finite rate, and below 1e-280 a rate may leave the range of doubles
      guard y >= 0, e.isFinite, e >= 1e-280 || (e == 0 && y == 0) else {
        refused += 1
        continue
      }
      if e > 0 { units.append((Double(y), e)) }
    }
    // relative to the largest exposure, so that no sum or product leaves the range of doubles
    let largest = units.reduce(0) { max($0, $1.e) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: Int(largest.exponent), significand: 1) : 1
    for index in units.indices { units[index].e /= unit }
    let total = units.reduce((y: 0.0, e: 0.0)) { ($0.y + $1.y, $0.e + $1.e) }
    let cap = max(maximumShape, 1e-2)
    guard total.e > 0 else { return GammaPoissonPrior(shape: 0.5, rate: 0, refused: refused) }
    if total.y == 0 { return GammaPoissonPrior(shape: 0.5, rate: total.e * unit, refused: refused) }
    if units.count == 1 {
      return GammaPoissonPrior(shape: 0.5, rate: 0.5 * total.e / (total.y + 0.5) * unit, refused: refused)
    }
    let mean = total.y / total.e
    let start = (log(mean), log(momentShape(units, mean: mean)))
    let (logMean, logShape) = climb(from: start, cap: log(cap), floor: log(1e-3)) { x, y in
      likelihood(units, logMean: x, logShape: y)
    }
    return GammaPoissonPrior(shape: exp(logShape), rate: exp(logShape - logMean) * unit, refused: refused)
  }

  private static func momentShape(_ units: [(y: Double, e: Double)], mean: Double) -> Double {
    var (excess, room) = (0.0, 0.0)
    for (y, e) in units {
      let d = y - mean * e
      excess += d * d / (mean * e) - 1
      room += mean * e
    }
    return excess > 0 ? min(max(room / excess, 0.1), 1000) : 1000
  }

  private static func likelihood(_ units: [(y: Double, e: Double)], logMean: Double, logShape: Double) -> Curvature2 {
    let (m, s) = (exp(logMean), exp(logShape))
    let (base, slope, curve) = (logGamma(s), digamma(s), trigamma(s))
    var result = Curvature2()
    var (fs, fss) = (0.0, 0.0)
    for (y, e) in units {
      let mean = m * e
      let total = s + mean
      result.value -= s * log1p(mean / s)
      if y > 0 { result.value += logGamma(s + y) - base + y * log(mean / total) }
      result.gradient.0 += s * (y - mean) / total
      result.hessian.xx -= s * mean * (s + y) / (total * total)
      // d/ds of the first derivative in log mean
      result.hessian.xy += s * mean * (y - mean) / (total * total)
      fs += digamma(s + y) - slope - log1p(mean / s) + (mean - y) / total
      fss += trigamma(s + y) - curve + mean / (s * total) - (mean - y) / (total * total)
    }
    result.gradient.1 = s * fs
    result.hessian.yy = s * s * fss + s * fs
    return result
  }
}
