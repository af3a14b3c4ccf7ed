-- One row per night in which an alert's condition was judged, the latest first.  $1 text alert.
select
    alert_event.business_date as night,
    alert_event.is_firing as found,
    alert_event.severity,
    round(alert_event.observed::numeric, 4) as observed,
    round(alert_event.expected::numeric, 4) as expected,
    round(alert_event.lower::numeric, 4) as lower,
    round(alert_event.upper::numeric, 4) as upper,
    alert_event.q,
    round(alert_event.money_at_risk::numeric, 2) as "at risk"
from trueup_v1.alert_event
inner join trueup_v1.alert on alert.fingerprint = alert_event.fingerprint
where alert.alert_id = $1
order by alert_event.business_date desc
limit 30
