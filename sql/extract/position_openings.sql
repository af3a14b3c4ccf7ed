-- One row per state of a position in pg_temp.wanted_position that is in the first on-hand snapshot of its location: the book at
-- go-live, thousandths of a unit.
select
    position_snapshot.location_id,
    position_snapshot.item_id,
    position_snapshot.state,
    (sum(position_snapshot.quantity) * 1000)::bigint as quantity,
    position_snapshot.as_of
from pg_temp.wanted_position
cross join lateral (
    select snapshot.as_of
    from feed.position_snapshot as snapshot
    where snapshot.location_id = wanted_position.location_id
        and snapshot.measure = 'on_hand'
    order by snapshot.as_of
    limit 1
) as go_live
inner join feed.position_snapshot
    on position_snapshot.location_id = wanted_position.location_id
    and position_snapshot.item_id = wanted_position.item_id
    and position_snapshot.as_of = go_live.as_of
where position_snapshot.measure = 'on_hand'
group by position_snapshot.location_id, position_snapshot.item_id, position_snapshot.state, position_snapshot.as_of
