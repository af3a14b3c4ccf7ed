import ArgumentParser
import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Judge past nights by the counts that came after them.",
    discussion: """
      What a night published is held against the counts of the next: how well records were ranked, whether probabilities \
      meant what they said, how often intervals held, and what other ways of choosing recounts would have found in equal \
      minutes. The figures are kept in trueup_v1.evaluation.
      """)

  @Argument(help: "Job whose nights are judged.")
  var job = "nightly"

  @Option(help: "First night, YYYY-MM-DD. (default: 28 nights before the last)", transform: parsedDay)
  var from: Day?

  @Option(help: "Last night, YYYY-MM-DD. (default: the last published)", transform: parsedDay)
  var to: Day?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let from, let to, from > to { throw ValidationError("--from wants a day up to --to (got \(from) and \(to))") }
  }

  func run() async throws {
    let target = try await global.target()
    let night = try Night(target: target)
    let newest = try night.rows(
      "select max(business_date) from trueup_v1.run where job = $1 and state = 'published'", [Parameter(job)], place: "run")
    guard let text = newest.first?.optionalText(0), let last = Day(iso: text) else {
      throw InputProblem.data("no night of job \(job) is published yet; run trueup run first")
    }
    let to = to ?? last
    let from = from ?? to.advanced(by: -28)
    guard let evaluation = try Evaluation(target: target, job: job, from: from, to: to) else {
      throw InputProblem.data(
        "no count read from \(from) to \(to) followed a published night that had scored its record; "
          + "wait for a night with counts, or widen --from and --to")
    }
    let rows = try night.query("evaluation", [Parameter("\(from)"), Parameter("\(to)")])
    if global.format == .table {
      print("\(from) to \(to), judged by \(evaluation.drawn) counts of known probability.\n")
    }
    Printer(format: global.format).print(rows)
  }
}
