-- One row per position and state in the opening snapshot of the locations in pg_temp.wanted_opening, of their system of record:
-- the book at go-live, thousandths of a unit.
select
    position_snapshot.location_id,
    position_snapshot.item_id,
    position_snapshot.state,
    (sum(position_snapshot.quantity) * 1000)::bigint as quantity,
    position_snapshot.as_of
from pg_temp.wanted_opening
inner join feed.position_snapshot
    on position_snapshot.location_id = wanted_opening.location_id
    and position_snapshot.as_of = wanted_opening.as_of
    and position_snapshot.system = wanted_opening.system
where position_snapshot.measure = 'on_hand'
group by position_snapshot.location_id, position_snapshot.item_id, position_snapshot.state, position_snapshot.as_of
