-- One row per message id among this night's messages that has more to it than one row: it was delivered more than once,
-- corrects, is corrected, or says what another message says.
-- $1 pg_snapshot of the night before, $2 pg_snapshot of this night, $3 bigint publication of the night before,
-- $4 timestamptz cut-off of the night before.
with waiting as (
    select
        deferred.source_system,
        deferred.event_id
    from trueup.deferred
    where deferred.publication_id = $3
    union
    select
        open_quarantine.source_system,
        open_quarantine.event_id
    from trueup.open_quarantine($3) as open_quarantine
    where open_quarantine.code in ('unknown_location', 'unknown_item')
        and open_quarantine.event_id is not null
        and exists (select from feed.location where location.location_id = open_quarantine.location_id)
        and exists (select from feed.item where item.item_id = open_quarantine.item_id)
),

arrived as materialized (
    select
        inventory_event.source_system,
        inventory_event.event_id,
        inventory_event.corrects_event_id,
        inventory_event.event_type,
        inventory_event.location_id,
        inventory_event.item_id,
        inventory_event.quantity,
        inventory_event.event_time,
        inventory_event.document_type,
        inventory_event.document_id,
        inventory_event.document_line
    from feed.inventory_event
    where inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1)
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    union all
    select
        inventory_event.source_system,
        inventory_event.event_id,
        inventory_event.corrects_event_id,
        inventory_event.event_type,
        inventory_event.location_id,
        inventory_event.item_id,
        inventory_event.quantity,
        inventory_event.event_time,
        inventory_event.document_type,
        inventory_event.document_id,
        inventory_event.document_line
    from feed.inventory_event
    where inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1)))
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    union all
    -- what an earlier night left may have been resent or corrected since
    select
        inventory_event.source_system,
        inventory_event.event_id,
        inventory_event.corrects_event_id,
        inventory_event.event_type,
        inventory_event.location_id,
        inventory_event.item_id,
        inventory_event.quantity,
        inventory_event.event_time,
        inventory_event.document_type,
        inventory_event.document_id,
        inventory_event.document_line
    from waiting
    inner join feed.inventory_event
        on inventory_event.source_system = waiting.source_system
        and inventory_event.event_id = waiting.event_id
),

same as (
    select
        arrived.source_system,
        arrived.event_id,
        count(*) over (
            partition by pg_catalog.hash_record_extended(
                row(
                    arrived.source_system, arrived.event_type, arrived.location_id, arrived.item_id, arrived.quantity,
                    arrived.event_time, arrived.document_type, arrived.document_id, arrived.document_line
                ), 0
            )
        ) as messages
    from arrived
)

select
    arrived.source_system,
    key.event_id
from arrived
cross join lateral (values (arrived.event_id), (arrived.corrects_event_id)) as key (event_id)
where arrived.corrects_event_id is not null
    and key.event_id is not null
    and arrived.source_system is not null
union
select
    arrived.source_system,
    arrived.event_id
from arrived
where exists (
        select
        from feed.inventory_event as other
        where other.source_system = arrived.source_system
            and other.event_id = arrived.event_id
        offset 1
    )
union
-- Corrections are few: all of them at once cost less than a look for one of each message
(
    select
        arrived.source_system,
        arrived.event_id
    from arrived
    intersect
    select
        correction.source_system,
        correction.corrects_event_id
    from feed.inventory_event as correction
    where correction.corrects_event_id is not null
        and correction.source_system is not null
)
union
select
    same.source_system,
    same.event_id
from same
where same.messages > 1
    and same.source_system is not null
    and same.event_id is not null
union
-- An earlier night has what happened before its cut-off ...
select
    arrived.source_system,
    arrived.event_id
from arrived
where arrived.event_time <= $4
    and arrived.event_id is not null
    and exists (
        select
        from feed.inventory_event as other
        where other.location_id = arrived.location_id
            and other.item_id = arrived.item_id
            and other.event_time = arrived.event_time
            and other.source_system = arrived.source_system
            and other.event_type = arrived.event_type
            and other.quantity = arrived.quantity
            and other.document_type is not distinct from arrived.document_type
            and other.document_id is not distinct from arrived.document_id
            and other.document_line is not distinct from arrived.document_line
            and other.event_id is distinct from arrived.event_id
        offset 0
    )
union
-- ... and what a clock that runs ahead dated later
select
    arrived.source_system,
    arrived.event_id
from (
    select
        ahead.location_id,
        ahead.item_id,
        ahead.event_time,
        ahead.event_id
    from feed.inventory_event as ahead
    where ahead.event_time > ahead.record_time
        and ahead.event_time > $4
        and ahead.record_time <= $4
    offset 0
) as ahead
inner join arrived
    on arrived.location_id = ahead.location_id
    and arrived.item_id = ahead.item_id
    and arrived.event_time = ahead.event_time
where arrived.event_id is distinct from ahead.event_id
    and arrived.source_system is not null
    and arrived.event_id is not null
