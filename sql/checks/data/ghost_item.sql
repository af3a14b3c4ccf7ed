-- One row per source that names items which feed.item does not have. Numerator: such messages; denominator: messages of the
-- source; detail: how many different items.
with ghost as (
    select
        checked_message.source_system,
        count(distinct checked_message.item_id) as different,
        count(*) as messages
    from pg_temp.checked_message
    where checked_message.item_id is not null
        and not exists (select from feed.item where item.item_id = checked_message.item_id)
    group by checked_message.source_system
)

select
    ghost.source_system,
    null::text as location_id,
    ghost.different::text as detail,
    ghost.messages as numerator,
    (
        select count(*)
        from pg_temp.checked_message
        where checked_message.source_system is not distinct from ghost.source_system
    ) as denominator
from ghost
order by ghost.source_system
