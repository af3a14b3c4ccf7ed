internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// One day of one location's metric, natural scale, with the integers of a ratio.
public struct MetricDay: Sendable {
  public var location: Int32
  public var day: Day
  public var value: Double?
  public var numerator: Int64
  public var denominator: Int64
  /// Loss at cost found that day, thousandths of currency, where the family has one.
  public var loss: Int64 = 0

  public init(location: Int32, day: Day, value: Double?, numerator: Int64, denominator: Int64) {
    self.location = location
    self.day = day
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// Judges each location's metric against its own past: level, trend and weekday fitted robustly over a training
/// window that ends before the judged days, on a scale where the spread does not follow the level.
///
/// What moves all locations on a day (a holiday, a campaign) is nobody's anomaly: the median z of the day is
/// taken off first. P-values are one-sided, because each family is about too much of something, and are adjusted
/// over the locations by Benjamini & Hochberg.
public struct LocationJudge: Sendable {
  public var trainDays: Int
  public var minimumDays: Int
  public var falseDiscoveryRate: Double
  public var minimumUnits: Double
  public var minimumValue: Double
  /// By location: days that no window has seen the like of; nothing is judged on them, and nothing learned.
  public var unseenDays: [Set<Int32>]
  /// Two-sided level of the ordinary band.
  public var level: Double

  public init(
    trainDays: Int, minimumDays: Int, falseDiscoveryRate: Double, minimumUnits: Double, minimumValue: Double,
    unseenDays: [Set<Int32>], level: Double
  ) {
    self.trainDays = trainDays
    self.minimumDays = minimumDays
    self.falseDiscoveryRate = falseDiscoveryRate
    self.minimumUnits = minimumUnits
    self.minimumValue = minimumValue
    self.unseenDays = unseenDays
    self.level = level
  }

  /// - Parameter days: of one family's metric, any order.
  public func judge(_ family: AlertFamily, days: [MetricDay], locations: Int, businessDate: Day) throws -> [BaselineScore] {
    let scale = StabilisedScale(family)
    let span = scale.span
    let first = businessDate.advanced(by: 1 - span - trainDays)
    let known = days.filter { $0.day >= first && $0.day <= businessDate && scale.value($0) != nil }
    guard let earliest = known.map(\.day).min() else {
      return (0..<locations).map { empty(family, Int32($0), businessDate, .notComputable) }
    }
    let training = Int(businessDate.number) - span + 1 - Int(earliest.number)
    guard training >= minimumDays else {
      return (0..<locations).map { empty(family, Int32($0), businessDate, .tooLittleHistory) }
    }
    let window = (0..<training).map { earliest.advanced(by: $0) }
    var block = Matrix(rows: training, columns: locations)
    for column in 0..<locations { for row in 0..<training { block[row, column] = Double.nan } }
    var judged = [[MetricDay]](repeating: [], count: locations)
    for day in known {
      let row = day.day.days(since: earliest)
      if row < training {
        if !unseenDays[Int(day.location)].contains(day.day.number) {
          block[row, Int(day.location)] = scale.value(day) ?? Double.nan
        }
      } else if !unseenDays[Int(day.location)].contains(day.day.number) {
        judged[Int(day.location)].append(day)
      }
    }
    let design = try SeasonalDesign(days: window.map(\.number), weekdays: window.map(\.isoWeekday))
    let fits = try RobustSeasonalFit.fit(block, design: design, minimumDays: minimumDays)

    let typical = typicalSizes(known, locations: locations)
    var readings = [[Reading]](repeating: [], count: locations)
    for location in 0..<locations {
      for day in judged[location].sorted(by: { $0.day < $1.day }) {
        let row = try design.row(day: day.day.number, weekday: day.day.isoWeekday)
        guard let prediction = fits[location].predict(row), let value = scale.value(day) else { continue }
        let deviation = scale.deviation(prediction.standardError, day: day, typical: typical[location])
        readings[location].append(
          Reading(
            day: day, value: value, expected: prediction.expected, deviation: deviation,
            z: (value - prediction.expected) / deviation, degrees: Double(max(1, prediction.degreesOfFreedom))))
      }
    }
    let spread = try pastSpread(fits, design: design, block: block, window: window, scale: scale)
    for location in readings.indices {
      for index in readings[location].indices {
        readings[location][index].z /= spread
        readings[location][index].deviation *= spread
      }
    }
    takeOffCommonShocks(&readings, span: span, businessDate: businessDate)
    var scores = (0..<locations).map { location in
      score(family, Int32(location), fits[location], readings[location], block: block, window: training, businessDate, scale)
    }
    try adjust(&scores, readings: readings, scale: scale)
    return scores
  }

  struct Reading {
    var day: MetricDay
    var value: Double
    var expected: Double
    var deviation: Double
    var z: Double
    var degrees: Double
  }

  /// How much wider the judged statistic spread in the past than its days alone explain, over all locations; at
  /// least 1. Days that belong together (the same shelves counted, a slow week) make sums wilder than sums of
  /// independent days (overdispersion, Spiegelhalter 2005), and limits that ignore it cry wolf.
  private func pastSpread(
    _ fits: [RobustSeasonalFit], design: SeasonalDesign, block: Matrix, window: [Day], scale: StabilisedScale
  ) throws -> Double {
    guard scale.isSummed else { return 1 }
    let rows = try window.map { day throws(StatisticsError) in try design.row(day: day.number, weekday: day.isoWeekday) }
    var sums: [Double] = []
    for location in fits.indices {
      for start in stride(from: 0, through: window.count - scale.span, by: scale.span) {
        var zs: [Double] = []
        for row in start..<start + scale.span where !block[row, location].isNaN {
          guard let prediction = fits[location].predict(rows[row]) else { continue }
          zs.append((block[row, location] - prediction.expected) / prediction.standardError)
        }
        if zs.count * 2 >= scale.span { sums.append(scale.sum(zs)) }
      }
    }
    // Quantiles, so that a surge in the past does not hide the next one
    guard sums.count >= 20, let high = quantile(sums, 0.9), let low = quantile(sums, 0.1) else { return 1 }
    return max(1, (high - low) / (2 * Normal.standard.quantile(0.9)))
  }

  private func empty(_ family: AlertFamily, _ location: Int32, _ day: Day, _ verdict: BaselineVerdict) -> BaselineScore {
    BaselineScore(location: location, family: family, day: day, windowDays: 0, days: 0, verdict: verdict)
  }

  private func typicalSizes(_ days: [MetricDay], locations: Int) -> [Double] {
    var sizes = [[Double]](repeating: [], count: locations)
    for day in days where day.denominator > 0 { sizes[Int(day.location)].append(Double(day.denominator)) }
    return sizes.map { median($0) ?? 1 }
  }

  /// With too few locations a median is one of them, and taking it off would hide it.
  private static let fewestForShock = 8

  private func takeOffCommonShocks(_ readings: inout [[Reading]], span: Int, businessDate: Day) {
    for offset in 0..<span {
      let day = businessDate.advanced(by: -offset)
      let zs = readings.joined().filter { $0.day.day == day }.map(\.z)
      guard zs.count >= LocationJudge.fewestForShock, let shock = median(zs) else { continue }
      for location in readings.indices {
        for index in readings[location].indices where readings[location][index].day.day == day {
          readings[location][index].z -= shock
        }
      }
    }
  }

  private func score(
    _ family: AlertFamily, _ location: Int32, _ fit: RobustSeasonalFit, _ readings: [Reading], block: Matrix, window: Int,
    _ businessDate: Day, _ scale: StabilisedScale
  ) -> BaselineScore {
    var score = empty(family, location, businessDate, .ordinary)
    score.windowDays = window
    score.days = fit.days
    let past = (0..<block.rows).map { block[$0, Int(location)] }.filter { !$0.isNaN }
    score.level = median(past)
    switch fit.outcome {
    case .tooFewDays: score.verdict = .tooLittleHistory
    case .flat: score.verdict = .flatHistory
    default: break
    }
    guard score.verdict == .ordinary else { return score }
    score.spread = fit.scale
    guard !readings.isEmpty else {
      score.verdict =
        (0..<scale.span).contains { unseenDays[Int(location)].contains(businessDate.number - Int32($0)) }
        ? .unseenEvent : .notComputable
      return score
    }
    let evidence = scale.combine(readings)
    score.day = evidence.reading.day.day
    score.observed = evidence.reading.value
    score.expected = evidence.reading.expected
    score.deviation = evidence.reading.deviation
    score.z = evidence.z
    score.p = evidence.p
    score.natural = scale.figures(readings, level: level)
    return score
  }

  private func adjust(_ scores: inout [BaselineScore], readings: [[Reading]], scale: StabilisedScale) throws {
    let judged = scores.indices.filter { scores[$0].p != nil }
    let q = try benjaminiHochberg(judged.map { scores[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      scores[index].q = q[place]
      let excess = scale.excess(readings[index], minimumUnits: minimumUnits, minimumValue: minimumValue)
      scores[index].money = excess.money
      if q[place] <= falseDiscoveryRate, (scores[index].z ?? 0) > 0, excess.isLarge { scores[index].verdict = .anomalous }
    }
  }
}
