internal import Glibc
internal import Statistics

/// The scale on which a family's metric is judged, how many days speak at once, and what counts as large.
///
/// - latency: log(1 + seconds); the worst of three days, because late messages complete a day after it is over
/// - cancellation: arcsine-square-root of the Anscombe-adjusted share; three days together
/// - shrink: the same of the share of counts that find less than the movements explain; ten days together, because
///   the counts that show it are few
struct StabilisedScale {
  let family: AlertFamily

  init(_ family: AlertFamily) {
    self.family = family
  }

  var span: Int { family.span }

  /// The judged days speak together, not the worst of them.
  var isSummed: Bool { family != .latency }

  /// Several days as one z. One wild day is not a surge: it counts for three standard errors at most.
  func sum(_ zs: [Double]) -> Double {
    zs.reduce(0) { $0 + min(max($1, -3), 3) } / Double(max(1, zs.count)).squareRoot()
  }

  func value(_ day: MetricDay) -> Double? {
    switch family {
    case .latency:
      return day.value.map { log(1 + max(0, $0)) }
    case .cancellation, .shrink:
      guard day.denominator > 0 else { return nil }
      return asin(((Double(day.numerator) + 0.375) / (Double(day.denominator) + 0.75)).squareRoot())
    }
  }

  /// Back to what people read: seconds or shares.
  func natural(_ value: Double) -> Double {
    switch family {
    case .latency: return exp(value) - 1
    case .cancellation, .shrink:
      let sine = sin(min(max(value, 0), Double.pi / 2))
      return sine * sine
    }
  }

  /// The standard error of prediction, never below what sampling alone makes of a day of this size.
  func deviation(_ predicted: Double, day: MetricDay, typical: Double) -> Double {
    switch family {
    case .latency:
      // Quantiles of a steady feed repeat to a hair; a tenth is still no event
      return max(predicted, 0.10)
    case .cancellation, .shrink:
      let sampling = 0.25 / Double(max(1, day.denominator)) - 0.25 / max(1, typical)
      return (predicted * predicted + max(0, sampling)).squareRoot()
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
      let z = sum(readings.map(\.z))
      return (last, z, StudentT(degreesOfFreedom: last.degrees).upperTail(z))
    }
  }

  /// How much more than expected, over the judged days.
  struct Excess {
    /// Seconds, lines or counts.
    var size: Double
    var money: Double?
    var isLarge: Bool
  }

  /// Later than usual by less than this is no event, however steady the feed was before. Seconds.
  private static let smallestDelay = 900.0

  func excess(_ readings: [LocationJudge.Reading], minimumUnits: Double, minimumValue: Double) -> Excess {
    switch family {
    case .latency:
      guard let worst = readings.max(by: { $0.z < $1.z }) else { return Excess(size: 0, money: nil, isLarge: false) }
      let expected = natural(worst.expected)
      let delay = natural(worst.value) - expected
      return Excess(size: delay, money: nil, isLarge: delay >= max(StabilisedScale.smallestDelay, expected / 2))
    case .cancellation:
      let lines = excessCases(readings)
      return Excess(size: lines, money: nil, isLarge: lines >= minimumUnits)
    case .shrink:
      let counts = excessCases(readings)
      let loss = readings.reduce(0) { $0 + Double($1.day.loss) } / 1000
      let cases = readings.reduce(0) { $0 + Double($1.day.numerator) }
      // The excess counts' part of what was found missing
      let money = cases > 0 ? max(0, loss) * max(0, counts) / cases : 0
      return Excess(size: counts, money: money, isLarge: counts >= minimumUnits && money >= minimumValue)
    }
  }

  private func excessCases(_ readings: [LocationJudge.Reading]) -> Double {
    readings.reduce(0) { $0 + Double($1.day.numerator) - natural($1.expected) * Double($1.day.denominator) }
  }

  /// Observed and ordinary over the judged days, natural scale.
  func figures(_ readings: [LocationJudge.Reading], level: Double) -> NaturalFigures? {
    let z = Normal.standard.quantile(0.5 + level / 2)
    func band(_ expected: Double, _ deviation: Double) -> (Double, Double) {
      (natural(expected - z * deviation), natural(expected + z * deviation))
    }
    switch family {
    case .latency:
      guard let worst = readings.max(by: { $0.z < $1.z }) else { return nil }
      let (lower, upper) = band(worst.expected, worst.deviation)
      return NaturalFigures(
        observed: natural(worst.value), expected: natural(worst.expected), lower: max(0, lower), upper: upper)
    case .cancellation, .shrink:
      let size = readings.reduce(0) { $0 + Double($1.day.denominator) }
      guard size > 0 else { return nil }
      func mean(_ value: (LocationJudge.Reading) -> Double) -> Double {
        readings.reduce(0) { $0 + value($1) * Double($1.day.denominator) } / size
      }
      let expected = mean(\.expected)
      let (lower, upper) = band(expected, mean(\.deviation) / Double(readings.count).squareRoot())
      return NaturalFigures(
        observed: readings.reduce(0) { $0 + Double($1.day.numerator) } / size, expected: natural(expected), lower: lower,
        upper: upper)
    }
  }
}

extension BaselineScore {
  /// The score as the fact an alert is folded from; `nil` when nothing was judged.
  public func signal(scope: String) -> AlertSignal? {
    guard verdict == .ordinary || verdict == .anomalous, let q else { return nil }
    return AlertSignal(
      family: family, scope: scope, day: day, isFiring: verdict == .anomalous,
      severity: q < 1e-4 || (q < 1e-3 && (money ?? 0) > 500) ? .critical : .warning, observed: natural?.observed,
      expected: natural?.expected, lower: natural?.lower, upper: natural?.upper, p: p, q: q, money: money)
  }
}
