-- What people do with recommended counts: accept, assign, count, dismiss. These functions are the only way, for SQL, page and
-- command line alike; each checks the version that its caller saw and leaves its row in the audit trail.
alter table trueup.recount
    add column version integer not null default 1,
    add column assignee text,
    add column counted_by text,
    add column actual_minutes double precision,
    add column scope text,
    add column complete boolean,
    add column cause_confirmed text,
    add column dismissed_reason text,
    add column dismissed_at timestamptz,
    add column unit_cost double precision,
    add column realised_value double precision,
    drop constraint recount_state_is_known,
    add constraint recount_state_is_known
        check (state in ('proposed', 'accepted', 'assigned', 'counting', 'counted', 'dismissed', 'expired')),
    add constraint dismissed_with_a_reason check (state <> 'dismissed' or btrim(dismissed_reason) <> ''),
    add constraint assigned_to_somebody check (state <> 'assigned' or btrim(assignee) <> ''),
    add constraint result_is_a_quantity check (counted_qty >= 0 and counted_qty < 1e12),
    add constraint minutes_were_spent check (actual_minutes >= 0 and actual_minutes < 1e6);
comment on column trueup.recount.version is 'Grows by one with each action of a person; an action that names another version is refused.';
comment on column trueup.recount.assignee is 'Who is to count.';
comment on column trueup.recount.counted_by is 'Who counted.';
comment on column trueup.recount.actual_minutes is 'Minutes that the count took.';
comment on column trueup.recount.scope is 'Stock state that was counted; null: all that is physically saleable.';
comment on column trueup.recount.complete is 'Whether every place was looked at; a count that is not complete says nothing about the record.';
comment on column trueup.recount.cause_confirmed is 'Why the record was wrong, as people found.';
comment on column trueup.recount.dismissed_reason is 'Why nobody counts it.';
comment on column trueup.recount.dismissed_at is 'When that was decided, by the database''s clock.';
comment on column trueup.recount.unit_cost is 'Cost of a unit when it was recommended, location''s currency.';
comment on column trueup.recount.realised_value is 'Money on the books that the count put right: |counted - book just before| x unit_cost.';

create function trueup.recount_open(recount_id text, version integer) returns trueup.recount
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    candidate trueup.recount;
begin
    select * into candidate from trueup.recount where recount.recount_id = recount_open.recount_id for update;
    if not found then
        raise exception 'there is no recount %', recount_open.recount_id using errcode = 'no_data_found',
            hint = 'recounts list shows those that are open';
    end if;
    if candidate.state in ('counted', 'dismissed', 'expired') then
        raise exception 'recount % is % already', recount_open.recount_id, candidate.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if candidate.version <> recount_open.version then
        raise exception 'recount % is at version %, not %: somebody changed it since it was read', recount_open.recount_id,
            candidate.version, recount_open.version
            using errcode = 'object_not_in_prerequisite_state', hint = 'read it again';
    end if;
    return candidate;
end
$$;
comment on function trueup.recount_open(text, integer) is 'Locks an open recount for an action of a person; of any version when none is named.';

create function trueup_v1.recount_accept(recount_id text, version integer default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.recount := trueup.recount_open(recount_accept.recount_id, recount_accept.version);
begin
    if open.state <> 'proposed' then
        raise exception 'recount % is % already', open.recount_id, open.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update trueup.recount set state = 'accepted', version = recount.version + 1 where recount.recount_id = open.recount_id;
    perform trueup.audit_append('recount.accept', open.recount_id, '{}');
    return open.version + 1;
end
$$;
comment on function trueup_v1.recount_accept(text, integer) is 'A planner wants the count made; it appears on the sheet. Answers the new version.';

create function trueup_v1.recount_assign(recount_id text, assignee text, version integer default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.recount := trueup.recount_open(recount_assign.recount_id, recount_assign.version);
begin
    if coalesce(btrim(recount_assign.assignee), '') = '' then
        raise exception 'a recount is assigned to somebody';
    end if;
    update trueup.recount
    set state = 'assigned', assignee = btrim(recount_assign.assignee), version = recount.version + 1
    where recount.recount_id = open.recount_id;
    perform trueup.audit_append(
        'recount.assign', open.recount_id, jsonb_build_object('assignee', btrim(recount_assign.assignee))
    );
    return open.version + 1;
end
$$;
comment on function trueup_v1.recount_assign(text, text, integer) is 'Somebody is to make the count, which accepts it. Answers the new version.';

create function trueup_v1.recount_start(recount_id text, version integer default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.recount := trueup.recount_open(recount_start.recount_id, recount_start.version);
begin
    if open.state not in ('accepted', 'assigned') then
        raise exception 'recount % is %, and only what was accepted is counted', open.recount_id, open.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update trueup.recount set state = 'counting', version = recount.version + 1 where recount.recount_id = open.recount_id;
    perform trueup.audit_append('recount.start', open.recount_id, '{}');
    return open.version + 1;
end
$$;
comment on function trueup_v1.recount_start(text, integer) is 'Counting has begun. Answers the new version.';

create function trueup_v1.recount_dismiss(recount_id text, reason text, version integer default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.recount := trueup.recount_open(recount_dismiss.recount_id, recount_dismiss.version);
begin
    if coalesce(btrim(recount_dismiss.reason), '') = '' then
        raise exception 'a recount is dismissed with a reason';
    end if;
    update trueup.recount
    set state = 'dismissed', dismissed_reason = btrim(recount_dismiss.reason), dismissed_at = clock_timestamp(),
        version = recount.version + 1
    where recount.recount_id = open.recount_id;
    perform trueup.audit_append(
        'recount.dismiss', open.recount_id, jsonb_build_object('reason', btrim(recount_dismiss.reason), 'selection', open.selection)
    );
    return open.version + 1;
end
$$;
comment on function trueup_v1.recount_dismiss(text, text, integer) is 'Nobody is to make the count, for a reason; it is not recommended for its value again within the cool-down. Answers the new version.';

create function trueup_v1.recount_result(
    recount_id text, counted_qty numeric, counted_at timestamptz default clock_timestamp(), counted_by text default null,
    actual_minutes double precision default null, scope text default null, complete boolean default true,
    cause_confirmed text default null, version integer default null
) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    open trueup.recount := trueup.recount_open(recount_result.recount_id, recount_result.version);
    counter text := coalesce(nullif(btrim(recount_result.counted_by), ''), session_user);
begin
    if recount_result.counted_qty is null or not (recount_result.counted_qty >= 0 and recount_result.counted_qty < 1e12)
        or recount_result.counted_qty <> round(recount_result.counted_qty, 3)
    then
        raise exception 'a counted quantity is 0 or more, in thousandths of a unit at the finest';
    end if;
    if recount_result.counted_at is null or not (
        recount_result.counted_at <= clock_timestamp() + interval '5 minutes'
        and recount_result.counted_at > (
            select run.cutoff from trueup.publication inner join trueup.run on run.run_key = publication.run_key
            where publication.publication_id = open.publication_id
        )
    ) then
        raise exception 'recount % was counted in the future, or before it was recommended', open.recount_id
            using hint = 'give the time of the count with its time zone';
    end if;
    -- the same count, told by the system that it was made in
    if exists (
        select from feed.inventory_event
        where inventory_event.location_id = open.location_id and inventory_event.item_id = open.item_id
            and inventory_event.event_type = 'count' and inventory_event.document_id = open.recount_id
    ) then
        raise exception 'the feed has the count of recount % already', open.recount_id
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if recount_result.scope not in ('available', 'backroom', 'display') then
        raise exception 'a count covers available, backroom or display, or all of them when no scope is given';
    end if;
    update trueup.recount
    set state = case when coalesce(recount_result.complete, true) then 'counted' else 'counting' end,
        counted_qty = recount_result.counted_qty, counted_at = recount_result.counted_at, counted_by = counter,
        actual_minutes = coalesce(recount_result.actual_minutes, recount.actual_minutes), scope = recount_result.scope,
        complete = coalesce(recount_result.complete, true),
        cause_confirmed = coalesce(nullif(btrim(recount_result.cause_confirmed), ''), recount.cause_confirmed),
        version = recount.version + 1
    where recount.recount_id = open.recount_id;
    -- the night learns from the feed and from nothing else
    if coalesce(recount_result.complete, true) then
        insert into feed.inventory_event (
            source_system, event_id, event_type, location_id, item_id, quantity, event_time, record_time, from_state,
            document_type, document_id, actor_id, count_selection, inclusion_probability
        )
        values (
            'trueup', open.recount_id, 'count', open.location_id, open.item_id, recount_result.counted_qty,
            recount_result.counted_at, greatest(clock_timestamp(), recount_result.counted_at), recount_result.scope, 'count',
            open.recount_id, counter, case open.selection when 'random' then 'random' else 'triggered' end,
            open.inclusion_probability
        );
    end if;
    perform trueup.audit_append(
        'recount.result', open.recount_id,
        jsonb_build_object(
            'counted_by', counter, 'counted_qty', recount_result.counted_qty, 'complete', coalesce(recount_result.complete, true)
        )
    );
    return open.version + 1;
end
$$;
comment on function trueup_v1.recount_result(text, numeric, timestamptz, text, double precision, text, boolean, text, integer) is 'The result of a count: it goes into the feed as a count of source trueup, and the next night learns from it. A count that is not complete is noted and stays open. Answers the new version.';

grant execute on function
    trueup_v1.recount_accept(text, integer), trueup_v1.recount_assign(text, text, integer),
    trueup_v1.recount_dismiss(text, text, integer)
    to trueup_planner;
grant execute on function
    trueup_v1.recount_start(text, integer),
    trueup_v1.recount_result(text, numeric, timestamptz, text, double precision, text, boolean, text, integer)
    to trueup_planner, trueup_counter;

create view trueup_v1.recount_sheet as
select
    recount.recount_id,
    recount.location_id,
    recount.item_id,
    item.gtin,
    recount.zone,
    recount.due_by,
    recount.assignee,
    recount.version
from trueup.recount
left join feed.item on item.item_id = recount.item_id
where recount.state in ('accepted', 'assigned', 'counting');
comment on view trueup_v1.recount_sheet is 'One row per count that is to be made: what and where, and nothing of what the book says or why it is counted.';
comment on column trueup_v1.recount_sheet.recount_id is 'Identity; the document_id of the count that answers it.';
comment on column trueup_v1.recount_sheet.location_id is 'Location.';
comment on column trueup_v1.recount_sheet.item_id is 'Item.';
comment on column trueup_v1.recount_sheet.gtin is 'Global trade item number, as the barcode has it.';
comment on column trueup_v1.recount_sheet.zone is 'Where to look.';
comment on column trueup_v1.recount_sheet.due_by is 'Last day it is worth doing.';
comment on column trueup_v1.recount_sheet.assignee is 'Who is to count.';
comment on column trueup_v1.recount_sheet.version is 'Version that an action names.';
grant select on trueup_v1.recount_sheet to trueup_counter, trueup_planner;
grant select (item_id, gtin) on feed.item to trueup_owner;
grant select (location_id, item_id, event_type, document_id) on feed.inventory_event to trueup_owner;

alter table trueup.position add column anchor_document bigint;
comment on column trueup.position.anchor_document is 'Which count the anchor is: hash of its document, odd where it was reported through recount_result; null without a document.';

-- Recounts outlive the revision that recommended them
create or replace view trueup_v1.recount as
select
    recount.recount_id,
    recount.business_date,
    recount.location_id,
    recount.item_id,
    recount.rank,
    recount.selection,
    recount.inclusion_probability,
    recount.reason,
    recount.p_wrong,
    recount.expected_value,
    recount.minutes,
    recount.value_per_minute,
    recount.zone,
    recount.blind,
    recount.due_by,
    recount.state,
    recount.counted_qty,
    recount.counted_at,
    recount.outcome,
    recount.version,
    recount.assignee,
    recount.counted_by,
    recount.actual_minutes,
    recount.scope,
    recount.complete,
    recount.cause_confirmed,
    recount.dismissed_reason,
    recount.realised_value
from trueup.recount;
comment on column trueup_v1.recount.version is 'Grows by one with each action of a person; an action that names another version is refused.';
comment on column trueup_v1.recount.assignee is 'Who is to count.';
comment on column trueup_v1.recount.counted_by is 'Who counted.';
comment on column trueup_v1.recount.actual_minutes is 'Minutes that the count took.';
comment on column trueup_v1.recount.scope is 'Stock state that was counted; null: all that is physically saleable.';
comment on column trueup_v1.recount.complete is 'Whether every place was looked at; a count that is not complete says nothing about the record.';
comment on column trueup_v1.recount.cause_confirmed is 'Why the record was wrong, as people found.';
comment on column trueup_v1.recount.dismissed_reason is 'Why nobody counts it.';
comment on column trueup_v1.recount.realised_value is 'Money on the books that the count put right: |counted - book just before| x cost of a unit.';

alter table trueup.recount_plan add column random_completion double precision;
comment on column trueup.recount_plan.random_completion is 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';
create or replace view trueup_v1.recount_plan_history as
select
    readable_publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value,
    recount_plan.random_completion
from trueup.recount_plan
inner join trueup.readable_publication on readable_publication.publication_id = recount_plan.publication_id;
create or replace view trueup_v1.recount_plan as
select
    publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value,
    recount_plan.random_completion
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.recount_plan on recount_plan.publication_id = publication.publication_id;
comment on column trueup_v1.recount_plan_history.random_completion is 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';
comment on column trueup_v1.recount_plan.random_completion is 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';
