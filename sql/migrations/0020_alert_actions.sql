-- What people do with alerts: acknowledge, resolve with a verdict, silence. The functions are the only way, versioned and audited.
alter table trueup.alert
    add column version integer not null default 1,
    add column assignee text,
    add column acknowledged_at timestamptz,
    add column verdict text,
    add column note text,
    add column announced date,
    add constraint verdict_is_known check (verdict in ('real', 'false_alarm', 'expected', 'withdrawn'));
comment on column trueup.alert.version is 'Grows by one with each action of a person; an action that names another version is refused.';
comment on column trueup.alert.assignee is 'Who looks after it.';
comment on column trueup.alert.acknowledged_at is 'When somebody took it on, by the database''s clock.';
comment on column trueup.alert.verdict is 'What people found: real, false_alarm or expected (they knew why); withdrawn when a night computed again does not find it.';
comment on column trueup.alert.note is 'What people wrote with the verdict.';
comment on column trueup.alert.announced is 'Last night it was news: when it fired, and again after the repeat interval while nobody acknowledged it.';
comment on column trueup.alert.state is 'pending, firing, acknowledged (somebody took it on), suppressed (by a silence) or resolved.';

create table trueup.silence (
    silence_id bigint generated always as identity primary key,
    family text,
    scope text,
    severity text,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    author text not null,
    reason text not null,
    added_at timestamptz not null default clock_timestamp(),
    constraint silence_ends check (ends_at > starts_at and ends_at <= starts_at + interval '1 year'),
    constraint silence_has_a_reason check (btrim(reason) <> ''),
    constraint silence_of_severity check (severity in ('critical', 'warning'))
);
comment on table trueup.silence is 'One row per silence: alerts that match all that it names are suppressed between two instants.';
comment on column trueup.silence.silence_id is 'Identity.';
comment on column trueup.silence.family is 'Family of alerts; null: every one.';
comment on column trueup.silence.scope is 'Location; null: every one.';
comment on column trueup.silence.severity is 'critical or warning; null: both.';
comment on column trueup.silence.starts_at is 'From.';
comment on column trueup.silence.ends_at is 'To, exclusive.';
comment on column trueup.silence.author is 'Login that added it.';
comment on column trueup.silence.reason is 'Why.';
comment on column trueup.silence.added_at is 'When it was added, by the database''s clock.';

create function trueup.is_silenced(subject trueup.alert, at timestamptz) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from trueup.silence
        where silence.starts_at <= at
            and silence.ends_at > at
            and coalesce(silence.family, (subject).family) = (subject).family
            and coalesce(silence.scope, (subject).scope) = (subject).scope
            and coalesce(silence.severity, (subject).severity) = (subject).severity
    );
end;
comment on function trueup.is_silenced(trueup.alert, timestamptz) is 'Whether some silence matches an alert at an instant.';

create function trueup.alert_open(alert_id text, version integer) returns trueup.alert
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    candidate trueup.alert;
begin
    select * into candidate from trueup.alert where alert.alert_id = alert_open.alert_id for update;
    if not found then
        raise exception 'there is no alert %', alert_open.alert_id using errcode = 'no_data_found',
            hint = 'alerts list shows those that are open';
    end if;
    if candidate.state in ('pending', 'resolved') then
        raise exception 'alert % is %', alert_open.alert_id, candidate.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if candidate.version <> alert_open.version then
        raise exception 'alert % is at version %, not %: somebody changed it since it was read', alert_open.alert_id,
            candidate.version, alert_open.version
            using errcode = 'object_not_in_prerequisite_state', hint = 'read it again';
    end if;
    return candidate;
end
$$;
comment on function trueup.alert_open(text, integer) is 'Locks an alert that has fired for an action of a person; of any version when none is named.';

create function trueup_v1.alert_acknowledge(alert_id text, assignee text default null, version integer default null)
    returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.alert := trueup.alert_open(alert_acknowledge.alert_id, alert_acknowledge.version);
    keeper text := coalesce(nullif(btrim(alert_acknowledge.assignee), ''), session_user);
begin
    update trueup.alert
    set state = 'acknowledged', assignee = keeper, version = alert.version + 1,
        acknowledged_at = coalesce(alert.acknowledged_at, clock_timestamp())
    where alert.alert_id = open.alert_id;
    perform trueup.audit_append('alert.acknowledge', open.alert_id, jsonb_build_object('assignee', keeper));
    return open.version + 1;
end
$$;
comment on function trueup_v1.alert_acknowledge(text, text, integer) is 'Somebody takes the alert on: it is announced no more. Answers the new version.';

create function trueup_v1.alert_resolve(alert_id text, verdict text, note text default null, version integer default null)
    returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.alert := trueup.alert_open(alert_resolve.alert_id, alert_resolve.version);
begin
    if coalesce(alert_resolve.verdict, '') not in ('real', 'false_alarm', 'expected') then
        raise exception 'an alert is resolved as real, false_alarm or expected';
    end if;
    update trueup.alert
    set state = 'resolved', verdict = alert_resolve.verdict, note = nullif(btrim(alert_resolve.note), ''),
        ends = alert.last_seen, version = alert.version + 1
    where alert.alert_id = open.alert_id;
    perform trueup.audit_append(
        'alert.resolve', open.alert_id, jsonb_build_object('verdict', alert_resolve.verdict, 'note', alert_resolve.note)
    );
    return open.version + 1;
end
$$;
comment on function trueup_v1.alert_resolve(text, text, text, integer) is 'People are done with the alert. The same condition raises another one only after it has been gone. Answers the new version.';

create function trueup_v1.silence_add(
    reason text, ends_at timestamptz, family text default null, scope text default null, severity text default null,
    starts_at timestamptz default clock_timestamp()
) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    added trueup.silence;
begin
    if coalesce(btrim(silence_add.reason), '') = '' then
        raise exception 'a silence has a reason';
    end if;
    if coalesce(silence_add.family, silence_add.scope, silence_add.severity) is null then
        raise exception 'a silence names a family, a location or a severity';
    end if;
    if silence_add.severity not in ('critical', 'warning') then
        raise exception 'a severity is critical or warning';
    end if;
    if not (silence_add.ends_at > silence_add.starts_at and silence_add.ends_at <= silence_add.starts_at + interval '1 year')
        or silence_add.ends_at is null
    then
        raise exception 'a silence ends after it starts, and within a year';
    end if;
    insert into trueup.silence (family, scope, severity, starts_at, ends_at, author, reason)
    values (
        silence_add.family, silence_add.scope, silence_add.severity, silence_add.starts_at, silence_add.ends_at, session_user,
        btrim(silence_add.reason)
    )
    returning * into added;
    update trueup.alert
    set state = 'suppressed'
    where alert.state = 'firing'
        and trueup.is_silenced(alert, clock_timestamp());
    perform trueup.audit_append('silence.add', added.silence_id::text, to_jsonb(added) - 'added_at');
    return added.silence_id;
end
$$;
comment on function trueup_v1.silence_add(text, timestamptz, text, text, text, timestamptz) is 'Alerts that match are suppressed until the silence ends; they stay open and come back if the condition holds. Answers its id.';

create function trueup_v1.silence_end(silence_id bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update trueup.silence
    set ends_at = greatest(clock_timestamp(), silence.starts_at + interval '1 microsecond')
    where silence.silence_id = silence_end.silence_id
        and silence.ends_at > clock_timestamp();
    if not found then
        raise exception 'there is no silence % that has not ended', silence_end.silence_id using errcode = 'no_data_found';
    end if;
    update trueup.alert
    set state = 'firing'
    where alert.state = 'suppressed'
        and not trueup.is_silenced(alert, clock_timestamp());
    perform trueup.audit_append('silence.end', silence_end.silence_id::text, '{}');
end
$$;
comment on function trueup_v1.silence_end(bigint) is 'Ends a silence now.';

grant execute on function
    trueup_v1.alert_acknowledge(text, text, integer), trueup_v1.alert_resolve(text, text, text, integer),
    trueup_v1.silence_add(text, timestamptz, text, text, text, timestamptz), trueup_v1.silence_end(bigint)
    to trueup_planner;
grant select on trueup.silence to trueup_job;
grant execute on function trueup.is_silenced(trueup.alert, timestamptz) to trueup_job;

create view trueup_v1.silence as
select
    silence.silence_id,
    silence.family,
    silence.scope,
    silence.severity,
    silence.starts_at,
    silence.ends_at,
    silence.author,
    silence.reason
from trueup.silence;
comment on view trueup_v1.silence is 'One row per silence: alerts that match all that it names are suppressed between two instants.';
comment on column trueup_v1.silence.silence_id is 'Identity.';
comment on column trueup_v1.silence.family is 'Family of alerts; null: every one.';
comment on column trueup_v1.silence.scope is 'Location; null: every one.';
comment on column trueup_v1.silence.severity is 'critical or warning; null: both.';
comment on column trueup_v1.silence.starts_at is 'From.';
comment on column trueup_v1.silence.ends_at is 'To, exclusive.';
comment on column trueup_v1.silence.author is 'Login that added it.';
comment on column trueup_v1.silence.reason is 'Why.';
grant select on trueup_v1.silence to trueup_bi, trueup_job;

-- Alerts outlive the revision that found them
create or replace view trueup_v1.alert as
select
    alert.alert_id,
    alert.fingerprint,
    alert.family,
    alert.severity,
    alert.state,
    alert.scope,
    alert.observed,
    alert.expected,
    alert.lower,
    alert.upper,
    alert.p,
    alert.q,
    alert.money_at_risk,
    alert.likely_cause,
    alert.suggested_action,
    alert.owner_role,
    alert.starts,
    alert.last_seen,
    alert.ends,
    alert.occurrences,
    alert.title,
    alert.description,
    alert.version,
    alert.assignee,
    alert.acknowledged_at,
    alert.verdict,
    alert.note,
    alert.announced
from trueup.alert;
comment on column trueup_v1.alert.state is 'pending, firing, acknowledged (somebody took it on), suppressed (by a silence) or resolved.';
comment on column trueup_v1.alert.version is 'Grows by one with each action of a person; an action that names another version is refused.';
comment on column trueup_v1.alert.assignee is 'Who looks after it.';
comment on column trueup_v1.alert.acknowledged_at is 'When somebody took it on, by the database''s clock.';
comment on column trueup_v1.alert.verdict is 'What people found: real, false_alarm or expected (they knew why); withdrawn when a night computed again does not find it.';
comment on column trueup_v1.alert.note is 'What people wrote with the verdict.';
comment on column trueup_v1.alert.announced is 'Last night it was news: when it fired, and again after the repeat interval while nobody acknowledged it.';
