-- One row per message of pg_temp.refused_message that the night before did not hold back for the same reason.
-- $1 bigint publication, $2 bigint publication of the night before, null without one.
insert into trueup.quarantine (source_system, event_id, code, row_count, location_id, item_id, first_publication_id)
select
    refused_message.source_system,
    refused_message.event_id,
    refused_message.code,
    refused_message.row_count,
    refused_message.location_id,
    refused_message.item_id,
    $1
from pg_temp.refused_message
where not exists (
    select
    from trueup.open_quarantine($2) as known
    where known.source_system = refused_message.source_system
        and known.event_id = refused_message.event_id
        and known.code = refused_message.code
)
