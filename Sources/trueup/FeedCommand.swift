import ArgumentParser
import Pipeline
import PostgreSQL
import Store

struct FeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Look at what comes in.",
    subcommands: [Types.self, Check.self, Freshness.self, Quarantine.self, ImportCommand.self])

  struct Freshness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show how old the newest message of each source is.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(
        try night.rows(
          """
          select freshness.location_id as location, freshness.source_system as source, freshness.last_recorded_at,
            round(freshness.age_hours::numeric, 1) as "age h", freshness.status,
            freshness.expected_by as "expected by"
          from trueup_v1.freshness
          order by freshness.status desc, freshness.age_hours desc, freshness.location_id, freshness.source_system
          """, [], place: "freshness"))
    }
  }

  struct Quarantine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show why messages were refused, and which were used since.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(try night.query("quarantine"))
    }
  }
}
