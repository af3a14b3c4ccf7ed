import LinearAlgebra

/// One-way analysis of variance: do groups differ in their mean by more than their values differ within?
///
///     between = sum_g n_g (mean_g - mean)^2     within = sum_g sum_i (y_gi - mean_g)^2
///     F = (between / (groups - 1)) / (within / (n - groups))
///
/// Means and sums are kept in `DoubleDouble`, so that a common level however large costs no digit: what remains is the
/// rounding of the values themselves. Adding a constant to all values changes nothing; multiplying leaves F.
public struct OneWayAnalysis: Equatable, Sendable {
  /// One for each group, in the order given.
  public let groupMeans: [Double]
  /// sum n_g (mean_g - mean)^2.
  public let betweenSumOfSquares: Double
  /// sum (y - mean_g)^2.
  public let withinSumOfSquares: Double
  /// Groups less 1.
  public let betweenDegreesOfFreedom: Int
  /// Values less groups.
  public let withinDegreesOfFreedom: Int
  /// Infinite where only the groups differ; `nil` without degrees of freedom, or when nothing varies at all.
  public let fStatistic: Double?
  /// between / (between + within); `nil` when nothing varies.
  public let rSquared: Double?
  /// The pooled standard deviation within groups; `nil` without degrees of freedom.
  public let residualStandardDeviation: Double?

  /// Of equal means, by Fisher's F; `nil` where F is.
  public var pValue: Double? {
    fStatistic.map { fisherUpperTail($0, betweenDegreesOfFreedom, withinDegreesOfFreedom) }
  }

  /// - Parameter groups: the values of each group; none may be empty.
  /// - Throws: `.notFinite`, `.outOfRange` for an empty group or where a sum of squares overflows.
  public static func fit(_ groups: [[Double]]) throws(StatisticsError) -> OneWayAnalysis {
    guard groups.allSatisfy({ !$0.isEmpty }) else { throw .outOfRange(argument: "groups") }
    guard groups.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw .notFinite(argument: "groups") }
    let unit = binaryUnit(of: groups.joined())
    let count = groups.reduce(0) { $0 + $1.count }
    let sums = groups.map { group in group.reduce(DoubleDouble.zero) { $0 + $1 / unit } }
    let means = zip(sums, groups).map { $0 / Double($1.count) }
    let mean = sums.reduce(DoubleDouble.zero, +) / Double(max(1, count))
    var (between, within) = (DoubleDouble.zero, DoubleDouble.zero)
    for (group, level) in zip(groups, means) {
      let distance = level - mean
      between += distance * distance * Double(group.count)
      for value in group {
        let rest = DoubleDouble(value / unit) - level
        within += rest * rest
      }
    }
    // equal values leave the rounding of DoubleDouble, far below what doubles of this size can differ by
    let noise = Double(count) * 0x1p-190
    if within.high <= noise { within = .zero }
    if between.high <= noise { between = .zero }
    let (above, below) = (max(0, groups.count - 1), count - groups.count)
    let (betweenSum, withinSum) = (between.value * unit * unit, within.value * unit * unit)
    guard betweenSum.isFinite, withinSum.isFinite else { throw .outOfRange(argument: "groups") }
    let total = between + within
    var f: Double?
    if above > 0, below > 0, total.high > 0 {
      f = within.high > 0 ? (between / within).value * Double(below) / Double(above) : .infinity
    }
    return OneWayAnalysis(
      groupMeans: means.map { $0.value * unit }, betweenSumOfSquares: betweenSum, withinSumOfSquares: withinSum,
      betweenDegreesOfFreedom: above, withinDegreesOfFreedom: below, fStatistic: f,
      rSquared: total.high > 0 ? (between / total).value : nil,
      residualStandardDeviation: below > 0 ? (within / Double(below)).squareRoot().value * unit : nil)
  }
}

/// P(F > f) with `above` and `below` degrees of freedom, as an incomplete beta function. (Abramowitz & Stegun 26.6.2)
func fisherUpperTail(_ f: Double, _ above: Int, _ below: Int) -> Double {
  guard f > 0, above > 0, below > 0 else { return f <= 0 ? 1 : .nan }
  if f.isInfinite { return 0 }
  let (a, b) = (Double(above), Double(below))
  // the ratio first: a f alone may overflow
  let odds = f * (a / b)
  return regularizedIncompleteBeta(1 / (1 + odds), b / 2, a / 2, complement: odds.isInfinite ? 1 : odds / (1 + odds))
}
