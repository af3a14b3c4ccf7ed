-- One row per latency sketch that earlier nights left and a fold of everything does not have: it is taken back.
-- $1 bigint publication, $2 date business date, $3 date business date of the night before.
insert into trueup.latency_sketch (
    location_id, source_system, event_type, day, publication_id, business_date, buckets, events, zero_count,
    preposted_count, day_precision_count, arrival_delay
)
select
    newest.location_id,
    newest.source_system,
    newest.event_type,
    newest.day,
    $1,
    $2,
    ''::bytea,
    0,
    0,
    0,
    0,
    0
from (
    select distinct on (earlier.location_id, earlier.source_system, earlier.event_type, earlier.day) earlier.*
    from trueup.latency_sketch as earlier
    inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
    where kept_publication.business_date <= $3
    order by earlier.location_id, earlier.source_system, earlier.event_type, earlier.day, earlier.business_date desc
) as newest
where newest.events <> 0
    and not exists (
        select
        from trueup.latency_sketch as mine
        where mine.publication_id = $1
            and mine.location_id = newest.location_id
            and mine.source_system = newest.source_system
            and mine.event_type = newest.event_type
            and mine.day = newest.day
    )
