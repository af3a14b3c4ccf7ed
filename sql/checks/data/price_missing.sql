-- One row, where any item has no price. Numerator: items whose price is null, zero, below it or no number; denominator: items that
-- are traded and whose stock is kept.
select
    null::text as source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where not price.is_known) as numerator,
    count(*) as denominator
from feed.item
cross join lateral (
    values (coalesce(item.unit_price > 0 and item.unit_price < 'Infinity'::numeric, false))
) as price (is_known)
where coalesce(item.active, true)
    and coalesce(item.tracked, true)
having count(*) filter (where not price.is_known) > 0
