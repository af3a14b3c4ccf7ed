-- One array of every location's first on-hand snapshot; microseconds since 2000-01-01 UTC.
select coalesce(
    jsonb_agg(
        jsonb_build_object('locationID', first.location_id, 'asOf', first.as_of)
        order by first.location_id
    ),
    '[]'
)::text
from (
    select
        position_snapshot.location_id,
        (extract(epoch from min(position_snapshot.as_of)) * 1000000)::bigint - 946684800000000 as as_of
    from feed.position_snapshot
    where position_snapshot.measure = 'on_hand'
    group by position_snapshot.location_id
) as first
