import ArgumentParser
import Inventory
import Pipeline
import PostgreSQL
import Store

extension FeedCommand {
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the columns of feed.* with the contract, and with --data what is in them; 1 when data are odd.")

    @Flag(help: "Look at the data too: resends, unknown words, wrong clocks, missing master data and more. Reads only.")
    var data = false

    @Option(help: "Look at messages recorded from this day on, YYYY-MM-DD, UTC. (default: all of them)", transform: parsedDay)
    var since: Day?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if since != nil, !data { throw ValidationError("--since says which data to look at; add --data") }
    }

    func run() async throws {
      let target = try await global.target()
      let faults = try FeedContract(files: target.files).faults(on: try target.session(as: nil))
      guard faults.isEmpty else { throw RunProblem.contract(faults) }
      let columns = "every column that a night reads is there, with its type"
      guard data else {
        return global.format == .table
          ? print("\(columns); what is in them was not looked at: trueup feed check --data")
          : Printer(format: global.format).print(
            FeedCheckRow.names, [FeedCheckRow.columns(columns)], isNumber: FeedCheckRow.isNumber)
      }
      let found = try FeedExamination(target: target).run(since: since?.utcStart, now: Clock.now)
      let rows = FeedCheckRow.all(found.findings)
      let printer = Printer(format: global.format)
      if global.format == .table {
        print("\(columns); \(found.messages) messages looked at\n")
        if !found.unanswered.isEmpty { print("not answered, because of a value: \(found.unanswered.joined(separator: ", "))\n") }
        printer.print(["state", "check", "finding", "next"], rows.map { [$0[0], $0[1], $0[9], $0[10]] })
      } else {
        printer.print(FeedCheckRow.names, [FeedCheckRow.columns(columns)] + rows, isNumber: FeedCheckRow.isNumber)
      }
      let warnings = found.findings.count { $0.severity == .warning }
      guard warnings == 0 else {
        throw InputProblem(description: "\(warnings) warning\(warnings == 1 ? "" : "s") about the data of the feed", exitCode: 1)
      }
    }
  }
}

/// A row of the check as programs read it: the columns of `trueup_v1.feed_check`.
private enum FeedCheckRow {
  static let names = [
    "state", "code", "source_system", "location_id", "detail", "numerator", "denominator", "window_from", "window_until",
    "sentence", "next_step",
  ]
  static let isNumber = names.map { ["numerator", "denominator"].contains($0) }

  static func columns(_ sentence: String) -> [String?] {
    ["ok", "columns", nil, nil, nil, nil, nil, nil, nil, sentence, "trueup feed check --data looks at what is in them"]
  }

  /// Every check, those that found nothing with a row of their own: it says what was looked at.
  static func all(_ findings: [FeedFinding]) -> [[String?]] {
    FeedCheck.allCases.flatMap { check in
      let found = findings.filter { $0.check == check }
      return found.isEmpty
        ? [["ok", check.rawValue, nil, nil, nil, "0", nil, nil, nil, "no \(check.question)", nil]]
        : found.map { finding in
          [
            finding.severity.rawValue, check.rawValue, finding.source, finding.location, finding.detail, "\(finding.numerator)",
            "\(finding.denominator)", finding.since.map { "\($0)" }, "\(finding.until)", finding.sentence, finding.nextStep,
          ]
        }
    }
  }
}
