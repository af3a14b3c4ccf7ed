-- Who did what: a chain of hashes that only one function appends to, and the second person of a held night.
create table trueup.audit (
    audit_id bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail jsonb not null,
    hash bytea not null
);
comment on table trueup.audit is 'One row per change of state by a person, append-only; each row''s hash covers the row before it.';
comment on column trueup.audit.audit_id is 'Place in the chain, without gaps.';
comment on column trueup.audit.at is 'When, by the database''s clock.';
comment on column trueup.audit.actor is 'Login of the session.';
comment on column trueup.audit.action is 'What was done, such as run.accept_held.';
comment on column trueup.audit.subject is 'To what.';
comment on column trueup.audit.detail is 'With which words and values.';
comment on column trueup.audit.hash is 'SHA-256 of the hash before and of this row''s other columns.';

create table trueup.audit_head (
    is_head boolean primary key default true check (is_head),
    audit_id bigint not null,
    hash bytea not null
);
insert into trueup.audit_head (audit_id, hash) values (0, '');
comment on table trueup.audit_head is 'One row: the end of the chain. Whoever appends locks it, so that the chain cannot fork.';
comment on column trueup.audit_head.is_head is 'True.';
comment on column trueup.audit_head.audit_id is 'Newest row of trueup.audit; 0 before the first.';
comment on column trueup.audit_head.hash is 'Its hash.';

create function trueup.audit_hash(before bytea, entry trueup.audit) returns bytea
    language sql immutable set timezone = 'UTC' set datestyle = 'ISO, YMD'
begin atomic
    -- as an array, so that no value can run into the next
    select sha256(before || convert_to(
        array[
            (entry).audit_id::text, (entry).at::text, (entry).actor, (entry).action, (entry).subject, (entry).detail::text
        ]::text, 'UTF8'
    ));
end;
comment on function trueup.audit_hash(bytea, trueup.audit) is 'Hash of a row of the trail, given the one before.';

create function trueup.audit_append(action text, subject text, detail jsonb) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    head trueup.audit_head;
    entry trueup.audit;
begin
    select * into strict head from trueup.audit_head for update;
    entry := row(head.audit_id + 1, clock_timestamp(), session_user, action, subject, coalesce(detail, '{}'), '');
    entry.hash := trueup.audit_hash(head.hash, entry);
    insert into trueup.audit select (entry).*;
    update trueup.audit_head set audit_id = entry.audit_id, hash = entry.hash;
    return entry.audit_id;
end
$$;
comment on function trueup.audit_append(text, text, jsonb) is 'Adds a row to the trail; called by the functions that change something, in the same transaction.';

create function trueup.audit_faults() returns setof bigint
    language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select audit_id
    from (
        select
            audit.audit_id,
            audit.audit_id = row_number() over chain
                and audit.hash = trueup.audit_hash(lag(audit.hash, 1, ''::bytea) over chain, audit) as holds
        from trueup.audit
        window chain as (order by audit.audit_id)
    ) as entry
    where not holds
    union all
    select head.audit_id
    from trueup.audit_head as head
    left join trueup.audit on audit.audit_id = head.audit_id
    where audit.hash is distinct from head.hash
        and head.audit_id > 0;
end;
comment on function trueup.audit_faults() is 'Rows of the trail that are not what was appended, or whose neighbours are missing; none is a pass.';
grant select on trueup.audit, trueup.audit_head to trueup_auditor;
grant execute on function trueup.audit_faults() to trueup_auditor, trueup_job;

-- Whose login an attempt had is the database's to say
alter table trueup.attempt add column login text not null default session_user;
comment on column trueup.attempt.login is 'Login of the session that made the attempt.';
revoke insert, update on trueup.attempt from trueup_job;
grant insert (run_key, epoch, pid, host, version, blas), update (finished_at, outcome, message) on trueup.attempt to trueup_job;

create function trueup.accept_held(run_key bigint, reason text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(btrim(reason), '') = '' then
        raise exception 'a held night is accepted with a reason' using errcode = 'invalid_parameter_value';
    end if;
    if not exists (
        select from trueup.attempt where attempt.run_key = accept_held.run_key and attempt.outcome = 'held'
    ) then
        raise exception 'run % was not held', run_key using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (
        select from trueup.attempt
        where attempt.run_key = accept_held.run_key and attempt.outcome = 'held' and attempt.login = session_user
    ) then
        raise exception 'run % was held for %; another person accepts it', run_key, session_user
            using errcode = 'insufficient_privilege';
    end if;
    perform trueup.audit_append('run.accept_held', run_key::text, jsonb_build_object('reason', reason));
end
$$;
comment on function trueup.accept_held(bigint, text) is 'Lets a held night through: needs a reason and another login than those it was held for; called by the publish transaction.';
grant execute on function trueup.accept_held(bigint, text) to trueup_job;
