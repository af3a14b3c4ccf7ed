-- One row per source that names locations which feed.location does not have. Numerator: such messages; denominator: messages of the
-- source; detail: how many different locations.
select
    checked_message.source_system,
    null::text as location_id,
    (count(distinct checked_message.location_id) filter (where location.location_id is null))::text as detail,
    count(*) filter (where location.location_id is null and checked_message.location_id is not null) as numerator,
    count(*) as denominator
from pg_temp.checked_message
left join feed.location on location.location_id = checked_message.location_id
group by checked_message.source_system
having count(*) filter (where location.location_id is null and checked_message.location_id is not null) > 0
order by checked_message.source_system
