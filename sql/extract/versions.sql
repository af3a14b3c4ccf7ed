-- One row per delivery of the ids in pg_temp.wanted_key and of all that corrects them or is corrected by them.
-- $1 pg_snapshot of the night before, $2 timestamptz its cut-off, $3 pg_snapshot of this night, $4 timestamptz cut-off.
with recursive family as (
    select
        wanted_key.source_system,
        wanted_key.event_id
    from pg_temp.wanted_key
    union
    select
        family.source_system,
        relative.event_id
    from family
    cross join lateral (
        select correction.event_id
        from feed.inventory_event as correction
        where correction.source_system = family.source_system
            and correction.corrects_event_id = family.event_id
        union all
        select correction.corrects_event_id
        from feed.inventory_event as correction
        where correction.source_system = family.source_system
            and correction.event_id = family.event_id
            and correction.corrects_event_id is not null
    ) as relative
    where relative.event_id is not null
)

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
    inventory_event.corrects_event_id,
    encode(
        sha256(
            convert_to(
                (to_jsonb(inventory_event) - 'ingested_at' - 'ingest_xid')::text,
                'UTF8'
            )
        ),
        'hex'
    ) as contents,
    (
        pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
        and coalesce(inventory_event.record_time <= $2, true)
    ) as was_known,
    (
        pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $3)
        and coalesce(inventory_event.record_time <= $4, true)
    ) as is_known
from family
inner join feed.inventory_event
    on inventory_event.source_system = family.source_system
    and inventory_event.event_id = family.event_id
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $3)
order by
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.record_time,
    contents,
    inventory_event.ingested_at
