-- One sentence about an alert, and what to do.  $1 text alert.
select
    alert.description || ' Likely: ' || alert.likely_cause || '. What to do: ' || alert.suggested_action || ' ('
        || alert.owner_role || ').' as sentence
from trueup_v1.alert
where alert.alert_id = $1
