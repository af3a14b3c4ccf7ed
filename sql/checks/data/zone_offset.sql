-- One row per source and location whose messages are recorded whole hours after (before, when negative) they say they happened.
-- Numerator: messages recorded that many hours and less than half an hour after; denominator: messages of the pair within 15
-- hours; detail: the hours. At least 20 messages and seven in ten: a nightly or hourly feed is spread over its period.
with message as (
    select
        checked_message.source_system,
        checked_message.location_id,
        extract(epoch from checked_message.record_time - checked_message.event_time) as seconds
    from pg_temp.checked_message
    where checked_message.event_time_precision is distinct from 'day'
        and checked_message.event_time between checked_message.record_time - interval '15 hours'
            and checked_message.record_time + interval '15 hours'
        and checked_message.location_id is not null
),

hourly as (
    select
        message.source_system,
        message.location_id,
        -- A clock may be a minute ahead
        floor((message.seconds + 60) / 3600)::integer as hours,
        count(*) filter (where message.seconds + 60 - floor((message.seconds + 60) / 3600) * 3600 < 1860) as near,
        count(*) as messages
    from message
    group by 1, 2, 3
),

total as (
    select
        hourly.source_system,
        hourly.location_id,
        hourly.hours,
        hourly.near,
        (sum(hourly.messages) over (partition by hourly.source_system, hourly.location_id))::bigint as messages
    from hourly
)

select
    total.source_system,
    total.location_id,
    total.hours::text as detail,
    total.near as numerator,
    total.messages as denominator
from total
where total.hours <> 0
    and total.messages >= 20
    and total.near >= 0.7 * total.messages
order by total.source_system, total.location_id
