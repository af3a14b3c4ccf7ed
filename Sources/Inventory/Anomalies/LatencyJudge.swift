internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// Judges how late the sources of each location record, each source against its own past.
///
/// Level, trend and weekday of log(1 + seconds) are fitted robustly; the worst of three days speaks, because late messages
/// complete a day after it is over, and the three together, because a fault lasts. What moves a source everywhere on a day is
/// no location's anomaly: the day's median excess is taken off first, and judged for the network (`NetworkLatency`). Days of
/// fewer messages than usual say less: z shrinks with the root of their share. How far z strays by itself is learned from the
/// training days of the source at all locations (`PooledTail`). p of a location: Simes over its sources, told apart because
/// what a location sends differs from day to day.
struct LatencyJudge {
  let policy: LocationJudge

  private struct Column: Hashable {
    let location: Int32
    let source: String
  }

  private struct Reading {
    var day: Day
    var value: Double
    var expected: Double
    var deviation: Double
    var degrees: Double
    /// Of a day of few messages, below 1.
    var weight: Double
    /// Recorded messages, and those of them that were at least as late as the value says.
    var messages: Double
    var late: Double
    /// What all locations share.
    var shock = 0.0

    var excess: Double { value - expected }
    var z: Double { weight * (excess - shock) / deviation }
  }

  /// One source of one location, and the worst of its days.
  private struct Finding {
    var source: String
    var fit: RobustSeasonalFit
    var level: Double?
    var worst: Reading?
    var p: Double?
  }

  private struct Tails {
    var day: PooledTail
    var span: PooledTail
  }

  /// Later than usual by less than half of the usual delay, or by less than this, is no event. Seconds.
  private static let smallestDelay = 30.0
  /// Quantiles of a steady feed repeat to a hair; a tenth on the logarithm is still no event.
  private static let smallestDeviation = 0.10
  /// With too few locations a median is one of them, and taking it off would hide it.
  private static let fewestForShock = 8

  func judge(_ days: [MetricDay], locations: Int, businessDate: Day) throws -> FamilyScores {
    let span = AlertFamily.latency.span
    let first = businessDate.advanced(by: 1 - span - policy.trainDays)
    let known = days.filter { $0.day >= first && $0.day <= businessDate && $0.value != nil }
    guard let earliest = known.map(\.day).min() else {
      return FamilyScores(locations: (0..<locations).map { score(Int32($0), businessDate, .notComputable) })
    }
    let training = Int(businessDate.number) - span + 1 - Int(earliest.number)
    guard training >= policy.minimumDays else {
      return FamilyScores(locations: (0..<locations).map { score(Int32($0), businessDate, .tooLittleHistory) })
    }
    let columns = Set(known.map { Column(location: $0.location, source: $0.source) })
      .sorted { ($0.location, $0.source) < ($1.location, $1.source) }
    let places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    var block = Matrix(rows: training, columns: columns.count)
    for column in columns.indices { for row in 0..<training { block[row, column] = Double.nan } }
    var judged = [[(day: MetricDay, effect: Double)]](repeating: [], count: columns.count)
    var past = judged
    let ordinary = known.filter { !policy.unseenDays[Int($0.location)].contains($0.day.number) }
    let effects = effects(on: ordinary, first: earliest, training: training, locations: locations)
    for day in ordinary {
      guard let column = places[Column(location: day.location, source: day.source)] else { continue }
      let row = day.day.days(since: earliest)
      let effect = effects[day.source]?[row, Int(day.location)] ?? 0
      if row < training {
        block[row, column] = LatencyJudge.scaled(day) - effect
        past[column].append((day, effect))
      } else {
        judged[column].append((day, effect))
      }
    }
    let window = (0..<training).map { earliest.advanced(by: $0) }
    let design = try SeasonalDesign(days: window.map(\.number), weekdays: window.map(\.isoWeekday))
    let fits = try RobustSeasonalFit.fit(block, design: design, minimumDays: policy.minimumDays)
    let usual = past.map { median($0.map { Double($0.day.denominator) }) ?? 1 }
    let rows = try Dictionary(
      uniqueKeysWithValues: Set(known.map(\.day)).map { ($0, try design.row(day: $0.number, weekday: $0.isoWeekday)) })
    var readings = judged.indices.map { read(judged[$0], fits[$0], rows, usual: usual[$0], isNew: true) }
    var trained = past.indices.map { read(past[$0], fits[$0], rows, usual: usual[$0], isNew: false) }
    let network = NetworkLatency(
      trained: takeOffCommonShocks(&trained, columns: columns), judged: takeOffCommonShocks(&readings, columns: columns),
      minimumDays: policy.minimumDays)
    let tails = Dictionary(grouping: columns.indices, by: { columns[$0].source }).mapValues { mine in
      Tails(
        day: PooledTail(mine.map { trained[$0].map(\.z) }), span: PooledTail(mine.map { LatencyJudge.spans(trained[$0]) }))
    }
    let findings = columns.indices.map { column in
      finding(
        columns[column].source, fits[column], readings[column], past: (0..<training).map { block[$0, column] },
        tails: tails[columns[column].source])
    }
    var scores = try (0..<locations).map { location in
      try score(
        Int32(location), columns.indices.filter { columns[$0].location == location }.map { findings[$0] }, training: training,
        businessDate)
    }
    // The network is one more place that may be late
    if let everywhere = try network.score(businessDate: businessDate) { scores.append(everywhere) }
    try adjust(&scores)
    return FamilyScores(locations: Array(scores.prefix(locations)), network: scores.dropFirst(locations).first)
  }

  /// By source, what known events add: by day from `first` and location.
  private func effects(on days: [MetricDay], first: Day, training: Int, locations: Int) -> [String: Matrix] {
    let rows = training + AlertFamily.latency.span
    return Dictionary(grouping: days, by: \.source).mapValues { mine in
      var values = Matrix(rows: rows, columns: locations, repeating: .nan)
      for day in mine { values[day.day.days(since: first), Int(day.location)] = LatencyJudge.scaled(day) }
      return policy.events.effects(on: values, start: first, training: training)
    }
  }

  static func seconds(_ value: Double) -> Double { exp(value) - 1 }

  private static func scaled(_ day: MetricDay) -> Double { log(1 + max(0, day.value ?? 0)) }

  /// - Parameters:
  ///   - rows: of the design, by day.
  ///   - usual: messages of a day.
  ///   - isNew: not among the days that the fit has learned from, and has come nearer to thereby.
  private func read(
    _ days: [(day: MetricDay, effect: Double)], _ fit: RobustSeasonalFit, _ rows: [Day: SeasonalRow], usual: Double, isNew: Bool
  ) -> [Reading] {
    days.sorted { $0.day.day < $1.day.day }.compactMap { day, effect in
      guard let prediction = rows[day.day].flatMap(fit.predict) else { return nil }
      let leverage = pow(prediction.standardError / fit.scale, 2) - 1
      let error = isNew ? prediction.standardError : fit.scale * max(1 - leverage, 0.1).squareRoot()
      let deviation = max(error, LatencyJudge.smallestDeviation)
      let value = LatencyJudge.scaled(day)
      return Reading(
        day: day.day, value: value, expected: prediction.expected + effect, deviation: deviation,
        degrees: Double(max(1, prediction.degreesOfFreedom)),
        weight: min(1, Double(max(1, day.denominator)) / max(1, usual)).squareRoot(),
        messages: Double(day.denominator), late: Double(day.numerator))
    }
  }

  /// - Returns: what was taken off, by source.
  private func takeOffCommonShocks(_ readings: inout [[Reading]], columns: [Column]) -> [String: [NetworkLatency.Shock]] {
    var shocks: [String: [NetworkLatency.Shock]] = [:]
    for (source, mine) in Dictionary(grouping: columns.indices, by: { columns[$0].source }) {
      for (day, together) in Dictionary(grouping: mine.flatMap { readings[$0] }, by: \.day).sorted(by: { $0.key < $1.key })
      where together.count >= LatencyJudge.fewestForShock {
        guard let excess = median(together.map(\.excess)), let expected = median(together.map(\.expected)),
          let value = median(together.map(\.value))
        else { continue }
        shocks[source, default: []].append(
          NetworkLatency.Shock(day: day, excess: excess, expected: expected, value: value, locations: together.count))
      }
      let offsets = Dictionary(uniqueKeysWithValues: (shocks[source] ?? []).map { ($0.day, $0.excess) })
      for column in mine {
        for index in readings[column].indices { readings[column][index].shock = offsets[readings[column][index].day] ?? 0 }
      }
    }
    return shocks
  }

  private func finding(
    _ source: String, _ fit: RobustSeasonalFit, _ readings: [Reading], past: [Double], tails: Tails?
  ) -> Finding {
    var finding = Finding(source: source, fit: fit, level: median(past.filter { !$0.isNaN }))
    guard let worst = readings.max(by: { $0.z < $1.z }) else { return finding }
    finding.worst = worst
    guard let tails else { return finding }
    let spot = tails.day.p(worst.z, degrees: worst.degrees) * Double(readings.count)
    let lasting = LatencyJudge.spans(readings).last.map { tails.span.p($0, degrees: worst.degrees) }
    finding.p = min(1, lasting.map { 2 * min(spot, $0) } ?? spot)
    return finding
  }

  /// Sums of z over all days of a span, as z.
  private static func spans(_ readings: [Reading]) -> [Double] {
    let length = AlertFamily.latency.span
    return readings.indices.dropFirst(length - 1).compactMap { last in
      let days = readings[(last - length + 1)...last]
      guard readings[last].day.days(since: days[days.startIndex].day) == length - 1 else { return nil }
      return days.reduce(0) { $0 + $1.z } / Double(length).squareRoot()
    }
  }

  private func score(_ location: Int32, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    BaselineScore(location: location, family: .latency, day: day, windowDays: 0, days: 0, verdict: verdict)
  }

  private func score(_ location: Int32, _ findings: [Finding], training: Int, _ businessDate: Day) throws -> BaselineScore {
    var score = score(location, businessDate, .ordinary)
    score.windowDays = training
    score.days = findings.map(\.fit.days).max() ?? 0
    let judged = findings.filter { $0.p != nil }
    guard let strongest = judged.min(by: { ($0.p ?? 1) < ($1.p ?? 1) }), let worst = strongest.worst else {
      score.verdict = verdict(location, findings, businessDate)
      return score
    }
    score.day = worst.day
    score.level = strongest.level
    score.spread = strongest.fit.scale
    score.observed = worst.value
    score.expected = worst.expected
    score.deviation = worst.deviation
    score.z = worst.z
    score.p = try simes(judged.map { $0.p ?? 1 })
    let half = Normal.standard.quantile(0.5 + policy.level / 2) * worst.deviation
    score.natural = NaturalFigures(
      observed: LatencyJudge.seconds(worst.value), expected: LatencyJudge.seconds(worst.expected),
      lower: max(0, LatencyJudge.seconds(worst.expected - half)), upper: LatencyJudge.seconds(worst.expected + half))
    score.evidence = Evidence(cases: worst.late, possible: worst.messages, source: strongest.source)
    return score
  }

  /// Why nothing was judged.
  private func verdict(_ location: Int32, _ findings: [Finding], _ businessDate: Day) -> BaselineVerdict {
    let unseen = policy.unseenDays[Int(location)]
    if (0..<AlertFamily.latency.span).contains(where: { unseen.contains(businessDate.number - Int32($0)) }) {
      return .unseenEvent
    }
    if findings.isEmpty { return .notComputable }
    if findings.contains(where: { $0.fit.outcome == .flat }) { return .flatHistory }
    return findings.allSatisfy { $0.fit.outcome == .tooFewDays } ? .tooLittleHistory : .notComputable
  }

  private func adjust(_ scores: inout [BaselineScore]) throws {
    let judged = scores.indices.filter { scores[$0].p != nil }
    let q = try benjaminiHochberg(judged.map { scores[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      scores[index].q = q[place]
      let (observed, expected) = (scores[index].natural?.observed ?? 0, scores[index].natural?.expected ?? 0)
      let isLarge = observed - expected >= max(LatencyJudge.smallestDelay, expected / 2)
      if q[place] <= policy.falseDiscoveryRate, (scores[index].z ?? 0) > 0, isLarge { scores[index].verdict = .anomalous }
    }
  }
}
