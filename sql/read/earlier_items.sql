-- One row per scored record of the night before: what tonight is compared with.
-- $1 bigint publication of the base.
select
    item_confidence.location_id,
    item_confidence.item_id,
    item_confidence.p_exact,
    item_confidence.last_counted_at,
    item_confidence.known_error_qty,
    item_confidence.adjusted_qty
from trueup.item_confidence
where item_confidence.publication_id = $1
    and item_confidence.p_exact is not null
