internal import Foundation
public import Inventory
internal import Store

/// Which night to judge, and how.
public struct RunOptions: Sendable {
  public var date: Day?
  public var revise = false
  public var dryRun = false
  /// Leaves facts only, whatever is published: no pointer, alert or recount.
  public var backfill = false
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

/// Why a run did not do what was asked, with what to do.
public enum RunProblem: Error, CustomStringConvertible {
  case cutoffAhead(Instant)
  case dateAhead(Day)
  case fenced
  case sourceChanged(was: String, now: String)
  case readElsewhere(Day)
  case readersDidNotEnd(seconds: Int)
  case contract([String])
  case held([String])
  case notHeld(Day)
  case samePerson(String)
  case pastRevision(Day)
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
      """
      the feed is not the one the last night read (was \(was), is \(now)); if that is meant, after a restore or a fail-over, \
      run `trueup db rebaseline` and again: the whole history is then folded once
      """
    case .readElsewhere(let day):
      "night \(day) was read from another source and cannot be computed again from this one"
    case .readersDidNotEnd(let seconds):
      "transactions that read the last night did not end within \(seconds) s; nothing was published, run again later"
    case .contract(let faults):
      "the feed does not keep its contract:\n" + faults.map { "  \($0)" }.joined(separator: "\n")
    case .held(let reasons):
      "the night is held, the last one stays:\n" + reasons.map { "  \($0)" }.joined(separator: "\n")
    case .notHeld(let day):
      "night \(day) is not held; --accept-held publishes a night that `trueup status` shows as held"
    case .samePerson(let login):
      "the night was held for \(login), who is you; another person, with another login, has to accept it"
    case .pastRevision(let day):
      "later nights stand on night \(day); only the newest night can be revised"
    case .stopped(let signal):
      "stopped by signal \(signal); nothing was published"
    }
  }

  /// sysexits(3), as `trueup` ends with it.
  public var exitCode: Int32 {
    switch self {
    case .dateAhead, .notHeld, .pastRevision: 64
    case .samePerson: 77
    case .cutoffAhead, .fenced, .readersDidNotEnd: 75
    case .sourceChanged, .readElsewhere: 76
    case .contract, .held: 65
    case .stopped(let signal): 128 + signal
    }
  }
}
