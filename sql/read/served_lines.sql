-- One row per channel x location: order lines of 90 days that were shipped, picked up or taken back by the customer, as this
-- night knows it. Sales over the counter have no order line.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 date night.
select
    newest.dimension_value,
    newest.location_id,
    sum(newest.denominator - newest.numerator)::bigint as lines
from (
    select distinct on (partial_daily.location_id, partial_daily.day, partial_daily.dimension_value)
        partial_daily.location_id,
        partial_daily.dimension_value,
        partial_daily.numerator,
        partial_daily.denominator
    from trueup.partial_daily
    left join trueup.kept_publication on kept_publication.publication_id = partial_daily.publication_id
    where partial_daily.measure = 'cancelled_lines'
        and partial_daily.dimension = 'channel'
        and partial_daily.day > $3::date - 90
        and partial_daily.day <= $3
        and (
            partial_daily.publication_id = $1
            or kept_publication.business_date <= $2
        )
    order by
        partial_daily.location_id,
        partial_daily.day,
        partial_daily.dimension_value,
        partial_daily.publication_id = $1 desc,
        partial_daily.business_date desc
) as newest
group by newest.dimension_value, newest.location_id
order by newest.dimension_value, newest.location_id
