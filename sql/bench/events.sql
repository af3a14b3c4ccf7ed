-- Fills an empty feed with a synthetic history for the benchmark: locations x items, so many messages a day.
-- $1 integer locations, $2 integer items, $3 integer days, $4 integer messages a day, $5 integer first day,
-- $6 integer late messages in a thousand.
insert into feed.inventory_event (
    source_system, event_id, event_type, location_id, item_id, quantity, event_time, record_time, channel, document_type,
    document_id, document_line, ingested_at
)
select
    case when message.kind < 85 then 'pos' when message.kind < 93 then 'wms' else 'oms' end,
    'e' || message.day || '-' || message.number,
    case
        when message.kind < 85 then 'sale'
        when message.kind < 90 then 'receipt'
        when message.kind < 93 then 'count'
        when message.kind < 96 then 'order_placed'
        when message.kind < 99 then 'shipment'
        else 'cancellation'
    end,
    'L' || lpad((message.place % $1)::text, 4, '0'),
    'I' || lpad((message.thing % $2)::text, 5, '0'),
    1 + message.thing % 3,
    message.at,
    -- some messages are a day late, the others minutes
    message.at + case when message.thing % 1000 < $6 then interval '1 day' else interval '1 second' * (message.place % 1200) end,
    case when message.kind < 93 then 'store' else 'web' end,
    case when message.kind >= 93 then 'order' end,
    case when message.kind >= 93 then 'o' || message.day || '-' || message.number / 100 end,
    case when message.kind >= 93 then '1' end,
    message.at + interval '1 hour'
from (
    select
        day.day,
        number.number,
        number.number % 100 as kind,
        -- a multiplicative hash: spread, and the same everywhere
        ((number.number::bigint * 2654435761 + day.day * 40503) % 1000003)::integer as place,
        ((number.number::bigint * 2246822519 + day.day * 69069) % 999983)::integer as thing,
        timestamptz '2026-01-01 00:00:00+00' + interval '1 day' * day.day
            + interval '1 second' * (21600 + (number.number::bigint * 50000 / $4)) as at
    from generate_series($5::integer, $5 + $3 - 1) as day (day)
    cross join generate_series(0, $4::integer - 1) as number (number)
) as message
order by message.day, message.number
