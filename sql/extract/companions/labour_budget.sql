-- One array of every labour budget.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'locationID', labour_budget.location_id,
            'weekday', labour_budget.weekday,
            'minutes', labour_budget.minutes,
            'minutesPerCount', coalesce(labour_budget.minutes_per_count, 2),
            'minutesBase', coalesce(labour_budget.minutes_base, 0),
            'minutesPerUnit', coalesce(labour_budget.minutes_per_unit, 0),
            'minutesPerZone', coalesce(labour_budget.minutes_per_zone, 0)
        )
        order by labour_budget.location_id, labour_budget.weekday, labour_budget.minutes
    ),
    '[]'
)::text
from feed.labour_budget
