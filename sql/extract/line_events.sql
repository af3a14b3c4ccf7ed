-- One row per message of the order lines in pg_temp.wanted_line, and whether its id has more to it than one row.
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
    inventory_event.inclusion_probability,
    inventory_event.corrects_event_id is not null
    or exists (
        select
        from feed.inventory_event as other
        where other.source_system = inventory_event.source_system
            and other.event_id = inventory_event.event_id
        offset 1
    )
    or exists (
        select
        from feed.inventory_event as correction
        where correction.source_system = inventory_event.source_system
            and correction.corrects_event_id = inventory_event.event_id
    ) as is_special
from pg_temp.wanted_line
inner join feed.inventory_event
    on inventory_event.document_type = 'order'
    and inventory_event.document_id = wanted_line.document_id
    and coalesce(inventory_event.document_line, '') = wanted_line.document_line
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.record_time <= $2
