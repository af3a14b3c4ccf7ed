-- One row per record of a location with most at risk.  $1 text location.
select
    item_confidence.item_id as item,
    item_confidence.book_qty as book,
    round(item_confidence.expected_qty::numeric, 1) as expected,
    round((100 * item_confidence.p_exact)::numeric) as "exact %",
    round((100 * item_confidence.p_phantom)::numeric) as "nothing there %",
    item_confidence.driver_1 as "main driver",
    round((100 * item_confidence.driver_1_share)::numeric) as "its share %",
    item_confidence.last_counted_at::date as counted,
    round(item_confidence.value_at_risk::numeric, 2) as "at risk",
    item_confidence.recommended_action as advice
from trueup_v1.item_confidence
where item_confidence.location_id = $1
order by item_confidence.value_at_risk desc nulls last, item_confidence.item_id
limit 15
