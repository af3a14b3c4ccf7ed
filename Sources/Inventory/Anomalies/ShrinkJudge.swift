internal import Glibc
internal import Statistics

/// Judges the losses of each location by its counts, each held against what its own interval lets expect.
///
/// A share of counts that find less says little by itself: counts end intervals of a day or of two months, of an item that is
/// stolen or of one that nobody touches. Here a count finds a loss with the chance that a `RecordModel` of losses, taught by the
/// counts before the judged days alone, gives to its interval: exposure, category, item and the location's own level; and a
/// surplus with the chance that another gives. The judged days are those since an onset 7, 14 or 28 days ago; an interval that
/// began before it bears witness of its later days alone. See `OnsetScan` for the test.
///
/// - Counts between two counts alone: what was wrong with a stated book has nothing to do with the days since.
/// - Counts that the records themselves chose are judged beside the others, with a factor of the network of their own.
/// - Cases come in clumps: phi is learned from weeks of the past.
struct ShrinkJudge {
  let policy: LocationJudge
  let levels: RecordLevels

  private struct CountEvidence {
    var count: JudgedCount
    var scan: OnsetScan.Case
    var chances: OnsetScan.Pair
  }

  private static let week = 7
  /// Of the fits: an expectation that is right to a few per cent is as good as the counts allow.
  private static let turns = 2

  func judge(_ counts: [JudgedCount], locations: Int, businessDate: Day, end: Instant) throws -> FamilyScores {
    func onset(_ span: Int) -> Int64 { end.microseconds - Int64(span) * Instant.microsecondsPerDay }
    let spans = AlertFamily.shrink.spans
    let known = counts.filter {
      $0.countedAt > onset(policy.trainDays + (spans.last ?? 1)) && $0.countedAt <= end.microseconds
    }.sorted { ($0.location, $0.interval.levels.item, $0.countedAt) < ($1.location, $1.interval.levels.item, $1.countedAt) }
    guard let earliest = known.map(\.countedAt).min() else {
      return FamilyScores(locations: (0..<locations).map { score($0, businessDate, .notComputable) })
    }
    let history = Double(end.microseconds - earliest) / Double(Instant.microsecondsPerDay)
    let usable = spans.filter { history - Double($0) >= Double(policy.minimumDays) }
    let past = known.filter { $0.countedAt <= onset(usable.last ?? 0) && !$0.isChosen }
    guard let longest = usable.last, past.contains(where: { $0.interval.startsWith == .count && $0.isShort }) else {
      return FamilyScores(locations: (0..<locations).map { score($0, businessDate, .tooLittleHistory) })
    }
    let losses = try law(of: past) { min($0, 0) }
    let surpluses = try law(of: past) { max($0, 0) }
    let scan = OnsetScan(dispersions: OnsetScan.Pair(loss: losses.dispersion, surplus: surpluses.dispersion))
    let recounted = known.filter { $0.interval.startsWith == .count }
    func evidence(_ count: JudgedCount) -> CountEvidence {
      // What a day exposes to
      let daily = exp(losses.effects.factors[0].effects[count.interval.levels.category])
      let one = OnsetScan.Case(
        hazards: OnsetScan.Pair(loss: losses.expectedEvents(count.interval), surplus: surpluses.expectedEvents(count.interval)),
        after: usable.map { daily * count.days(after: onset($0)) }, sign: count.sign)
      return CountEvidence(count: count, scan: one, chances: scan.chances(one))
    }
    let taught = recounted.filter { $0.countedAt <= onset(longest) && !$0.isChosen }.map(evidence)
    let phi = overdispersion(taught, locations: locations, until: onset(longest), days: Int(history) - longest)
    let familiar = familiarLengths(taught, locations: locations)
    var judged = recounted.filter { $0.countedAt > onset(longest) && familiar[$0.location].contains($0.interval.days) }
      .map(evidence)
    // The network is judged by what was to be expected of it before it is followed
    let lengths = usable.map { span in
      NetworkRate.Length(
        days: span,
        past: networkSpans(
          of: taught, until: onset(longest), days: span, number: (Int(history) - longest) / span, locations: locations),
        now: networkSums(judged.filter { $0.count.countedAt > onset(span) && !$0.count.isChosen }, locations: locations), phi: phi
      )
    }
    followNetwork(&judged, scan, locations: locations, phi: phi)

    var scores: [BaselineScore] = []
    let byLocation = Dictionary(grouping: judged, by: \.count.location)
    for location in 0..<locations {
      let mine = byLocation[location] ?? []
      var score = score(location, businessDate, mine.isEmpty ? .notComputable : .ordinary)
      score.windowDays = Int(history) - longest
      score.days = score.windowDays
      var scan = scan
      scan.levelVariances = OnsetScan.Pair(
        loss: losses.effects.factors[1].variances[location], surplus: surpluses.effects.factors[1].variances[location])
      scan.overdispersion = phi
      // Benjamini-Hochberg asks for p of q / locations; p is told to a few per cent there
      scan.mostDraws = max(4999, Int(20 * Double(locations) / policy.falseDiscoveryRate))
      let seed = SeededGenerator.mix(UInt64(bitPattern: Int64(businessDate.number)) << 32 | UInt64(location))
      if let finding = scan.test(mine.map(\.scan), onsets: usable.count, seed: seed) {
        score.p = finding.p
        let (span, after) = (usable[finding.onset], onset(usable[finding.onset]))
        let since = mine.filter { $0.count.countedAt > after }
        describe(&score, since, span: span, phi: phi)
        score.evidence.counts = [ShrinkJudge.filter(since, after: after, intervals: familiar[location])]
      } else if !mine.isEmpty {
        score.verdict = .tooLittleHistory
      }
      scores.append(score)
    }
    // The network is one more place that may lose too much
    if var network = try NetworkRate.score(lengths, family: .shrink, businessDate: businessDate, level: policy.level) {
      let mine = judged.filter { $0.count.countedAt > onset(network.span) && !$0.count.isChosen }
      network.money = ShrinkJudge.money(mine, excess: network.excess ?? 0)
      network.evidence.missing = mine.reduce(0) { $0 + $1.count.loss }
      network.evidence.counts = Dictionary(grouping: mine, by: \.count.location).sorted { $0.key < $1.key }.map {
        ShrinkJudge.filter($1, after: onset(network.span), intervals: familiar[$0])
      }
      scores.append(network)
    }
    try adjust(&scores)
    return FamilyScores(locations: Array(scores.prefix(locations)), network: scores.dropFirst(locations).first)
  }

  /// Losses by location, among counts of a span.
  private func networkSums(_ mine: [CountEvidence], locations: Int) -> NetworkRate.Sums {
    var sums = NetworkRate.Sums(
      cases: Array(repeating: 0, count: locations), expected: Array(repeating: 0, count: locations), possible: Double(mine.count))
    for one in mine {
      sums.expected[one.count.location] += one.chances.loss
      if one.count.isShort { sums.cases[one.count.location] += 1 }
    }
    return sums
  }

  /// The spans of so many days that lie behind an instant.
  private func networkSpans(of past: [CountEvidence], until: Int64, days: Int, number: Int, locations: Int) -> [NetworkRate.Sums]
  {
    let length = Int64(days) * Instant.microsecondsPerDay
    let bySpan = Dictionary(grouping: past) { Int((until - $0.count.countedAt) / length) }
    return (0..<max(0, number)).compactMap { bySpan[$0].map { networkSums($0, locations: locations) } }
  }

  /// Which counts of a location these are.
  private static func filter(_ mine: [CountEvidence], after: Int64, intervals: ClosedRange<Double>) -> Evidence.Counts {
    Evidence.Counts(
      location: Int32(mine.first?.count.location ?? 0), after: Instant(microseconds: after),
      until: Instant(microseconds: mine.map(\.count.countedAt).max() ?? after), intervals: intervals)
  }

  /// The excess cases' part of what was found missing.
  private static func money(_ mine: [CountEvidence], excess: Double) -> Double {
    let cases = Double(mine.count { $0.count.isShort })
    return cases > 0 ? mine.reduce(0) { $0 + $1.count.loss } * max(0, excess) / cases : 0
  }

  /// The law of gaps of one sign.
  private func law(of past: [JudgedCount], _ part: (Int64) -> Int64) throws -> GapLaw {
    let (hazard, effects, _) = try RecordModel.fitHazard(
      past.map { count in
        var interval = count.interval
        interval.gap = part(interval.gap)
        return interval
      }, levels: levels, turns: ShrinkJudge.turns)
    return GapLaw(hazard: hazard, effects: effects)
  }

  /// By location: lengths of intervals such as it has taught. Chances of others would be extrapolated: where all turns are long,
  /// errors of both signs have cancelled by their end, and what a short interval shows is not known.
  private func familiarLengths(_ taught: [CountEvidence], locations: Int) -> [ClosedRange<Double>] {
    let lengths = Dictionary(grouping: taught, by: \.count.location).mapValues { $0.map(\.count.interval.days) }
    return (0..<locations).map { location in
      guard let mine = lengths[location], let shortest = quantile(mine, 0.05), let longest = mine.max() else { return 0...0 }
      return shortest...max(shortest, longest)
    }
  }

  /// What all locations see more or less of is expected everywhere, apart for counts that were chosen and those that were not.
  private func followNetwork(_ judged: inout [CountEvidence], _ scan: OnsetScan, locations: Int, phi: Double) {
    func factors(_ mine: [Int], sign: Int, _ chance: (OnsetScan.Pair) -> Double) -> [Double] {
      var (cases, expected) = ([Double](repeating: 0, count: locations), [Double](repeating: 0, count: locations))
      for place in mine {
        expected[judged[place].count.location] += chance(judged[place].chances)
        if judged[place].count.sign == sign { cases[judged[place].count.location] += 1 }
      }
      return CommonCause.factors(cases: cases, expected: expected, phi: phi, least: 0)
    }
    for isChosen in [false, true] {
      let mine = judged.indices.filter { judged[$0].count.isChosen == isChosen }
      let (losses, surpluses) = (factors(mine, sign: 1, \.loss), factors(mine, sign: -1, \.surplus))
      for place in mine {
        let location = judged[place].count.location
        judged[place].scan.factors = OnsetScan.Pair(loss: losses[location], surplus: surpluses[location])
        judged[place].chances = scan.chances(judged[place].scan)
      }
    }
  }

  /// phi of the counts of a location in a week.
  private func overdispersion(_ past: [CountEvidence], locations: Int, until: Int64, days: Int) -> Double {
    let weeks = days / ShrinkJudge.week
    var sums = [(excess: Double, variance: Double)](repeating: (0, 0), count: max(0, weeks) * locations)
    for one in past {
      let week = Int((until - one.count.countedAt) / (Int64(ShrinkJudge.week) * Instant.microsecondsPerDay))
      guard week < weeks else { continue }
      let place = week * locations + one.count.location
      sums[place].excess += Double(one.count.sign) - one.chances.mean
      sums[place].variance += one.chances.variance
    }
    let zs = sums.filter { $0.variance > 0.5 }.map { $0.excess / $0.variance.squareRoot() }
    return CommonCause.overdispersion(zs, blocks: Double(weeks))
  }

  private func score(_ location: Int, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    BaselineScore(location: Int32(location), family: .shrink, day: day, windowDays: 0, days: 0, verdict: verdict)
  }

  /// The figures of the counts since the onset that says most, as shares.
  private func describe(_ score: inout BaselineScore, _ mine: [CountEvidence], span: Int, phi: Double) {
    let number = Double(max(1, mine.count))
    let cases = Double(mine.count { $0.count.isShort })
    let expected = mine.reduce(0) { $0 + $1.chances.loss }
    let deviation = (phi * mine.reduce(0) { $0 + $1.chances.loss * (1 - $1.chances.loss) }).squareRoot()
    score.span = span
    score.z = score.p.map { Normal.standard.quantile(upperTail: min(max($0, 1e-300), 1 - 1e-16)) }
    score.level = expected / number
    score.expected = expected / number
    score.observed = cases / number
    score.spread = deviation / number
    score.deviation = score.spread
    let half = Normal.standard.quantile(0.5 + policy.level / 2) * deviation
    score.natural = NaturalFigures(
      observed: cases / number, expected: expected / number, lower: max(0, expected - half) / number,
      upper: min(number, expected + half) / number)
    score.excess = cases - expected
    score.money = ShrinkJudge.money(mine, excess: cases - expected)
    score.evidence.cases = cases
    score.evidence.possible = Double(mine.count)
    score.evidence.expectedCases = expected
    score.evidence.missing = mine.reduce(0) { $0 + $1.count.loss }
  }

  private func adjust(_ scores: inout [BaselineScore]) throws {
    let judged = scores.indices.filter { scores[$0].p != nil }
    let q = try benjaminiHochberg(judged.map { scores[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      scores[index].q = q[place]
      let isLarge = (scores[index].excess ?? 0) >= policy.minimumUnits && (scores[index].money ?? 0) >= policy.minimumValue
      if q[place] <= policy.falseDiscoveryRate, isLarge { scores[index].verdict = .anomalous }
    }
  }
}

/// How often gaps of one sign come about.
private struct GapLaw {
  var hazard: ExposureHazard
  var effects: HazardEffects

  var dispersion: Double { hazard.dispersion }

  /// Error events to expect of an interval between two counts.
  func expectedEvents(_ interval: CountInterval) -> Double {
    hazard.hazard(RecordModel.vector(interval.exposure, days: interval.days, startsWith: .count, counting: 1))
      * effects.multiplier(interval.levels.all)
  }
}
