-- One row per position in the first on-hand snapshot of its location: the book at go-live, thousandths of a unit.
with go_live as (
    select
        position_snapshot.location_id,
        min(position_snapshot.as_of) as as_of
    from feed.position_snapshot
    where position_snapshot.measure = 'on_hand'
    group by position_snapshot.location_id
)

select
    position_snapshot.location_id,
    position_snapshot.item_id,
    position_snapshot.state,
    (sum(position_snapshot.quantity) * 1000)::bigint as quantity,
    position_snapshot.as_of
from go_live
inner join feed.position_snapshot
    on position_snapshot.location_id = go_live.location_id
    and position_snapshot.as_of = go_live.as_of
where position_snapshot.measure = 'on_hand'
group by position_snapshot.location_id, position_snapshot.item_id, position_snapshot.state, position_snapshot.as_of
order by position_snapshot.location_id, position_snapshot.item_id, position_snapshot.state
