-- One row per source most of whose far-off messages come near their record time once day and month are exchanged.
-- Numerator: messages then within a day of it; denominator: messages more than 20 days off. Two at least, and half of them:
-- among many late records a few come near by chance.
with far as (
    select
        checked_message.source_system,
        checked_message.record_time,
        location.time_zone,
        checked_message.event_time at time zone location.time_zone as local
    from pg_temp.checked_message
    inner join feed.location on location.location_id = checked_message.location_id
    -- A zone that the server does not know would end the night
    inner join pg_catalog.pg_timezone_names on pg_timezone_names.name = location.time_zone
    where checked_message.event_time between timestamptz '1990-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'
        and checked_message.record_time between timestamptz '1990-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'
        and (
            checked_message.event_time < checked_message.record_time - interval '20 days'
            or checked_message.event_time > checked_message.record_time + interval '20 days'
        )
),

exchanged as (
    select
        far.source_system,
        far.record_time,
        case
            when extract(day from far.local) <= 12
                then (
                    pg_catalog.make_date(
                        extract(year from far.local)::integer, extract(day from far.local)::integer,
                        extract(month from far.local)::integer
                    ) + far.local::time
                ) at time zone far.time_zone
        end as event_time
    from far
)

select
    exchanged.source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where near.is_near) as numerator,
    count(*) as denominator
from exchanged
cross join lateral (
    values (
        exchanged.event_time between exchanged.record_time - interval '1 day' and exchanged.record_time + interval '1 day'
    )
) as near (is_near)
group by exchanged.source_system
having count(*) filter (where near.is_near) >= 2
    and 2 * count(*) filter (where near.is_near) >= count(*)
order by exchanged.source_system
