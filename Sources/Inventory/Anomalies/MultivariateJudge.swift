internal import LinearAlgebra
internal import Statistics

/// Judges all metrics of a location's day together: figures that are each ordinary may be so unusual beside each other that
/// no chance explains them.
///
///     T2 = (z - m)' S^-1 (z - m)        z: metrics of a location and day, standardised (`MetricStandardiser`), within -5...5
///
/// - m and S: location-days of all locations that the minimum covariance determinant keeps (h = 0.75 n), shrunk by Ledoit &
///   Wolf, so that few rows and near copies among the metrics are no harm.
/// - p: among the T2 of the training window, each with m and S of the other weeks, (1 + those as large) / (1 + all). Rows
///   that lack more values than the judged one are left out: missing values count as expected, which makes T2 small.
/// - q: Benjamini & Hochberg over the locations.
struct MultivariateJudge {
  let policy: LocationJudge

  /// A metric that fewer location-days have says more of who has it than of how it goes.
  private static let leastShare = 0.8
  private static let fewestMetrics = 6
  /// Below, a trend that chance makes up leads too far away from what the next day is.
  private static let fewestDays = 28
  private static let mostMetrics = 40
  private static let week = 7
  /// Standard deviations that one metric can say, so that the wild days of a single one do not set the limit for all.
  private static let farthest = 5.0

  /// Location-days with their standardised metrics, missing ones as expected: 0.
  private struct Rows {
    var points: Matrix
    var locations: [Int32]
    var weeks: [Int]
    var missing: [Int]
  }

  /// The squared distances of the training window.
  private struct Pool {
    var level: Double
    var spread: Double?
    var lower: Double
    var upper: Double
    /// By how many values the row lacks, each ascending.
    private var sorted: [[Double]]

    init?(_ distances: [Double], missing: [Int], level share: Double) {
      guard let level = quantile(distances, 0.5) else { return nil }
      self.level = level
      spread = median(distances.map { abs($0 - level) }).map { $0 / 0.674489750196081743 }
      lower = quantile(distances, 0.5 - share / 2) ?? 0
      upper = quantile(distances, 0.5 + share / 2) ?? level
      sorted = Array(repeating: [], count: (missing.max() ?? 0) + 1)
      for (distance, missing) in zip(distances, missing) { sorted[missing].append(distance) }
      for place in sorted.indices { sorted[place].sort() }
    }

    /// Among the rows that lack no more values, (1 + those as far) / (1 + all).
    func p(_ distance: Double, missing: Int) -> Double {
      var (all, farther) = (1, 1)
      for rows in sorted.prefix(missing + 1) {
        all += rows.count
        farther += rows.count - rows.partitionPoint { $0 >= distance }
      }
      return Double(farther) / Double(all)
    }
  }

  /// A location's judged day.
  private struct Finding {
    var row: [Double]
    var missing: Int
    var distance = 0.0
    var p = 1.0
  }

  /// - Parameters:
  ///   - series: by metric, of all locations, any order.
  ///   - day: the judged one. It should be as complete as the days before it are.
  func judge(_ series: [String: [MetricDay]], locations: Int, day: Day) throws -> [BaselineScore] {
    let known = series.mapValues { days in
      days.filter { reading in
        reading.day >= day.advanced(by: -policy.trainDays) && reading.day <= day && reading.value?.isFinite == true
          && !policy.unseenDays[Int(reading.location)].contains(reading.day.number)
      }
    }
    guard let first = known.values.joined().map(\.day).min() else {
      return (0..<locations).map { score(Int32($0), day, .notComputable) }
    }
    let training = day.days(since: first)
    guard training >= max(policy.minimumDays, MultivariateJudge.fewestDays) else {
      return (0..<locations).map { score(Int32($0), day, .tooLittleHistory) }
    }
    let metrics = try standardMetrics(known, locations: locations, first: first, training: training)
    let rows = rows(metrics, locations: locations, training: training)
    guard metrics.count >= MultivariateJudge.fewestMetrics, rows.points.rows > metrics.count else {
      return (0..<locations).map { score(Int32($0), day, .notComputable) }
    }
    let kept = try keptRows(rows.points)
    let scatter = try MultivariateJudge.scatter(rows.points, kept)
    let pool = Pool(try heldOutDistances(rows, kept), missing: rows.missing, level: policy.level)
    var findings = (0..<locations).map { finding(metrics, location: $0) }
    for location in findings.indices {
      guard var finding = findings[location] else { continue }
      finding.distance = try scatter.squaredDistances(of: Matrix(columns: finding.row.map { [$0] }))[0]
      finding.p = pool?.p(finding.distance, missing: finding.missing) ?? 1
      findings[location] = finding
    }
    var daysOf = [Int](repeating: 0, count: locations)
    for location in rows.locations { daysOf[Int(location)] += 1 }
    var scores = (0..<locations).map { location in
      score(Int32(location), day, findings[location], pool: pool, training: training, days: daysOf[location])
    }
    try adjust(&scores)
    let observed = Dictionary(
      uniqueKeysWithValues: metrics.map { metric in
        (metric.metric, (known[metric.metric] ?? []).filter { $0.day == day })
      })
    for location in scores.indices {
      guard let finding = findings[location], finding.distance > 0 else { continue }
      scores[location].contributions = try contributions(
        finding, scatter, metrics, observed, location: Int32(location))
    }
    return scores
  }

  // MARK: Metrics

  private func standardMetrics(
    _ known: [String: [MetricDay]], locations: Int, first: Day, training: Int
  ) throws -> [StandardMetric] {
    let window = (0...training).map { first.advanced(by: $0) }
    let design = try SeasonalDesign(
      days: window.dropLast().map(\.number), weekdays: window.dropLast().map(\.isoWeekday))
    let standardiser = try MetricStandardiser(
      design: design, row: try design.row(day: window[training].number, weekday: window[training].isoWeekday), ahead: 1,
      minimumDays: policy.minimumDays)
    let isUnseen = (0..<locations).map { policy.unseenDays[$0].contains(window[training].number) }
    let possible = (0..<locations).reduce(0) { sum, location in
      sum + window.dropLast().count { !policy.unseenDays[location].contains($0.number) }
    }
    let judged = isUnseen.count { !$0 }
    var found: [(metric: StandardMetric, days: Int)] = []
    for (name, days) in known.sorted(by: { $0.key < $1.key }) {
      let least = MultivariateJudge.leastShare
      guard Double(days.count) >= least * Double(possible) else { continue }
      let metric = try standardiser.standardise(
        MetricTable(
          name, days, first: first, rows: training + 1, locations: locations, events: policy.events, training: training))
      let count = metric.z.elements.count { !$0.isNaN }
      guard Double(count) >= least * Double(possible),
        Double(metric.judged.count { !$0.isNaN }) >= least * Double(judged)
      else { continue }
      found.append((metric, count))
    }
    return found.sorted { ($1.days, $0.metric.metric) < ($0.days, $1.metric.metric) }.prefix(MultivariateJudge.mostMetrics)
      .map(\.metric)
  }

  private func rows(_ metrics: [StandardMetric], locations: Int, training: Int) -> Rows {
    var columns = [[Double]](repeating: [], count: metrics.count)
    var rows = Rows(points: Matrix(rows: 0, columns: 0), locations: [], weeks: [], missing: [])
    for location in 0..<locations {
      for day in 0..<training {
        let values = metrics.map { $0.z[day, location] }
        let missing = values.count(where: \.isNaN)
        guard 2 * missing <= metrics.count else { continue }
        for (j, value) in values.enumerated() { columns[j].append(MultivariateJudge.held(value)) }
        rows.locations.append(Int32(location))
        rows.weeks.append(min(day / MultivariateJudge.week, max(0, training / MultivariateJudge.week - 1)))
        rows.missing.append(missing)
      }
    }
    rows.points = (try? Matrix(columns: columns)) ?? rows.points
    return rows
  }

  private func finding(_ metrics: [StandardMetric], location: Int) -> Finding? {
    let values = metrics.map { $0.judged[location] }
    let missing = values.count(where: \.isNaN)
    guard 2 * missing <= metrics.count else { return nil }
    return Finding(row: values.map(MultivariateJudge.held), missing: missing)
  }

  private static func held(_ z: Double) -> Double { z.isNaN ? 0 : min(max(z, -farthest), farthest) }

  // MARK: Distances

  /// Rows that are no outliers of the minimum covariance determinant; all of them where it has no estimate.
  private func keptRows(_ points: Matrix) throws -> [Bool] {
    let options = MinimumCovarianceDeterminant.Options(coverage: 0.75, starts: 20, seed: 1, rowsPerColumn: 5)
    guard case .estimate(let robust) = try MinimumCovarianceDeterminant.fit(points, options) else {
      return Array(repeating: true, count: points.rows)
    }
    return robust.kept
  }

  private static func scatter(_ points: Matrix, _ isTaken: [Bool]) throws -> LocationScatter {
    let taken = isTaken.indices.filter { isTaken[$0] }
    guard let estimate = try ShrunkCovariance.ledoitWolf(points.rows(taken))?.estimate else {
      throw StatisticsError.outOfRange(argument: "rows")
    }
    return estimate
  }

  /// Of each row from the centre and scatter of the other weeks: as far as it would have been, had it been judged.
  private func heldOutDistances(_ rows: Rows, _ kept: [Bool]) throws -> [Double] {
    var distances = [Double](repeating: 0, count: rows.weeks.count)
    for week in Set(rows.weeks) {
      let scatter = try MultivariateJudge.scatter(rows.points, kept.indices.map { kept[$0] && rows.weeks[$0] != week })
      let members = rows.weeks.indices.filter { rows.weeks[$0] == week }
      for (member, distance) in zip(members, try scatter.squaredDistances(of: rows.points.rows(members))) {
        distances[member] = distance
      }
    }
    return distances
  }

  // MARK: Scores

  private func score(_ location: Int32, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    let isUnseen = policy.unseenDays[Int(location)].contains(day.number)
    return BaselineScore(
      location: location, family: .multivariate, day: day, windowDays: 0, days: 0, verdict: isUnseen ? .unseenEvent : verdict)
  }

  private func score(
    _ location: Int32, _ day: Day, _ finding: Finding?, pool: Pool?, training: Int, days: Int
  ) -> BaselineScore {
    var score = score(location, day, finding == nil ? .notComputable : .ordinary)
    score.windowDays = training
    score.days = days
    guard let finding, let pool, score.verdict == .ordinary else { return score }
    score.level = pool.level
    score.spread = pool.spread
    score.observed = finding.distance
    score.expected = pool.level
    score.p = finding.p
    score.z = Normal.standard.quantile(upperTail: min(finding.p, 1 - 1e-16))
    score.natural = NaturalFigures(
      observed: finding.distance, expected: pool.level, lower: pool.lower, upper: pool.upper)
    return score
  }

  private func adjust(_ scores: inout [BaselineScore]) throws {
    let judged = scores.indices.filter { scores[$0].p != nil }
    let q = try benjaminiHochberg(judged.map { scores[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      scores[index].q = q[place]
      if q[place] <= policy.falseDiscoveryRate { scores[index].verdict = .anomalous }
    }
  }

  /// - Parameter observed: of the judged day, by metric.
  private func contributions(
    _ finding: Finding, _ scatter: LocationScatter, _ metrics: [StandardMetric], _ observed: [String: [MetricDay]],
    location: Int32
  ) throws -> [MetricContribution] {
    zip(metrics, try scatter.contributions(of: finding.row)).map { metric, contribution in
      MetricContribution(
        metric: metric.metric,
        observed: observed[metric.metric]?.first { $0.location == location }?.value,
        expected: metric.expected[Int(location)], contribution: contribution, share: contribution / finding.distance)
    }.sorted { ($1.contribution, $0.metric) < ($0.contribution, $1.metric) }
  }
}

extension [Double] {
  /// The first place from which on a condition holds, of values that it divides.
  fileprivate func partitionPoint(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Matrix {
  /// A copy of some rows, in the order given.
  fileprivate func rows(_ wanted: [Int]) -> Matrix {
    var taken = Matrix(rows: wanted.count, columns: columns)
    for j in 0..<columns { for (place, i) in wanted.enumerated() { taken[place, j] = self[i, j] } }
    return taken
  }
}
