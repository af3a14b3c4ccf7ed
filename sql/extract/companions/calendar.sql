-- One array of every day out of the ordinary; days since 2000-01-01.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'locationID', calendar.location_id,
            'day', calendar.day - date '2000-01-01',
            'isClosed', calendar.closed,
            'label', calendar.label
        )
        order by calendar.day, calendar.location_id, calendar.label
    ),
    '[]'
)::text
from feed.calendar
