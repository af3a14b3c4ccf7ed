-- One row per location with records of the last published night, the largest value at risk first.
select
    location_confidence.location_id as location,
    round((100 * location_confidence.confidence)::numeric, 1) as "confidence %",
    round((100 * location_confidence.lower)::numeric, 1) || '-' || round((100 * location_confidence.upper)::numeric, 1)
        as "90 % interval",
    location_confidence.driver as "main driver",
    round((100 * location_confidence.driver_share)::numeric) as "its share %",
    location_confidence.items_scored as records,
    round(location_confidence.value_at_risk::numeric, 2) as "at risk",
    location_confidence.status
from trueup_v1.location_confidence
where location_confidence.items_scored > 0
    or location_confidence.status = 'no_opening'
order by location_confidence.value_at_risk desc, location_confidence.location_id
