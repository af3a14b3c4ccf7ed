-- One row changed per message that the night before held back and that a fold of everything does not (pg_temp.refused_message).
-- $1 bigint publication, $2 bigint publication of the night before.
update trueup.quarantine
set resolved_publication_id = $1
from trueup.open_quarantine($2) as known
where quarantine.code = known.code
    and quarantine.source_system is not distinct from known.source_system
    and quarantine.event_id is not distinct from known.event_id
    and known.event_id is not null
    and not exists (
        select
        from pg_temp.refused_message
        where refused_message.code = known.code
            and refused_message.source_system is not distinct from known.source_system
            and refused_message.event_id is not distinct from known.event_id
    )
