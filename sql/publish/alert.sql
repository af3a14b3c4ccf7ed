-- One alert as the night leaves it.
-- $1 text alert, $2 text fingerprint, $3 text family, $4 text severity, $5 text state, $6 text scope, $7 text title, $8 text likely
-- cause, $9 text owner, $10 date starts, $11 date last seen, $12 date ends, $13 integer occurrences, $14 date business date,
-- $15 bigint publication.
-- Figures and sentence are those of the night that last found it, which the sentence names when it is not this one.
-- What people said of it stays: acknowledged or suppressed until the condition is gone, resolved for good.
with found as (
    select alert_event.*
    from trueup.alert_event
    left join trueup.kept_publication on kept_publication.publication_id = alert_event.publication_id
    where alert_event.fingerprint = $2
        and alert_event.business_date = $11
        and (
            alert_event.publication_id = $15
            or kept_publication.publication_id is not null
        )
    order by alert_event.publication_id = $15 desc
    limit 1
),

-- Nights before alert_event kept sentences
earlier as (
    select alert.description, alert.suggested_action, alert.contributions
    from trueup.alert
    where alert.alert_id = $1
)

insert into trueup.alert (
    alert_id, fingerprint, family, severity, state, scope, title, likely_cause, owner_role, starts, last_seen, ends, occurrences,
    publication_id, observed, expected, lower, upper, p, q, money_at_risk, suggested_action, description, contributions
)
select
    $1,
    $2,
    $3,
    $4,
    $5,
    $6,
    $7,
    $8,
    $9,
    $10,
    $11::date,
    $12,
    $13,
    $15,
    found.observed,
    found.expected,
    found.lower,
    found.upper,
    found.p,
    found.q,
    found.money_at_risk,
    coalesce(found.suggested_action, earlier.suggested_action, ''),
    coalesce(
        found.description
        || case
            when $11::date < $14::date then ' It was last found on ' || $11::date || '.'
            else ''
        end,
        earlier.description,
        ''
    ),
    coalesce(found.contributions, earlier.contributions)
from found
left join earlier on true
on conflict (alert_id) do update set
    severity = excluded.severity,
    state = case
        when alert.state = 'resolved' and alert.verdict in ('real', 'false_alarm', 'expected') then alert.state
        when alert.state in ('acknowledged', 'suppressed') and excluded.state = 'firing' then alert.state
        else excluded.state
    end,
    ends = case
        when alert.state = 'resolved' and alert.verdict in ('real', 'false_alarm', 'expected') then alert.ends
        else excluded.ends
    end,
    verdict = nullif(alert.verdict, 'withdrawn'),
    observed = excluded.observed,
    expected = excluded.expected,
    lower = excluded.lower,
    upper = excluded.upper,
    p = excluded.p,
    q = excluded.q,
    money_at_risk = excluded.money_at_risk,
    last_seen = excluded.last_seen,
    occurrences = excluded.occurrences,
    title = excluded.title,
    description = excluded.description,
    suggested_action = excluded.suggested_action,
    contributions = excluded.contributions,
    publication_id = excluded.publication_id
