-- One row per message id among this night's messages that was delivered more than once, corrects, or is corrected.
-- $1 pg_snapshot of the night before, $2 pg_snapshot of this night, $3 bigint publication of the night before.
with arrived as materialized (
    select
        inventory_event.source_system,
        inventory_event.event_id,
        inventory_event.corrects_event_id
    from feed.inventory_event
    where inventory_event.ingest_xid >= pg_catalog.pg_snapshot_xmax($1)
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    union all
    select
        inventory_event.source_system,
        inventory_event.event_id,
        inventory_event.corrects_event_id
    from feed.inventory_event
    where inventory_event.ingest_xid = any(array(select pg_catalog.pg_snapshot_xip($1)))
        and pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $2)
    union all
    -- what an earlier night left may have been resent or corrected since
    select
        deferred.source_system,
        deferred.event_id,
        inventory_event.corrects_event_id
    from trueup.deferred
    inner join feed.inventory_event
        on inventory_event.source_system = deferred.source_system
        and inventory_event.event_id = deferred.event_id
    where deferred.publication_id = $3
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
