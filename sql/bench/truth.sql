-- One row per scored record of the last night, with what the simulation knows of it. For the owner of the demo only.
select
    item_confidence.location_id,
    coalesce(item.category, '') as category,
    item_confidence.p_exact,
    truth.physical = truth.book as is_exact,
    abs(truth.physical - truth.book) * coalesce(item.unit_cost, 0) as money,
    coalesce(labour.minutes_per_count, 1)
    + coalesce(labour.minutes_per_unit, 0) * greatest(item_confidence.book_qty, 0) as minutes,
    item_confidence.value_at_risk + item_confidence.expected_error * coalesce(item.unit_cost, 0)::double precision as value,
    assortment.abc_class,
    (extract(epoch from item_confidence.last_counted_at) * 1000000)::bigint as last_counted_at,
    item_confidence.book_qty,
    extract(epoch from publication.cutoff - position.anchor_at)::double precision / 86400 as days,
    position.anchor_kind,
    position.anchor_quantity + position.moves_since - coalesce(position.preposted_moves, 0)
    <> coalesce(position.available, 0) + coalesce(position.backroom, 0) + coalesce(position.display, 0) as is_known_wrong,
    position.exposure
from trueup_v1.item_confidence
inner join demo_truth.position as truth
    on truth.location_id = item_confidence.location_id
    and truth.item_id = item_confidence.item_id
inner join trueup.current_publication on true
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.position
    on position.publication_id = publication.publication_id
    and position.location_id = item_confidence.location_id
    and position.item_id = item_confidence.item_id
left join feed.item on item.item_id = item_confidence.item_id
left join feed.assortment
    on assortment.location_id = item_confidence.location_id
    and assortment.item_id = item_confidence.item_id
left join lateral (
    select
        avg(labour_budget.minutes_per_count) as minutes_per_count,
        avg(labour_budget.minutes_per_unit) as minutes_per_unit
    from feed.labour_budget
    where coalesce(labour_budget.location_id, item_confidence.location_id) = item_confidence.location_id
) as labour on true
where item_confidence.p_exact is not null
order by item_confidence.location_id, item_confidence.item_id
