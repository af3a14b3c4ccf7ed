-- One row, where the opening books of any location come from several systems. Numerator: such locations; denominator: locations
-- with opening books; detail: the systems, the one with most rows first.
with opening as (
    select
        location.location_id,
        first.as_of
    from feed.location
    cross join lateral (
        select position_snapshot.as_of
        from feed.position_snapshot
        where position_snapshot.location_id = location.location_id
            and position_snapshot.measure = 'on_hand'
        order by position_snapshot.as_of
        limit 1
    ) as first
),

stated as (
    select
        opening.location_id,
        position_snapshot.system,
        count(*) as rows
    from opening
    inner join feed.position_snapshot
        on position_snapshot.location_id = opening.location_id
        and position_snapshot.as_of = opening.as_of
        and position_snapshot.measure = 'on_hand'
    group by opening.location_id, position_snapshot.system
),

place as (
    select
        stated.location_id,
        count(*) as systems
    from stated
    group by stated.location_id
)

select
    null::text as source_system,
    null::text as location_id,
    (
        select pg_catalog.string_agg(named.system, ', ' order by named.rows desc, named.system)
        from (
            select
                stated.system,
                sum(stated.rows) as rows
            from stated
            inner join place on place.location_id = stated.location_id and place.systems > 1
            group by stated.system
        ) as named
    ) as detail,
    count(*) filter (where place.systems > 1) as numerator,
    count(*) as denominator
from place
having count(*) filter (where place.systems > 1) > 0
