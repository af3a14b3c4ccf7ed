public import Inventory
internal import Store

/// When a job fires: a pure function of schedule and date, through every change of the clock.
///
/// A job fires once per local day, for the day before. A time of day that a change of the clock skips fires at the
/// change; one that comes twice fires the first time.
public struct FireTimes: Sendable {
  /// What becomes of a fire time.
  public enum Fate: Equatable, Sendable {
    case run
    /// A later one is due as well, and judges what this one would have.
    case skipped
  }

  public let cutoffs: CutoffTimes

  public var zone: ZoneOffsets { cutoffs.zone }

  /// - Throws: `JobFileProblem` for a zone that nobody knows.
  public init(_ schedule: JobFile.Schedule) throws {
    guard let zone = ZoneOffsets(systemZone: schedule.timeZone) else {
      throw JobFileProblem(problems: ["schedule.timezone: no such time zone (got \(schedule.timeZone))"])
    }
    cutoffs = CutoffTimes(zone: zone, secondOfDay: schedule.hour * 3600 + schedule.minute * 60)
  }

  /// When the job fires for a business date: on the day after it.
  public func instant(for businessDate: Day) -> Instant {
    cutoffs.instant(on: businessDate.advanced(by: 1))
  }

  /// The newest business date whose fire time has come.
  public func lastDue(at now: Instant) -> Day {
    let yesterday = zone.day(of: now).advanced(by: -1)
    return instant(for: yesterday) <= now ? yesterday : yesterday.advanced(by: -1)
  }

  /// What is due, in order: nothing, or the newest fire time that has come, and the ones before it that were missed.
  ///
  /// - Parameter last: the newest business date that was run or skipped; `nil` before the first run. A clock that was
  ///   set back finds nothing due until it has caught up.
  public func due(after last: Day?, at now: Instant) -> [(date: Day, fate: Fate)] {
    let newest = lastDue(at: now)
    guard let last else { return [(newest, .run)] }
    guard last < newest else { return [] }
    return (last.number + 1...newest.number).map { (Day(number: $0), $0 == newest.number ? .run : .skipped) }
  }
}
