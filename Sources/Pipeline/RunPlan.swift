internal import Foundation
public import Inventory
internal import Store

/// Which night to judge, and how.
public struct RunOptions: Sendable {
  public var date: Day?
  public var revise = false
  public var dryRun = false
  public var fullRefresh = false
  public var workers = 1
  /// Publishes a night that the audit would hold, for this reason.
  public var acceptHeld: String?
  /// The clock, for "yesterday" and for a cut-off that has not passed.
  public var now: Instant

  public init(now: Instant) {
    self.now = now
  }
}

/// When a job fires for a business date: a pure function of schedule and date.
struct FireTime {
  let scheduledFor: Instant
  let zone: ZoneOffsets

  init(_ schedule: JobFile.Schedule, businessDate: Day) throws {
    guard let zone = ZoneOffsets(systemZone: schedule.timeZone) else {
      throw JobFileProblem(problems: ["schedule.timezone: no such time zone (got \(schedule.timeZone))"])
    }
    self.zone = zone
    scheduledFor = zone.instant(of: businessDate.advanced(by: 1), secondOfDay: schedule.hour * 3600 + schedule.minute * 60)
  }
}

/// Why a run did not do what was asked, with what to do.
public enum RunProblem: Error, CustomStringConvertible {
  case cutoffAhead(Instant)
  case dateAhead(Day)
  case fenced
  case sourceChanged(was: String, now: String)
  case readersDidNotEnd(seconds: Int)
  case contract([String])
  case held([String])
  case stopped(signal: Int32)

  public var description: String {
    switch self {
    case .cutoffAhead(let cutoff):
      "cut-off \(cutoff) has not passed; run again after it, or name an earlier --date"
    case .dateAhead(let day):
      "--date \(day) lies ahead; the newest night that can be judged is yesterday"
    case .fenced:
      "another process took this run over; nothing was published by this one"
    case .sourceChanged(let was, let now):
      "the feed is not the one the last night read (was \(was), is \(now)); see `trueup db rebaseline`"
    case .readersDidNotEnd(let seconds):
      "transactions that read the last night did not end within \(seconds) s; nothing was published, run again later"
    case .contract(let faults):
      "the feed does not keep its contract:\n" + faults.map { "  \($0)" }.joined(separator: "\n")
    case .held(let reasons):
      "the night is held, the last one stays:\n" + reasons.map { "  \($0)" }.joined(separator: "\n")
    case .stopped(let signal):
      "stopped by signal \(signal); nothing was published"
    }
  }

  /// sysexits(3), as `trueup` ends with it.
  public var exitCode: Int32 {
    switch self {
    case .dateAhead: 64
    case .cutoffAhead, .fenced, .readersDidNotEnd: 75
    case .sourceChanged: 76
    case .contract, .held: 65
    case .stopped(let signal): 128 + signal
    }
  }
}
