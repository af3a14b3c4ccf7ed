-- One row per feed of the night before, with what it knew of it.
-- $1 bigint publication of the base.
select
    feed_rhythm.location_id,
    feed_rhythm.source_system,
    feed_rhythm.message_class,
    feed_rhythm.nights,
    feed_rhythm.last_delivery,
    feed_rhythm.unrecorded_days,
    feed_rhythm.status
from trueup.feed_rhythm
where feed_rhythm.publication_id = $1
