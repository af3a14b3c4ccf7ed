-- One row per partial that earlier nights left and a fold of everything does not have: it is taken back.
-- $1 bigint publication, $2 date business date, $3 date business date of the night before.
insert into trueup.partial_daily (
    location_id, day, measure, dimension, dimension_value, publication_id, business_date, numerator, denominator
)
select
    newest.location_id,
    newest.day,
    newest.measure,
    newest.dimension,
    newest.dimension_value,
    $1,
    $2,
    0,
    0
from (
    select distinct on (earlier.location_id, earlier.day, earlier.measure, earlier.dimension, earlier.dimension_value) earlier.*
    from trueup.partial_daily as earlier
    inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
    where kept_publication.business_date <= $3
    order by earlier.location_id, earlier.day, earlier.measure, earlier.dimension, earlier.dimension_value,
    earlier.business_date desc
) as newest
where (newest.numerator <> 0 or newest.denominator <> 0)
    and not exists (
        select
        from trueup.partial_daily as mine
        where mine.publication_id = $1
            and mine.location_id = newest.location_id
            and mine.day = newest.day
            and mine.measure = newest.measure
            and mine.dimension = newest.dimension
            and mine.dimension_value = newest.dimension_value
    )
