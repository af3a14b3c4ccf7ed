-- One array of every location, in the order of ids.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'id', location.location_id,
            'name', location.name,
            'kind', location.kind,
            'region', location.region,
            'timeZone', location.time_zone,
            'currency', location.currency,
            'isActive', coalesce(location.active, true)
        )
        order by location.location_id
    ),
    '[]'
)::text
from feed.location
