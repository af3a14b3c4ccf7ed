-- One row per message that an earlier night saw and left: recorded after its cut-off, or refused for a location
-- or item that is known now.
-- $1 pg_snapshot of the night before, $2 bigint publication of the night before, $3 timestamptz cut-off,
-- $4 timestamptz cut-off of the night before.
with wanted as (
    select
        deferred.source_system,
        deferred.event_id,
        true as is_deferred
    from trueup.deferred
    where deferred.publication_id = $2
        and deferred.record_time <= $3
    union
    select
        open_quarantine.source_system,
        open_quarantine.event_id,
        false as is_deferred
    from trueup.open_quarantine($2) as open_quarantine
    where open_quarantine.code in ('unknown_location', 'unknown_item')
        and open_quarantine.event_id is not null
        and exists (select from feed.location where location.location_id = open_quarantine.location_id)
        and exists (select from feed.item where item.item_id = open_quarantine.item_id)
)

select
    inventory_event.source_system,
    inventory_event.event_id,
    inventory_event.event_type,
    inventory_event.location_id,
    inventory_event.item_id,
    inventory_event.quantity,
    inventory_event.event_time,
    inventory_event.event_time_precision,
    inventory_event.record_time,
    inventory_event.ingested_at,
    inventory_event.from_state,
    inventory_event.to_state,
    inventory_event.channel,
    inventory_event.document_type,
    inventory_event.document_id,
    inventory_event.document_line,
    inventory_event.counterpart_id,
    inventory_event.reason_code,
    inventory_event.count_selection,
    inventory_event.inclusion_probability
from wanted
inner join feed.inventory_event
    on inventory_event.source_system = wanted.source_system
    and inventory_event.event_id = wanted.event_id
where pg_catalog.pg_visible_in_snapshot(inventory_event.ingest_xid, $1)
    and inventory_event.record_time <= $3
    and (not wanted.is_deferred or inventory_event.record_time > $4)
