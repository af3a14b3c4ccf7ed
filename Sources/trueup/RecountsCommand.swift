import ArgumentParser
import PostgreSQL
import Store

struct RecountsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recounts", abstract: "Recommended counts, and what becomes of them.",
    subcommands: [List.self, Accept.self, Assign.self, Dismiss.self, Sheet.self, ImportCounts.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show what to count next.")

    @Option(help: "At most so many.")
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(try night.query("night_recounts", [Parameter(limit)]))
    }
  }

  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Have counts made: they appear on the sheet.")

    @OptionGroup var chosen: Chosen
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await chosen.act(global, "accepted", "select trueup_v1.recount_accept($1)") { [Parameter($0)] }
    }
  }

  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say who is to make counts.")

    @Option(help: "Who counts.")
    var to: String

    @OptionGroup var chosen: Chosen
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await chosen.act(global, "assigned", "select trueup_v1.recount_assign($1, $2)") { [Parameter($0), Parameter(to)] }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Have counts not made, for a reason.")

    @Option(help: "Why nobody counts them.")
    var reason: String

    @OptionGroup var chosen: Chosen
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await chosen.act(global, "dismissed", "select trueup_v1.recount_dismiss($1, $2)") {
        [Parameter($0), Parameter(reason)]
      }
    }
  }

  struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the blind sheet of the counts to be made.",
      discussion: "With --format csv it is the file that import-counts reads, once the counted quantities are filled in.")

    @Option(help: "Of one location.")
    var location: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(try night.query("recount_sheet", [Parameter(location)]))
    }
  }
}

/// Recounts by their ids, acted on all together or not at all.
struct Chosen: ParsableArguments {
  @Argument(help: "Ids, as `trueup recounts list` shows them.")
  var recounts: [String]

  func act(_ global: GlobalOptions, _ done: String, _ sql: String, _ parameters: (String) -> [Parameter]) async throws {
    // The login's own rights, and its name in the audit trail
    let connection = try await global.target().session(as: nil)
    try Installation(connection).requireInstalled()
    try connection.transaction { connection in
      for recount in recounts { try connection.query(sql, parameters(recount), place: "") }
    }
    Console(isQuiet: global.quiet).say("\(recounts.count == 1 ? "1 recount" : "\(recounts.count) recounts") \(done)")
  }
}
