-- One row per source and location whose messages are recorded whole hours after (before, when negative) they say they happened.
-- Numerator: messages recorded that many hours and less than half an hour after; denominator: messages of the pair within 15
-- hours; detail: the hours. At least 20 messages and seven in ten: a nightly or hourly feed is spread over its period.
with message as (
    select
        checked_message.source_system,
        checked_message.location_id,
        pg_catalog.date_part('epoch', checked_message.record_time - checked_message.event_time) as seconds
    from pg_temp.checked_message
    where checked_message.event_time_precision is distinct from 'day'
        and checked_message.event_time between checked_message.record_time - interval '15 hours'
            and checked_message.record_time + interval '15 hours'
        and checked_message.location_id is not null
        and checked_message.source_system is not null
),

-- Most pairs are prompt, and need not be sorted by the hour
slow as (
    select
        message.source_system,
        message.location_id,
        count(*) as messages
    from message
    group by 1, 2
    having count(*) >= 20
        and count(*) filter (where message.seconds between -60 and 1800) <= 0.3 * count(*)
),

hourly as (
    select
        slow.source_system,
        slow.location_id,
        slow.messages,
        -- A clock may be a minute ahead
        floor((message.seconds + 60) / 3600)::integer as hours,
        count(*) filter (where message.seconds + 60 - floor((message.seconds + 60) / 3600) * 3600 < 1860) as near
    from slow
    inner join message on message.source_system = slow.source_system and message.location_id = slow.location_id
    group by 1, 2, 3, 4
)

select
    hourly.source_system,
    hourly.location_id,
    hourly.hours::text as detail,
    hourly.near as numerator,
    hourly.messages as denominator
from hourly
where hourly.hours <> 0
    and hourly.near >= 0.7 * hourly.messages
order by hourly.source_system, hourly.location_id
