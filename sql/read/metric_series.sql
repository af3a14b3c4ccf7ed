-- One row per location, day, metric and night that computed it, of a window as the base knows it: over all dimensions, latency
-- also by source. The newest night of a figure counts: the reader tells, for sorting them costs more than sending them.
-- $1 date from, $2 date business date of the base ('-infinity' without one), $3 date until (exclusive).
select
    metric_daily.location_id,
    metric_daily.metric,
    metric_daily.dimension_value,
    metric_daily.day,
    metric_daily.business_date,
    metric_daily.value,
    metric_daily.numerator,
    metric_daily.denominator
from trueup.metric_daily
inner join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
where (
        metric_daily.dimension = 'all'
        or (
            metric_daily.dimension = 'source'
            and metric_daily.dimension_value <> ''
            and metric_daily.metric = 'recording_latency_p90'
        )
    )
    -- A day's orders go on being cancelled for days: its last figure is no measure for its first
    and metric_daily.metric <> 'cancellation_incidence_lines'
    and metric_daily.day >= $1
    and metric_daily.day < $3
    and kept_publication.business_date <= $2
