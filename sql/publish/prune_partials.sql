-- Removes rows of this night that repeat what an earlier night left: a changed figure is appended, an unchanged one is not.
-- $1 bigint publication, $2 date business date of the base.
delete from trueup.partial_daily as mine
where mine.publication_id = $1
    and exists (
        select
        from (
            select earlier.*
            from trueup.partial_daily as earlier
            inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
            where earlier.location_id = mine.location_id
                and earlier.day = mine.day
                and earlier.measure = mine.measure
                and earlier.dimension = mine.dimension
                and earlier.dimension_value = mine.dimension_value
                and kept_publication.business_date <= $2
            order by earlier.business_date desc
            limit 1
        ) as newest
        where newest.numerator is not distinct from mine.numerator
            and newest.denominator is not distinct from mine.denominator
    )
