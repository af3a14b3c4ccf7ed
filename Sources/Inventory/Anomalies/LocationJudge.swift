/// One day of one location's metric, natural scale, with the integers of a ratio.
public struct MetricDay: Sendable {
  public var location: Int32
  public var day: Day
  public var value: Double?
  public var numerator: Int64
  public var denominator: Int64
  /// Of messages, where the metric is told apart by it.
  public var source = ""

  public init(location: Int32, day: Day, value: Double?, numerator: Int64, denominator: Int64) {
    self.location = location
    self.day = day
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// What a family's figures are, by location and for the network as a whole.
public struct FamilyScores: Sendable {
  public var locations: [BaselineScore]
  /// `nil` where too few locations, or too few past days, can tell.
  public var network: BaselineScore?
}

/// Judges each location's metrics against its own past, in a training window that ends before the judged days.
///
/// Latency: see `LatencyJudge`. Shares of rare cases: see `RateJudge`. Losses: see `ShrinkJudge`. All metrics beside each other:
/// see `MultivariateJudge`; what lasts: see `DriftJudge`. P-values are one-sided, because each family is about too much of
/// something, and are adjusted over the locations, and the network as one more place, by Benjamini & Hochberg.
public struct LocationJudge: Sendable {
  public var trainDays: Int
  public var minimumDays: Int
  public var falseDiscoveryRate: Double
  public var minimumUnits: Double
  public var minimumValue: Double
  public var events: DayEvents
  /// Two-sided level of the ordinary band.
  public var level: Double

  public init(
    trainDays: Int, minimumDays: Int, falseDiscoveryRate: Double, minimumUnits: Double, minimumValue: Double,
    events: DayEvents, level: Double
  ) {
    self.trainDays = trainDays
    self.minimumDays = minimumDays
    self.falseDiscoveryRate = falseDiscoveryRate
    self.minimumUnits = minimumUnits
    self.minimumValue = minimumValue
    self.events = events
    self.level = level
  }

  /// By location: days that no window has seen the like of; nothing is judged on them, and nothing learned.
  var unseenDays: [Set<Int32>] { events.unseen }

  /// - Parameter days: of the metric of `AlertFamily.latency`, any order.
  public func judgeLatency(_ days: [MetricDay], locations: Int, businessDate: Day) throws -> FamilyScores {
    try LatencyJudge(policy: self).judge(days, locations: locations, businessDate: businessDate)
  }

  /// - Parameter days: of the metric of `AlertFamily.cancellation`, any order.
  public func judgeCancellations(_ days: [MetricDay], locations: Int, businessDate: Day) throws -> FamilyScores {
    try RateJudge(family: .cancellation, policy: self).judge(days, locations: locations, businessDate: businessDate)
  }

  /// - Parameters:
  ///   - series: all metrics of `metric_daily`, by metric.
  ///   - day: the judged one: as complete as the days before it.
  public func judgeMultivariate(_ series: [String: [MetricDay]], locations: Int, day: Day) throws -> [BaselineScore] {
    try MultivariateJudge(policy: self).judge(series, locations: locations, day: day)
  }

  /// - Parameters:
  ///   - series: all metrics of `metric_daily`, by metric.
  ///   - day: the last of the judged ones: as complete as the days before it.
  public func judgeDrift(_ series: [String: [MetricDay]], locations: Int, day: Day) throws -> [BaselineScore] {
    try DriftJudge(policy: self).judge(series, locations: locations, day: day)
  }

  /// - Parameters:
  ///   - counts: of all locations, any order; those whose movements may not be recorded yet are left out.
  ///   - levels: how many categories, locations and items there are.
  ///   - end: of the judged days.
  public func judgeShrink(_ counts: [JudgedCount], levels: RecordLevels, businessDate: Day, end: Instant) throws
    -> FamilyScores
  {
    try ShrinkJudge(policy: self, levels: levels).judge(
      counts, locations: levels.location, businessDate: businessDate, end: end)
  }
}
