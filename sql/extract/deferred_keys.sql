-- One row per message seen but recorded after the cut-off: the next night takes it.
-- $1 pg_snapshot of the night before, $2 pg_snapshot of this night, $3 timestamptz cut-off,
-- $4 bigint publication of the night before.
select
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.record_time
from feed.inventory_event
where inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1)
    and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    and inventory_event.record_time > $3
    and inventory_event.record_time < 'infinity'
    and inventory_event.event_id is not null
    and inventory_event.source_system is not null
union
select
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.record_time
from feed.inventory_event
where inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1)))
    and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    and inventory_event.record_time > $3
    and inventory_event.record_time < 'infinity'
    and inventory_event.event_id is not null
    and inventory_event.source_system is not null
union
select
    deferred.source_system,
    deferred.event_id,
    deferred.record_time
from trueup.deferred
where deferred.publication_id = $4
    and deferred.record_time > $3
order by source_system, event_id, record_time
