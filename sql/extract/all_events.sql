-- One row per message delivered up to a snapshot and recorded up to a cut-off.
-- $1 pg_snapshot of the night, $2 timestamptz cut-off.
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
where (
        inventory_event.ingest_xid < pg_catalog.pg_snapshot_xmin($1)
        or pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    )
    -- a message that was never recorded is refused, not overlooked
    and (
        inventory_event.record_time <= $2
        or inventory_event.record_time is null
        or inventory_event.record_time = 'infinity'
    )
