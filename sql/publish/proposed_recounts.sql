-- One row per recount that the night recommends and that is not open already.
-- $1 bigint publication, $2 date business date, $3 boolean blind.
insert into trueup.recount (
    recount_id, publication_id, business_date, location_id, item_id, rank, selection, inclusion_probability, reason, p_wrong,
    expected_value, minutes, value_per_minute, zone, blind, due_by, unit_cost, state
)
select
    recount_id, $1, $2, location_id, item_id, rank, selection, inclusion_probability, reason, p_wrong, expected_value, minutes,
    value_per_minute, zone, $3, due_by, unit_cost, 'proposed'
from pg_temp.proposed_recount
on conflict do nothing
