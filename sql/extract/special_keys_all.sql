-- One row per message id that was delivered more than once, corrects, or is corrected.
-- $1 pg_snapshot of the night.
select
    inventory_event.source_system,
    inventory_event.event_id
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.event_id is not null
    and inventory_event.source_system is not null
group by inventory_event.source_system, inventory_event.event_id
having count(*) > 1
union
select
    correction.source_system,
    key.event_id
from feed.inventory_event as correction
cross join lateral (values (correction.event_id), (correction.corrects_event_id)) as key (event_id)
where correction.corrects_event_id is not null
    and pg_catalog.pg_visible_in_snapshot(correction.ingest_xid, $1)
    and key.event_id is not null
    and correction.source_system is not null
