-- One row per definition of accuracy of a location, in the order of the contract.  $1 text location.
select
    case accuracy.definition
        when 'exact' then 'exact'
        when 'within_tolerance' then 'within tolerance'
        when 'within_tolerance_by_value' then 'within tolerance, by value'
        when 'net_units' then '1 - |net error| / books, units'
        when 'net_value' then '1 - |net error| / books, value'
        when 'absolute_units' then '1 - sum of |errors| / books, units'
        when 'absolute_value' then '1 - sum of |errors| / books, value'
        when 'in_stock' then 'in stock or not, as the book says'
        else accuracy.definition
    end as accuracy,
    round((100 * accuracy.value)::numeric, 1) as "%",
    round((100 * accuracy.lower)::numeric, 1) || '-' || round((100 * accuracy.upper)::numeric, 1) as "90 % interval",
    round((100 * accuracy.believed)::numeric, 1) as "before counts %",
    accuracy.counts,
    accuracy.status
from trueup_v1.accuracy
where accuracy.scope = 'location'
    and accuracy.scope_id = $1
order by
    array_position(
        array[
            'exact', 'within_tolerance', 'within_tolerance_by_value', 'net_units', 'net_value', 'absolute_units', 'absolute_value',
            'in_stock'
        ], accuracy.definition
    )
