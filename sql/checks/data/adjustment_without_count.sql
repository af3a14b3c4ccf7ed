-- One row per source whose adjustments have no count behind them. Numerator: adjustments without a count of their document at
-- their position; denominator: adjustments without a physical reason, those that state an opening left out.
-- $1 text pg_snapshot of the night.
with adjustment as (
    select distinct
        checked_message.source_system,
        checked_message.event_id,
        checked_message.location_id,
        checked_message.item_id,
        checked_message.document_id,
        checked_message.event_time
    from pg_temp.checked_message
    left join feed.reason_map
        on reason_map.source_system = checked_message.source_system
        and reason_map.event_type = checked_message.event_type
        and reason_map.reason_code = checked_message.reason_code
    where checked_message.event_type = 'adjustment'
        and checked_message.corrects_event_id is null
        and not coalesce(reason_map.physical, false)
        and 'opening' <> all(array[coalesce(checked_message.reason_code, ''), coalesce(checked_message.document_type, '')])
        and pg_catalog.isfinite(checked_message.event_time)
)

select
    adjustment.source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where not counted.is_counted) as numerator,
    count(*) as denominator
from adjustment
cross join lateral (
    select exists (
        select
        from feed.inventory_event as found
        where found.location_id = adjustment.location_id
            and found.item_id = adjustment.item_id
            and found.event_time between adjustment.event_time - interval '7 days' and adjustment.event_time + interval '1 day'
            and found.event_type = 'count'
            and found.document_id = adjustment.document_id
            and pg_catalog.pg_visible_in_snapshot(found.ingest_xid, $1::pg_catalog.pg_snapshot)
    ) as is_counted
) as counted
group by adjustment.source_system
having count(*) filter (where not counted.is_counted) > 0
order by adjustment.source_system
