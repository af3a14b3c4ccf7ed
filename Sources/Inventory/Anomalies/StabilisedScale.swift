internal import Glibc
internal import Statistics

/// The scale on which a family's metric is judged, how many days speak at once, and what counts as large.
///
/// - latency: log(1 + seconds); the worst of three days, because late messages complete a day after it is over
/// - cancellation: arcsine-square-root of the Anscombe-adjusted share; three days together
/// - shrink: loss / sqrt(sales at cost), whose spread does not follow turnover; ten days together, because counts
///   that show it are few
struct StabilisedScale {
  let family: AlertFamily

  init(_ family: AlertFamily) {
    self.family = family
  }

  var span: Int {
    switch family {
    case .latency, .cancellation: 3
    case .shrink: 10
    }
  }

  func value(_ day: MetricDay) -> Double? {
    switch family {
    case .latency:
      return day.value.map { log(1 + max(0, $0)) }
    case .cancellation:
      guard day.denominator > 0 else { return nil }
      return asin(((Double(day.numerator) + 0.375) / (Double(day.denominator) + 0.75)).squareRoot())
    case .shrink:
      guard day.denominator > 0 else { return nil }
      return Double(day.numerator) / (Double(day.denominator) * 1000).squareRoot()
    }
  }

  /// Back to what people read: seconds or shares.
  func natural(_ value: Double, denominator: Int64) -> Double {
    switch family {
    case .latency: return exp(value) - 1
    case .cancellation:
      let sine = sin(min(max(value, 0), Double.pi / 2))
      return sine * sine
    case .shrink: return denominator > 0 ? value * 1000.squareRoot() / Double(denominator).squareRoot() : 0
    }
  }

  /// The standard error of prediction, never below what sampling alone makes of a day of this size.
  func deviation(_ predicted: Double, day: MetricDay, typical: Double) -> Double {
    switch family {
    case .latency:
      // Quantiles of a steady feed repeat to a hair; a tenth is still no event
      return max(predicted, 0.10)
    case .cancellation:
      let sampling = 0.25 / Double(max(1, day.denominator)) - 0.25 / max(1, typical)
      return (predicted * predicted + max(0, sampling)).squareRoot()
    case .shrink:
      return predicted
    }
  }

  func combine(_ readings: [LocationJudge.Reading]) -> (reading: LocationJudge.Reading, z: Double, p: Double) {
    let last = readings[readings.count - 1]
    switch family {
    case .latency:
      let worst = readings.max { $0.z < $1.z } ?? last
      let p = StudentT(degreesOfFreedom: worst.degrees).upperTail(worst.z)
      return (worst, worst.z, min(1, p * Double(readings.count)))
    case .cancellation, .shrink:
      let z = readings.reduce(0) { $0 + $1.z } / Double(readings.count).squareRoot()
      return (last, z, StudentT(degreesOfFreedom: last.degrees).upperTail(z))
    }
  }

  struct Excess {
    var units: Double?
    var money: Double?
    var ratio: Double?

    func isLarge(units minimumUnits: Double, value minimumValue: Double) -> Bool {
      if let ratio { return ratio >= 1.5 }
      if let money { return money >= minimumValue }
      return (units ?? 0) >= minimumUnits
    }
  }

  /// How much more than expected, over the judged days.
  func excess(_ readings: [LocationJudge.Reading]) -> Excess {
    switch family {
    case .latency:
      let worst = readings.max { $0.z < $1.z }
      return Excess(
        ratio: worst.map { natural($0.value, denominator: 0) / max(60, natural($0.expected, denominator: 0)) })
    case .cancellation:
      let lines = readings.reduce(0) {
        $0 + Double($1.day.numerator) - natural($1.expected, denominator: 0) * Double($1.day.denominator)
      }
      return Excess(units: lines)
    case .shrink:
      let money = readings.reduce(0) {
        $0 + Double($1.day.numerator) - natural($1.expected, denominator: $1.day.denominator) * Double($1.day.denominator)
      }
      return Excess(money: money / 1000)
    }
  }

  /// Observed and expected over the judged days, natural scale, with the ordinary band.
  func summary(_ score: BaselineScore, level: Double) -> (observed: Double?, expected: Double?, lower: Double?, upper: Double?) {
    guard let observed = score.observed, let expected = score.expected, let deviation = score.deviation else {
      return (nil, nil, nil, nil)
    }
    let z = Normal.standard.quantile(0.5 + level / 2)
    return (
      natural(observed, denominator: 1), natural(expected, denominator: 1), natural(expected - z * deviation, denominator: 1),
      natural(expected + z * deviation, denominator: 1)
    )
  }
}

extension BaselineScore {
  /// The score as the fact an alert is folded from; `nil` when nothing was judged.
  public func signal(scope: String, level: Double) -> AlertSignal? {
    guard verdict == .ordinary || verdict == .anomalous, let q else { return nil }
    let figures = StabilisedScale(family).summary(self, level: level)
    // Shares of loss have no natural unit per day; the stabilised figures would mean nothing to a reader
    let isReadable = family != .shrink
    return AlertSignal(
      family: family, scope: scope, day: day, isFiring: verdict == .anomalous,
      severity: q < 1e-4 || (money ?? 0) > 500 ? .critical : .warning, observed: isReadable ? figures.observed : nil,
      expected: isReadable ? figures.expected : nil, lower: isReadable ? figures.lower : nil,
      upper: isReadable ? figures.upper : nil, p: p, q: q, money: money)
  }
}
