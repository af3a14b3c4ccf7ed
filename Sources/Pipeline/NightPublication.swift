internal import Foundation
internal import Inventory
internal import PostgreSQL
internal import Store

/// The writing side of a night: partitions first, invisible; then one small fenced transaction.
struct NightPublication {
  let control: Connection
  let files: SQLFiles
  let tables: RunTables
  let run: RunTables.Run
  let publication: Int64
  let job: JobFile
  /// Why a second person lets a held night through.
  var acceptedFor: String?

  /// Checked at the start of a run.
  static let fileNames = [
    "read/scored_counts", "read/new_labels", "read/earlier_items", "read/first_deliveries", "read/earlier_rhythm",
    "read/served_lines", "read/alert_nights",
    "read/touched_days", "read/day_partials", "read/day_sketches", "read/day_counts", "read/training_counts",
    "read/metric_series", "read/dismissed_recounts", "read/random_completion", "publish/merge_partials",
    "publish/withdraw_partials", "publish/withdraw_sketches", "publish/withdraw_missing_counts",
    "publish/withdraw_metrics", "publish/quarantined", "publish/released", "publish/released_all", "publish/amend_counts",
    "publish/forget_counts", "publish/withdraw_counts", "publish/prune_counts",
    "publish/prune_partials", "publish/prune_sketches", "publish/newest_sketches", "publish/watermark_row",
    "publish/withdrawn_alerts", "publish/alert", "publish/announced_alerts", "publish/answered_recounts",
    "publish/drawn_recounts", "publish/proposed_recounts", "checks/night_totals",
  ]

  func rowsWritten(folded: FoldedNight) -> Int { folded.ledger.states.count + folded.ledger.lines.count + folded.factRows }

  // MARK: Partitions

  /// Fills the small tables of the night, and answers its digest, which begins with that of the partitions.
  func write(_ judged: Judgement, dimensions: Dimensions, businessDate: Day, partitions: TableDigest) throws -> String {
    var digest = partitions
    let judgement = JudgementTables(
      connection: control, files: files, publication: publication, businessDate: businessDate, dimensions: dimensions)
    try judgement.write(judged)
    try judgement.digestSmallTables(into: &digest)
    digest.update(judged.model?.id ?? "")
    return digest.value()
  }

  /// Takes everything back that this publication wrote.
  func discard() throws {
    try control.query("select trueup.partition_drop($1)", [Parameter(publication)], place: "partition_drop")
    for table in [
      "latency_sketch", "partial_daily", "count_variance", "metric_daily", "location_confidence", "group_confidence",
      "group_member", "accuracy", "baseline_score", "alert_event", "alert_figure", "recount_plan", "freshness",
      "feed_rhythm", "unit_cost", "feed_check",
    ] {
      try control.query("delete from trueup.\(table) where publication_id = $1", [Parameter(publication)], place: table)
    }
    try control.query(
      "delete from trueup.quarantine where first_publication_id = $1", [Parameter(publication)], place: "quarantine")
  }

  /// Attaches the partitions and waits, bounded, until every transaction that might plan without them has ended.
  func attach(limit: Int = 60) throws {
    // Whoever took the run over may have dropped these partitions already
    guard try tables.isOurs(run) else { throw RunProblem.fenced }
    try tables.attachPartitions(publication)
    let readers = try tables.readersOfPartitionedTables()
    guard !readers.isEmpty else { return }
    let deadline = ContinuousClock.now + .seconds(limit)
    while try tables.areStillRunning(readers) {
      guard ContinuousClock.now < deadline else { throw RunProblem.readersDidNotEnd(seconds: limit) }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  // MARK: Publish

  /// The night appears: fence, shared tables, publication row, pointer last.
  ///
  /// - Returns: the session to go on with.
  func publish(
    night: NightRun.Night, folded: FoldedNight, judged: Judgement, report: NightReport, reconnect: () throws -> Connection
  ) throws -> Connection {
    try Retry.transaction(control, reconnect: reconnect) { connection in
      let fenced = try connection.query(
        "update trueup.run set state = 'published', finished_at = pg_catalog.now() where run_key = $1 and lease_epoch = $2 and state = 'open'",
        [Parameter(run.key), Parameter(run.epoch)], place: "fence")
      guard fenced.affected == 1 else { throw RunProblem.fenced }
      if let acceptedFor {
        try connection.query(
          "select trueup.accept_held($1, $2)", [Parameter(run.key), Parameter(acceptedFor)], place: "accept_held")
      }
      try connection.query(
        """
        update trueup.run set state = 'superseded'
        where job = $1 and scheduled_for = (select mine.scheduled_for from trueup.run as mine where mine.run_key = $2)
          and run_key <> $2 and state = 'published'
        """, [Parameter(job.name), Parameter(run.key)], place: "superseded run")
      try connection.query(
        """
        update trueup.publication set is_replaced = true
        where job = $1 and business_date = $2 and publication_id <> $3 and published_at is not null and not is_replaced
        """, [Parameter(job.name), Parameter("\(night.date)"), Parameter(publication)], place: "replaced publication")
      try connection.query(
        try files.text("publish/watermark_row"),
        [
          Parameter(publication), Parameter(report.digest), Parameter(report.rowsRead), Parameter(report.rowsLate),
          Parameter(report.rowsDuplicate), Parameter(report.rowsQuarantined), Parameter(judged.model?.id),
          Parameter(report.rowsResent),
        ], place: "sql/publish/watermark_row.sql")
      try release(folded, base: night.base?.publication, connection)
      if night.isPast { return }
      let judgement = JudgementTables(
        connection: connection, files: files, publication: publication, businessDate: night.date,
        dimensions: folded.ledger.dimensions)
      try judgement.publish(judged, policy: job, cutoff: night.scheduledFor)
      try connection.query(
        """
        insert into trueup.current_publication (job, publication_id) values ($1, $2)
        on conflict (job) do update set publication_id = excluded.publication_id
        """, [Parameter(job.name), Parameter(publication)], place: "current pointer")
    }
  }

  /// Lists messages that were refused and those that repeat another under a new id. Nobody sees them before the night is published.
  func quarantine(_ folded: FoldedNight, base: Int64?) throws {
    try fillRefused(folded, control)
    try control.query(
      try files.text("publish/quarantined"), [Parameter(publication), base.map { Parameter($0) } ?? nil],
      place: "sql/publish/quarantined.sql")
  }

  /// Resolves what an earlier night held back and this one counts. Inside the publish transaction: a row names one night that
  /// resolved it, and a night that is not published must not take another's place.
  private func release(_ folded: FoldedNight, base: Int64?, _ connection: Connection) throws {
    if let base, folded.positionsBefore == nil {
      try fillRefused(folded, connection)
      try connection.query(
        try files.text("publish/released_all"), [Parameter(publication), Parameter(base)], place: "sql/publish/released_all.sql")
    }
    if folded.resolved.isEmpty, folded.noResends.isEmpty { return }
    try connection.execute("truncate pg_temp.released_message")
    try connection.copyIn("pg_temp.released_message", place: "released_message") { writer in
      func write(_ key: MessageKey, _ code: String) throws {
        try writer.row(3)
        writer.text(key.source.text)
        writer.text(key.eventID.text)
        writer.text(code)
      }
      for key in folded.resolved {
        try write(key, Refusal.unknownLocation.rawValue)
        try write(key, Refusal.unknownItem.rawValue)
      }
      for key in folded.noResends { try write(key, "resend") }
    }
    try connection.execute("analyze pg_temp.released_message", place: "released_message")
    try connection.query(try files.text("publish/released"), [Parameter(publication)], place: "sql/publish/released.sql")
  }

  private func fillRefused(_ folded: FoldedNight, _ connection: Connection) throws {
    var counted: [RefusedMessage: Int64] = [:]
    for (message, rows) in folded.refused { counted[message, default: 0] += rows }
    try connection.execute("truncate pg_temp.refused_message")
    try connection.copyIn("pg_temp.refused_message", place: "refused_message") { writer in
      func write(_ source: String?, _ eventID: String?, _ code: String, _ rows: Int64, _ location: String?, _ item: String?)
        throws
      {
        try writer.row(6)
        writer.text(source)
        writer.text(eventID)
        writer.text(code)
        writer.int64(rows)
        writer.text(location)
        writer.text(item)
      }
      for (message, rows) in counted {
        try write(
          message.source?.text, message.eventID?.text, message.refusal.rawValue, rows, message.locationID?.text,
          message.itemID?.text)
      }
      for key in folded.resends { try write(key.source.text, key.eventID.text, "resend", 1, nil, nil) }
    }
    try connection.execute("analyze pg_temp.refused_message", place: "refused_message")
  }
}
