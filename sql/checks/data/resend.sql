-- One row per source that sent an event again under a new id: same type, place, item, document, line, event time and quantity.
-- Numerator: messages beyond the first of an event; denominator: messages of the source, each id once.
-- $1 text pg_snapshot of the night before and $2 timestamptz its cut-off, null without one; $3 text pg_snapshot of the night.
-- A message that another one corrects or withdraws is neither: what was scanned twice by mistake and voided is no resend.
with withdrawn as (
    select distinct
        inventory_event.source_system,
        inventory_event.corrects_event_id as event_id
    from feed.inventory_event
    where inventory_event.corrects_event_id is not null
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $3::pg_catalog.pg_snapshot)
),

message as (
    select distinct
        checked_message.source_system,
        checked_message.event_id,
        checked_message.event_type,
        checked_message.location_id,
        checked_message.item_id,
        checked_message.quantity,
        checked_message.event_time,
        checked_message.document_type,
        checked_message.document_id,
        checked_message.document_line,
        -- Of a day and no document two equal sales are two sales
        checked_message.corrects_event_id is null
        and checked_message.event_type <> 'void'
        and (checked_message.event_time_precision is distinct from 'day' or checked_message.document_id is not null) as is_plain
    from pg_temp.checked_message
    where checked_message.source_system is not null
        and checked_message.event_id is not null
),

event as (
    select
        message.source_system,
        message.event_type,
        message.location_id,
        message.item_id,
        message.quantity,
        message.event_time,
        message.document_type,
        message.document_id,
        message.document_line,
        pg_catalog.array_agg(distinct message.event_id) as ids
    from message
    where message.is_plain
        and not exists (
            select
            from withdrawn
            where withdrawn.source_system = message.source_system
                and withdrawn.event_id = message.event_id
        )
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
),

counted as (
    select
        event.source_system,
        sum(
            pg_catalog.cardinality(event.ids) - 1
            -- What happened after the cut-off of the night before cannot have been delivered to it
            + case when event.event_time <= $2::timestamptz and exists (
                select
                from feed.inventory_event as earlier
                where earlier.location_id = event.location_id
                    and earlier.item_id = event.item_id
                    and earlier.event_time = event.event_time
                    and earlier.source_system = event.source_system
                    and earlier.event_type = event.event_type
                    and earlier.quantity = event.quantity
                    and earlier.document_type is not distinct from event.document_type
                    and earlier.document_id is not distinct from event.document_id
                    and earlier.document_line is not distinct from event.document_line
                    and earlier.corrects_event_id is null
                    and earlier.event_id <> all(event.ids)
                    and (earlier.source_system, earlier.event_id) not in (
                        select
                            withdrawn.source_system,
                            withdrawn.event_id
                        from withdrawn
                        where withdrawn.source_system is not null
                    )
                    and pg_catalog.pg_visible_in_snapshot(earlier.ingest_xid, $1::pg_catalog.pg_snapshot)
            ) then 1 else 0 end
        ) as repeated
    from event
    group by event.source_system
)

select
    counted.source_system,
    null::text as location_id,
    null::text as detail,
    counted.repeated::bigint as numerator,
    (
        select count(distinct message.event_id) from message where message.source_system = counted.source_system
    ) as denominator
from counted
where counted.repeated > 0
order by counted.source_system
