-- One row per partial of the days in pg_temp.wanted_day, as this night knows it.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one).
select distinct on (
    partial_daily.location_id, partial_daily.day, partial_daily.measure, partial_daily.dimension, partial_daily.dimension_value
)
    partial_daily.location_id,
    partial_daily.day,
    partial_daily.measure,
    partial_daily.dimension,
    partial_daily.dimension_value,
    partial_daily.numerator,
    partial_daily.denominator
from pg_temp.wanted_day
inner join trueup.partial_daily
    on partial_daily.location_id = wanted_day.location_id
    and partial_daily.day = wanted_day.day
left join trueup.kept_publication on kept_publication.publication_id = partial_daily.publication_id
where partial_daily.publication_id = $1
    or kept_publication.business_date <= $2
order by
    partial_daily.location_id,
    partial_daily.day,
    partial_daily.measure,
    partial_daily.dimension,
    partial_daily.dimension_value,
    partial_daily.publication_id = $1 desc,
    partial_daily.business_date desc
