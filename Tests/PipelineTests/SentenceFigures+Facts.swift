import PostgreSQL

/// A figure of an alert, counted again.
extension SentenceFigures {
  /// What is kept of a figure beside what the facts say.
  func recount(_ figure: Rows.Row, of fingerprint: String) throws -> [(String, Double, Double)] {
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
        let parts = kept.0.flatMap { above in kept.1.map { [("numerator", above, found[0]), ("denominator", $0, found[1])] } }
        return [("value", value, found[0] / found[1])] + (parts ?? [])
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
    case ("expected", "alert_event") where figure.optionalText(8) == nil:
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
    case (_, "metric_daily") where figure.optionalText(9) != nil && figure.optionalText(8) != nil:
      return try latency(figure, name: name, value: value)
    case (_, "metric_daily") where figure.optionalText(9) != nil:
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
}
