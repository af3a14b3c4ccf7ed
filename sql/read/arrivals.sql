-- One row per location, source, event type, local day of the last four weeks and night that changed it, as this night knows them:
-- the messages recorded by then. Sketches only of cells that messages came to after the day's own night.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 date business date.
with arrival as (
    select
        latency_sketch.location_id,
        latency_sketch.source_system,
        latency_sketch.event_type,
        latency_sketch.day,
        latency_sketch.business_date,
        latency_sketch.events,
        latency_sketch.zero_count,
        latency_sketch.preposted_count,
        latency_sketch.buckets
    from trueup.latency_sketch
    left join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
    where latency_sketch.day > $3::date - 28
        and latency_sketch.day <= $3
        and (latency_sketch.publication_id = $1 or kept_publication.business_date <= $2)
),

-- Between two nights that follow each other: what came while a night was missed came in nobody knows which
late as (
    select
        arrival.location_id,
        arrival.source_system,
        arrival.event_type,
        arrival.day
    from arrival
    where arrival.business_date > arrival.day
        and arrival.business_date - 1 in (
            select kept_publication.business_date
            from trueup.kept_publication
            where kept_publication.business_date <= $2
        )
)

select
    arrival.location_id,
    arrival.source_system,
    arrival.event_type,
    arrival.day,
    arrival.business_date,
    arrival.events,
    arrival.zero_count,
    arrival.preposted_count,
    -- A hashed subplan whatever the planner believes of a table that nobody has analyzed; a join may become a loop in a loop
    case
        when (arrival.location_id, arrival.source_system, arrival.event_type, arrival.day) in (
            select late.location_id, late.source_system, late.event_type, late.day from late
        ) then arrival.buckets
    end as buckets
from arrival
