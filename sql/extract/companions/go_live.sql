-- One array of every location x system with an on-hand snapshot within a day of the location's first: when the system's own
-- first one was, in microseconds since 2000-01-01 UTC, and how many rows it has.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'locationID', location.location_id,
            'system', opening.system,
            'asOf', (extract(epoch from opening.as_of) * 1000000)::bigint - 946684800000000,
            'positions', opening.positions
        )
        order by location.location_id, opening.system
    ),
    '[]'
)::text
from feed.location
-- Along the index, and in nothing but the index: there may be a snapshot a day
cross join lateral (
    select position_snapshot.as_of
    from feed.position_snapshot
    where position_snapshot.location_id = location.location_id
        and position_snapshot.measure = 'on_hand'
    order by position_snapshot.as_of
    limit 1
) as first
cross join lateral (
    select distinct on (position_snapshot.system)
        position_snapshot.system,
        position_snapshot.as_of,
        count(*) as positions
    from feed.position_snapshot
    where position_snapshot.location_id = location.location_id
        and position_snapshot.measure = 'on_hand'
        and position_snapshot.as_of >= first.as_of
        and position_snapshot.as_of < first.as_of + interval '1 day'
    group by position_snapshot.system, position_snapshot.as_of
    order by position_snapshot.system, position_snapshot.as_of
) as opening
