-- One row changed per message of pg_temp.released_message that was held back and counts now.
-- $1 bigint publication.
update trueup.quarantine
set resolved_publication_id = $1
from pg_temp.released_message
where quarantine.source_system = released_message.source_system
    and quarantine.event_id = released_message.event_id
    and quarantine.code = released_message.code
