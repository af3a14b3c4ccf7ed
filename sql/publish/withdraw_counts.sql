-- Marks the counts of the positions in pg_temp.wanted_position that no longer exist after they were rebuilt.
-- $1 bigint publication, $2 date business date, $3 date business date of the base.
insert into trueup.count_variance (
    location_id, item_id, counted_at, publication_id, business_date, day, selection, inclusion_probability, document_id,
    counted, book, gap, timing, carry, starts_at, starts_with, exposure, is_withdrawn
)
select
    newest.location_id,
    newest.item_id,
    newest.counted_at,
    $1,
    $2,
    newest.day,
    newest.selection,
    newest.inclusion_probability,
    newest.document_id,
    newest.counted,
    newest.book,
    newest.gap,
    newest.timing,
    newest.carry,
    newest.starts_at,
    newest.starts_with,
    newest.exposure,
    true
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at) count_variance.*
    from pg_temp.wanted_position
    inner join trueup.count_variance
        on count_variance.location_id = wanted_position.location_id
        and count_variance.item_id = wanted_position.item_id
    inner join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where kept_publication.business_date <= $3
    order by
        count_variance.location_id, count_variance.item_id, count_variance.counted_at, count_variance.business_date desc
) as newest
where not newest.is_withdrawn
on conflict (location_id, item_id, counted_at, publication_id) do nothing
