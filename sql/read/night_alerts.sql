-- One row per open alert, those of one location together, the worst location first.  $1 integer at most.
with ranked as (
    select
        alert.*,
        array_position(array['firing', 'acknowledged', 'suppressed'], alert.state) * 2
            + (alert.severity <> 'critical')::integer as place
    from trueup_v1.alert
    where alert.state in ('firing', 'acknowledged', 'suppressed')
)

select
    ranked.alert_id as alert,
    ranked.severity,
    ranked.state,
    ranked.starts as since,
    ranked.description
from ranked
order by
    min(ranked.place) over (partition by ranked.scope),
    min(ranked.q) over (partition by ranked.scope),
    ranked.scope,
    ranked.place,
    ranked.q,
    ranked.alert_id
limit $1
