-- One sentence about a location.  $1 text location.
select
    format(
        '%s: %s of %s records are believed exact (90 %% interval %s to %s %%), %s at risk; %s of the expected errors come from %s; %s counts in 90 days, %s of them random; %s over 28 days; status %s.',
        location_confidence.location_id,
        coalesce(round((100 * location_confidence.confidence)::numeric, 1) || ' %', 'an unknown share'),
        location_confidence.items_scored,
        coalesce(round((100 * location_confidence.lower)::numeric, 1)::text, '-'),
        coalesce(round((100 * location_confidence.upper)::numeric, 1)::text, '-'),
        round(location_confidence.value_at_risk::numeric, 2),
        coalesce(round((100 * location_confidence.driver_share)::numeric) || ' %', 'none'),
        coalesce(location_confidence.driver, 'nothing known'),
        location_confidence.counts_90d,
        location_confidence.random_counts_90d,
        coalesce(to_char(100 * location_confidence.change_28d, 'FMSG990.0') || ' points', 'no change known'),
        location_confidence.status
    ) as sentence
from trueup_v1.location_confidence
where location_confidence.location_id = $1
