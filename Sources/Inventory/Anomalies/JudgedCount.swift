/// A count as evidence of loss: what the interval it ends was exposed to, and what it found.
public struct JudgedCount: Sendable {
  public var interval: CountInterval
  /// Microseconds, as `Instant`.
  public var countedAt: Int64
  /// Thousandths of currency.
  public var unitCost: Int64
  /// Chosen by what the records themselves say, and not by a turn or a draw. Such counts are judged, because the expectation
  /// knows what the choice knew, and teach nothing.
  public var isChosen: Bool

  public init(interval: CountInterval, countedAt: Int64, unitCost: Int64, isChosen: Bool) {
    self.interval = interval
    self.countedAt = countedAt
    self.unitCost = unitCost
    self.isChosen = isChosen
  }

  var location: Int { interval.levels.location }
  var isShort: Bool { interval.gap < 0 }
  /// 1 where it found less, -1 where it found more, 0 where it found what the movements explain.
  var sign: Int { -Int(interval.gap.signum()) }

  /// What was found missing, at cost.
  var loss: Double { isShort ? -Double(interval.gap) / 1000 * Double(unitCost) / 1000 : 0 }

  /// Days of the interval after an instant.
  func days(after onset: Int64) -> Double {
    min(max(Double(countedAt - onset) / Double(Instant.microsecondsPerDay), 0), max(interval.days, 0))
  }
}
