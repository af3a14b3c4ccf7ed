-- One row per delivery of the ids in pg_temp.wanted_key, of all that corrects them or is corrected by them, and of all that
-- says the same under another id.
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
        union all
        select resend.event_id
        from feed.inventory_event as first
        inner join feed.inventory_event as resend
            on resend.location_id = first.location_id
            and resend.item_id = first.item_id
            and resend.event_time = first.event_time
            and resend.source_system = first.source_system
            and resend.event_type = first.event_type
            and resend.quantity = first.quantity
            and resend.document_type is not distinct from first.document_type
            and resend.document_id is not distinct from first.document_id
            and resend.document_line is not distinct from first.document_line
        where first.source_system = family.source_system
            and first.event_id = family.event_id
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
    -- The contract's columns one by one: a column that a feed has beside them changes nothing, and 1.00 is 1.0
    encode(
        sha256(
            convert_to(
                jsonb_build_array(
                    inventory_event.event_type,
                    inventory_event.location_id,
                    inventory_event.item_id,
                    trim_scale(inventory_event.quantity),
                    trim_scale(inventory_event.expected_quantity),
                    inventory_event.event_time,
                    inventory_event.event_time_precision,
                    inventory_event.record_time,
                    inventory_event.promised_time,
                    inventory_event.expires_time,
                    inventory_event.from_state,
                    inventory_event.to_state,
                    inventory_event.channel,
                    inventory_event.document_type,
                    inventory_event.document_id,
                    inventory_event.document_line,
                    inventory_event.parent_document_type,
                    inventory_event.parent_document_id,
                    inventory_event.parent_document_line,
                    inventory_event.counterpart_id,
                    inventory_event.reason_code,
                    inventory_event.actor_id,
                    inventory_event.approver_id,
                    inventory_event.device_id,
                    inventory_event.customer_key,
                    inventory_event.substitutes_item_id,
                    inventory_event.count_selection,
                    inventory_event.inclusion_probability,
                    inventory_event.corrects_event_id,
                    trim_scale(inventory_event.unit_value),
                    inventory_event.currency,
                    inventory_event.attributes
                )::text,
                'UTF8'
            )
        ),
        'hex'
    ) as contents,
    -- What a resend has in common with the first message. Without a document, device and people have to agree as well, and
    -- a time that is only a minute or a day says too little.
    case
        when inventory_event.document_id is not null or inventory_event.event_time_precision = 'instant'
            then jsonb_build_array(
                inventory_event.event_type,
                inventory_event.location_id,
                inventory_event.item_id,
                trim_scale(inventory_event.quantity),
                inventory_event.event_time,
                inventory_event.document_type,
                inventory_event.document_id,
                inventory_event.document_line,
                case
                    when inventory_event.document_id is null
                        then jsonb_build_array(
                            inventory_event.device_id, inventory_event.actor_id, inventory_event.customer_key
                        )
                end
            )::text
    end as business,
    (
        pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
        and coalesce(inventory_event.record_time <= $2 or inventory_event.record_time = 'infinity', true)
    ) as was_known,
    (
        pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $3)
        and coalesce(inventory_event.record_time <= $4 or inventory_event.record_time = 'infinity', true)
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
