-- One row per location, source, event type and night of the last eight weeks (nights before this one) with anything recorded.
-- For the first night only: later ones know what those before them saw.
-- $1 pg_snapshot of the night, $2 timestamptz cut-off.
select
    inventory_event.location_id,
    inventory_event.source_system,
    inventory_event.event_type,
    floor(extract(epoch from $2::timestamptz - inventory_event.record_time) / 86400)::bigint as nights_ago
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.record_time <= $2::timestamptz
    and inventory_event.record_time > $2::timestamptz - interval '56 days'
group by 1, 2, 3, 4
