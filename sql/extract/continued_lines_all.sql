-- One row per order line that was placed more than once.
-- $1 pg_snapshot of the night.
select
    inventory_event.document_id,
    coalesce(inventory_event.document_line, '') as document_line
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.event_type = 'order_placed'
    and inventory_event.document_type = 'order'
    and inventory_event.document_id is not null
group by inventory_event.document_id, coalesce(inventory_event.document_line, '')
having count(*) > 1
