import PostgreSQL
import Store
import Testing

/// Counts every number of the sentences of a database again, from the facts as the night of the sentence knew them.
///
/// By the obvious way: one query for each number. Whoever adds a number to a sentence and does not keep it fails here.
struct SentenceFigures {
  let reader: Connection
  let files: SQLFiles
  /// Numbers that were counted again, by the kind of their sentence.
  private(set) var checked: [String: Int] = [:]
  private(set) var faults: [String] = []

  init(_ reader: Connection, _ files: SQLFiles) {
    self.reader = reader
    self.files = files
  }

  // MARK: Alerts

  mutating func checkAlerts() throws {
    let alerts = try reader.query(
      "select alert_id, family, scope, description, fingerprint, last_seen from trueup_v1.alert order by alert_id", place: "test")
    for index in 0..<alerts.count {
      let alert = alerts[index]
      let figures = try reader.query(
        """
        select figure, shown, value, unit, numerator, denominator, from_day, to_day, location_id, source_system, metric, relation,
          filter, position, business_date
        from trueup_v1.alert_figure where alert_id = $1 order by position
        """, [Parameter(try alert.text(0))], place: "test")
      var names = [try alert.text(2), try alert.text(5)]
      for place in 0..<figures.count {
        names += try [figures[place].text(6), figures[place].text(7), figures[place].optionalText(9) ?? ""]
        names.append(try figures[place].text(10).split(separator: "_").joined(separator: " "))
      }
      var rest = Self.without(names, try alert.text(3))
      for place in 0..<figures.count {
        let figure = figures[place]
        let name = "\(try alert.text(1)) \(try figure.text(0))"
        if let shown = figure.optionalText(1) {
          let parts = rest.split(separator: shown, maxSplits: 1, omittingEmptySubsequences: false)
          if parts.count < 2 || parts[0].contains(where: \.isNumber) {
            faults.append("\(name): \(shown) is not the next number of \(rest)")
          }
          rest = String(parts.last ?? "")
          let said = try Self.said(figure.double(2), figure.text(0), unit: figure.text(3))
          if said != shown { faults.append("\(name): shown \(shown), stored \(said)") }
        }
        for (what, kept, again) in try recount(figure, of: alert.text(4)) {
          if !(abs(kept - again) <= 1e-6 * max(1, abs(again))) { faults.append("\(name) \(what): \(kept), again \(again)") }
          checked[try alert.text(1), default: 0] += 1
        }
      }
      if rest.contains(where: \.isNumber) { faults.append("a number that is not kept: \(rest)") }
    }
  }

  /// A sentence without names and days, which may hold digits.
  private static func without(_ names: [String], _ sentence: String) -> String {
    Set(names).filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }.reduce(sentence) {
      $0.split(separator: $1, omittingEmptySubsequences: false).joined()
    }
  }

  /// A number as people read it.
  private static func said(_ value: Double, _ name: String, unit: String) -> String {
    switch unit {
    case "share" where name == "share": "\(Int((100 * value).rounded())) %"
    case "share": "\((1000 * value).rounded() / 10) %"
    case "seconds" where value < 90: "\(Int(value.rounded())) s"
    case "seconds" where value < 5400: "\(Int((value / 60).rounded())) min"
    case "seconds": "\((value / 360).rounded() / 10) h"
    case "units of the metric" where abs(value) < 100: "\((value * 10).rounded() / 10)"
    default: "\(Int(value.rounded()))"
    }
  }

  /// What is kept of a figure beside what the facts say.
  private func recount(_ figure: Rows.Row, of fingerprint: String) throws -> [(String, Double, Double)] {
    let (name, relation, value) = (try figure.text(0), try figure.text(11), try figure.double(2))
    let night = Parameter(try figure.text(14))
    let (from, to) = (Parameter(try figure.text(6)), Parameter(try figure.text(7)))
    let (location, metric) = (Parameter(figure.optionalText(8)), Parameter(try figure.text(10)))
    func one(_ sql: String, _ parameters: [Parameter]) throws -> [Double] {
      let row = try reader.query(sql, parameters, place: "test")[0]
      return try row.texts.indices.map { try row.optionalDouble($0) ?? .nan }
    }
    func ratio(_ found: [Double]) throws -> [(String, Double, Double)] {
      let kept = try (figure.optionalDouble(4), figure.optionalDouble(5))
      switch name {
      case "cases": return [("value", value, found[0])]
      case "possible": return [("value", value, found[1])]
      default:
        return [
          ("value", value, found[0] / found[1]), ("numerator", kept.0 ?? .nan, found[0]),
          ("denominator", kept.1 ?? .nan, found[1]),
        ]
      }
    }
    switch (name, relation) {
    case ("days", _):
      return [("value", value, try one("select $2::date - $1::date + 1", [from, to])[0])]
    case ("nights", _):
      let nights = try one(
        """
        select count(*) from trueup_v1.alert_event
        where fingerprint = $1 and is_firing and business_date between $2::date and $3::date
        """, [Parameter(fingerprint), from, to])
      return [("value", value, nights[0])]
    case ("expected", "baseline_score"):
      let expected = try one(
        """
        select case when metric like 'recording_latency%' then exp(expected) - 1 else expected end
        from trueup_v1.baseline_score_history
        where business_date = $1::date and location_id = $2 and metric = $3 and day = $4::date
        """, [night, location, metric, to])
      let parts = try figure.optionalDouble(4).flatMap { above in try figure.optionalDouble(5).map { above / $0 } }
      return [("value", value, expected[0])] + (parts.map { [("numerator / denominator", $0, expected[0])] } ?? [])
    case ("expected", "alert_event")
    where try ["cancellation_rate_lines", "count_short_rate", "recording_latency_p90"].contains(figure.text(10)):
      let event = try one(
        "select expected from trueup_v1.alert_event where fingerprint = $1 and business_date = $2::date",
        [Parameter(fingerprint), night])
      return [("value", value, event[0])]
    case (_, "alert_event"):
      let part = try one(
        """
        select (part ->> $3)::double precision
        from trueup_v1.alert_event cross join lateral jsonb_array_elements(contributions) as part
        where fingerprint = $1 and business_date = $2::date and part ->> 'metric' = $4
        """, [Parameter(fingerprint), night, Parameter(name), metric])
      return [("value", value, part[0])]
    case (_, "metric_daily") where try figure.text(10) == "cancellation_rate_lines":
      return try ratio(
        try one(
          """
          select sum(numerator), sum(denominator)
          from (
            select distinct on (location_id, day) partial_daily.*
            from trueup.partial_daily inner join trueup.kept_publication using (publication_id)
            where measure = 'cancelled_lines' and dimension = 'all' and ($2::text is null or location_id = $2)
              and day between $3::date and $4::date and kept_publication.business_date <= $1::date
            order by location_id, day, kept_publication.business_date desc
          ) as newest
          where not coalesce($5::jsonb -> 'left_out', '[]') @>
            jsonb_build_array(jsonb_build_object('location_id', location_id, 'day', day))
          """, [night, location, from, to, Parameter(figure.optionalText(12))]))
    case (_, "metric_daily") where try figure.text(10) == "recording_latency_p90" && figure.optionalText(8) != nil:
      return try latency(figure, name: name, value: value)
    case (_, "metric_daily") where try figure.text(10) == "recording_latency_p90":
      // Of all locations: the middle one, on the scale that it is judged on
      let found = try one(
        """
        select count(*), exp(percentile_cont(0.5) within group (order by ln(1 + value))) - 1
        from (
          select distinct on (location_id) metric_daily.*
          from trueup.metric_daily inner join trueup.kept_publication using (publication_id)
          where dimension = 'source' and dimension_value = $1 and metric = $2 and day = $3::date
            and kept_publication.business_date <= $4::date
          order by location_id, kept_publication.business_date desc
        ) as newest
        """, [Parameter(figure.optionalText(9)), metric, to, night])
      return [("value", value, name == "locations" ? found[0] : found[1])]
    case ("observed", "metric_daily"):
      // Of a share with an interval what was observed, of another metric its value
      let observed = try one(
        """
        select case when lower is not null and unit = 'share' then numerator::double precision / denominator else value end
        from trueup.metric_daily inner join trueup.kept_publication using (publication_id)
        where location_id = $1 and dimension = 'all' and metric = $2 and day = $3::date
          and kept_publication.business_date <= $4::date
        order by kept_publication.business_date desc limit 1
        """, [location, metric, to, night])
      return [("value", value, observed[0])]
    case (_, "count_variance"):
      let found = try one(
        """
        select
          count(*) filter (where newest.gap < 0), count(*), sum(greatest(-newest.gap, 0) / 1000.0 * item.unit_cost)
        from (
          select distinct on (location_id, item_id, counted_at) count_variance.*
          from trueup.count_variance inner join trueup.kept_publication using (publication_id)
          where kept_publication.business_date <= $1::date
          order by location_id, item_id, counted_at, kept_publication.business_date desc
        ) as newest
        inner join jsonb_to_recordset($2::jsonb -> 'counts') as judged (
          location_id text, counted_after timestamptz, counted_until timestamptz, shortest_interval_days double precision,
          longest_interval_days double precision
        ) on judged.location_id = newest.location_id and newest.counted_at > judged.counted_after
          and newest.counted_at <= judged.counted_until
        inner join feed.item on item.item_id = newest.item_id
        left join trueup.recount as asked
          on asked.recount_id = newest.document_id and asked.selection in ('value', 'random')
        where not newest.is_withdrawn and newest.gap is not null and newest.starts_with = 2
          and (
            newest.selection <> 'triggered' or newest.inclusion_probability is not null
            -- of all locations together, no count that the records asked for
            or asked.recount_id is not null and ($3::text is not null or asked.selection = 'random')
          )
          and extract(epoch from newest.counted_at - newest.starts_at)::double precision / 86400
            between shortest_interval_days - 1e-9 and longest_interval_days + 1e-9
        """, [night, Parameter(figure.optionalText(12)), location])
      switch name {
      case "missing": return [("value", value, found[2])]
      case "money_at_risk":
        let (above, below) = (try figure.double(4), try figure.double(5))
        return [("value", value, found[2] * above / below), ("denominator", below, found[0])]
      default: return try ratio(found)
      }
    default:
      return [("relation \(relation)", 0, .nan)]
    }
  }

  /// Of a complete day the sketches say it all; of a young one the value is that of what is still expected too.
  private func latency(_ figure: Rows.Row, name: String, value: Double) throws -> [(String, Double, Double)] {
    let seconds = try reader.query(
      """
      select value, complete from trueup.metric_daily inner join trueup.kept_publication using (publication_id)
      where location_id = $1 and dimension = 'source' and dimension_value = $2 and day = $3::date
        and metric = 'recording_latency_p90' and kept_publication.business_date <= $4::date
      order by kept_publication.business_date desc limit 1
      """, [8, 9, 7, 14].map { Parameter(figure.optionalText($0)) }, place: "test")[0]
    let sketch = try reader.query(
      """
      with newest as (
        select distinct on (event_type) latency_sketch.*
        from trueup.latency_sketch inner join trueup.kept_publication using (publication_id)
        where location_id = $1 and source_system = $2 and day = $3::date and kept_publication.business_date <= $4::date
        order by event_type, kept_publication.business_date desc
      ),

      bucket as (
        select 2 * power(1.01::double precision / 0.99, packed.bucket) / (1.01::double precision / 0.99 + 1) / 1e6 as seconds,
          sum(packed.events) as events
        from newest cross join lateral trueup.sketch_buckets(newest.buckets) as packed group by packed.bucket
      ),

      early as (
        select sum(zero_count + preposted_count) as events, sum(newest.events - day_precision_count) as timed from newest
      )

      select
        (select sum(events) from bucket where seconds >= $5::double precision * (1 - 1e-9)),
        early.timed,
        (
          select min(seconds) from (
            select bucket.seconds, early.events + sum(bucket.events) over (order by bucket.seconds) as upto from bucket
          ) as ranked where upto >= ceil(0.9 * early.timed)
        )
      from early
      """, [8, 9, 7, 14].map { Parameter(figure.optionalText($0)) } + [Parameter(try seconds.double(0))], place: "test")[0]
    let (cases, possible) = (try sketch.double(0), try sketch.double(1))
    switch name {
    case "cases": return [("value", value, cases)]
    case "possible": return [("value", value, possible)]
    default:
      return [
        ("value", value, try seconds.bool(1) ? sketch.double(2) : seconds.double(0)),
        ("numerator", try figure.double(4), cases), ("denominator", try figure.double(5), possible),
      ]
    }
  }

  // MARK: Records, locations and recounts

  /// - Parameter every: only each so many of the records, because each is a query.
  mutating func checkRows(every step: Int) throws {
    let records = try reader.query(
      "select location_id, item_id, business_date from trueup_v1.item_confidence order by 1, 2", place: "test")
    for index in stride(from: 0, to: records.count, by: step) {
      let key = [Parameter(try records[index].text(0)), Parameter(try records[index].text(1))]
      let sentence = try reader.query(files.text("read/explain_item"), key, place: "test")[0].text(0)
      try compare("record", sentence, "location_id = $1 and item_id = $2", key, names: [])
    }
    let locations = try reader.query("select location_id from trueup_v1.location_confidence order by 1", place: "test")
    for index in 0..<locations.count {
      let id = try locations[index].text(0)
      let sentence = try reader.query(files.text("read/explain_location"), [Parameter(id)], place: "test")[0].text(0)
      try compare("location", sentence, "location_id = $1", [Parameter(id)], names: [id])
    }
    let recounts = try reader.query(
      "select location_id, item_id, business_date, reason from trueup_v1.recount order by recount_id", place: "test")
    for index in stride(from: 0, to: recounts.count, by: step) {
      let key = try (0..<3).map { Parameter(try recounts[index].text($0)) }
      try compare(
        "recount", recounts[index].text(3), "location_id = $1 and item_id = $2 and business_date = $3::date", key, names: [])
    }
  }

  private mutating func compare(_ kind: String, _ sentence: String, _ condition: String, _ key: [Parameter], names: [String])
    throws
  {
    let figures = try reader.query(
      "select relation, expression from trueup_v1.sentence_figure where sentence = $1 order by position", [Parameter(kind)],
      place: "test")
    let relation = try figures[0].text(0)
    let list = try figures.map { figure in "(\(try figure.text(1)))::text" }.joined(separator: ", ")
    let again = try reader.query("select \(list) from trueup_v1.\(relation) where \(condition)", key, place: "test")
    guard let row = again.first else { return faults.append("\(kind): no row for \(sentence)") }
    let wanted = row.texts.compactMap { $0 }
    let shown = Self.without(names, sentence).matches(of: /-?\d[\d.]*\d(-\d\d-\d\d)?|-?\d/).map { String($0.output.0) }
    // 1.50 and 1.5 are one number
    func same(_ a: String, _ b: String) -> Bool { a == b || Double(a) != nil && Double(a) == Double(b) }
    if shown.count != wanted.count || !zip(shown, wanted).allSatisfy(same) {
      faults.append("\(kind): \(sentence) shows \(shown), its row says \(wanted)")
    }
    checked[kind, default: 0] += wanted.count
  }
}
