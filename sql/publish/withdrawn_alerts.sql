-- One row changed per open alert that the nights as they are known now do not make: it began or ended otherwise.
-- $1 text[] fingerprints judged tonight, $2 text[] alerts of tonight, $3 date business date.
update trueup.alert
set state = 'resolved',
    ends = $3,
    verdict = 'withdrawn'
where alert.state not in ('pending', 'resolved')
    and alert.fingerprint = any($1::text[])
    and not alert.alert_id = any($2::text[])
