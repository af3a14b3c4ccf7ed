import Glibc

/// By how much groups of records differ in how often they go wrong, for groupings that cross.
///
///     ln H_i = ln H0_i + sum_f b_(f, level of i in f),   b_f ~ N(0, tau_f^2)
///
/// Fitted by penalised quasi-likelihood (Breslow & Clayton 1993): with the slope S and the expected information I of a
/// level, b rises by (S - b / tau^2) / (I + 1 / tau^2), its posterior variance is v = 1 / (I + 1 / tau^2), and tau^2 is
/// the mean of b^2 + v. A level of little evidence stays near 0, and a factor without differences loses its spread.
public struct HazardEffects: Equatable, Sendable {
  /// One way of grouping, and what its levels do to the hazard.
  public struct Factor: Equatable, Sendable {
    /// By level, on the logarithm of the hazard.
    public var effects: [Double]
    /// Posterior variances of the effects.
    public var variances: [Double]
    /// tau^2: what the effect of a level that was never seen varies by.
    public var spread: Double

    /// Effects as they were learned.
    public init(effects: [Double], variances: [Double], spread: Double) {
      self.effects = effects
      self.variances = variances
      self.spread = spread
    }
  }

  /// In the order of `levels`.
  public private(set) var factors: [Factor]

  /// - Parameter levels: how many levels each factor has.
  public init(levels: [Int]) {
    factors = levels.map { Factor(effects: Array(repeating: 0, count: $0), variances: Array(repeating: 0, count: $0), spread: 0) }
  }

  /// Effects as they were learned.
  public init(_ factors: [Factor]) {
    self.factors = factors
  }

  private static let widest = 4.0
  private static let narrowest = 1e-4
  private static let start = 0.1

  /// The effect of a record's levels on its hazard while effects are fitted: exp(sum b).
  public func factor(_ levels: [Int]) -> Double {
    var sum = 0.0
    for (factor, level) in zip(factors, levels) where factor.effects.indices.contains(level) { sum += factor.effects[level] }
    return exp(sum)
  }

  /// The posterior mean of the factor, exp(sum b + v / 2); a level that was never seen has v = tau^2.
  public func multiplier(_ levels: [Int]) -> Double {
    var sum = 0.0
    for (factor, level) in zip(factors, levels) {
      if factor.effects.indices.contains(level) {
        sum += factor.effects[level] + factor.variances[level] / 2
      } else {
        sum += factor.spread / 2
      }
    }
    return exp(sum)
  }

  /// Improves the effects by some sweeps over the factors.
  ///
  /// A factor with fewer than two levels that have records has no effects: the rates carry them.
  /// - Parameters:
  ///   - hazards: H0 of each record, not negative.
  ///   - dispersion: as in `ExposureHazard`.
  ///   - levels: by factor, the level of each record.
  public mutating func fit(hazards: [Double], wrong: [Bool], dispersion: Double, levels: [[Int]], sweeps: Int)
    throws(StatisticsError)
  {
    guard wrong.count == hazards.count else { throw .dimensions(expected: hazards.count, found: wrong.count) }
    guard levels.count == factors.count else { throw .dimensions(expected: factors.count, found: levels.count) }
    for (factor, level) in zip(factors, levels) {
      guard level.count == hazards.count else { throw .dimensions(expected: hazards.count, found: level.count) }
      guard level.allSatisfy(factor.effects.indices.contains) else { throw .outOfRange(argument: "levels") }
    }
    guard hazards.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "hazards") }
    guard dispersion >= 0, dispersion.isFinite else { throw .outOfRange(argument: "dispersion") }
    let varied = levels.map { level in level.contains { $0 != level[0] } }
    var logarithms = [Double](repeating: 0, count: hazards.count)
    for (place, level) in levels.enumerated() where varied[place] {
      if factors[place].spread == 0 { factors[place].spread = HazardEffects.start }
      for row in level.indices { logarithms[row] += factors[place].effects[level[row]] }
    }
    for _ in 0..<sweeps {
      for (place, level) in levels.enumerated() where varied[place] {
        var slopes = [Double](repeating: 0, count: factors[place].effects.count)
        var information = slopes
        for row in level.indices where hazards[row] > 0 {
          let hazard = hazards[row] * exp(logarithms[row])
          let silence = dispersion > 0 ? log1p(dispersion * hazard) / dispersion : hazard
          let odds = 1 / expm1(silence)
          let turn = hazard / (1 + dispersion * hazard)
          slopes[level[row]] += (wrong[row] ? odds : -1) * turn
          information[level[row]] += odds * turn * turn
        }
        update(place, slopes: slopes, information: information, level: level, logarithms: &logarithms)
      }
    }
  }

  private mutating func update(
    _ place: Int, slopes: [Double], information: [Double], level: [Int], logarithms: inout [Double]
  ) {
    var factor = factors[place]
    let precision = 1 / factor.spread
    let before = factor.effects
    var sum = 0.0
    for index in slopes.indices {
      let step = (slopes[index] - factor.effects[index] * precision) / (information[index] + precision)
      // A step of more than e-fold is beyond where the quadratic holds
      factor.effects[index] += min(max(step, -1), 1)
      factor.variances[index] = 1 / (information[index] + precision)
      sum += factor.effects[index] * factor.effects[index] + factor.variances[index]
    }
    let spread = sum / Double(max(1, slopes.count))
    factor.spread = min(max(spread, HazardEffects.narrowest), HazardEffects.widest)
    factors[place] = factor
    for row in level.indices { logarithms[row] += factor.effects[level[row]] - before[level[row]] }
  }
}
