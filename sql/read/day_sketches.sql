-- One row per latency sketch of the days in pg_temp.wanted_day, as this night knows it.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one).
select distinct on (
    latency_sketch.location_id, latency_sketch.day, latency_sketch.source_system, latency_sketch.event_type
)
    latency_sketch.location_id,
    latency_sketch.day,
    latency_sketch.source_system,
    latency_sketch.event_type,
    latency_sketch.buckets,
    latency_sketch.events,
    latency_sketch.zero_count,
    latency_sketch.preposted_count,
    latency_sketch.day_precision_count,
    latency_sketch.arrival_delay
from pg_temp.wanted_day
inner join trueup.latency_sketch
    on latency_sketch.location_id = wanted_day.location_id
    and latency_sketch.day = wanted_day.day
left join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
where latency_sketch.publication_id = $1
    or kept_publication.business_date <= $2
order by
    latency_sketch.location_id,
    latency_sketch.day,
    latency_sketch.source_system,
    latency_sketch.event_type,
    latency_sketch.publication_id = $1 desc,
    latency_sketch.business_date desc
