/// A measured process: its mean and its standard deviation within subgroups, for Shewhart charts of either phase.
///
/// Estimate on training subgroups, then chart those (phase 1) or new ones (phase 2) by the same limits.
public struct VariablesChart: Equatable, Sendable {
  /// Mean of the process in control.
  public let mean: Double
  /// Within subgroups; 0 where training values do not vary at all, and then every other value is beyond the limits.
  public let sigma: Double

  /// From what the standard deviation is estimated: mean range / d2, or mean deviation / c4.
  public enum SigmaEstimate: Sendable {
    /// The mean of R / d2.
    case ranges
    /// The mean of s / c4.
    case standardDeviations
  }

  /// A process whose parameters are known.
  /// - Throws: `.notFinite`, `.outOfRange`.
  public init(mean: Double, sigma: Double) throws(StatisticsError) {
    guard mean.isFinite else { throw .notFinite(argument: "mean") }
    guard sigma >= 0, sigma.isFinite else { throw .outOfRange(argument: "sigma") }
    self.mean = mean
    self.sigma = sigma
  }

  /// The mean of all values and the chosen estimate of sigma, each subgroup with the constant of its size.
  /// - Throws: `.outOfRange(argument: "subgroups")` for none, or one of fewer than two values; `.notFinite`.
  public init(subgroups: [[Double]], sigma estimate: SigmaEstimate) throws(StatisticsError) {
    guard !subgroups.isEmpty, subgroups.allSatisfy({ $0.count > 1 }) else { throw .outOfRange(argument: "subgroups") }
    guard let all = try Moments(subgroups.flatMap { $0 }) else { throw .outOfRange(argument: "subgroups") }
    let constants = try VariablesChart.constants(subgroups)
    var sum = ExactSum()
    for (group, constant) in zip(subgroups, constants) {
      guard let moments = try Moments(group), let deviation = moments.standardDeviation else { continue }
      switch estimate {
      case .ranges: sum.add((moments.maximum - moments.minimum) / constant.d2)
      case .standardDeviations: sum.add(deviation / constant.c4)
      }
    }
    try self.init(mean: all.mean, sigma: sum.value / Double(subgroups.count))
  }

  /// Single values: sigma is the mean moving range of two neighbours divided by d2 = 2 / sqrt(pi).
  /// - Throws: `.outOfRange(argument: "individuals")` for fewer than two; `.notFinite`.
  public init(individuals: [Double]) throws(StatisticsError) {
    guard individuals.count > 1, let moments = try Moments(individuals) else { throw .outOfRange(argument: "individuals") }
    var sum = ExactSum()
    for k in 1..<individuals.count { sum.add(abs(individuals[k] - individuals[k - 1])) }
    let range = sum.value / Double(individuals.count - 1)
    try self.init(mean: moments.mean, sigma: range * Double.pi.squareRoot() / 2)
  }

  /// x-bar: subgroup means within mean +- multiplier sigma / sqrt(n).
  public func means(_ subgroups: [[Double]], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    try chart(subgroups, least: 1, multiplier) { moments in
      (moments.mean, mean, sigma / Double(moments.count).squareRoot(), -.infinity)
    }
  }

  /// R: subgroup ranges around d2 sigma with standard deviation d3 sigma, not below 0.
  public func ranges(_ subgroups: [[Double]], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    let constants = try VariablesChart.constants(subgroups)
    var next = constants.makeIterator()
    return try chart(subgroups, least: 2, multiplier) { moments in
      let constant = next.next()
      return (moments.maximum - moments.minimum, (constant?.d2 ?? .nan) * sigma, (constant?.d3 ?? .nan) * sigma, 0)
    }
  }

  /// S: subgroup standard deviations around c4 sigma with standard deviation sqrt(1 - c4^2) sigma, not below 0.
  public func standardDeviations(_ subgroups: [[Double]], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    let constants = try VariablesChart.constants(subgroups)
    var next = constants.makeIterator()
    return try chart(subgroups, least: 2, multiplier) { moments in
      let c4 = next.next()?.c4 ?? .nan
      return (moments.standardDeviation ?? .nan, c4 * sigma, (1 - c4 * c4).squareRoot() * sigma, 0)
    }
  }

  /// Single values within mean +- multiplier sigma.
  public func individuals(_ values: [Double], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    try means(values.map { [$0] }, multiplier: multiplier)
  }

  /// Moving ranges of two neighbours, one fewer than the values, as ranges of subgroups of two.
  public func movingRanges(_ values: [Double], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    try ranges(zip(values, values.dropFirst()).map { [$0, $1] }, multiplier: multiplier)
  }

  private func chart(
    _ subgroups: [[Double]], least: Int, _ multiplier: Double,
    _ statistic: (Moments) -> (value: Double, centre: Double, standardError: Double, floor: Double)
  ) throws(StatisticsError) -> ControlChart {
    guard multiplier > 0, multiplier.isFinite else { throw .outOfRange(argument: "multiplier") }
    var points: [ControlChart.Point] = []
    for group in subgroups {
      guard group.count >= least, let moments = try Moments(group) else { throw .outOfRange(argument: "subgroups") }
      let (value, centre, error, floor) = statistic(moments)
      points.append(
        ControlChart.Point(value: value, centre: centre, standardError: error, multiplier: multiplier, floor: floor))
    }
    return ControlChart(points: points)
  }

  /// One for each subgroup; those of a size are computed once.
  private static func constants(_ subgroups: [[Double]]) throws(StatisticsError) -> [ChartConstants] {
    var known: [ChartConstants] = []
    var constants: [ChartConstants] = []
    for group in subgroups {
      guard group.count > 1 else { throw .outOfRange(argument: "subgroups") }
      if let found = known.first(where: { $0.size == group.count }) {
        constants.append(found)
      } else {
        let new = try ChartConstants(size: group.count)
        known.append(new)
        constants.append(new)
      }
    }
    return constants
  }
}
