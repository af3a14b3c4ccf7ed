/// The families of alerts that location metrics are judged for.
public enum AlertFamily: String, CaseIterable, Sendable {
  case latency, cancellation, shrink, multivariate, drift

  /// Days that are judged together.
  public var span: Int {
    switch self {
    case .latency, .cancellation: 3
    case .shrink: 10
    case .multivariate: 1
    case .drift: DriftJudge.days
    }
  }

  /// Spans that are tried together: a fault may be sudden or slow. The counts that show shrink are few.
  var spans: [Int] {
    switch self {
    case .latency: [3]
    case .cancellation: [3, 7, 14]
    case .shrink: [7, 14, 28]
    case .multivariate: [1]
    case .drift: [DriftJudge.days]
    }
  }

  /// Nights back in which another family's alert explains what lasts.
  public static let memory = DriftJudge.days

  /// Days before the judged one that some family looks back over, beside its training days.
  public static let longestSpan = 28

  /// The metric of `metric_daily` it reads; of all of them together, their distance or their drift.
  public var metric: String {
    switch self {
    case .latency: "recording_latency_p90"
    case .cancellation: "cancellation_rate_lines"
    case .shrink: "count_short_rate"
    case .multivariate: "multivariate_t2"
    case .drift: "drift"
    }
  }
}

/// What the evidence says about one metric on one day.
public enum BaselineVerdict: String, Sendable {
  case ordinary
  case anomalous
  /// The window is shorter than the metric needs. Silence, not an alert.
  case tooLittleHistory = "too_little_history"
  /// Most days of the window are equal, so distance from them has no scale.
  case flatHistory = "flat_history"
  /// A day such as the window has never seen.
  case unseenEvent = "unseen_event"
  case notComputable = "not_computable"
}

/// What was seen over the judged days and what would have been ordinary, in seconds or shares.
public struct NaturalFigures: Equatable, Sendable {
  public var observed: Double
  public var expected: Double
  public var lower: Double
  public var upper: Double
}

/// One metric of one location on one day against its own past: latency as log(1 + seconds), shares as they are.
public struct BaselineScore: Sendable {
  public var location: Int32
  public var family: AlertFamily
  public var day: Day
  public var observed: Double?
  public var level: Double?
  public var spread: Double?
  public var expected: Double?
  /// Standard error of the prediction.
  public var deviation: Double?
  public var z: Double?
  public var p: Double?
  public var q: Double?
  public var windowDays: Int
  public var days: Int
  public var verdict: BaselineVerdict
  /// Cases more than are ordinary, where the family has cases.
  public var excess: Double?
  /// Excess over what is ordinary, at cost, where the family is in units.
  public var money: Double?
  /// Days that speak, up to `day`; where several spans were tried, the one that says most.
  public var span = 1
  /// Over the judged days, as people read it: seconds or shares; of all metrics together their squared distance.
  public var natural: NaturalFigures?
  /// Of the metrics to a distance, the largest first.
  public var contributions: [MetricContribution] = []
  public var evidence = Evidence()
}
