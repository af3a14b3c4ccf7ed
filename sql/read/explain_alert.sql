-- One sentence about an alert, what to do, and what people said of it.  $1 text alert.
select
    alert.description || ' Likely: ' || alert.likely_cause || '. What to do: ' || alert.suggested_action || ' ('
        || alert.owner_role || ').'
        || case
            when alert.verdict is not null
                then ' Resolved as ' || alert.verdict || coalesce(': ' || alert.note, '') || '.'
            when alert.state = 'resolved' then ' It was over on ' || alert.ends || '.'
            when alert.state = 'acknowledged' then ' ' || alert.assignee || ' looks after it.'
            when alert.state = 'suppressed' then ' A silence suppresses it.'
            else ''
        end as sentence
from trueup_v1.alert
where alert.alert_id = $1
