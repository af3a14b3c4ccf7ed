import Glibc

/// What the units together say about the mean of any one of them: a normal law.
public struct NormalPrior: Equatable, Sendable {
  /// The mean of the units' true values.
  public let mean: Double
  /// The variance of `mean` as an estimate.
  public let meanVariance: Double
  /// The variance of the true unit means; infinite where nothing is known about how units differ.
  public let variance: Double
  /// Units left out because their numbers are impossible (not finite, or a variance of 0 or less).
  public let refused: Int

  /// A prior that is known.
  public init(mean: Double, meanVariance: Double = 0, variance: Double, refused: Int = 0) {
    self.mean = mean
    self.meanVariance = meanVariance
    self.variance = variance
    self.refused = refused
  }

  /// Mean and equal-tailed interval of one unit's true mean.
  ///
  ///     g = tau2 / (tau2 + v),   mean = mu + g (y - mu),   variance = g v + (1 - g)^2 var(mu)
  ///
  /// An infinite `variance` is a unit without data: it answers the prior. The uncertainty of tau2 is not in the interval;
  /// `fayHerriot` has it. Impossible numbers give NaN.
  public func posterior(
    estimate: Double, variance v: Double, level: Double = 0.9
  ) -> (mean: Double, lower: Double, upper: Double) {
    guard v > 0, level > 0, level < 1, estimate.isFinite || v == .infinity else { return (.nan, .nan, .nan) }
    let z = Normal.standard.quantile(upperTail: (1 - level) / 2)
    if variance == .infinity {
      if v == .infinity { return (mean, -.infinity, .infinity) }
      return (estimate, estimate - z * v.squareRoot(), estimate + z * v.squareRoot())
    }
    let g = v == .infinity ? 0 : variance / (variance + v)
    let centre = v == .infinity ? mean : g * estimate + (1 - g) * mean
    let spread = ((v == .infinity ? variance : g * v) + (1 - g) * (1 - g) * meanVariance).squareRoot()
    return (centre, centre - z * spread, centre + z * spread)
  }
}

/// Empirical Bayes for means: estimates y_i of known variance v_i, true means normal around a common one.
public enum NormalNormal {
  /// What is maximised.
  public enum Method: Sendable {
    /// sum of -1/2 ln(v_i + tau2) - 1/2 (y_i - mu)^2 / (v_i + tau2)
    case maximumLikelihood
    /// The same less 1/2 ln sum 1 / (v_i + tau2): what is left after mu has taken its degree of freedom.
    case restricted
  }

  /// Fits mu and tau2; mu is the weighted mean at the tau2 of the highest likelihood, wherever it lies.
  ///
  /// The likelihood in tau2 may have several peaks, so 0 and a grid of four points for each doubling of the standard
  /// deviation are compared first, and the derivative is then solved for around the best. Always an answer:
  /// - no unit: mean 0, variance infinite;
  /// - one unit: its own estimate, variance infinite, since one unit says nothing about how units differ;
  /// - no more spread than the v_i allow (underdispersed): variance 0, everything pooled.
  public static func fit(
    estimates: [Double], variances: [Double], method: Method = .maximumLikelihood
  ) -> NormalPrior {
    var refused = max(estimates.count, variances.count) - min(estimates.count, variances.count)
    var units: [(y: Double, v: Double)] = []
    for (y, v) in zip(estimates, variances) {
      if v == .infinity { continue }
      // beyond 1e150 a square would leave the range of doubles
      guard abs(y) < 1e150, v > 1e-300, v < 1e300 else {
        refused += 1
        continue
      }
      units.append((y, v))
    }
    guard units.count > 1 else {
      let one = units.first
      return NormalPrior(mean: one?.y ?? 0, meanVariance: one?.v ?? .infinity, variance: .infinity, refused: refused)
    }
    var best = (tau2: 0.0, value: profile(units, 0, method).value)
    let (low, high) = range(units)
    let steps = max(1, Int((log2(high / low) * 2).rounded(.up)))
    let ratio = exp(log(high / low) / Double(steps))
    for step in 0...steps {
      let tau2 = low * exp(log(ratio) * Double(step))
      let value = profile(units, tau2, method).value
      if value > best.value { best = (tau2, value) }
    }
    if best.tau2 > 0 {
      let root = increasingRoot(start: log(best.tau2), lower: log(best.tau2 / ratio), upper: log(best.tau2 * ratio)) { u in
        let point = profile(units, exp(u), method)
        return (-point.slope, point.curvature)
      }
      if profile(units, exp(root), method).value >= best.value { best.tau2 = exp(root) }
    }
    let point = profile(units, best.tau2, method)
    return NormalPrior(mean: point.mean, meanVariance: 1 / point.weight, variance: best.tau2, refused: refused)
  }

  /// Where a peak other than 0 can lie: well below the smallest variance the likelihood is flat, and above the largest
  /// squared distance it falls.
  private static func range(_ units: [(y: Double, v: Double)]) -> (low: Double, high: Double) {
    var (low, high) = (Double.infinity, 0.0)
    var (least, most) = (Double.infinity, -Double.infinity)
    for (y, v) in units {
      (low, high) = (min(low, v), max(high, v))
      (least, most) = (min(least, y), max(most, y))
    }
    return (low * 1e-6, max(high, (most - least) * (most - least)) * 2)
  }

  /// The likelihood at its best mu, its derivative in ln tau2, and the expected curvature there.
  private static func profile(
    _ units: [(y: Double, v: Double)], _ tau2: Double, _ method: Method
  ) -> (value: Double, slope: Double, curvature: Double, mean: Double, weight: Double) {
    var (weight, weighted, squares) = (0.0, 0.0, 0.0)
    let origin = units[0].y
    for (y, v) in units {
      let w = 1 / (v + tau2)
      weight += w
      squares += w * w
      weighted += w * (y - origin)
    }
    let mean = weighted / weight
    var (value, slope) = (0.0, 0.0)
    for (y, v) in units {
      let w = 1 / (v + tau2)
      let d = y - origin - mean
      value += 0.5 * (log(w) - w * d * d)
      slope += 0.5 * w * (w * d * d - 1)
    }
    if case .restricted = method {
      value -= 0.5 * log(weight)
      slope += 0.5 * squares / weight
    }
    return (value, slope * tau2, 0.5 * squares * tau2 * tau2, origin + mean, weight)
  }
}

/// The estimator of James & Stein (1961) towards the mean, positive part, for estimates of one known variance.
///
///     estimate_i = m + g (y_i - m),   g = max(0, 1 - (k - 3) v / sum (y_i - m)^2),   m the mean of the y
///
/// For k >= 4 its total squared error is smaller than that of the y whatever the truth (Efron & Morris 1975); below
/// that, and where all agree, the y come back.
/// - Throws: `.notFinite`, `.outOfRange` unless the variance is positive.
public func jamesStein(_ y: [Double], variance: Double) throws(StatisticsError) -> (estimates: [Double], shrinkage: Double) {
  guard y.allSatisfy(\.isFinite) else { throw .notFinite(argument: "y") }
  guard variance > 0, variance.isFinite else { throw .outOfRange(argument: "variance") }
  guard y.count > 3 else { return (y, 1) }
  let k = Double(y.count)
  let mean = y.reduce(0) { $0 + $1 / k }
  // in standard errors, so that no square overflows
  let scale = variance.squareRoot()
  let sum = y.reduce(0) { $0 + ($1 - mean) / scale * (($1 - mean) / scale) }
  guard sum > 0 else { return (y, 1) }
  let g = max(0, 1 - (k - 3) / sum)
  return (y.map { mean + g * ($0 - mean) }, g)
}
