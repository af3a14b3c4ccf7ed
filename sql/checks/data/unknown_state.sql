-- One row per source and stock state that nobody knows. Numerator: messages that name it; denominator: messages of the source.
-- $1 text[] known states. A state_change may name reserved, which is no stock state.
with named as (
    select
        checked_message.source_system,
        case when state.name ~ '^[A-Za-z0-9_.-]{1,40}$' then state.name else 'that is no word' end as word,
        count(*) as messages
    from pg_temp.checked_message
    cross join lateral (
        select checked_message.from_state as name
        union
        select checked_message.to_state
    ) as state
    where (checked_message.from_state <> all($1::text[]) or checked_message.to_state <> all($1::text[]))
        and checked_message.event_type is distinct from 'state_change'
        and state.name <> all($1::text[])
    group by 1, 2
)

select
    named.source_system,
    null::text as location_id,
    named.word as detail,
    named.messages as numerator,
    (
        select count(*)
        from pg_temp.checked_message
        where checked_message.source_system is not distinct from named.source_system
    ) as denominator
from named
order by named.source_system, named.word
