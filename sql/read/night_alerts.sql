-- One row per open alert, the worst first.
select
    alert.alert_id as alert,
    alert.severity,
    alert.state,
    alert.starts as since,
    alert.description
from trueup_v1.alert
where alert.state in ('firing', 'acknowledged')
order by alert.severity, alert.q, alert.alert_id
