-- One row, where any item has no cost. Numerator: items whose cost is null, zero, below it or no number; denominator: items that
-- are traded and whose stock is kept.
select
    null::text as source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where not cost.is_known) as numerator,
    count(*) as denominator
from feed.item
cross join lateral (
    values (coalesce(item.unit_cost > 0 and item.unit_cost < 'Infinity'::numeric, false))
) as cost (is_known)
where coalesce(item.active, true)
    and coalesce(item.tracked, true)
having count(*) filter (where not cost.is_known) > 0
