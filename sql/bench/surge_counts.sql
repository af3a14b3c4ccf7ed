-- One row per count of a store since a day that ends an interval between two counts: days of the interval since that day and
-- before it, and whether it found less. Counts on suspicion are those that the nights asked for.
-- $1 date first day.
select
    count_variance.location_id,
    coalesce(item.category, '') as category,
    extract(epoch from count_variance.counted_at - greatest(count_variance.starts_at, $1::date))::double precision / 86400
        as days_since,
    greatest(0, extract(epoch from $1::date - count_variance.starts_at)::double precision / 86400) as days_before,
    count_variance.gap < 0 as is_short
from trueup_v1.count_variance
inner join feed.item on item.item_id = count_variance.item_id
where count_variance.counted_at >= $1::date
    and count_variance.gap is not null
    and count_variance.starts_with = 2
    and count_variance.location_id like 'S%'
