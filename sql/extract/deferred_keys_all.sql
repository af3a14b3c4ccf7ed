-- One row per message seen but recorded after the cut-off, when a night begins from go-live.
-- $1 pg_snapshot of the night, $2 timestamptz cut-off.
select distinct
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.record_time
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.record_time > $2
    and inventory_event.record_time < 'infinity'
    and inventory_event.event_id is not null
    and inventory_event.source_system is not null
order by source_system, event_id, record_time
