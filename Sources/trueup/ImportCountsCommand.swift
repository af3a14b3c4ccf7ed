import ArgumentParser
import PostgreSQL
import Store

extension RecountsCommand {
  struct ImportCounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import-counts", abstract: "Bring in the results of counts; the next night learns from them.",
      discussion: """
        A CSV file with a header line: recount_id, counted_qty and counted_at (ISO 8601 with a time zone); if wanted \
        counted_by, actual_minutes, scope, complete (true, false) and cause_confirmed. Other columns are left alone, rows \
        without a counted quantity too: they were not counted. Either every row is good and all go in, or none does.
        """)

    @Argument(help: "File, as `trueup recounts sheet --format csv` makes it.")
    var file: String

    @Flag(help: "Import the good rows although others are not; ends with 1.")
    var keepGoing = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let sheet: CountSheet
      do {
        sheet = try CountSheet(path: file)
      } catch let problem as CSVFile.Unreadable {
        throw InputProblem.usage(problem.description)
      }
      // Asked for, so not muted by -q
      let console = Console(isQuiet: false)
      for fault in sheet.faults { console.say("\(file):\(fault)") }
      if !sheet.faults.isEmpty, !keepGoing || sheet.isUnusable {
        let hint = sheet.isUnusable ? "" : "; --keep-going imports the others"
        throw InputProblem.data("\(counted(sheet.faults.count, "fault")); nothing was imported\(hint)")
      }
      let connection = try await global.target().session(as: nil)
      try Installation(connection).requireInstalled()
      let refused = try sheet.report(to: connection, keepGoing: keepGoing)
      for refusal in refused { console.say("\(file):\(refusal.line): \(refusal.reason)") }
      if !refused.isEmpty, !keepGoing {
        throw InputProblem.data(
          "\(counted(refused.count, "count")) of \(sheet.results.count) refused; nothing was imported; --keep-going imports the others"
        )
      }
      let imported = sheet.results.count - refused.count
      Console(isQuiet: global.quiet).say(
        "\(counted(imported, "count")) imported, \(counted(sheet.blank, "row")) without one; the next night learns from them")
      if sheet.faults.count + refused.count > 0 {
        throw InputProblem(description: "\(counted(sheet.faults.count + refused.count, "row")) not imported", exitCode: 1)
      }
    }

    private func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
  }
}
