-- One row per source whose counts differ from the book they name and are not booked. Numerator: counts without an adjustment of
-- their document at their position; denominator: counts that differ. Where expected_quantity is not sent nothing can be said.
-- $1 text pg_snapshot of the night.
with differing as (
    select distinct
        checked_message.source_system,
        checked_message.event_id,
        checked_message.location_id,
        checked_message.item_id,
        checked_message.document_id,
        checked_message.event_time
    from pg_temp.checked_message
    where checked_message.event_type = 'count'
        and checked_message.from_state is null
        and checked_message.document_id is not null
        and checked_message.quantity <> checked_message.expected_quantity
        and pg_catalog.isfinite(checked_message.event_time)
)

select
    differing.source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where not booked.is_booked) as numerator,
    count(*) as denominator
from differing
cross join lateral (
    select exists (
        select
        from feed.inventory_event as adjustment
        where adjustment.location_id = differing.location_id
            and adjustment.item_id = differing.item_id
            and adjustment.event_time between differing.event_time - interval '1 day' and differing.event_time + interval '7 days'
            and adjustment.event_type = 'adjustment'
            and adjustment.document_id = differing.document_id
            and pg_catalog.pg_visible_in_snapshot(adjustment.ingest_xid, $1::pg_catalog.pg_snapshot)
    ) as is_booked
) as booked
group by differing.source_system
having count(*) filter (where not booked.is_booked) > 0
order by differing.source_system
