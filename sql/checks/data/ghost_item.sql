-- One row per source that names items which feed.item does not have. Numerator: such messages; denominator: messages of the
-- source; detail: how many different items.
select
    checked_message.source_system,
    null::text as location_id,
    (count(distinct checked_message.item_id) filter (where item.item_id is null))::text as detail,
    count(*) filter (where item.item_id is null and checked_message.item_id is not null) as numerator,
    count(*) as denominator
from pg_temp.checked_message
left join feed.item on item.item_id = checked_message.item_id
group by checked_message.source_system
having count(*) filter (where item.item_id is null and checked_message.item_id is not null) > 0
order by checked_message.source_system
