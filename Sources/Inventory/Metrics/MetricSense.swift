/// Which way a metric of `metric_daily` is worse.
enum MetricSense {
  case higherIsWorse, lowerIsWorse, eitherIsWorse
  /// How much there is to do says nothing of how well it is recorded.
  case volume

  init(metric: String) {
    self =
      switch metric {
      case "events", "sales_at_cost": .volume
      case "count_exact_rate", "count_hit_rate": .lowerIsWorse
      case let name where name.hasSuffix("_net"): .eitherIsWorse
      case let name
      where name.hasPrefix("record") || name.hasPrefix("cancel") || name.hasPrefix("count_") || name.hasPrefix("arrival"):
        .higherIsWorse
      case "not_found_rate", "preposted_share", "known_loss", "shrink_rate", "late_for_night": .higherIsWorse
      default: .eitherIsWorse
      }
  }

  /// How much worse a deviation is; negative where it is better.
  func worse(_ deviation: Double) -> Double {
    switch self {
    case .higherIsWorse: deviation
    case .lowerIsWorse: -deviation
    case .eitherIsWorse, .volume: abs(deviation)
    }
  }
}
