internal import Statistics

/// Turns what is known about days into metrics with intervals. Rates get the posterior of a prior that all the
/// days given share (empirical Bayes), so that a day of three orders does not pass for a certainty.
public struct MetricBuilder: Sendable {
  /// Two-sided level of the intervals.
  public var level: Double
  public var toleranceUnits: Double
  public var tolerancePercent: Double
  /// By location: days after which what happened is believed recorded.
  public var completeAfterDays: [Double]
  public var cutoff: Instant
  public var zones: [ZoneOffsets]

  public init(
    level: Double, toleranceUnits: Double, tolerancePercent: Double, completeAfterDays: [Double], cutoff: Instant,
    zones: [ZoneOffsets]
  ) {
    self.level = level
    self.toleranceUnits = toleranceUnits
    self.tolerancePercent = tolerancePercent
    self.completeAfterDays = completeAfterDays
    self.cutoff = cutoff
    self.zones = zones
  }

  private struct Rate {
    var metric: String
    var dimension: MetricDimension
    var value: String
    var numerator: Int64
    var denominator: Int64
  }

  public func rows(_ days: [DayFigures]) -> [MetricRow] {
    let rates = days.map(rates(of:))
    var priors: [String: BetaBinomialPrior] = [:]
    for metric in Set(rates.joined().map(\.metric)).sorted() {
      let cells = rates.joined().filter { $0.metric == metric && $0.dimension == .all && $0.denominator > 0 }
      priors[metric] = BetaBinomial.fit(
        successes: cells.map { Int($0.numerator) }, trials: cells.map { Int($0.denominator) })
    }
    var rows: [MetricRow] = []
    for (index, day) in days.enumerated() {
      let isComplete = self.isComplete(day)
      rows += latencyRows(of: day, isComplete: isComplete)
      for rate in rates[index] {
        var row = MetricRow(
          location: day.location, day: day.day, metric: rate.metric, dimension: rate.dimension, dimensionValue: rate.value,
          value: nil, numerator: rate.numerator, denominator: rate.denominator, unit: "share",
          isComplete: isComplete && (rate.metric != "cancellation_incidence_lines" || 100 * day.openLines <= rate.denominator))
        if let prior = priors[rate.metric], rate.denominator > 0 {
          let posterior = prior.posterior(
            successes: Int(rate.numerator), trials: Int(rate.denominator), level: level)
          row.value = Double(rate.numerator) / Double(rate.denominator)
          row.lower = posterior.lower
          row.upper = posterior.upper
        } else {
          row.verdict = "insufficient_data"
        }
        rows.append(row)
      }
      rows += amountRows(of: day, isComplete: isComplete)
    }
    return rows
  }

  private func isComplete(_ day: DayFigures) -> Bool {
    let zone = zones[Int(day.location)]
    let end = zone.instant(of: day.day.advanced(by: 1), secondOfDay: 0)
    let age = Double(cutoff.microseconds - end.microseconds) / Double(Instant.microsecondsPerDay)
    return age >= completeAfterDays[Int(day.location)]
  }

  private func rates(of day: DayFigures) -> [Rate] {
    var rates: [Rate] = []
    for cell in day.partials {
      switch cell.measure {
      case Measure.cancelledLines.name where cell.dimension != .reason:
        rates.append(rate("cancellation_rate_lines", cell))
      case Measure.notFoundPicks.name:
        rates.append(rate("not_found_rate", cell))
      case Measure.orderedLines.name:
        // Of one day's orders all have had the same time to be cancelled: the open ones belong to the denominator
        var placed = cell
        placed.partial.denominator += day.openLines
        rates.append(rate("cancellation_incidence_lines", placed))
      default:
        break
      }
    }
    if !day.counts.isEmpty {
      let exact = day.counts.filter { $0.counted == $0.book }.count
      let within = day.counts.filter { abs(Double($0.counted - $0.book)) <= 1000 * tolerance(Double($0.book) / 1000) }.count
      let counts = Int64(day.counts.count)
      // Price plays no part: one dear article missing is no wave of theft. Nor do counts made on suspicion: they find
      // more because they look where more is to be found
      let closed = day.counts.filter { $0.split != nil && $0.selection != .triggered }
      let short = closed.filter { ($0.split?.gap ?? 0) < 0 }.count
      rates.append(
        Rate(
          metric: "count_short_rate", dimension: .all, value: "", numerator: Int64(short), denominator: Int64(closed.count)))
      rates.append(Rate(metric: "count_exact_rate", dimension: .all, value: "", numerator: Int64(exact), denominator: counts))
      rates.append(Rate(metric: "count_hit_rate", dimension: .all, value: "", numerator: Int64(within), denominator: counts))
    }
    return rates
  }

  private func rate(_ metric: String, _ cell: DayFigures.PartialCell) -> Rate {
    Rate(
      metric: metric, dimension: cell.dimension, value: cell.value, numerator: cell.partial.numerator,
      denominator: cell.partial.denominator)
  }

  private func tolerance(_ book: Double) -> Double { max(toleranceUnits, tolerancePercent / 100 * abs(book)) }

  private func latencyRows(of day: DayFigures, isComplete: Bool) -> [MetricRow] {
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
    var rows: [MetricRow] = []
    for (name, q) in [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)] {
      let seconds = hasClock ? cell.sketch.quantile(q).map { $0 / 1e6 } : nil
      rows.append(row("recording_latency_\(name)", seconds, "seconds"))
    }
    // By source, because what a location sends differs from day to day: after a holiday there is little but paperwork
    for (source, cell) in day.latencyOfSource where cell.events - cell.dayPrecision > cell.sketch.zeroCount {
      rows.append(
        MetricRow(
          location: day.location, day: day.day, metric: "recording_latency_p90", dimension: .source, dimensionValue: source,
          value: cell.sketch.quantile(0.9).map { $0 / 1e6 }, denominator: cell.events, unit: "seconds",
          isComplete: isComplete))
    }
    if hasClock {
      let dayLong = cell.sketch.share(above: Instant.microsecondsPerDay)
      rows.append(row("recorded_over_24h_share", dayLong, "share"))
      rows.append(
        row(
          "recorded_over_sla_share", Double(day.lateMessages) / Double(timed), "share", numerator: day.lateMessages,
          denominator: timed))
      let preposted = cell.sketch.negativeCount
      rows.append(
        row("preposted_share", Double(preposted) / Double(timed), "share", numerator: preposted, denominator: timed))
    }
    // Without record times there is nothing that arrival could be later than
    let arrival = hasClock ? Double(cell.arrivalDelay) / Double(cell.events) / 1000 : nil
    rows.append(row("arrival_delay_mean", arrival, "seconds"))
    rows.append(row("events", Double(cell.events), "messages", numerator: cell.events))
    return rows
  }

  private func amountRows(of day: DayFigures, isComplete: Bool) -> [MetricRow] {
    var rows: [MetricRow] = []
    func add(
      _ metric: String, _ value: Double?, _ unit: String, _ dimension: MetricDimension = .all, _ name: String = "",
      numerator: Int64? = nil, denominator: Int64? = nil
    ) {
      rows.append(
        MetricRow(
          location: day.location, day: day.day, metric: metric, dimension: dimension, dimensionValue: name, value: value,
          numerator: numerator, denominator: denominator, unit: unit, isComplete: isComplete,
          verdict: value == nil ? "insufficient_data" : "ordinary"))
    }
    for cell in day.partials {
      let partial = cell.partial
      switch cell.measure {
      case Measure.cancelledUnits.name:
        let share = partial.denominator > 0 ? Double(partial.numerator) / Double(partial.denominator) : nil
        add("cancellation_rate_units", share, "share", numerator: partial.numerator, denominator: partial.denominator)
      case Measure.cancelledLines.name where cell.dimension == .reason:
        add("cancelled_lines", Double(partial.numerator), "lines", .reason, cell.value, numerator: partial.numerator)
      case Measure.salesCost.name:
        add("sales_at_cost", Double(partial.numerator) / 1000, "currency", numerator: partial.numerator)
      case Measure.knownLoss.name:
        add("known_loss", Double(partial.numerator) / 1000, "currency", numerator: partial.numerator)
      case Measure.lateForNight.name:
        let share = partial.denominator > 0 ? Double(partial.numerator) / Double(partial.denominator) : nil
        add("late_for_night", share, "nights", numerator: partial.numerator, denominator: partial.denominator)
      default:
        break
      }
    }
    if day.counts.isEmpty { return rows }
    func units(_ metric: String, _ value: (DayFigures.Count) -> Int64?) {
      let values = day.counts.compactMap(value)
      let sum = values.reduce(0, +)
      add(metric, values.isEmpty ? nil : Double(sum) / 1000, "units", numerator: sum, denominator: Int64(values.count))
    }
    units("count_naive_variance_net") { $0.counted - $0.book }
    units("count_naive_variance_absolute") { abs($0.counted - $0.book) }
    // A gap that begins with a stated book holds that book's own error too: the true variance needs two counts
    units("count_gap_net") { $0.startsWith == .count ? $0.split?.gap : nil }
    units("count_gap_absolute") { $0.startsWith == .count ? $0.split.map { abs($0.gap) } : nil }
    units("count_timing_net") { $0.split?.timing }
    units("count_timing_absolute") { $0.split.map { abs($0.timing) } }
    units("count_carry_net") { $0.split?.carry }
    let closed = day.counts.filter { $0.startsWith == .count && $0.split != nil }
    if !closed.isEmpty {
      let lost = closed.reduce(0) { $0 - ($1.split?.gap ?? 0) * $1.unitCost / 1000 }
      let sold = closed.reduce(0) { $0 + $1.unitsSold * $1.unitCost / 1000 }
      add("shrink_rate", sold > 0 ? Double(lost) / Double(sold) : nil, "share", numerator: lost, denominator: sold)
    }
    return rows
  }
}
