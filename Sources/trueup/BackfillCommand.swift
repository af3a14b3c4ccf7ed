import ArgumentParser
import Inventory
import Pipeline
import Store

struct BackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill",
    abstract: "Compute past nights that were never run: facts only, marked as reconstructed.",
    discussion: "A night takes what was recorded up to its cut-off. Alerts, recounts and the current night are left alone.")

  @Argument(help: "Job file in jobs/, without its ending.")
  var job: String

  @Option(help: "First business date.", transform: parsedDay)
  var from: Day

  @Option(help: "Last business date.", transform: parsedDay)
  var to: Day

  @Option(help: "Threads to score with; the result does not depend on it.")
  var workers = 2

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers wants 1 to 64 (got \(workers))") }
    guard from <= to else { throw ValidationError("--from \(from) lies after --to \(to)") }
  }

  func run() async throws {
    let target = try await global.target()
    let file = try global.job(job)
    let console = Console(isQuiet: global.quiet)
    let now = Clock.now
    let tables = RunTables(try target.session())
    try Installation(tables.connection).requireInstalled()
    if let newest = try tables.newest(job: file.name, upTo: nil), to > newest.businessDate {
      throw InputProblem.usage("--to \(to) lies after the last night, \(newest.businessDate); `trueup run --date` runs that one")
    }
    guard to <= (try FireTimes(file.schedule)).lastDue(at: now) else { throw RunProblem.dateAhead(to) }
    StopSignal.install { target.cancelStatements() }
    for number in from.number...to.number {
      let date = Day(number: number)
      if try tables.night(date, job: file.name) != nil {
        console.say("night \(date): published already")
        continue
      }
      var options = RunOptions(now: now)
      options.date = date
      options.backfill = true
      options.workers = workers
      let night = NightRun(
        target: target, job: file, options: options, observer: ConsoleObserver(console: Console(isQuiet: true)))
      let report = try StopSignal.translating { try night.run() }
      console.say("night \(date): \(report.outcome.rawValue), \(report.rowsRead) messages, digest \(report.digest.prefix(12))")
    }
  }
}
