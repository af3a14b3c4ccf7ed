import ArgumentParser
import Pipeline
import Store

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Judge a night again that was held or failed; it reads what it read then.")

  @Argument(help: "Key of the run, as `trueup status` shows it. (default: the newest that was held or failed)")
  var run: Int64?

  @OptionGroup var manner: RunManner

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let target = try await global.target()
    let session = try target.session()
    try Installation(session).requireInstalled()
    guard let unfinished = try RunTables(session).unfinished(run) else {
      throw InputProblem.usage(run.map { "run \($0) was neither held nor failed" } ?? "no run was held or failed")
    }
    var options = RunOptions(now: Clock.now)
    options.date = unfinished.businessDate
    try manner.run(try global.job(unfinished.job), options, on: target, global)
  }
}
