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

    @Argument(help: "Ids, as `trueup recounts list` shows them.")
    var recounts: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await act(recounts, global, "accepted", "select trueup_v1.recount_accept($1)") { [Parameter($0)] }
    }
  }

  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say who is to make counts.")

    @Option(help: "Who counts.")
    var to: String

    @Argument(help: "Ids, as `trueup recounts list` shows them.")
    var recounts: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await act(recounts, global, "assigned", "select trueup_v1.recount_assign($1, $2)") { [Parameter($0), Parameter(to)] }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Have counts not made, for a reason.")

    @Option(help: "Why nobody counts them.")
    var reason: String

    @Argument(help: "Ids, as `trueup recounts list` shows them.")
    var recounts: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await act(recounts, global, "dismissed", "select trueup_v1.recount_dismiss($1, $2)") {
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
