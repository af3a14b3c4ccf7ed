-- Adds pg_temp.partial_delta to the newest partials: what this night has of a cell, else what the nights up to its base left.
-- $1 bigint publication, $2 date business date, $3 date business date of the base, null to begin from nothing.
insert into trueup.partial_daily (
    location_id, day, measure, dimension, dimension_value, publication_id, business_date, numerator, denominator
)
select
    partial_delta.location_id,
    partial_delta.day,
    partial_delta.measure,
    partial_delta.dimension,
    partial_delta.dimension_value,
    $1,
    $2,
    sum(partial_delta.numerator) + coalesce(min(newest.numerator), 0),
    sum(partial_delta.denominator) + coalesce(min(newest.denominator), 0)
from pg_temp.partial_delta
left join lateral (
    select
        partial_daily.numerator,
        partial_daily.denominator
    from trueup.partial_daily
    left join trueup.kept_publication on kept_publication.publication_id = partial_daily.publication_id
    where partial_daily.location_id = partial_delta.location_id
        and partial_daily.day = partial_delta.day
        and partial_daily.measure = partial_delta.measure
        and partial_daily.dimension = partial_delta.dimension
        and partial_daily.dimension_value = partial_delta.dimension_value
        and (partial_daily.publication_id = $1 or kept_publication.business_date <= $3)
    order by partial_daily.publication_id = $1 desc, partial_daily.business_date desc
    limit 1
) as newest on true
group by
    partial_delta.location_id,
    partial_delta.day,
    partial_delta.measure,
    partial_delta.dimension,
    partial_delta.dimension_value
-- a line taken back and counted again the same changes nothing: an unchanged cell is not appended
having sum(partial_delta.numerator) <> 0 or sum(partial_delta.denominator) <> 0
on conflict (location_id, day, measure, dimension, dimension_value, publication_id) do update set
    numerator = excluded.numerator,
    denominator = excluded.denominator
