import ArgumentParser
import Pipeline
import PostgreSQL
import Store

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "status", abstract: "Show the last nights of the jobs.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let night = try Night(target: try await global.target())
    Printer(format: global.format).print(
      try night.rows(
        """
        select run.job, run.business_date as night, run.revision, run.state, run.rows_read as read, run.rows_late as late,
          run.rows_duplicate as repeated, run.rows_quarantined as refused, left(run.digest, 12) as digest, run.published_at
        from trueup_v1.run order by run.business_date desc, run.revision desc limit 20
        """, [], place: "status"))
  }
}

struct RecountsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recounts", abstract: "Recommended counts.", subcommands: [List.self])

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
}

struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "alerts", abstract: "Alerts.", subcommands: [List.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show open alerts.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(try night.query("night_alerts"))
    }
  }
}

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Install and check the schemas.", subcommands: [Init.self, Migrate.self, Check.self])

  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Install the schemas feed, trueup and trueup_v1.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let names = try Installation(try target.session(as: nil)).migrate(target.files)
      print(names.isEmpty ? "installed already" : names.map { "installed \($0)" }.joined(separator: "\n"))
    }
  }

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Install the migrations that are missing.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let connection = try target.session(as: nil)
      let installation = Installation(connection)
      try installation.requireInstalled()
      let names = try installation.migrate(target.files)
      print(names.isEmpty ? "nothing to install" : names.map { "installed \($0)" }.joined(separator: "\n"))
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether the schemas are installed and complete.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let installation = Installation(try target.session(as: nil))
      try installation.requireInstalled()
      let pending = try installation.pending(target.files)
      if !pending.isEmpty { throw Installation.Problem.behind(pending) }
      print("installed and complete")
    }
  }
}

struct FeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Look at what comes in.", subcommands: [Check.self, Freshness.self, ImportCommand.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Compare feed.* with its contract.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let faults = try FeedContract(files: target.files).faults(on: try target.session(as: nil))
      guard faults.isEmpty else { throw RunProblem.contract(faults) }
      print("the feed keeps its contract")
    }
  }

  struct Freshness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show how old the newest message of each source is.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      Printer(format: global.format).print(
        try night.rows(
          """
          select freshness.location_id as location, freshness.source_system as source, freshness.last_recorded_at,
            round(freshness.age_hours::numeric, 1) as "age h", freshness.status
          from trueup_v1.freshness
          order by freshness.status desc, freshness.age_hours desc, freshness.location_id, freshness.source_system
          """, [], place: "freshness"))
    }
  }
}
