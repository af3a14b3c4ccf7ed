-- One alert as the night leaves it.  $1 to $24 its columns in the order below.
-- What people said of it stays: acknowledged or suppressed until the condition is gone, resolved for good.
insert into trueup.alert (
    alert_id, fingerprint, family, severity, state, scope, observed, expected, lower, upper, p, q, money_at_risk, likely_cause,
    suggested_action, owner_role, starts, last_seen, ends, occurrences, title, description, contributions, publication_id
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
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
    contributions = excluded.contributions,
    publication_id = excluded.publication_id
