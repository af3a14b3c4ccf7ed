-- One row per location, region, channel or kind of node x definition of the last night, with the accuracy that the simulation
-- knows of beside what was published. For the owner of the demo only.
-- $1 double precision tolerance, units, $2 double precision tolerance, percent of the book.
with record as (
    select
        item_confidence.location_id,
        truth.physical - truth.book as error,
        truth.book,
        greatest(truth.book, 0) * coalesce(item.unit_cost, 0) as value,
        coalesce(item.unit_cost, 0) as cost,
        (abs(truth.physical - truth.book) <= greatest($1::double precision, $2::double precision / 100 * abs(truth.book)))::integer as is_within,
        ((truth.physical > 0) = (truth.book > 0))::integer as agrees
    from trueup_v1.item_confidence
    inner join demo_truth.position as truth
        on truth.location_id = item_confidence.location_id
        and truth.item_id = item_confidence.item_id
    left join feed.item on item.item_id = item_confidence.item_id
    where item_confidence.p_exact is not null
),

location as (
    select
        record.location_id,
        jsonb_build_object(
            'exact', avg((record.error = 0)::integer),
            'within_tolerance', avg(record.is_within),
            'within_tolerance_by_value', sum(record.value * record.is_within) / nullif(sum(record.value), 0),
            'net_units', sum(record.error) / nullif(sum(record.book), 0),
            'net_value', sum(record.cost * record.error) / nullif(sum(record.cost * record.book), 0),
            'absolute_units', sum(abs(record.error)) / nullif(sum(record.book), 0),
            'absolute_value', sum(record.cost * abs(record.error)) / nullif(sum(record.cost * record.book), 0),
            'in_stock', avg(record.agrees)
        ) as figures
    from record
    group by record.location_id
),

member as (
    select group_member.scope, group_member.scope_id, group_member.location_id, group_member.weight
    from trueup_v1.group_member
    union all
    select 'location', location.location_id, location.location_id, 1
    from location
),

truth as (
    select
        member.scope,
        member.scope_id,
        figure.key as definition,
        sum(member.weight * figure.value::double precision) / sum(member.weight) as mean
    from member
    inner join location on location.location_id = member.location_id
    cross join lateral jsonb_each_text(location.figures) as figure
    where figure.value is not null
    group by member.scope, member.scope_id, figure.key
)

select
    truth.scope,
    truth.definition,
    case
        when truth.definition like 'net\_%' then 1 - abs(truth.mean)
        when truth.definition like 'absolute\_%' then 1 - truth.mean
        else truth.mean
    end as truth,
    accuracy.value,
    accuracy.believed,
    accuracy.lower,
    accuracy.upper,
    accuracy.status = 'insufficient_data' as is_refused
from truth
inner join trueup_v1.accuracy
    on accuracy.scope = truth.scope
    and accuracy.scope_id = truth.scope_id
    and accuracy.definition = truth.definition
order by truth.scope, truth.scope_id, truth.definition
