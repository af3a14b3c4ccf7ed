internal import Glibc
internal import Statistics

/// Judges a share of rare cases (cancelled lines) of each location against its own past, over
/// several spans of days at once.
///
/// Days of a store have a handful of cases, too few to be judged alone or on a scale made for large numbers. The cases of a
/// span are held against a predictive law:
///
///     X_s ~ NB(a_l, n_s / (n_s + b_l)),   rate_l ~ Gamma(a_l, b_l)     posterior of the training days, empirical Bayes prior
///     n_s = sum over days of cases possible x weekday factor x factor of known events (`DayEvents`) x network factor
///
/// - What moves the network moves n, not the score: the network factor of a span is that of the other locations, each held
///   to what is ordinary, so that one surge neither hides in it nor lifts it.
/// - Cases come in clumps. Counts are divided by phi, the spread of past spans over what chance makes of them
///   (Spiegelhalter 2005), Winsorised, so that a surge in the past does not hide the next one.
/// - p of a location: Simes over the spans. q: Benjamini & Hochberg over the locations.
struct RateJudge {
  let family: AlertFamily
  let policy: LocationJudge

  /// Cases and possible cases of one location by day of the window.
  private struct Series {
    var cases: [Double]
    /// Weighted by what weekdays and events make of them.
    var possible: [Double]
    /// As counted.
    var counted: [Double]
  }

  /// One span of one location.
  struct Reading {
    var span: Int
    var cases: Double
    /// As counted.
    var possible: Double
    var expected: Double
    var deviation: Double
    var p: Double
  }

  func judge(_ days: [MetricDay], locations: Int, businessDate: Day) throws -> FamilyScores {
    let spans = family.spans
    let first = businessDate.advanced(by: 1 - (spans.last ?? 1) - policy.trainDays)
    let known = days.filter { $0.day >= first && $0.day <= businessDate && $0.denominator > 0 }
    guard let earliest = known.map(\.day).min() else {
      return FamilyScores(locations: (0..<locations).map { score(Int32($0), businessDate, .notComputable) })
    }
    let length = Int(businessDate.number - earliest.number) + 1
    let usable = spans.filter { length - $0 >= policy.minimumDays }
    guard let longest = usable.last else {
      return FamilyScores(locations: (0..<locations).map { score(Int32($0), businessDate, .tooLittleHistory) })
    }
    let training = length - longest
    var series = [Series](
      repeating: Series(
        cases: Array(repeating: 0, count: length), possible: Array(repeating: 0, count: length),
        counted: Array(repeating: 0, count: length)),
      count: locations)
    for day in known where !policy.unseenDays[Int(day.location)].contains(day.day.number) {
      let place = day.day.days(since: earliest)
      series[Int(day.location)].cases[place] = Double(day.numerator)
      series[Int(day.location)].possible[place] = Double(day.denominator)
      series[Int(day.location)].counted[place] = Double(day.denominator)
    }
    let weekdays = (0..<length).map { earliest.advanced(by: $0).isoWeekday }
    weigh(&series, weekdays: weekdays, training: training)
    weighEvents(&series, first: earliest, training: training)
    let totals = series.map { (cases: $0.cases[..<training].reduce(0, +), possible: $0.possible[..<training].reduce(0, +)) }
    guard totals.contains(where: { $0.cases > 0 }) else {
      return FamilyScores(
        locations: totals.indices.map { score(Int32($0), businessDate, totals[$0].possible > 0 ? .flatHistory : .notComputable) })
    }
    let prior = GammaPoisson.fit(counts: totals.map { Int($0.cases) }, exposures: totals.map(\.possible))
    let rates = totals.map { ($0.cases + prior.shape) / max($0.possible + prior.rate, 1e-9) }
    let spreads = usable.map { spread(series, rates: rates, span: $0, training: training) }

    var readings = [[Reading]](repeating: [], count: locations)
    for (place, span) in usable.enumerated() {
      let phi = spreads[place]
      let window = (length - span)..<length
      let sums = sums(series, window)
      let factors = networkFactors(sums, rates: rates, phi: phi)
      for location in 0..<locations where sums[location].possible > 0 {
        let exposure = sums[location].possible * factors[location]
        let (a, b) = (
          prior.shape + totals[location].cases / (spreads.last ?? 1), prior.rate + totals[location].possible / (spreads.last ?? 1)
        )
        let expected = exposure * a / b
        readings[location].append(
          Reading(
            span: span, cases: sums[location].cases, possible: sums[location].counted, expected: expected,
            deviation: (expected * phi + exposure * exposure * a / (b * b)).squareRoot(),
            p: tail(cases: sums[location].cases / phi, exposure: exposure / phi, shape: a, rate: b)))
      }
    }
    let lengths = usable.enumerated().map { place, span in
      NetworkRate.Length(
        days: span, past: blocks(series, span: span, training: training).map { networkSums($0, rates: rates) },
        now: networkSums(sums(series, (length - span)..<length), rates: rates), phi: spreads[place])
    }
    return try judge(readings, totals: totals, rates: rates, training: training, lengths, businessDate)
  }

  private typealias Sums = [(cases: Double, possible: Double, counted: Double)]

  private func sums(_ series: [Series], _ window: Range<Int>) -> Sums {
    series.map { one in
      (one.cases[window].reduce(0, +), one.possible[window].reduce(0, +), one.counted[window].reduce(0, +))
    }
  }

  /// Sums of the training days' spans, the latest last.
  private func blocks(_ series: [Series], span: Int, training: Int) -> [Sums] {
    stride(from: training % span, through: training - span, by: span).map { sums(series, $0..<$0 + span) }
  }

  private func networkSums(_ sums: Sums, rates: [Double]) -> NetworkRate.Sums {
    NetworkRate.Sums(
      cases: sums.map(\.cases), expected: sums.indices.map { sums[$0].possible * rates[$0] },
      possible: sums.reduce(0) { $0 + $1.counted })
  }

  /// P(X >= x) of the negative binomial law, continued to real x by the incomplete beta function.
  private func tail(cases: Double, exposure: Double, shape: Double, rate: Double) -> Double {
    guard cases > 0, exposure > 0 else { return 1 }
    return regularizedIncompleteBeta(exposure / (exposure + rate), cases, shape)
  }

  /// Possible cases of a weekday count for more where the network has more cases on it.
  private func weigh(_ series: inout [Series], weekdays: [Int], training: Int) {
    var (cases, possible) = ([Double](repeating: 0, count: 8), [Double](repeating: 0, count: 8))
    for one in series {
      for place in 0..<training {
        cases[weekdays[place]] += one.cases[place]
        possible[weekdays[place]] += one.possible[place]
      }
    }
    let (allCases, allPossible) = (cases.reduce(0, +), possible.reduce(0, +))
    guard allCases > 0 else { return }
    let factors = cases.indices.map { weekday in
      (cases[weekday] + CommonCause.inertia) / (possible[weekday] * allCases / allPossible + CommonCause.inertia)
    }
    for location in series.indices {
      for place in weekdays.indices { series[location].possible[place] *= factors[weekdays[place]] }
    }
  }

  /// Possible cases of a day with a promotion count for what it makes of them everywhere.
  private func weighEvents(_ series: inout [Series], first: Day, training: Int) {
    let expected = series.map { one in
      let (cases, possible) = (one.cases[..<training].reduce(0, +), one.possible[..<training].reduce(0, +))
      return one.possible.map { possible > 0 ? $0 * cases / possible : 0 }
    }
    let factors = policy.events.factors(
      cases: series.map(\.cases), expected: expected, start: first, training: training)
    for location in series.indices {
      for place in series[location].possible.indices { series[location].possible[place] *= factors[location][place] }
    }
  }

  private func networkFactors(_ sums: Sums, rates: [Double], phi: Double) -> [Double] {
    // Others that calm down are no reason to expect less here
    CommonCause.factors(
      cases: sums.map(\.cases), expected: sums.indices.map { sums[$0].possible * rates[$0] }, phi: phi, least: 1)
  }

  /// phi of sums over a span.
  private func spread(_ series: [Series], rates: [Double], span: Int, training: Int) -> Double {
    var zs: [Double] = []
    for sums in blocks(series, span: span, training: training) {
      let factors = networkFactors(sums, rates: rates, phi: 1)
      for location in sums.indices where sums[location].possible > 0 {
        let expected = sums[location].possible * factors[location] * rates[location]
        zs.append((sums[location].cases - expected) / max(expected, 1e-9).squareRoot())
      }
    }
    return CommonCause.overdispersion(zs, blocks: Double(training / max(1, span)))
  }

  private func score(_ location: Int32, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    BaselineScore(location: location, family: family, day: day, windowDays: 0, days: 0, verdict: verdict)
  }

  private func judge(
    _ readings: [[Reading]], totals: [(cases: Double, possible: Double)], rates: [Double], training: Int,
    _ lengths: [NetworkRate.Length], _ businessDate: Day
  ) throws -> FamilyScores {
    var scores: [BaselineScore] = []
    for location in readings.indices {
      var score = score(Int32(location), businessDate, .ordinary)
      score.windowDays = training
      score.days = training
      guard let strongest = readings[location].min(by: { $0.p < $1.p }), totals[location].possible > 0,
        !policy.unseenDays[location].contains(businessDate.number)
      else {
        score.verdict =
          policy.unseenDays[location].contains(businessDate.number)
          ? .unseenEvent : readings[location].isEmpty ? .notComputable : .tooLittleHistory
        scores.append(score)
        continue
      }
      score.p = try simes(readings[location].map(\.p))
      score.z = score.p.map { Normal.standard.quantile(upperTail: min(max($0, 1e-300), 1 - 1e-16)) }
      score.span = strongest.span
      score.excess = strongest.cases - strongest.expected
      score.level = rates[location]
      score.observed = strongest.cases / strongest.possible
      score.expected = strongest.expected / strongest.possible
      score.spread = strongest.deviation / strongest.possible
      score.deviation = score.spread
      let half = Normal.standard.quantile(0.5 + policy.level / 2) * strongest.deviation
      score.natural = NaturalFigures(
        observed: strongest.cases / strongest.possible, expected: strongest.expected / strongest.possible,
        lower: max(0, strongest.expected - half) / strongest.possible,
        upper: min(strongest.possible, strongest.expected + half) / strongest.possible)
      score.evidence = Evidence(cases: strongest.cases, possible: strongest.possible, expectedCases: strongest.expected)
      score.evidence.leftOut = leftOut(Int32(location), days: strongest.span, businessDate)
      scores.append(score)
    }
    // The network is one more place that may have too many
    if var network = try NetworkRate.score(lengths, family: family, businessDate: businessDate, level: policy.level) {
      network.evidence.leftOut = readings.indices.flatMap { leftOut(Int32($0), days: network.span, businessDate) }
      scores.append(network)
    }
    let judged = scores.indices.filter { scores[$0].p != nil }
    let q = try benjaminiHochberg(judged.map { scores[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      scores[index].q = q[place]
      if q[place] <= policy.falseDiscoveryRate, (scores[index].excess ?? 0) >= policy.minimumUnits {
        scores[index].verdict = .anomalous
      }
    }
    return FamilyScores(locations: Array(scores.prefix(readings.count)), network: scores.dropFirst(readings.count).first)
  }

  /// Days of a span that nobody judged.
  private func leftOut(_ location: Int32, days: Int, _ last: Day) -> [Evidence.LocationDay] {
    (0..<days).reversed().map { last.advanced(by: -$0) }.filter { policy.unseenDays[Int(location)].contains($0.number) }
      .map { Evidence.LocationDay(location: location, day: $0) }
  }
}
