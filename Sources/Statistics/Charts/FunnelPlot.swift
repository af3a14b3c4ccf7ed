/// Rates of units of different size around one target (Spiegelhalter 2005, "Funnel plots for comparing institutional
/// performance"), with limits that allow for more spread than chance alone makes.
///
///     z_i = (y_i - theta) / s_i,    s_i^2 = theta (1 - theta) / n_i   or   theta / e_i
///     phi = mean of z^2, the tenths at either end pulled in to the quantiles there
///     multiplicative: s sqrt(max(1, phi));   additive: sqrt(s^2 + tau^2)
///     tau^2 = (m phi - (m - 1)) / (sum w - sum w^2 / sum w),  w = 1 / s^2;  0 where m phi <= m - 1
public struct FunnelPlot: Equatable, Sendable {
  /// What the events are.
  public enum Law: Equatable, Sendable {
    /// Events among n trials.
    case proportion
    /// Events against e expected ones, or an exposure.
    case ratio
  }

  /// How units may differ more than chance: not at all, by a factor on the variance, or by a variance added.
  public enum Overdispersion: Sendable {
    case none, multiplicative, additive
  }

  /// What the events are.
  public let law: Law
  /// The rate that units are compared with.
  public let target: Double
  /// y_i.
  public let rates: [Double]
  /// n_i or e_i.
  public let sizes: [Double]
  /// z_i without allowance.
  public let naiveZ: [Double]
  /// As computed, also below 1.
  public let phi: Double
  /// tau^2, the variance of the units' own rates around the target; not below 0.
  public let tau2: Double

  /// - Parameters:
  ///   - target: theta; the pooled rate, sum of events / sum of sizes, unless given.
  ///   - winsorized: the share of units at each end whose z is pulled in for phi.
  /// - Returns: `nil` for no units, or where the target leaves no spread (0, or 1 of a proportion).
  /// - Throws: `.dimensions`, `.outOfRange` for sizes that are not positive, events that are negative or more than the
  ///   trials, a share outside 0..<0.5, or an impossible target.
  public init?(
    _ law: Law, events: [Double], sizes: [Double], target: Double? = nil, winsorized: Double = 0.1
  ) throws(StatisticsError) {
    guard events.count == sizes.count else { throw .dimensions(expected: events.count, found: sizes.count) }
    guard sizes.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "sizes") }
    let possible = zip(events, sizes).allSatisfy { $0 >= 0 && $0.isFinite && (law == .ratio || $0 <= $1) }
    guard possible else { throw .outOfRange(argument: "events") }
    guard winsorized >= 0, winsorized < 0.5 else { throw .outOfRange(argument: "winsorized") }
    guard !events.isEmpty else { return nil }
    let theta = target ?? events.reduce(0, +) / sizes.reduce(0, +)
    guard theta >= 0, theta.isFinite, law == .ratio || theta <= 1 else { throw .outOfRange(argument: "target") }
    guard theta > 0, law == .ratio || theta < 1 else { return nil }
    let variances = sizes.map { (law == .proportion ? theta * (1 - theta) : theta) / $0 }
    let rates = zip(events, sizes).map { $0 / $1 }
    let z = zip(rates, variances).map { ($0 - theta) / $1.squareRoot() }
    let m = Double(z.count)
    let (low, high) = (quantile(z, winsorized) ?? 0, quantile(z, 1 - winsorized) ?? 0)
    let phi =
      z.reduce(0) { sum, value in
        let pulled = min(max(value, low), high)
        return sum + pulled * pulled
      } / m
    let weights = variances.map { 1 / $0 }
    let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
    let spread = sum - squares / sum
    let excess = m * phi - (m - 1)
    tau2 = excess > 0 && spread > 0 ? excess / spread : 0
    self.law = law
    self.target = theta
    self.rates = rates
    self.sizes = sizes
    naiveZ = z
    self.phi = phi
  }

  /// The standard deviation of a unit of some size in control.
  public func standardError(size: Double, _ overdispersion: Overdispersion) -> Double {
    let variance = (law == .proportion ? target * (1 - target) : target) / size
    switch overdispersion {
    case .none: return variance.squareRoot()
    case .multiplicative: return (variance * max(1, phi)).squareRoot()
    case .additive: return (variance + tau2).squareRoot()
    }
  }

  /// z of each unit with allowance.
  public func z(_ overdispersion: Overdispersion) -> [Double] {
    zip(rates, sizes).map { ($0 - target) / standardError(size: $1, overdispersion) }
  }

  /// Normal limits that a unit in control passes with probability `alpha` on each side, not below 0, a proportion's not
  /// above 1.
  public func limits(
    size: Double, alpha: Double, _ overdispersion: Overdispersion
  ) throws(StatisticsError) -> (lower: Double, upper: Double) {
    guard size > 0, size.isFinite else { throw .outOfRange(argument: "size") }
    guard alpha > 0, alpha < 0.5 else { throw .outOfRange(argument: "alpha") }
    let reach = -Normal.standard.quantile(alpha) * standardError(size: size, overdispersion)
    return (max(0, target - reach), law == .proportion ? min(1, target + reach) : target + reach)
  }

  /// Exact limits of the binomial or Poisson law, smoothed between whole numbers as in Spiegelhalter's appendix A.1.1:
  ///
  ///     r the least number with P(R <= r) >= p,  (r - (P(R <= r) - p) / P(R = r)) / size
  /// - Throws: `.outOfRange` for a proportion whose size is no whole number, or beyond 2^53.
  public func exactLimits(size: Double, alpha: Double) throws(StatisticsError) -> (lower: Double, upper: Double) {
    guard size > 0, size < 0x1p53, law == .ratio || size == size.rounded() else { throw .outOfRange(argument: "size") }
    guard alpha > 0, alpha < 0.5 else { throw .outOfRange(argument: "alpha") }
    let lower = count(size) { cumulative, _ in cumulative >= alpha }
    // the upper limit by its own tail, which is accurate however small
    let upper = count(size) { _, tail in tail <= alpha }
    let (below, above) = (tails(size, lower), tails(size, upper))
    let first = Double(lower) - (below.cumulative - alpha) / below.probability
    let second = Double(upper) - (alpha - above.tail) / above.probability
    return (max(0, first / size), max(0, second / size))
  }

  private func tails(_ size: Double, _ k: Int) -> (cumulative: Double, tail: Double, probability: Double) {
    switch law {
    case .proportion:
      let binomial = Binomial(trials: Int(size), p: target)
      return (binomial.cumulative(k), binomial.upperTail(k), binomial.probability(k))
    case .ratio:
      let poisson = Poisson(mean: target * size)
      return (poisson.cumulative(k), poisson.upperTail(k), poisson.probability(k))
    }
  }

  /// The least number of events for which a growing condition holds, by doubling and halving.
  private func count(_ size: Double, _ holds: (_ cumulative: Double, _ tail: Double) -> Bool) -> Int {
    func holdsAt(_ k: Int) -> Bool {
      let at = tails(size, k)
      return holds(at.cumulative, at.tail)
    }
    if holdsAt(0) { return 0 }
    var (low, high) = (0, 1)
    while !holdsAt(high), high < 1 << 60 { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holdsAt(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
