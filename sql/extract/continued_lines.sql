-- One row per order line that this night's messages place and that is more than they are: it has messages of an earlier night,
-- or two orders.
-- $1 pg_snapshot of the night before, $2 pg_snapshot of this night, $3 bigint publication of the night before,
-- $4 timestamptz cut-off of the night before.
with placed as (
    select
        inventory_event.document_id,
        coalesce(inventory_event.document_line, '') as document_line
    from feed.inventory_event
    where inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1)
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
        and inventory_event.event_type = 'order_placed'
        and inventory_event.document_type = 'order'
    union all
    select
        inventory_event.document_id,
        coalesce(inventory_event.document_line, '') as document_line
    from feed.inventory_event
    where inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1)))
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
        and inventory_event.event_type = 'order_placed'
        and inventory_event.document_type = 'order'
    union all
    -- what an earlier night left: past its cut-off, or refused
    select
        inventory_event.document_id,
        coalesce(inventory_event.document_line, '') as document_line
    from (
        select deferred.source_system, deferred.event_id
        from trueup.deferred
        where deferred.publication_id = $3
        union
        select open_quarantine.source_system, open_quarantine.event_id
        from trueup.open_quarantine($3) as open_quarantine
        where open_quarantine.code in ('unknown_location', 'unknown_item')
    ) as waiting
    inner join feed.inventory_event
        on inventory_event.source_system = waiting.source_system
        and inventory_event.event_id = waiting.event_id
    where inventory_event.event_type = 'order_placed'
        and inventory_event.document_type = 'order'
)

select
    placed.document_id,
    placed.document_line
from placed
where placed.document_id is not null
group by placed.document_id, placed.document_line
having count(*) > 1
    or exists (
        select
        from feed.inventory_event as earlier
        where earlier.document_type = 'order'
            and earlier.document_id = placed.document_id
            and coalesce(earlier.document_line, '') = placed.document_line
            and pg_catalog.pg_visible_in_snapshot(earlier.ingest_xid, $1)
            and earlier.record_time <= $4
        offset 0
    )
