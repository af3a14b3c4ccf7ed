-- One row per open recount: those that somebody took on, then the most valuable minutes.  $1 integer at most.
select
    recount.recount_id as recount,
    recount.state,
    recount.location_id as location,
    recount.item_id as item,
    recount.zone,
    recount.selection as chosen,
    round((100 * recount.p_wrong)::numeric) as "wrong %",
    round(recount.expected_value::numeric, 2) as value,
    round(recount.minutes::numeric, 1) as minutes,
    recount.reason
from trueup_v1.recount
where recount.state in ('proposed', 'accepted', 'assigned', 'counting')
order by
    recount.state = 'proposed',
    recount.selection desc,
    recount.value_per_minute desc,
    recount.location_id,
    recount.item_id
limit $1
