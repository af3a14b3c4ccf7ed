-- Fills pg_temp.wanted_day: one row per location and day whose facts this night changed, or that was incomplete so far.
-- $1 bigint publication, $2 date business date, $3 date business date of the base, null without one.
insert into pg_temp.wanted_day (location_id, day)
select
    touched.location_id,
    touched.day
from (
    select partial_daily.location_id, partial_daily.day
    from trueup.partial_daily
    where partial_daily.publication_id = $1
    union
    select latency_sketch.location_id, latency_sketch.day
    from trueup.latency_sketch
    where latency_sketch.publication_id = $1
    union
    select count_variance.location_id, count_variance.day
    from trueup.count_variance
    where count_variance.publication_id = $1
    union
    -- a count that is of another day now leaves the one it was of
    select earlier.location_id, earlier.day
    from trueup.count_variance as mine
    inner join trueup.count_variance as earlier
        on earlier.location_id = mine.location_id
        and earlier.item_id = mine.item_id
        and earlier.counted_at = mine.counted_at
    where mine.publication_id = $1
        and earlier.day <> mine.day
    union
    select newest.location_id, newest.day
    from (
        select distinct on (metric_daily.location_id, metric_daily.day)
            metric_daily.location_id,
            metric_daily.day,
            metric_daily.complete
        from trueup.metric_daily
        inner join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
        -- The figures of a day become complete together, but for those of orders, which change when a line is resolved
        where metric_daily.metric = 'events'
            and metric_daily.day > $3::date - 21
            and kept_publication.business_date <= $3
        order by metric_daily.location_id, metric_daily.day, metric_daily.business_date desc
    ) as newest
    where not newest.complete
) as touched
where touched.day <= $2
