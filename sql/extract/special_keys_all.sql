-- One row per message id that was delivered more than once, corrects, is corrected, or says what another message says.
-- $1 pg_snapshot of the night.
with hashed as not materialized (
    select
        inventory_event.source_system,
        inventory_event.event_id,
        pg_catalog.hash_record_extended(
            row(
                inventory_event.source_system, inventory_event.event_type, inventory_event.location_id,
                inventory_event.item_id, inventory_event.quantity, inventory_event.event_time,
                inventory_event.document_type, inventory_event.document_id, inventory_event.document_line
            ), 0
        ) as contents
    from feed.inventory_event
    where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
)

select
    inventory_event.source_system,
    inventory_event.event_id
from feed.inventory_event
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.event_id is not null
    and inventory_event.source_system is not null
group by inventory_event.source_system, inventory_event.event_id
having count(*) > 1
union
select
    correction.source_system,
    key.event_id
from feed.inventory_event as correction
cross join lateral (values (correction.event_id), (correction.corrects_event_id)) as key (event_id)
where correction.corrects_event_id is not null
    and pg_catalog.pg_visible_in_snapshot(correction.ingest_xid, $1)
    and key.event_id is not null
    and correction.source_system is not null
union
select
    hashed.source_system,
    hashed.event_id
from (
    select hashed.contents
    from hashed
    group by hashed.contents
    having count(*) > 1
) as repeated
inner join hashed on hashed.contents = repeated.contents
where hashed.source_system is not null
    and hashed.event_id is not null
