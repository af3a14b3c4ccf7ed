-- One row per location and source: messages a day over four weeks, as this night knows it.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 date business date.
select
    newest.location_id,
    newest.source_system,
    round(sum(newest.events) / 28.0, 3) as daily
from (
    select distinct on (
        latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day
    )
        latency_sketch.location_id,
        latency_sketch.source_system,
        latency_sketch.events
    from trueup.latency_sketch
    left join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
    where latency_sketch.day > $3::date - 28
        and latency_sketch.day <= $3
        and (
            latency_sketch.publication_id = $1
            or kept_publication.business_date <= $2
        )
    order by
        latency_sketch.location_id,
        latency_sketch.source_system,
        latency_sketch.event_type,
        latency_sketch.day,
        latency_sketch.publication_id = $1 desc,
        latency_sketch.business_date desc
) as newest
group by newest.location_id, newest.source_system
order by newest.location_id, newest.source_system
