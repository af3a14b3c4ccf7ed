-- One row per source that sent an event again under a new id: same type, place, item, document, line, event time and quantity.
-- Numerator: messages beyond the first of an event; denominator: messages of the source, each id once. What corrects or is
-- corrected is left out: a sale that was rung up twice by mistake and voided is no resend.
-- $1 text pg_snapshot of the night before and $2 timestamptz its cut-off, null without one; $3 text pg_snapshot of the night.
with candidate as (
    -- Told twice among the messages looked at
    select checked_message.*
    from pg_temp.checked_message
    inner join (
        select again.event_key
        from pg_temp.checked_message as again
        group by again.event_key
        having count(*) > 1
    ) as twice on twice.event_key = checked_message.event_key
    union all
    -- or perhaps told before: what happened after the cut-off of the night before cannot have been delivered to it
    select checked_message.*
    from pg_temp.checked_message
    where checked_message.event_time <= $2::timestamptz
),

event as (
    select
        candidate.source_system,
        candidate.event_type,
        candidate.location_id,
        candidate.item_id,
        candidate.quantity,
        candidate.event_time,
        candidate.document_type,
        candidate.document_id,
        candidate.document_line,
        pg_catalog.array_agg(distinct candidate.event_id) as ids
    from candidate
    where candidate.source_system is not null
        and candidate.event_id is not null
        and candidate.corrects_event_id is null
        and candidate.event_type <> 'void'
        -- Of a day and no document two equal sales are two sales
        and (candidate.event_time_precision is distinct from 'day' or candidate.document_id is not null)
        and not exists (
            select
            from feed.inventory_event as correction
            where correction.source_system = candidate.source_system
                and correction.corrects_event_id = candidate.event_id
                and pg_catalog.pg_visible_in_snapshot(correction.ingest_xid, $3::pg_catalog.pg_snapshot)
        )
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
),

counted as (
    select
        event.source_system,
        sum(
            pg_catalog.cardinality(event.ids) - 1
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
                    and pg_catalog.pg_visible_in_snapshot(earlier.ingest_xid, $1::pg_catalog.pg_snapshot)
                    and not exists (
                        select
                        from feed.inventory_event as correction
                        where correction.source_system = earlier.source_system
                            and correction.corrects_event_id = earlier.event_id
                            and pg_catalog.pg_visible_in_snapshot(correction.ingest_xid, $3::pg_catalog.pg_snapshot)
                    )
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
        select count(distinct checked_message.event_id)
        from pg_temp.checked_message
        where checked_message.source_system = counted.source_system
    ) as denominator
from counted
where counted.repeated > 0
order by counted.source_system
