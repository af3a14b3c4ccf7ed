-- One row per count that earlier nights left and a fold of everything does not have: it is taken back.
-- $1 bigint publication, $2 date business date, $3 date business date of the night before.
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
    select distinct on (earlier.location_id, earlier.item_id, earlier.counted_at) earlier.*
    from trueup.count_variance as earlier
    inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
    where kept_publication.business_date <= $3
    order by earlier.location_id, earlier.item_id, earlier.counted_at, earlier.business_date desc
) as newest
where not newest.is_withdrawn
    and not exists (
        select
        from trueup.count_variance as mine
        where mine.publication_id = $1
            and mine.location_id = newest.location_id
            and mine.item_id = newest.item_id
            and mine.counted_at = newest.counted_at
    )
