-- One row per count that this night reads for the first time, with what the night before believed of its record.
-- $1 bigint publication, $2 bigint publication of the base (0 without one).
select
    count_variance.location_id,
    count_variance.item_id,
    count_variance.counted_at,
    count_variance.counted,
    count_variance.book,
    item_confidence.p_exact,
    count_variance.inclusion_probability,
    count_variance.selection,
    count_variance.counted = count_variance.book as is_exact,
    count_variance.document_id
from trueup.count_variance
left join trueup.item_confidence
    on item_confidence.publication_id = $2
    and item_confidence.location_id = count_variance.location_id
    and item_confidence.item_id = count_variance.item_id
where count_variance.publication_id = $1
    and not count_variance.is_withdrawn
    and not exists (
        select
        from trueup.count_label
        inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id
        inner join trueup.publication as mine on mine.publication_id = $1
        where count_label.location_id = count_variance.location_id
            and count_label.item_id = count_variance.item_id
            and count_label.counted_at = count_variance.counted_at
            and kept_publication.business_date < mine.business_date
    )
order by count_variance.location_id, count_variance.item_id, count_variance.counted_at
