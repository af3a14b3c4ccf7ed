/// The exponentially weighted moving average of Roberts (1959), for small lasting shifts.
///
///     e_i = lambda x_i + (1 - lambda) e_{i-1},   e_0 = target
///     var e_i = lambda^2 s_i^2 + (1 - lambda)^2 var e_{i-1}
///
/// With equal standard errors s the limits are target +- multiplier s sqrt(lambda / (2 - lambda) (1 - (1 - lambda)^2i)): the
/// exact ones of each point, narrower at the beginning than those of the long run.
public struct EWMA: Equatable, Sendable {
  /// Weight of the newest value, in (0, 1].
  public let lambda: Double
  /// Width of the limits in standard errors.
  public let multiplier: Double

  /// - Throws: `.outOfRange` unless lambda lies in (0, 1] and the multiplier is positive.
  public init(lambda: Double, multiplier: Double) throws(StatisticsError) {
    guard lambda > 0, lambda <= 1 else { throw .outOfRange(argument: "lambda") }
    guard multiplier > 0, multiplier.isFinite else { throw .outOfRange(argument: "multiplier") }
    self.lambda = lambda
    self.multiplier = multiplier
  }

  /// - Parameter standardErrors: one for each value, or one for all.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange(argument: "standardErrors")` for a negative one.
  public func chart(
    _ values: [Double], target: Double, standardErrors: [Double]
  ) throws(StatisticsError) -> ControlChart {
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(argument: "values") }
    guard target.isFinite else { throw .notFinite(argument: "target") }
    guard standardErrors.count == values.count || standardErrors.count == 1 else {
      throw .dimensions(expected: values.count, found: standardErrors.count)
    }
    guard standardErrors.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "standardErrors") }
    var (average, variance) = (target, 0.0)
    return ControlChart(
      points: values.indices.map { i in
        let error = standardErrors.count == 1 ? standardErrors[0] : standardErrors[i]
        average = lambda * values[i] + (1 - lambda) * average
        variance = lambda * lambda * error * error + (1 - lambda) * (1 - lambda) * variance
        return ControlChart.Point(
          value: average, centre: target, standardError: variance.squareRoot(), multiplier: multiplier)
      })
  }

  /// The chart of values of one standard deviation.
  /// - Throws: as for standard errors of their own.
  public func chart(_ values: [Double], target: Double, sigma: Double) throws(StatisticsError) -> ControlChart {
    try chart(values, target: target, standardErrors: [sigma])
  }
}
