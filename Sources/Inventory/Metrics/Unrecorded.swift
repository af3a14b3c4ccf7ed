internal import Statistics

/// What a young day still lacks: messages that happened and are not recorded yet, and how late they will be.
public struct Unrecorded: Sendable {
  /// Expected messages.
  public private(set) var messages = 0.0
  /// Of those, recorded later than their source promises.
  private(set) var late = 0.0
  /// Their delays, where they have a time.
  private(set) var delays = SketchMixture()
  private(set) var delaysOfSource: [String: SketchMixture] = [:]
  /// Sum of mean^2 / size over sources.
  private var spread = 0.0

  mutating func add(_ law: NegativeBinomial, delays shape: SketchMixture, source: ArrivalLog.Source) {
    var mine = SketchMixture()
    mine.add(shape, weight: law.mean)
    messages += law.mean
    spread += law.mean * law.mean / law.size
    late += mine.count(above: source.limit)
    delays.add(mine)
    delaysOfSource[source.name] = mine
  }

  /// Equal-tailed, of the negative binomial law with the mean and the variance of the sum over sources. The delay law is taken
  /// as known.
  func interval(level: Double) -> (lower: Double, upper: Double) {
    let law = NegativeBinomial(mean: messages, size: spread > 0 ? messages * messages / spread : .infinity)
    let tail = (1 - level) / 2
    let (lower, upper): (Int?, Int?) = (law.quantile(tail), law.quantile(upperTail: tail))
    return (lower.map { min(Double($0), messages) } ?? messages, upper.map { max(Double($0), messages) } ?? messages)
  }

  /// The unrecorded messages of a day of which y are recorded, F being the share that is recorded by now:
  ///
  ///     rate of the day ~ f Gamma(a, b)
  ///     unrecorded | y  ~ negative binomial, mean (1 - F) f (a + y) / (b + f F), size a + y
  ///
  /// f: how many messages its weekday has of the mean day's. Finite also where F = 0; `nil` without any past.
  static func law(recorded: Int64, share: Double, prior: GammaPoissonPrior, weekday: Double) -> NegativeBinomial? {
    let exposure = prior.rate + weekday * share
    guard prior.rate > 0, share < 1, exposure > 0 else { return nil }
    let size = prior.shape + Double(max(0, recorded))
    return NegativeBinomial(mean: (1 - share) * weekday * size / exposure, size: size)
  }
}

/// What is usual of the feeds of all locations, and what their young days therefore lack.
public struct DelayLaws: Sendable {
  /// One source of one location.
  struct Feed: Sendable {
    let source: ArrivalLog.Source
    let law: DelayLaw
    let prior: GammaPoissonPrior
    /// By ISO weekday from Monday, as a share of the mean day.
    let weekdays: [Double]
  }

  private let businessDate: Day
  private let sources: [ArrivalLog.Source]
  private let firstDay: Day
  private let feedsOf: [Int32: [(cell: ArrivalCell, law: DelayLaw)]]
  private let weekdays: [[Double]]

  /// - Parameter isSilent: whether a source of a location has gone silent: nobody knows what happens there, and no messages
  ///   are made up for it.
  public init(_ log: ArrivalLog, cells: [ArrivalCell], isSilent: (_ location: Int32, _ source: String) -> Bool) throws {
    businessDate = log.businessDate
    firstDay = log.firstDay
    sources = log.sources
    let bySource = Dictionary(grouping: cells, by: \.source)
    let everywhere = log.sources.indices.map { source in
      (bySource[source] ?? []).reduce(into: DelayCounts()) { $0.add($1.delays) }
    }
    weekdays = log.sources.indices.map { DelayLaws.weekdays(bySource[$0] ?? [], from: log.firstDay) }
    var feedsOf: [Int32: [(cell: ArrivalCell, law: DelayLaw)]] = [:]
    for cell in cells where !isSilent(cell.location, sources[cell.source].name) {
      feedsOf[cell.location, default: []].append((cell, try DelayLaw(own: cell.delays, everywhere: everywhere[cell.source])))
    }
    // By name, because codes depend on the order of reading, and sums of fractions on the order of their terms
    self.feedsOf = feedsOf.mapValues { feeds in
      feeds.sorted { log.sources[$0.cell.source].name < log.sources[$1.cell.source].name }
    }
  }

  /// Weekday factors over three whole weeks that ended a week ago, so that each weekday is there as often and arrived; one
  /// message a day draws them towards 1. All 1 where the feed is younger.
  private static func weekdays(_ cells: [ArrivalCell], from first: Day) -> [Double] {
    let weeks = ArrivalLog.window / 7 - 1
    var sums = [Double](repeating: 0, count: 7)
    var isOld = false
    for cell in cells {
      for day in 0..<7 * weeks {
        sums[first.advanced(by: day).isoWeekday - 1] += Double(max(0, cell.messages[day]))
        isOld = isOld || (day < 7 && cell.messages[day] > 0)
      }
    }
    let pull = Double(weeks)
    let mean = sums.reduce(0, +) / 7
    return sums.map { isOld ? ($0 + pull) / (mean + pull) : 1 }
  }

  /// The law of a cell; `nil` of a silent one.
  public func law(of cell: ArrivalCell) -> DelayLaw? {
    feedsOf[cell.location]?.first { $0.cell.source == cell.source }?.law
  }

  /// The feeds of a location that could lack something.
  /// - Parameter firstYoung: the rate is learned from the days before.
  func feeds(of location: Int32, firstYoung: Day) -> [Feed] {
    let mine = feedsOf[location] ?? []
    let past = max(0, min(firstYoung.days(since: firstDay), ArrivalLog.window))
    guard let start = (0..<past).first(where: { day in mine.contains { $0.cell.messages[day] > 0 } }) else { return [] }
    return mine.filter { $0.law.recorded(age: 0) < 1 }.map { cell, law in
      let weekdays = weekdays[cell.source]
      let prior = GammaPoisson.fit(
        counts: (start..<past).map { Int(max(0, cell.messages[$0])) },
        exposures: (start..<past).map { weekdays[firstDay.advanced(by: $0).isoWeekday - 1] })
      return Feed(source: sources[cell.source], law: law, prior: prior, weekdays: weekdays)
    }
  }

  /// What a young day lacks; `nil` where nothing is expected.
  func unrecorded(of day: DayFigures, feeds: [Feed]) -> Unrecorded? {
    let age = businessDate.days(since: day.day)
    guard age >= 0, age < ArrivalLog.window else { return nil }
    var unrecorded = Unrecorded()
    for feed in feeds {
      let recorded = day.latencyOfSource.first { $0.source == feed.source.name }?.cell.events ?? 0
      guard
        let law = Unrecorded.law(
          recorded: recorded, share: feed.law.recorded(age: age), prior: feed.prior,
          weekday: feed.weekdays[day.day.isoWeekday - 1])
      else { continue }
      unrecorded.add(law, delays: feed.law.unrecorded(age: age), source: feed.source)
    }
    return unrecorded.messages > 0 ? unrecorded : nil
  }
}
