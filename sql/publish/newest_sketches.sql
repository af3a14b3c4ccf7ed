-- One row per cell of pg_temp.wanted_sketch that exists: what this night has of it, else what the nights up to its base left.
-- $1 bigint publication, $2 date business date of the base ('-infinity' to begin from nothing).
select
    wanted_sketch.location_id,
    wanted_sketch.source_system,
    wanted_sketch.event_type,
    wanted_sketch.day,
    newest.buckets,
    newest.events,
    newest.zero_count,
    newest.preposted_count,
    newest.day_precision_count,
    newest.arrival_delay
from pg_temp.wanted_sketch
cross join lateral (
    select
        latency_sketch.buckets,
        latency_sketch.events,
        latency_sketch.zero_count,
        latency_sketch.preposted_count,
        latency_sketch.day_precision_count,
        latency_sketch.arrival_delay
    from trueup.latency_sketch
    left join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
    where latency_sketch.location_id = wanted_sketch.location_id
        and latency_sketch.source_system = wanted_sketch.source_system
        and latency_sketch.event_type = wanted_sketch.event_type
        and latency_sketch.day = wanted_sketch.day
        and (latency_sketch.publication_id = $1 or kept_publication.business_date <= $2)
    order by latency_sketch.publication_id = $1 desc, latency_sketch.business_date desc
    limit 1
) as newest
