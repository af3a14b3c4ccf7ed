-- One row per count of the days in pg_temp.wanted_day, as this night knows it.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one).
select
    newest.location_id,
    newest.day,
    newest.item_id,
    newest.counted,
    newest.book,
    newest.gap,
    newest.timing,
    newest.carry,
    newest.starts_with,
    newest.exposure,
    newest.selection
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at)
        count_variance.*
    from pg_temp.wanted_day
    inner join trueup.count_variance
        on count_variance.location_id = wanted_day.location_id
        and count_variance.day = wanted_day.day
    left join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where count_variance.publication_id = $1
        or kept_publication.business_date <= $2
    order by
        count_variance.location_id,
        count_variance.item_id,
        count_variance.counted_at,
        count_variance.publication_id = $1 desc,
        count_variance.business_date desc
) as newest
where not newest.is_withdrawn
order by newest.location_id, newest.day, newest.item_id, newest.counted_at
