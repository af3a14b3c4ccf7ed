-- One row per figure of the days in pg_temp.wanted_day that earlier nights left and that those days do not have any more.
-- $1 bigint publication, $2 date business date, $3 date business date of the night before; answers what it took back.
insert into trueup.metric_daily (
    location_id, day, metric, dimension, dimension_value, publication_id, business_date, value, numerator, denominator, lower,
    upper, unit, complete, verdict
)
select
    newest.location_id,
    newest.day,
    newest.metric,
    newest.dimension,
    newest.dimension_value,
    $1,
    $2,
    null,
    0,
    0,
    null,
    null,
    newest.unit,
    true,
    'withdrawn'
from (
    select distinct on (
        metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value
    )
        metric_daily.*
    from pg_temp.wanted_day
    inner join trueup.metric_daily
        on metric_daily.location_id = wanted_day.location_id
        and metric_daily.day = wanted_day.day
    inner join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
    where kept_publication.business_date <= $3
    order by
        metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value,
        metric_daily.business_date desc
) as newest
where newest.verdict <> 'withdrawn'
    and not exists (
        select
        from trueup.metric_daily as mine
        where mine.publication_id = $1
            and mine.location_id = newest.location_id
            and mine.day = newest.day
            and mine.metric = newest.metric
            and mine.dimension = newest.dimension
            and mine.dimension_value = newest.dimension_value
    )
returning location_id, metric, dimension, dimension_value, day - date '2000-01-01'
