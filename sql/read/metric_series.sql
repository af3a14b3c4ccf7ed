-- One row per location, day and metric of a window, over all dimensions, as this night knows it.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 date from, $4 date until (exclusive).
select distinct on (metric_daily.location_id, metric_daily.metric, metric_daily.day)
    metric_daily.location_id,
    metric_daily.metric,
    metric_daily.day,
    metric_daily.value,
    metric_daily.numerator,
    metric_daily.denominator,
    metric_daily.business_date
from trueup.metric_daily
left join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
where metric_daily.dimension = 'all'
    and metric_daily.metric in ('recording_latency_p90', 'cancellation_rate_lines', 'count_short_rate', 'shrink_rate', 'late_for_night', 'recording_latency_p99')
    and metric_daily.day >= $3
    and metric_daily.day < $4
    and (
        metric_daily.publication_id = $1
        or kept_publication.business_date <= $2
    )
order by
    metric_daily.location_id,
    metric_daily.metric,
    metric_daily.day,
    metric_daily.publication_id = $1 desc,
    metric_daily.business_date desc
