-- Removes rows of this night that repeat what an earlier night left: a changed figure is appended, an unchanged one is not.
-- $1 bigint publication, $2 date business date of the base.
delete from trueup.count_variance as mine
where mine.publication_id = $1
    and exists (
        select
        from (
            select earlier.*
            from trueup.count_variance as earlier
            inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
            where earlier.location_id = mine.location_id
                and earlier.item_id = mine.item_id
                and earlier.counted_at = mine.counted_at
                and kept_publication.business_date <= $2
            order by earlier.business_date desc
            limit 1
        ) as newest
        where newest.counted is not distinct from mine.counted
            and newest.book is not distinct from mine.book
            and newest.gap is not distinct from mine.gap
            and newest.timing is not distinct from mine.timing
            and newest.carry is not distinct from mine.carry
            and newest.day is not distinct from mine.day
            and newest.selection is not distinct from mine.selection
            and newest.inclusion_probability is not distinct from mine.inclusion_probability
            and newest.document_id is not distinct from mine.document_id
            and newest.starts_at is not distinct from mine.starts_at
            and newest.starts_with is not distinct from mine.starts_with
            and newest.exposure is not distinct from mine.exposure
            and newest.is_withdrawn is not distinct from mine.is_withdrawn
    )
