-- One row per position that somebody decided not to count within the cool-down before the cut-off.
-- $1 timestamptz cut-off, $2 date business date of the base ('-infinity' without one), $3 integer days of the cool-down.
select distinct
    recount.location_id,
    recount.item_id
from trueup.recount
where recount.dismissed_at <= $1
    and recount.dismissed_at > $1::timestamptz - $3::integer * interval '1 day'
    and $2::date is not null
