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
        select run.run_key as run, run.job, run.business_date as night, run.revision, run.state, run.rows_read as read, run.rows_late as late,
          run.rows_duplicate as repeated, run.rows_quarantined as refused, left(run.digest, 12) as digest, run.published_at
        from trueup_v1.run order by run.business_date desc, run.revision desc limit 20
        """, [], place: "status"))
  }
}
