-- Adds pg_temp.count_amendment to the counts it speaks of: late movements before a count move its gap into its timing.
-- $1 bigint publication, $2 date business date, $3 date business date of the base, null to begin from nothing.
insert into trueup.count_variance (
    location_id, item_id, counted_at, publication_id, business_date, day, selection, inclusion_probability, document_id,
    counted, book, gap, timing, carry, starts_at, starts_with, exposure, is_withdrawn
)
select
    count_amendment.location_id,
    count_amendment.item_id,
    count_amendment.counted_at,
    $1,
    $2,
    newest.day,
    newest.selection,
    newest.inclusion_probability,
    newest.document_id,
    newest.counted,
    newest.book,
    newest.gap - count_amendment.moves,
    newest.timing + count_amendment.moves,
    newest.carry,
    newest.starts_at,
    newest.starts_with,
    trueup.exposure_sum(newest.exposure, count_amendment.exposure),
    newest.is_withdrawn
from pg_temp.count_amendment
cross join lateral (
    select count_variance.*
    from trueup.count_variance
    left join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where count_variance.location_id = count_amendment.location_id
        and count_variance.item_id = count_amendment.item_id
        and count_variance.counted_at = count_amendment.counted_at
        and (count_variance.publication_id = $1 or kept_publication.business_date <= $3)
    order by count_variance.publication_id = $1 desc, count_variance.business_date desc
    limit 1
) as newest
on conflict (location_id, item_id, counted_at, publication_id) do update set
    gap = excluded.gap,
    timing = excluded.timing,
    exposure = excluded.exposure
