/// Points with their centre line and control limits.
public struct ControlChart: Equatable, Sendable {
  /// One plotted value with its limits.
  public struct Point: Equatable, Sendable {
    /// What was observed.
    public let value: Double
    /// What is expected.
    public let centre: Double
    /// Lower control limit.
    public let lower: Double
    /// Upper control limit.
    public let upper: Double
    /// The standard deviation of the point while the process is in control.
    public let standardError: Double

    /// Beyond a limit; a point on it is within.
    public var isBeyond: Bool { value < lower || value > upper }

    /// (value - centre) / standardError; where that is 0, 0 on the centre line and infinite off it.
    public var z: Double {
      let gap = value - centre
      return gap == 0 ? 0 : gap / standardError
    }
  }

  /// In the order of the observations.
  public let points: [Point]

  /// The points beyond a limit, from 0.
  public var beyond: [Int] { points.indices.filter { points[$0].isBeyond } }

  /// For run rules.
  public var zScores: [Double] { points.map(\.z) }
}

extension ControlChart.Point {
  /// centre +- multiplier * standardError, within what the statistic can be at all.
  init(
    value: Double, centre: Double, standardError: Double, multiplier: Double, floor: Double = -.infinity,
    ceiling: Double = .infinity
  ) {
    self.value = value
    self.centre = centre
    self.standardError = standardError
    lower = max(floor, centre - multiplier * standardError)
    upper = min(ceiling, centre + multiplier * standardError)
  }
}
