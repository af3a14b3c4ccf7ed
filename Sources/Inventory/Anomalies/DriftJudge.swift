internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// Judges whether a metric of a location has been off for days by less than any single day would tell.
///
/// Each metric is foretold for the last fourteen days from those before them (`ForetoldMetric`); two charts run over its errors:
///
///     EWMA    e_i = 0.2 x_i + 0.8 e_{i-1}, over its exact standard error
///     CUSUM   c_i = max(0, c_{i-1} + x_i - 0.5)
///
/// - p of a chart: among those of all locations and metrics in earlier windows, foretold and judged in the same way
///   (`ChartTail`): whatever foretelling is off by, it was off by then too. p of a metric: twice the smaller.
/// - p of a location: Simes over its metrics; Benjamini & Hochberg over the locations; which of its metrics: Benjamini &
///   Bogomolov.
/// - Only what is worse counts, where a metric has a worse side (`MetricSense`), and by at least one usual deviation of a day.
struct DriftJudge {
  let policy: LocationJudge

  /// That are judged together.
  static let days = 14

  /// Earlier windows that make up the law of what is ordinary; fewer are none.
  private static let fewestWindows = 3
  /// Earlier location-windows of a metric that tell as much as can be told; many locations need few windows.
  private static let enough = 200
  /// Below, a trend that chance makes up leads too far away.
  private static let fewestDays = 28
  private static let mostDays = 42
  /// Mean error of the days since it began, in usual deviations of a day, that is worth saying.
  private static let smallestShift = 1.0
  /// A metric that fewer location-days have says more of who has it than of how it goes.
  private static let leastShare = 0.5

  /// The charts of one metric at one location on the judged day.
  private struct Chart {
    var metric: Int
    var average: Double
    var sum: Double
    /// Days since the sum was last 0.
    var age: Int
    var p = 1.0
  }

  /// - Parameters:
  ///   - series: by metric, of all locations, any order.
  ///   - day: the last judged one. It should be as complete as the days before it are.
  func judge(_ series: [String: [MetricDay]], locations: Int, day: Day) throws -> [BaselineScore] {
    let span = DriftJudge.days
    let first = day.advanced(by: 1 - policy.trainDays - AlertFamily.longestSpan)
    let known = series.filter { MetricSense(metric: $0.key) != .volume }.mapValues { days in
      days.filter { reading in
        reading.day >= first && reading.day <= day && reading.value?.isFinite == true
          && !policy.unseenDays[Int(reading.location)].contains(reading.day.number)
      }
    }
    guard let earliest = known.values.joined().map(\.day).min() else {
      return (0..<locations).map { score(Int32($0), day, .notComputable) }
    }
    let length = day.days(since: earliest) + 1
    let training = min(DriftJudge.mostDays, (length - span - 7 * (DriftJudge.fewestWindows - 1) - span) / 7 * 7)
    guard training >= max(DriftJudge.fewestDays, policy.minimumDays) else {
      return (0..<locations).map { score(Int32($0), day, .tooLittleHistory) }
    }
    // The windows end where the judged days begin and every week before
    let ends = stride(from: length - span, through: training + span, by: -7)
      .prefix(max(DriftJudge.fewestWindows, DriftJudge.enough / max(1, locations)))
    let forecast = try Forecast(
      training: training, judged: span, firstWeekday: day.advanced(by: 1 - span - training).isoWeekday,
      minimumDays: policy.minimumDays)
    let metrics = try known.sorted { $0.key < $1.key }.compactMap { name, days -> ForetoldMetric? in
      guard Double(days.count) >= DriftJudge.leastShare * Double(length * locations) else { return nil }
      let table = MetricTable(
        name, days, first: earliest, rows: length, locations: locations, events: policy.events, training: length - span)
      return try forecast.foretell(table, ends: [length] + ends)
    }
    return try judge(metrics, locations: locations, day: day, training: training)
  }

  private func judge(_ metrics: [ForetoldMetric], locations: Int, day: Day, training: Int) throws -> [BaselineScore] {
    var (averages, sums): ([Double], [Double]) = ([], [])
    for (index, metric) in metrics.enumerated() {
      for window in metric.errors.dropFirst() {
        for location in 0..<locations {
          guard let chart = try chart(index, metric, window[location]) else { continue }
          averages.append(chart.average)
          sums.append(chart.sum)
        }
      }
    }
    guard let averageTail = ChartTail(averages, .average), let sumTail = ChartTail(sums, .sum) else {
      return (0..<locations).map { score(Int32($0), day, .tooLittleHistory) }
    }
    let charts = try (0..<locations).map { location in
      try metrics.indices.compactMap { index -> Chart? in
        guard var chart = try chart(index, metrics[index], metrics[index].errors[0][location]) else { return nil }
        chart.p = min(1, 2 * min(averageTail.p(chart.average), sumTail.p(chart.sum)))
        return chart
      }
    }
    let judged = charts.indices.filter { !charts[$0].isEmpty }
    let found = try hierarchicalDiscovery(
      families: judged.map { charts[$0].map(\.p) }, level: policy.falseDiscoveryRate)
    var scores = (0..<locations).map { score(Int32($0), day, .notComputable) }
    for (place, location) in judged.enumerated() where scores[location].verdict != .unseenEvent {
      let rejected = zip(charts[location], found.isRejected[place]).filter(\.1).map(\.0)
      scores[location] = score(
        Int32(location), day, charts[location], rejected: rejected, metrics, training: training, p: found.familyP[place],
        q: found.familyQ[place])
    }
    return scores
  }

  /// Both charts over the errors of a window; `nil` where half of its days are missing.
  private func chart(_ index: Int, _ metric: ForetoldMetric, _ errors: [Double]) throws -> Chart? {
    let values = errors.filter { !$0.isNaN }
    guard 2 * values.count >= errors.count else { return nil }
    let sense = MetricSense(metric: metric.name)
    guard let last = try EWMA(lambda: 0.2, multiplier: 3).chart(values, target: 0, sigma: 1).points.last else { return nil }
    let run = try CUSUM(reference: 0.5, decision: 5).run(values)
    let (upper, lower) = (run.upper.last ?? 0, run.lower.last ?? 0)
    let isRise = sense == .higherIsWorse || sense == .eitherIsWorse && upper >= lower
    return Chart(
      metric: index, average: sense.worse(last.value / last.standardError), sum: isRise ? upper : lower,
      age: (isRise ? run.upperAge.last : run.lowerAge.last) ?? 0)
  }

  // MARK: Scores

  private func score(_ location: Int32, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    let isUnseen = policy.unseenDays[Int(location)].contains(day.number)
    return BaselineScore(
      location: location, family: .drift, day: day, windowDays: 0, days: 0, verdict: isUnseen ? .unseenEvent : verdict)
  }

  private func score(
    _ location: Int32, _ day: Day, _ charts: [Chart], rejected: [Chart], _ metrics: [ForetoldMetric], training: Int, p: Double,
    q: Double
  ) -> BaselineScore {
    var score = score(location, day, .ordinary)
    score.windowDays = training
    score.days = training
    score.p = p
    score.q = q
    guard let foremost = charts.min(by: { ($0.p, $1.average) < ($1.p, $0.average) }) else { return score }
    score.z = foremost.average
    let place = Int(location)
    let span = DriftJudge.days
    let shifted = rejected.filter { chart in
      let metric = metrics[chart.metric]
      let mean = metric.meanError(location: place, last: max(1, min(span, chart.age)))
      return MetricSense(metric: metric.name).worse(mean) >= DriftJudge.smallestShift
    }
    let shown = shifted.contains { $0.metric == foremost.metric } ? foremost : shifted.first ?? foremost
    score.span = max(1, min(span, shown.age))
    let figures = metrics[shown.metric].figures(location: place, last: score.span, level: policy.level)
    score.natural = figures
    score.observed = figures.observed
    score.expected = figures.expected
    if !shifted.isEmpty { score.verdict = .anomalous }
    let squares = shifted.reduce(0) { $0 + $1.average * $1.average }
    score.contributions = shifted.map { chart in
      let figures = metrics[chart.metric].figures(location: place, last: score.span, level: policy.level)
      let square = chart.average * chart.average
      return MetricContribution(
        metric: metrics[chart.metric].name, observed: figures.observed, expected: figures.expected, contribution: square,
        share: square / squares)
    }.sorted { ($1.contribution, $0.metric) < ($0.contribution, $1.metric) }
    return score
  }
}
