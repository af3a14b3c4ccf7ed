internal import Inventory
internal import PostgreSQL
internal import Statistics
internal import Store

/// A night's conclusions as rows.
struct JudgementTables {
  let connection: Connection
  let files: SQLFiles
  let publication: Int64
  let businessDate: Day
  let dimensions: Dimensions

  func location(_ code: Int32) -> String { dimensions.locations[Int(code)].id }

  // MARK: Small tables, invisible until the night is published

  func write(_ judged: Judgement) throws {
    try writeConfidence(judged)
    try connection.copyIn(
      """
      trueup.baseline_score (publication_id, location_id, metric, day, observed, level, spread, expected, z, p, q, window_days,
        days, verdict)
      """, place: "baseline_score"
    ) { writer in
      for score in judged.scores {
        try writer.row(14)
        writer.int64(publication)
        writer.text(location(score.location))
        writer.text(score.family.metric)
        writer.int32(score.day.number)
        writer.double(score.observed)
        writer.double(score.level)
        writer.double(score.spread)
        writer.double(score.expected)
        writer.double(score.z)
        writer.double(score.p)
        writer.double(score.q)
        writer.int32(Int32(score.windowDays))
        writer.int32(Int32(score.days))
        writer.text(score.verdict.rawValue)
      }
    }
    try writeAlerts(judged)
    try connection.copyIn(
      """
      trueup.recount_plan (publication_id, location_id, minutes, used, random_share, expected_value, optimality_gap,
        next_hour_value, random_completion)
      """, place: "recount_plan"
    ) { writer in
      for (code, plan) in judged.plans {
        try writer.row(9)
        writer.int64(publication)
        writer.text(location(code))
        writer.double(plan.minutes)
        writer.double(plan.used)
        writer.double(plan.used > 0 ? plan.randomMinutes / plan.used : 0)
        writer.double(plan.value)
        writer.double(plan.optimalityGap)
        writer.double(plan.nextHourValue)
        writer.double(judged.completion[code])
      }
    }
    try connection.copyIn(
      """
      trueup.freshness (publication_id, location_id, source_system, last_recorded_at, age_hours, status, expected_by, resends)
      """,
      place: "freshness"
    ) { writer in
      for entry in judged.freshness {
        try writer.row(8)
        writer.int64(publication)
        writer.text(location(entry.location))
        writer.text(entry.source)
        writer.int64(entry.at)
        writer.double(entry.ageHours)
        writer.text(entry.status)
        writer.int32(entry.expectedBy?.number)
        writer.int64(entry.resends)
      }
    }
    try connection.copyIn(
      """
      trueup.feed_rhythm (publication_id, location_id, source_system, message_class, nights, deliveries, last_delivery,
        usual_wait, waited, wait_chance, expected_by, unrecorded_days, status)
      """, place: "feed_rhythm"
    ) { writer in
      for standing in judged.board?.standings ?? [] {
        try writer.row(13)
        writer.int64(publication)
        writer.text(location(standing.key.location))
        writer.text(standing.key.source)
        writer.text(standing.key.messages.name)
        writer.text(standing.deliveries.text)
        writer.int32(Int32(standing.deliveries.count))
        writer.int32(standing.lastDelivery?.number)
        writer.double(standing.usualWait)
        writer.int32(Int32(standing.waited))
        writer.double(standing.chance)
        writer.int32(standing.expectedBy?.number)
        writer.double(standing.unrecordedDays)
        writer.text(standing.status.rawValue)
      }
    }
  }

  /// The rows of the small tables and of the night's facts, in key order.
  func digestSmallTables(into digest: inout TableDigest) throws {
    let selects = [
      "latency_sketch": "location_id, source_system, event_type, day",
      "partial_daily": "location_id, day, measure, dimension, dimension_value",
      "count_variance": "location_id, item_id, counted_at",
      "metric_daily": "location_id, day, metric, dimension, dimension_value",
      "location_confidence": "location_id",
      "group_confidence": "scope, scope_id",
      "group_member": "scope, scope_id, location_id",
      "accuracy": "scope, scope_id, definition",
      "baseline_score": "location_id, metric, day",
      "alert_event": "fingerprint",
      "alert_figure": "fingerprint, position",
      "recount_plan": "location_id",
      "freshness": "location_id, source_system",
      "feed_rhythm": "location_id, source_system, message_class",
      "deferred": "source_system, event_id, record_time",
    ]
    for (table, key) in selects.sorted(by: { $0.key < $1.key }) {
      let columns = try connection.query(
        """
        select pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' order by attnum)
        from pg_catalog.pg_attribute
        where attrelid = $1::pg_catalog.regclass and attnum > 0 and not attisdropped and attname <> 'publication_id'
        """, [Parameter("trueup.\(table)")], place: table)[0].text(0)
      digest.update(table)
      try connection.copyOut(
        "select \(columns) from trueup.\(table) where publication_id = \(publication) order by \(key)", place: table
      ) { row in row.withBytes { digest.update($0) } }
    }
  }

  // MARK: Shared tables, inside the publish transaction

  func publish(_ judged: Judgement, policy: JobFile, cutoff: Instant) throws {
    if let model = judged.model, model.businessDate == businessDate {
      try ModelTable.insert(model, publication: publication, dimensions: dimensions, on: connection)
    }
    try AlertTable(connection: connection, files: files).publish(
      judged, policy: policy.alerts, cutoff: cutoff, publication: publication, businessDate: businessDate)
    try RecountTable(connection: connection, files: files, dimensions: dimensions).publish(
      judged.plans, isBlind: policy.recounts.isBlind, publication: publication, businessDate: businessDate)
  }
}
