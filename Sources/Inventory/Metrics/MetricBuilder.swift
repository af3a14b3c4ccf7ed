internal import Statistics

/// Turns what is known about days into metrics with intervals. Value and interval of a rate are the posterior of a prior that
/// all the days given share (empirical Bayes), so that a day of three orders does not pass for a certainty; what was observed
/// stands beside it, numerator and denominator.
public struct MetricBuilder: Sendable {
  /// Two-sided level of the intervals.
  public var level: Double
  public var toleranceUnits: Double
  public var tolerancePercent: Double
  /// By location: days after which what happened is believed recorded.
  public var completeAfterDays: [Double]
  public var cutoff: Instant
  public var zones: [ZoneOffsets]
  /// What young days lack; without it their figures are as recorded.
  public var delays: DelayLaws?

  public init(
    level: Double, toleranceUnits: Double, tolerancePercent: Double, completeAfterDays: [Double], cutoff: Instant,
    zones: [ZoneOffsets], delays: DelayLaws? = nil
  ) {
    self.level = level
    self.toleranceUnits = toleranceUnits
    self.tolerancePercent = tolerancePercent
    self.completeAfterDays = completeAfterDays
    self.cutoff = cutoff
    self.zones = zones
    self.delays = delays
  }

  private struct Rate {
    var metric: EstimatedShare
    var dimension: MetricDimension
    var value: String
    var numerator: Int64
    var denominator: Int64
  }

  public func rows(_ days: [DayFigures]) -> [MetricRow] {
    let rates = days.map(rates(of:))
    var priors: [EstimatedShare: BetaBinomialPrior] = [:]
    for metric in Set(rates.joined().map(\.metric)) {
      let cells = rates.joined().filter { $0.metric == metric && $0.dimension == .all && $0.denominator > 0 }
      priors[metric] = BetaBinomial.fit(
        successes: cells.map { Int($0.numerator) }, trials: cells.map { Int($0.denominator) })
    }
    let shrink = days.map(ShrinkShare.init)
    let shrinkPrior = ShrinkShare.Prior(shrink.compactMap { $0 })
    var rows: [MetricRow] = []
    var feeds: (location: Int32, feeds: [DelayLaws.Feed])?
    for (index, day) in days.enumerated() {
      let isComplete = isComplete(day.day, location: day.location)
      var unrecorded: Unrecorded?
      if !isComplete, let delays {
        if feeds?.location != day.location {
          feeds = (day.location, delays.feeds(of: day.location, firstYoung: firstYoungDay(location: day.location, from: day.day)))
        }
        unrecorded = delays.unrecorded(of: day, feeds: feeds?.feeds ?? [])
      }
      rows += latencyRows(of: day, isComplete: isComplete, unrecorded: unrecorded)
      for rate in rates[index] {
        let isClosed = rate.metric != .cancellationIncidenceLines || 100 * day.openLines <= rate.denominator
        var row = MetricRow(
          location: day.location, day: day.day, metric: rate.metric.rawValue, dimension: rate.dimension,
          dimensionValue: rate.value, value: nil, numerator: rate.numerator, denominator: rate.denominator, unit: "share",
          isComplete: isComplete && isClosed)
        if let prior = priors[rate.metric], rate.denominator > 0 {
          row.take(prior.posterior(successes: Int(rate.numerator), trials: Int(rate.denominator), level: level))
        } else {
          row.verdict = "insufficient_data"
        }
        rows.append(row)
      }
      rows += amountRows(of: day, isComplete: isComplete)
      if let share = shrink[index] {
        var row = MetricRow(
          location: day.location, day: day.day, metric: EstimatedShare.shrinkRate.rawValue, value: nil, numerator: share.lost,
          denominator: share.sold, unit: "share", isComplete: isComplete, verdict: "insufficient_data")
        if let posterior = share.posterior(shrinkPrior, level: level) { row.take(posterior) }
        rows.append(row)
      }
    }
    return rows
  }

  private func isComplete(_ day: Day, location: Int32) -> Bool {
    let end = zones[Int(location)].instant(of: day.advanced(by: 1), secondOfDay: 0)
    let age = Double(cutoff.microseconds - end.microseconds) / Double(Instant.microsecondsPerDay)
    return age >= completeAfterDays[Int(location)]
  }

  private func firstYoungDay(location: Int32, from young: Day) -> Day {
    var first = young
    while young.days(since: first) < ArrivalLog.window, !isComplete(first.advanced(by: -1), location: location) {
      first = first.advanced(by: -1)
    }
    return first
  }

  private func rates(of day: DayFigures) -> [Rate] {
    var rates: [Rate] = []
    for cell in day.partials {
      switch cell.measure {
      case Measure.cancelledLines.name where cell.dimension != .reason:
        rates.append(rate(.cancellationRateLines, cell))
      case Measure.notFoundPicks.name:
        rates.append(rate(.notFoundRate, cell))
      case Measure.orderedLines.name:
        // Of one day's orders all have had the same time to be cancelled: the open ones belong to the denominator
        var placed = cell
        placed.partial.denominator += day.openLines
        rates.append(rate(.cancellationIncidenceLines, placed))
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
          metric: .countShortRate, dimension: .all, value: "", numerator: Int64(short), denominator: Int64(closed.count)))
      rates.append(Rate(metric: .countExactRate, dimension: .all, value: "", numerator: Int64(exact), denominator: counts))
      rates.append(Rate(metric: .countHitRate, dimension: .all, value: "", numerator: Int64(within), denominator: counts))
    }
    return rates
  }

  private func rate(_ metric: EstimatedShare, _ cell: DayFigures.PartialCell) -> Rate {
    Rate(
      metric: metric, dimension: cell.dimension, value: cell.value, numerator: cell.partial.numerator,
      denominator: cell.partial.denominator)
  }

  private func tolerance(_ book: Double) -> Double { max(toleranceUnits, tolerancePercent / 100 * abs(book)) }

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
    return rows
  }
}
