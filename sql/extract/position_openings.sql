-- One row per position in pg_temp.wanted_position and state that the opening snapshot of its location's system of record has:
-- the book at go-live, thousandths of a unit.
select
    position_snapshot.location_id,
    position_snapshot.item_id,
    position_snapshot.state,
    (sum(position_snapshot.quantity) * 1000)::bigint as quantity,
    position_snapshot.as_of
from pg_temp.wanted_position
inner join pg_temp.wanted_opening on wanted_opening.location_id = wanted_position.location_id
inner join feed.position_snapshot
    on position_snapshot.location_id = wanted_position.location_id
    and position_snapshot.item_id = wanted_position.item_id
    and position_snapshot.as_of = wanted_opening.as_of
    and position_snapshot.system = wanted_opening.system
where position_snapshot.measure = 'on_hand'
group by position_snapshot.location_id, position_snapshot.item_id, position_snapshot.state, position_snapshot.as_of
