-- One row per fingerprint and kept night before this one in which its condition was judged, oldest first.
-- $1 date business date of this night.
select
    alert_event.fingerprint,
    kept_publication.business_date - date '2000-01-01' as business_day,
    alert_event.is_firing,
    alert_event.severity,
    alert_event.family,
    alert_event.scope
from trueup.alert_event
inner join trueup.kept_publication on kept_publication.publication_id = alert_event.publication_id
where kept_publication.business_date < $1
order by alert_event.fingerprint, kept_publication.business_date
