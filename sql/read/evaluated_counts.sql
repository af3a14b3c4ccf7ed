-- One row per count that a published night of a window read, of a record that the night before it had scored: what was
-- believed, what was found, and what else was known of it then.
-- $1 text job, $2 date first night, $3 date last night.
select
    count_label.location_id,
    coalesce(item.category, '') as category,
    count_label.p_at_count,
    count_label.is_exact,
    case
        when count_label.selection = 'full' then coalesce(count_label.inclusion_probability, 1)
        else count_label.inclusion_probability
    end as inclusion_probability,
    count_label.selection,
    abs(count_label.counted - count_label.book) / 1000.0 * coalesce(item.unit_cost, 0)::double precision as money,
    coalesce(labour.minutes_per_count, 1)
    + coalesce(labour.minutes_per_unit, 0) * greatest(item_confidence.book_qty, 0) as minutes,
    item_confidence.value_at_risk
    + item_confidence.expected_error * coalesce(item.unit_cost, 0)::double precision as value,
    assortment.abc_class,
    (extract(epoch from item_confidence.last_counted_at) * 1000000)::bigint as last_counted_at,
    item_confidence.book_qty,
    location_confidence.confidence * count_label.p_at_count / nullif(count_label.p_exact, 0) as expected_share,
    (location_confidence.upper - location_confidence.lower) / 2 as half_width,
    location_confidence.status = 'insufficient_data' as is_insufficient,
    extract(epoch from count_variance.counted_at - count_variance.starts_at)::double precision / 86400 as days,
    count_variance.starts_with,
    count_variance.timing + count_variance.carry <> 0 as is_known_wrong,
    count_variance.exposure,
    count_label.business_date - date '2000-01-01' as night
from trueup.count_label
inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id
inner join trueup.publication on publication.publication_id = count_label.publication_id
inner join trueup.count_variance
    on count_variance.publication_id = count_label.publication_id
    and count_variance.location_id = count_label.location_id
    and count_variance.item_id = count_label.item_id
    and count_variance.counted_at = count_label.counted_at
inner join trueup.item_confidence
    on item_confidence.publication_id = publication.base_publication_id
    and item_confidence.location_id = count_label.location_id
    and item_confidence.item_id = count_label.item_id
left join trueup.location_confidence
    on location_confidence.publication_id = publication.base_publication_id
    and location_confidence.location_id = count_label.location_id
left join feed.item on item.item_id = count_label.item_id
left join feed.assortment
    on assortment.location_id = count_label.location_id
    and assortment.item_id = count_label.item_id
left join lateral (
    select
        avg(labour_budget.minutes_per_count) as minutes_per_count,
        avg(labour_budget.minutes_per_unit) as minutes_per_unit
    from feed.labour_budget
    where coalesce(labour_budget.location_id, count_label.location_id) = count_label.location_id
) as labour on true
where publication.job = $1
    and count_label.business_date between $2 and $3
    and count_label.p_at_count is not null
order by count_label.location_id, count_label.item_id, count_label.counted_at
