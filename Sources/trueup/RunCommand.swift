import ArgumentParser
import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store

/// A calendar day from the command line.
func parsedDay(_ text: String) throws -> Day {
  guard let day = Day(iso: text) else { throw ValidationError("want a day that exists, as YYYY-MM-DD (got \(text))") }
  return day
}

enum Clock {
  static var now: Instant {
    Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6) - 946_684_800_000_000)
  }
}

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Run one job for one night.")

  @Argument(help: "Job file in jobs/, without its ending.")
  var job = "nightly"

  @Option(help: "Business date to judge, YYYY-MM-DD. (default: the last night whose cut-off has passed)", transform: parsedDay)
  var date: Day?

  @Flag(help: "Take in what has arrived since the night was first computed; opens the next revision.")
  var revise = false

  @Flag(help: "Compute and write nothing; print what would be written.")
  var dryRun = false

  @Flag(help: "Fold the whole history instead of the night's news onto the last state.")
  var fullRefresh = false

  @Option(help: "Publish a night that was held, for this reason; by another login than it was held for.")
  var acceptHeld: String?

  @OptionGroup var manner: RunManner

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let acceptHeld, acceptHeld.allSatisfy(\.isWhitespace) { throw ValidationError("--accept-held wants a reason") }
  }

  func run() async throws {
    var options = RunOptions(now: Clock.now)
    options.date = date
    options.revise = revise
    options.dryRun = dryRun
    options.fullRefresh = fullRefresh
    options.acceptHeld = acceptHeld
    try manner.run(try global.job(job), options, on: try await global.target(), global)
  }
}

/// When a run that did its work ends with 1 all the same.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case warning, critical, never
}

/// What every command that runs a night has in common.
struct RunManner: ParsableArguments {
  @Option(help: "Threads to score with; the result does not depend on it.")
  var workers = 2

  @Option(help: "End with 1 when an alert of this severity or above is firing: warning, critical or never.")
  var failOn: FailOn = .never

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers wants 1 to 64 (got \(workers))") }
  }

  func run(_ file: JobFile, _ options: RunOptions, on target: Target, _ global: GlobalOptions) throws {
    var options = options
    options.workers = workers
    let console = Console(isQuiet: global.quiet)
    let began = ContinuousClock.now
    StopSignal.install { target.cancelStatements() }
    let night = NightRun(target: target, job: file, options: options, observer: ConsoleObserver(console: console))
    let report = try StopSignal.translating { try night.run() }
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    console.say("night \(report.businessDate), revision \(report.revision): \(report.outcome.rawValue), digest \(report.digest)")
    if report.rowsQuarantined > 0 {
      console.say("\(report.rowsQuarantined) messages refused; trueup feed quarantine says why")
    }
    if report.outcome != .dryRun { try Night(target: target).print(format: global.format, alertLimit: file.alerts.maximumShown) }
    console.say(String(format: "Done in %.1f s  next: trueup explain location", seconds))
    if report.outcome != .dryRun { try check(target) }
  }

  private func check(_ target: Target) throws {
    let severities = failOn == .never ? [] : failOn == .critical ? ["critical"] : ["critical", "warning"]
    let firing = try Night(target: target).rows(
      "select count(*) from trueup_v1.alert where state = 'firing' and severity = any($1::text[])",
      [Parameter(array: severities)], place: "alert")[0].int(0)
    guard firing == 0 else {
      throw InputProblem(
        description: "\(firing) alert\(firing == 1 ? "" : "s") of severity \(severities.joined(separator: " or ")) firing",
        exitCode: 1)
    }
  }
}

/// Steps as lines on standard error; stops at the next border once a signal has come.
struct ConsoleObserver: RunObserver {
  let console: Console

  func willBegin(step: String) throws {
    if let signal = StopSignal.received { throw RunProblem.stopped(signal: signal) }
    console.progress("\(step) ...")
  }

  func progress(step: String, rows: Int) {
    console.progress("\(step) ... \(rows) messages")
  }

  func didEnd(_ report: StepReport) {
    console.say(
      String(format: "%-10@ %9d rows %7.2f s  %@", report.name as NSString, report.rows, report.seconds, report.note as NSString))
  }
}
