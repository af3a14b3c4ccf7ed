import ArgumentParser
import Foundation
import PostgreSQL
import Store

struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Alerts, and what people say of them.",
    subcommands: [List.self, Acknowledge.self, Resolve.self, Silence.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show open alerts, those of one location together.")

    @Option(help: "At most so many.")
    var limit = 25

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(try night.query("night_alerts", [Parameter(limit)]))
    }
  }

  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ack", abstract: "Take alerts on: they are announced no more.")

    @Argument(help: "Ids, as `trueup alerts list` shows them.")
    var alerts: [String]

    @Option(help: "Who looks after them. (default: the login)")
    var to: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await act(alerts, global, "acknowledged", "select trueup_v1.alert_acknowledge($1, $2)") {
        [Parameter($0), Parameter(to)]
      }
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Be done with alerts; the same condition alerts again only after it has been gone.")

    @Argument(help: "Ids, as `trueup alerts list` shows them.")
    var alerts: [String]

    @Option(help: "What was found: real, false_alarm or expected.")
    var verdict: Verdict

    @Option(help: "What to remember.")
    var note: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await act(alerts, global, "resolved", "select trueup_v1.alert_resolve($1, $2, $3)") {
        [Parameter($0), Parameter(verdict.rawValue), Parameter(note)]
      }
    }
  }

  struct Silence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Suppress alerts for a time, show silences, or end one.",
      discussion: "With a reason it adds a silence, with --end it ends one, with neither it shows those that have not ended.")

    @Option(help: "Location.")
    var location: String?

    @Option(help: "Family: latency, cancellation, shrink ...")
    var family: String?

    @Option(help: "Severity: critical or warning.")
    var severity: String?

    @Option(help: "Why.")
    var reason: String?

    @Option(help: "Days from now.")
    var days = 7

    @Option(help: "Id of a silence to end now.")
    var end: Int64?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...365).contains(days) else { throw ValidationError("--days wants 1 to 365 (got \(days))") }
      if reason != nil, end != nil { throw ValidationError("--reason adds a silence and --end ends one: want one of them") }
      if reason == nil, location != nil || family != nil || severity != nil { throw ValidationError("a silence wants --reason") }
    }

    func run() async throws {
      let connection = try await global.target().session(as: nil)
      try Installation(connection).requireInstalled()
      let console = Console(isQuiet: global.quiet)
      if let end {
        try connection.query("select trueup_v1.silence_end($1)", [Parameter(end)], place: "silence_end")
        console.say("silence \(end) ended")
      } else if let reason {
        let id = try connection.query(
          """
          select trueup_v1.silence_add($1, clock_timestamp() + $2::integer * interval '1 day', family => $3, scope => $4, severity => $5)
          """, [Parameter(reason), Parameter(days), Parameter(family), Parameter(location), Parameter(severity)],
          place: "silence_add")[0].int(0)
        console.say("silence \(id) added for \(days) day\(days == 1 ? "" : "s")")
      } else {
        Printer(format: global.format).print(
          try connection.query(
            """
            select silence_id as silence, family, scope as location, severity, date_trunc('minute', starts_at) as "from",
              date_trunc('minute', ends_at) as "to", author, reason
            from trueup_v1.silence where ends_at > clock_timestamp() order by ends_at, silence_id
            """, place: "silences"))
      }
    }
  }
}

enum Verdict: String, ExpressibleByArgument, CaseIterable {
  case real, expected
  case falseAlarm = "false_alarm"
}

/// Acts on all or none, with the login's own rights and its name in the audit trail.
func act(
  _ ids: [String], _ global: GlobalOptions, _ done: String, _ sql: String, _ parameters: (String) -> [Parameter]
) async throws {
  let connection = try await global.target().session(as: nil)
  try Installation(connection).requireInstalled()
  try connection.transaction { connection in
    for id in ids { try connection.query(sql, parameters(id), place: "") }
  }
  Console(isQuiet: global.quiet).say("\(ids.count) \(done)")
}
