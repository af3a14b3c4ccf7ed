-- One array of every location's first on-hand snapshot: when, in microseconds since 2000-01-01 UTC, and how many rows of any
-- measure there are of that instant.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'locationID', location.location_id,
            'asOf', (extract(epoch from first.as_of) * 1000000)::bigint - 946684800000000,
            'positions', opening.positions
        )
        order by location.location_id
    ),
    '[]'
)::text
from feed.location
-- Along the index, and of the count in nothing but the index: there may be a snapshot a day
cross join lateral (
    select position_snapshot.as_of
    from feed.position_snapshot
    where position_snapshot.location_id = location.location_id
        and position_snapshot.measure = 'on_hand'
    order by position_snapshot.as_of
    limit 1
) as first
cross join lateral (
    select count(*) as positions
    from feed.position_snapshot
    where position_snapshot.location_id = location.location_id
        and position_snapshot.as_of = first.as_of
) as opening
