/// The metrics whose value is the mean of a posterior, by name: a day of few cases leans on the other days and locations.
///
/// Detectors read what was observed instead, numerator over denominator: shrinking would hide what they look for.
enum EstimatedShare: String, CaseIterable {
  case cancellationRateLines = "cancellation_rate_lines"
  case cancellationIncidenceLines = "cancellation_incidence_lines"
  case notFoundRate = "not_found_rate"
  case countShortRate = "count_short_rate"
  case countExactRate = "count_exact_rate"
  case countHitRate = "count_hit_rate"
  case shrinkRate = "shrink_rate"

  /// What was observed of a figure: of these metrics numerator over denominator, of others the value itself.
  static func observed(_ figure: MetricDay, isEstimated: Bool) -> Double? {
    guard isEstimated else { return figure.value }
    return figure.denominator > 0 ? Double(figure.numerator) / Double(figure.denominator) : nil
  }
}
