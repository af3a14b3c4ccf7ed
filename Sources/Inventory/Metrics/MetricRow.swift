/// One cell of `metric_daily`: a figure of a location on a local day, with the integers behind it.
///
/// Value, lower and upper are of the same estimate, and the value lies between them; numerator and denominator are as observed.
public struct MetricRow: Equatable, Sendable {
  public var location: Int32
  public var day: Day
  public var metric: String
  public var dimension: MetricDimension
  public var dimensionValue: String
  public var value: Double?
  public var numerator: Int64?
  public var denominator: Int64?
  public var lower: Double?
  public var upper: Double?
  public var unit: String
  public var isComplete: Bool
  public var verdict: String

  public init(
    location: Int32, day: Day, metric: String, dimension: MetricDimension = .all, dimensionValue: String = "", value: Double?,
    numerator: Int64? = nil, denominator: Int64? = nil, lower: Double? = nil, upper: Double? = nil, unit: String,
    isComplete: Bool, verdict: String = "ordinary"
  ) {
    self.location = location
    self.day = day
    self.metric = metric
    self.dimension = dimension
    self.dimensionValue = dimensionValue
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
    self.lower = lower
    self.upper = upper
    self.unit = unit
    self.isComplete = isComplete
    self.verdict = verdict
  }

  /// Takes an estimate over. The interval reaches to the mean where the law is so skewed that it lies outside.
  mutating func take(_ posterior: (mean: Double, lower: Double, upper: Double)) {
    guard posterior.mean.isFinite, !posterior.lower.isNaN, !posterior.upper.isNaN else {
      verdict = "degenerate"
      return
    }
    value = posterior.mean
    lower = min(posterior.lower, posterior.mean)
    upper = max(posterior.upper, posterior.mean)
    verdict = "ordinary"
  }
}
