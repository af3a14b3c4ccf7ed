-- Fills pg_temp.checked_message: one row per message to be looked at.
-- $1 text pg_snapshot of the night before, null without one; $2 text pg_snapshot of this one; $3 timestamptz cut-off;
-- $4 timestamptz from which on record times are looked at, null for all.
insert into pg_temp.checked_message
select
    -- Equal for tellings of one event: as good as the nine columns to find what is told twice, and far cheaper to compare
    pg_catalog.hash_record_extended(
        row(
            inventory_event.source_system, inventory_event.event_type, inventory_event.location_id, inventory_event.item_id,
            inventory_event.quantity, inventory_event.event_time, inventory_event.document_type, inventory_event.document_id,
            inventory_event.document_line
        ),
        0
    ) as event_key,
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.event_type,
    inventory_event.location_id,
    inventory_event.item_id,
    inventory_event.quantity,
    -- Through json, because a feed need not have this column
    case
        when inventory_event.event_type = 'count'
            then (pg_catalog.to_jsonb(inventory_event) ->> 'expected_quantity')::numeric
    end as expected_quantity,
    inventory_event.event_time,
    inventory_event.event_time_precision,
    inventory_event.record_time,
    inventory_event.from_state,
    inventory_event.to_state,
    inventory_event.document_type,
    inventory_event.document_id,
    inventory_event.document_line,
    inventory_event.reason_code,
    inventory_event.corrects_event_id
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2::pg_catalog.pg_snapshot)
    and inventory_event.record_time <= $3
    and ($4::timestamptz is null or inventory_event.record_time > $4)
    -- What is new since the night before: later transactions, and those that were in progress then
    and (
        $1::text is null
        or inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1::pg_catalog.pg_snapshot)
        or inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1::pg_catalog.pg_snapshot)))
    )
