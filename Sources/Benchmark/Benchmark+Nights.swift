import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store

/// Goals 2, 3 and 5: what a night costs beside the copies that it cannot do without.
extension Benchmark {
  /// The seconds of a night, by step, beside its copies.
  private struct Cost {
    var night: [Double] = []
    var steps: [String: [Double]] = [:]
    var cpu: [String: [StepCPU.Cost]] = [:]
    var newRows: [Double] = []
    var copies: [Double] = []
    var rows = 0
  }

  func nights(small: Target, large: Target) throws {
    var job = JobFile()
    job.schedule.timeZone = "UTC"
    let one = try run(small, job: job, day: days / 10 - 1, StepCPU()).seconds
    let ten = try run(large, job: job, day: days - 1, StepCPU()).seconds
    Table.note("first night from go-live: \(Timing.show([one])) at 1x, \(Timing.show([ten])) at 10x history")
    var short = Cost()
    var long = Cost()
    for offset in 0..<runs {
      try nextNight(small, job: job, day: days / 10 + offset, daily: rows / days, late: 20, &short)
      try nextNight(large, job: job, day: days + offset, daily: rows / days, late: 20, &long)
    }
    Table.row("5", "a night with 10x history / 1x", Timing.ratio(long.night, short.night), "<= 1.1")
    show(long, late: "2 %")
    var day = days + runs
    for (daily, late, name, wanted) in [
      (300_000, 0, "0 %", "<= 2.0"), (300_000, 1, "0.1 %", "<= 2.0"), (300_000, 20, "2 %", "<= 2.0"),
      (1_000_000, 0, "0 %", "<= 1.3"), (1_000_000, 1, "0.1 %", "<= 1.3"), (1_000_000, 20, "2 %", "<= 1.3"),
    ] where daily <= rows {
      var cost = Cost()
      for _ in 0..<min(runs, 3) {
        try nextNight(large, job: job, day: day, daily: daily, late: late, &cost)
        day += 1
      }
      let title = "\(cost.rows) new messages, \(name) late"
      Table.row("2", "extract and fold of a night / COPY of its new rows, " + title, ratio(cost, ["extract"]), wanted)
      Table.row(
        "2", "the same with repeated ids, rebuilt positions and facts, " + title, ratio(cost, ["extract", "settle"]), "-")
      Table.row(
        "3", "whole night / (COPY of new rows and state out, of state and scores in, keys), " + title,
        Timing.ratio(cost.night, cost.copies), "<= 1.5")
      show(cost, late: name)
    }
  }

  private func ratio(_ cost: Cost, _ steps: [String]) -> Double {
    let seconds = cost.night.indices.map { index in steps.reduce(0) { $0 + (cost.steps[$1]?[index] ?? 0) } }
    return Timing.ratio(seconds, cost.newRows)
  }

  private func show(_ cost: Cost, late: String) {
    let names = ["check", "prepare", "extract", "settle", "metrics", "baselines", "confidence", "decide", "write", "publish"]
    Table.note(
      "\(cost.rows) messages, \(late) late: night \(Timing.show(cost.night)), its copies \(Timing.show(cost.copies)) (new rows "
        + "\(Timing.show(cost.newRows))): " + names.map { "\($0) \(Timing.show(cost.steps[$0] ?? []))" }.joined(separator: ", "))
    let spent = names.map { name in
      let runs = cost.cpu[name] ?? []
      return String(
        format: "\(name) %.2f + %.2f", Timing.median(runs.map(\.client)), Timing.median(runs.map(\.server)))
    }
    Table.note("CPU seconds of client + server: " + spent.joined(separator: ", "))
  }

  private func nextNight(_ target: Target, job: JobFile, day: Int, daily: Int, late: Int, _ cost: inout Cost) throws {
    let owner = try target.session(as: nil)
    try addDays(owner, target, first: day, days: 1, daily: daily, late: late)
    try owner.execute("analyze feed.inventory_event")
    let cpu = try StepCPU()
    let (seconds, report) = try run(target, job: job, day: day, cpu)
    cost.night.append(seconds)
    cost.rows = report.rowsRead
    for step in report.steps { cost.steps[step.name, default: []].append(step.seconds) }
    for (step, spent) in cpu.spent { cost.cpu[step, default: []].append(spent) }
    try copies(target, &cost)
  }

  private func run(
    _ target: Target, job: JobFile, day: Int, _ cpu: StepCPU
  ) throws -> (seconds: Double, report: NightReport) {
    let date = Day(year: 2026, month: 1, day: 1).advanced(by: day)
    var options = RunOptions(now: date.advanced(by: 3).utcStart)
    options.date = date
    options.workers = 2
    var report: NightReport?
    let seconds = try Timing.seconds {
      report = try NightRun(target: target, job: job, options: options, observer: cpu).run()
    }
    guard let report else { preconditionFailure("a run without a report") }
    return (seconds, report)
  }

  /// New rows out as the night reads them; state out; state and scores in, with their keys.
  private func copies(_ target: Target, _ cost: inout Cost) throws {
    let session = try target.workingSession()
    let night = try session.query(
      """
      select publication.publication_id, base.watermark::text, publication.watermark::text,
        (extract(epoch from publication.cutoff) * 1000000)::bigint - 946684800000000
      from trueup.publication
      inner join trueup.publication as base on base.publication_id = publication.base_publication_id
      order by publication.publication_id desc limit 1
      """)[0]
    let publication = try night.int(0)
    let text = try target.files.copyText(
      "extract/new_events", [.snapshot(try night.text(1)), .snapshot(try night.text(2)), .instant(try night.int(3))])
    let newRows = try Timing.seconds { try session.copyOut(text, place: "new rows") { _ in } }
    var rows: [String: [[UInt8]]] = [:]
    for table in RunTables.partitionedTables {
      try session.copyOut("select * from trueup.\(table)_\(publication)", place: table) { row in
        rows[table, default: []].append(row.withBytes { Array($0) })
      }
    }
    var state = 0.0
    for table in RunTables.partitionedTables {
      if table != "item_confidence" {
        state += try Timing.seconds {
          try session.copyOut("select * from trueup.\(table)_\(publication)", place: table) { _ in }
        }
      }
      let owner = try target.session(as: nil)
      let key = table == "open_line" ? "document_id, document_line" : "location_id, item_id"
      try owner.execute("create table trueup.copied (like trueup.\(table))", place: "copied")
      state += try Timing.seconds {
        try owner.copyIn("trueup.copied", place: "copied") { writer in
          for row in rows[table] ?? [] { try writer.raw(row) }
        }
        try owner.execute("alter table trueup.copied add primary key (\(key))", place: "copied")
      }
      try owner.execute("drop table trueup.copied", place: "copied")
    }
    cost.newRows.append(newRows)
    cost.copies.append(newRows + state)
  }
}

/// Client and server CPU of each step: what a busy machine leaves unchanged.
private final class StepCPU: RunObserver {
  struct Cost {
    var client: Double
    var server: Double
  }

  private(set) var spent: [String: Cost] = [:]
  private let server: Connection
  private var begun = Cost(client: 0, server: 0)

  init() throws {
    server = try Connection("dbname=postgres")
  }

  func willBegin(step: String) throws { begun = now }

  func progress(step: String, rows: Int) {}

  func didEnd(_ report: StepReport) {
    let now = now
    spent[report.name] = Cost(client: now.client - begun.client, server: now.server - begun.server)
  }

  /// Of the sessions that there are, and of those and the parallel workers that the server's first process has seen end.
  private var now: Cost {
    let processes =
      (try? server.query(
        "select pid, pid = pg_catalog.pg_backend_pid() from pg_catalog.pg_stat_activity where backend_type = 'client backend'",
        place: "backends"
      ).map { row throws(DatabaseError) in (pid: try row.int(0), isOurs: try row.bool(1)) }) ?? []
    let first = processes.first { $0.isOurs }.flatMap { try? Timing.parent(of: $0.pid) } ?? 0
    let ended = (try? Timing.cpuOfEndedChildren(of: first)) ?? .nan
    return Cost(client: Timing.cpu, server: processes.reduce(ended) { $0 + ((try? Timing.cpu(of: $1.pid)) ?? 0) })
  }
}
