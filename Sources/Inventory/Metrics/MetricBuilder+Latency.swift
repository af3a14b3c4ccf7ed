internal import Statistics

/// How late messages were, and how many there were.
extension MetricBuilder {
  /// - Parameter unrecorded: what the day still lacks; values are of what is recorded and this together, the integers behind
  ///   them of what is recorded.
  func latencyRows(of day: DayFigures, isComplete: Bool, unrecorded: Unrecorded?) -> [MetricRow] {
    let cell = day.latency
    guard cell.events > 0 else { return [] }
    func row(_ metric: String, _ value: Double?, _ unit: String, numerator: Int64? = nil, denominator: Int64? = nil) -> MetricRow
    {
      MetricRow(
        location: day.location, day: day.day, metric: metric, value: value, numerator: numerator, denominator: denominator,
        unit: unit, isComplete: isComplete, verdict: value == nil ? "not_computable" : "ordinary")
    }
    let timed = cell.events - cell.dayPrecision
    // Times known to the day only say nothing about seconds; neither does a source without record times
    let hasClock = timed > 0 && timed > cell.sketch.zeroCount
    let missing = unrecorded?.delays ?? SketchMixture()
    var rows: [MetricRow] = []
    for (name, q) in [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)] {
      let seconds = hasClock ? MetricBuilder.quantile(q, of: cell.sketch, and: missing).map { $0 / 1e6 } : nil
      rows.append(row("recording_latency_\(name)", seconds, "seconds"))
    }
    // By source, because what a location sends differs from day to day: after a holiday there is little but paperwork
    for (source, cell) in day.latencyOfSource where cell.events - cell.dayPrecision > cell.sketch.zeroCount {
      let latest = MetricBuilder.quantile(0.9, of: cell.sketch, and: unrecorded?.delaysOfSource[source] ?? SketchMixture())
      rows.append(
        MetricRow(
          location: day.location, day: day.day, metric: "recording_latency_p90", dimension: .source, dimensionValue: source,
          value: latest.map { $0 / 1e6 }, numerator: latest.map(cell.sketch.count(from:)), denominator: cell.sketch.count,
          unit: "seconds", isComplete: isComplete))
    }
    if hasClock {
      let dayLong = Double(cell.sketch.count(above: Instant.microsecondsPerDay))
      rows.append(
        row(
          "recorded_over_24h_share",
          (dayLong + missing.count(above: Instant.microsecondsPerDay)) / (Double(cell.sketch.count) + missing.count), "share"))
      rows.append(
        row(
          "recorded_over_sla_share", (Double(day.lateMessages) + (unrecorded?.late ?? 0)) / (Double(timed) + missing.count),
          "share", numerator: day.lateMessages, denominator: timed))
      let preposted = cell.sketch.negativeCount
      rows.append(
        row("preposted_share", Double(preposted) / Double(timed), "share", numerator: preposted, denominator: timed))
    }
    // Without record times there is nothing that arrival could be later than
    let arrival = hasClock ? Double(cell.arrivalDelay) / Double(cell.events) / 1000 : nil
    rows.append(row("arrival_delay_mean", arrival, "seconds"))
    var events = row("events", Double(cell.events), "messages", numerator: cell.events)
    if let unrecorded {
      let interval = unrecorded.interval(level: level)
      events.value = Double(cell.events) + unrecorded.messages
      events.lower = Double(cell.events) + interval.lower
      events.upper = Double(cell.events) + interval.upper
    }
    rows.append(events)
    return rows
  }

  private static func quantile(_ q: Double, of recorded: DDSketch, and missing: SketchMixture) -> Double? {
    if missing.count == 0 { return recorded.quantile(q) }
    var together = missing
    together.add(recorded)
    return together.quantile(q)
  }
}
