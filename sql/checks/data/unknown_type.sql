-- One row per source and event type that nobody knows. Numerator: messages of it; denominator: messages of the source.
-- $1 text[] known types.
with message as (
    select
        checked_message.source_system,
        -- A word, or nothing that is worth repeating
        case
            when checked_message.event_type = any($1::text[]) then null
            when checked_message.event_type ~ '^[A-Za-z0-9_.-]{1,40}$' then checked_message.event_type
            else 'that is no word'
        end as word,
        count(*) as messages
    from pg_temp.checked_message
    group by 1, 2
)

select
    counted.source_system,
    null::text as location_id,
    counted.word as detail,
    counted.messages as numerator,
    counted.total as denominator
from (
    select
        message.source_system,
        message.word,
        message.messages,
        (sum(message.messages) over (partition by message.source_system))::bigint as total
    from message
) as counted
where counted.word is not null
order by counted.source_system, counted.word
