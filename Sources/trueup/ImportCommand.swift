import ArgumentParser
import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring files of another system into the feed.", subcommands: [CSV.self])

  struct CSV: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "csv", abstract: "Import CSV files as a map reads them.",
      discussion: """
        Either every row is good and all go in, or none does and the first faults are listed. Importing a file again \
        delivers the same messages again, and the next night counts them as repeated.
        """)

    @Argument(help: "Files with a header line, in UTF-8.")
    var files: [String]

    @Option(help: "Map file: which column means what.")
    var map: String

    @Flag(help: "Import the good rows although others are not; ends with 1.")
    var keepGoing = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let console = Console(isQuiet: global.quiet)
      guard let data = FileManager.default.contents(atPath: map) else { throw InputProblem.usage("--map: \(map) cannot be read") }
      let rules = try ImportMap(yaml: String(decoding: data, as: UTF8.self), file: map).rules
      let files = FeedImport(self.files, rules: rules)
      let findings = try findings(of: files)
      // Asked for, so not muted by -q
      for entry in findings.faults { Console(isQuiet: false).say("\(entry.path):\(entry.fault)") }
      if findings.faultCount > findings.faults.count {
        Console(isQuiet: false).say("... and \(findings.faultCount - findings.faults.count) faults more")
      }
      if findings.unusable > 0 || (findings.rowsRefused > 0 && !keepGoing) {
        let hint = findings.unusable > 0 ? "is it the right map?" : "--keep-going imports the others"
        throw InputProblem.data("\(faults(findings)); nothing was imported, \(hint)")
      }
      if findings.messageCount == 0 { throw InputProblem.data("no row to import among \(findings.rows)") }
      if rules.recordTime == nil {
        console.say("no record times in the map: messages count as recorded when they happened, delays are not computable")
      }

      let target = try await global.target()
      let connection = try target.session(as: nil)
      // The feed's own role may not look into schema trueup
      let isInstalled = try connection.query(
        "select pg_catalog.to_regclass('feed.inventory_event') is not null", place: "installation")[0].bool(0)
      guard isInstalled else { throw Installation.Problem.notInstalled }
      try files.write(findings, to: connection)
      Printer(format: global.format).print(try summary(findings, connection))
      if findings.rowsRefused > 0 {
        throw InputProblem(description: "\(faults(findings)); the other rows were imported", exitCode: 1)
      }
      console.say("Done  next: trueup run --date D, for a night whose messages are there")
    }

    private func findings(of files: FeedImport) throws -> FeedImport.Findings {
      do {
        return try files.findings()
      } catch let problem as CSVFile.Unreadable {
        throw InputProblem.usage(problem.description)
      }
    }

    private func faults(_ findings: FeedImport.Findings) -> String {
      let faults = findings.faultCount == 1 ? "1 fault" : "\(findings.faultCount) faults"
      return findings.unusable > 0
        ? "\(faults), \(findings.unusable) of \(files.count) files cannot be read with this map"
        : "\(faults) in \(findings.rowsRefused) of \(findings.rows) rows"
    }

    /// One row per outcome and what it was for.
    private func summary(_ findings: FeedImport.Findings, _ connection: Connection) throws -> Rows {
      var lines: [(outcome: String, what: String, rows: Int)] = []
      lines += findings.messages.map { ("imported", $0.key.name, $0.value) }.sorted { $0.1 < $1.1 }
      lines += findings.leftOut.map { ("left out", $0.key, $0.value) }.sorted { $0.1 < $1.1 }
      lines += findings.refused.map { ("refused", $0.key.rawValue, $0.value) }.sorted { $0.1 < $1.1 }
      return try connection.query(
        "select outcome, what, rows from unnest($1::text[], $2::text[], $3::bigint[]) as line (outcome, what, rows)",
        [
          Parameter(array: lines.map(\.outcome)), Parameter(array: lines.map(\.what)),
          Parameter(array: lines.map { "\($0.rows)" }),
        ], place: "summary")
    }
  }
}
