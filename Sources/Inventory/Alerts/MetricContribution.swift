internal import Glibc

/// What one metric adds to how unusual a day is, all metrics taken together.
public struct MetricContribution: Equatable, Sendable {
  public var metric: String
  /// In the units of the metric; `nil` where it was not known that day.
  public var observed: Double?
  public var expected: Double
  /// The contributions sum to the squared distance. One that only corrects for its neighbours may be negative.
  public var contribution: Double
  /// Of the distance.
  public var share: Double

  public init(metric: String, observed: Double?, expected: Double, contribution: Double, share: Double) {
    self.metric = metric
    self.observed = observed
    self.expected = expected
    self.contribution = contribution
    self.share = share
  }

  /// The family of alerts that is about this metric, if there is one.
  public var family: AlertFamily? {
    switch metric {
    case let name where name.hasPrefix("cancel") || name == "not_found_rate": .cancellation
    case let name where name.hasPrefix("count_") || name == "shrink_rate" || name == "known_loss": .shrink
    case let name where name.hasPrefix("record") || name == "arrival_delay_mean" || name == "preposted_share": .latency
    case "late_for_night": .latency
    default: nil
    }
  }

  /// As a JSON object.
  public var json: String {
    func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null" }
    return "{\"metric\": \"\(metric)\", \"observed\": \(number(observed)), \"expected\": \(number(expected)), "
      + "\"contribution\": \(number(contribution)), \"share\": \(number(share))}"
  }

  /// In words.
  var name: String { metric.split(separator: "_").joined(separator: " ") }

  var unit: String {
    if metric.contains("latency") || metric.contains("delay") { return "seconds" }
    return metric.hasSuffix("_share") || metric.contains("_rate") ? "share" : "units of the metric"
  }

  /// A value of the metric as sentences show it.
  func shown(_ value: Double?) -> String {
    guard let value else { return "unknown" }
    switch unit {
    case "seconds": return AlertText.duration(value)
    case "share": return AlertText.percent(value)
    default: return abs(value) >= 100 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    }
  }
}
