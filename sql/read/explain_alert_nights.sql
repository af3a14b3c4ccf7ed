-- One row per night in which an alert's condition was judged, the latest first.  $1 text alert.
select
    alert_event.business_date as night,
    case when alert_event.is_firing then 'yes' else 'no' end as found,
    alert_event.severity,
    trim_scale(round(alert_event.observed::numeric, case when alert_event.observed > 10 then 0 else 3 end)) as observed,
    trim_scale(round(alert_event.expected::numeric, case when alert_event.expected > 10 then 0 else 3 end)) as expected,
    trim_scale(round(alert_event.lower::numeric, case when alert_event.lower > 10 then 0 else 3 end)) as lower,
    trim_scale(round(alert_event.upper::numeric, case when alert_event.upper > 10 then 0 else 3 end)) as upper,
    to_char(alert_event.q, '9.9EEEE') as "false discovery",
    round(alert_event.money_at_risk::numeric, 2) as "at risk"
from trueup_v1.alert_event
inner join trueup_v1.alert on alert.fingerprint = alert_event.fingerprint
where alert.alert_id = $1
order by alert_event.business_date desc
limit 30
