-- One row per count of a record, the latest first.  $1 text location, $2 text item.
select
    to_char(count_variance.counted_at, 'YYYY-MM-DD HH24:MI') || ' UTC' as "counted at",
    count_variance.selection as chosen,
    trim_scale(count_variance.counted / 1000.0) as counted,
    trim_scale(count_variance.book / 1000.0) as book,
    trim_scale(count_variance.gap / 1000.0) as gap,
    trim_scale(count_variance.timing / 1000.0) as timing,
    trim_scale(count_variance.carry / 1000.0) as carry
from trueup_v1.count_variance
where count_variance.location_id = $1
    and count_variance.item_id = $2
order by count_variance.counted_at desc
limit 10
