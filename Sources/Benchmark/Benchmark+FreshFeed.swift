import Inventory
import Pipeline
import PostgreSQL
import Store

/// What it costs that nobody analysed the feed: the first night on messages loaded a moment ago, beside the same after ANALYZE.
extension Benchmark {
  func freshFeed(_ loaded: Target) throws {
    var fresh: [Double] = []
    var analysed: [Double] = []
    var renewal: [Double] = []
    for run in 0..<runs {
      // The order alternates, so that neither always finds the warmer cache
      for isFresh in run % 2 == 0 ? [true, false] : [false, true] {
        let (seconds, prepare) = try firstNight(like: loaded, isAnalysed: !isFresh)
        if isFresh { fresh.append(seconds) } else { analysed.append(seconds) }
        if isFresh { renewal.append(prepare) }
      }
    }
    Table.row(
      "O1", "first night on messages that nobody analysed / the same after ANALYZE", Timing.ratio(fresh, analysed), "<= 1.3")
    Table.note(
      "never analysed \(Timing.show(fresh)) (check \(Timing.show(renewal))), analysed \(Timing.show(analysed))")
  }

  private func firstNight(like loaded: Target, isAnalysed: Bool) throws -> (seconds: Double, prepare: Double) {
    let admin = try Connection("dbname=postgres")
    try admin.execute("drop database if exists bench_fresh with (force)")
    // A copy of the files would bring the statistics with it, so the rows are loaded again
    try admin.execute("create database bench_fresh")
    let target = try target("bench_fresh")
    let owner = try target.session(as: nil)
    _ = try Installation(owner).migrate(target.files)
    let source = try loaded.session(as: nil)
    for table in ["location", "item", "labour_budget", "position_snapshot", "inventory_event"] {
      // Otherwise the server may analyse it while the night runs, and nobody could say what was measured
      try owner.execute("alter table feed.\(table) set (autovacuum_enabled = off)")
      let columns = try source.query(
        """
        select string_agg(attname, ', ' order by attnum) from pg_catalog.pg_attribute
        where attrelid = $1::text::pg_catalog.regclass and attnum > 0 and not attisdropped and attname <> 'ingest_xid'
        """, [Parameter("feed.\(table)")], place: "columns")[0].text(0)
      try owner.copyIn("feed.\(table) (\(columns))", place: table) { writer in
        try source.copyOut("select \(columns) from feed.\(table)", place: table) { row in
          try writer.raw(row.withBytes { Array($0) })
        }
      }
      if isAnalysed { try owner.execute("analyze feed.\(table)") }
    }
    var job = JobFile()
    job.schedule.timeZone = "UTC"
    let date = Day(year: 2026, month: 1, day: 1).advanced(by: days - 1)
    var options = RunOptions(now: date.advanced(by: 3).utcStart)
    options.date = date
    options.workers = 2
    var report: NightReport?
    let seconds = try Timing.seconds {
      report = try NightRun(target: target, job: job, options: options, observer: SilentObserver()).run()
    }
    return (seconds, report?.steps.first { $0.name == "check" }?.seconds ?? .nan)
  }
}
