-- One row per location, day and metric of a window as this night knows it: over all dimensions, latency also by source.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 date from, $4 date until (exclusive).
select distinct on (metric_daily.location_id, metric_daily.metric, metric_daily.dimension_value, metric_daily.day)
    metric_daily.location_id,
    metric_daily.metric,
    metric_daily.day,
    metric_daily.value,
    metric_daily.numerator,
    metric_daily.denominator,
    metric_daily.dimension_value
from trueup.metric_daily
left join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
where (metric_daily.dimension = 'all' or (metric_daily.dimension = 'source' and metric_daily.metric = 'recording_latency_p90'))
    -- A day's orders go on being cancelled for days: its last figure is no measure for its first
    and metric_daily.metric <> 'cancellation_incidence_lines'
    and metric_daily.day >= $3
    and metric_daily.day < $4
    and (
        metric_daily.publication_id = $1
        or kept_publication.business_date <= $2
    )
order by
    metric_daily.location_id,
    metric_daily.metric,
    metric_daily.dimension_value,
    metric_daily.day,
    metric_daily.publication_id = $1 desc,
    metric_daily.business_date desc
