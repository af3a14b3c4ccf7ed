/// A number of a sentence, and what it was counted from: so that anybody can count it again.
public struct Figure: Equatable, Sendable {
  /// Where the number, or what it is counted from, is kept.
  public enum Relation: String, Sendable {
    case metricDaily = "metric_daily"
    case countVariance = "count_variance"
    case baselineScore = "baseline_score"
    case alertEvent = "alert_event"
  }

  /// What it is: observed, expected, cases ...
  public var name: String
  /// As the sentence shows it; `nil` for one that only stands behind another.
  public var shown: String?
  public var value: Double
  public var unit: String
  public var relation: Relation
  public var numerator: Double?
  public var denominator: Double?
  /// First and last day that it is about.
  public var from: Day
  public var to: Day
  /// `nil`: all of them.
  public var location: String?
  /// Of messages; `nil`: all of them.
  public var source: String?
  public var metric: String?
  /// What else the rows behind it have in common, as a JSON object: see `Evidence.filter`.
  public var filter: String?
}
