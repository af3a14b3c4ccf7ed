-- One row per message that this night's snapshot shows and the last one's did not, recorded up to the cut-off.
-- $1 pg_snapshot of the night before, $2 pg_snapshot of this night, $3 timestamptz cut-off.
select
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.event_type,
    inventory_event.location_id,
    inventory_event.item_id,
    inventory_event.quantity,
    inventory_event.event_time,
    inventory_event.event_time_precision,
    inventory_event.record_time,
    inventory_event.ingested_at,
    inventory_event.from_state,
    inventory_event.to_state,
    inventory_event.channel,
    inventory_event.document_type,
    inventory_event.document_id,
    inventory_event.document_line,
    inventory_event.counterpart_id,
    inventory_event.reason_code,
    inventory_event.count_selection,
    inventory_event.inclusion_probability
from feed.inventory_event
where inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1)
    and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    and (
        inventory_event.record_time <= $3
        or inventory_event.record_time is null
        or inventory_event.record_time = 'infinity'
    )
union all
select
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.event_type,
    inventory_event.location_id,
    inventory_event.item_id,
    inventory_event.quantity,
    inventory_event.event_time,
    inventory_event.event_time_precision,
    inventory_event.record_time,
    inventory_event.ingested_at,
    inventory_event.from_state,
    inventory_event.to_state,
    inventory_event.channel,
    inventory_event.document_type,
    inventory_event.document_id,
    inventory_event.document_line,
    inventory_event.counterpart_id,
    inventory_event.reason_code,
    inventory_event.count_selection,
    inventory_event.inclusion_probability
from feed.inventory_event
-- what was in progress then; an array, because IN over a function scans the whole table
where inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1)))
    and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    and (
        inventory_event.record_time <= $3
        or inventory_event.record_time is null
        or inventory_event.record_time = 'infinity'
    )
