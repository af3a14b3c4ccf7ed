/// The cut-offs of a job's nights: one a local day, at one time of day, through every change of the clock.
///
/// A time of day that a change of the clock skips is the change itself; one that comes twice is the first.
public struct CutoffTimes: Sendable {
  public let zone: ZoneOffsets
  public let secondOfDay: Int
  /// Neighbouring cut-offs that were met last: most messages happen and are recorded between the same two.
  private var after = Int64.max
  private var upTo = Int64.min

  public init(zone: ZoneOffsets, secondOfDay: Int) {
    self.zone = zone
    self.secondOfDay = secondOfDay
  }

  /// The cut-off that falls on a local day.
  public func instant(on day: Day) -> Instant { zone.instant(of: day, secondOfDay: secondOfDay) }

  /// Nights that had to judge without a message: cut-offs from `happened` on and before `recorded`, both in microseconds.
  @inline(__always)
  public mutating func missed(from happened: Int64, until recorded: Int64) -> Int64 {
    if recorded <= happened || happened > after && recorded <= upTo { return 0 }
    let first = nextDay(from: happened)
    after = instant(on: first.advanced(by: -1)).microseconds
    upTo = instant(on: first).microseconds
    return max(0, Int64(nextDay(from: recorded).number) - Int64(first.number))
  }

  /// The local day of the first cut-off at or after an instant.
  private func nextDay(from instant: Int64) -> Day {
    let day = zone.day(of: Instant(microseconds: instant))
    return self.instant(on: day).microseconds < instant ? day.advanced(by: 1) : day
  }
}
