-- Owners without a login, and the roles of the people and programs around the night. Nothing to PUBLIC.
do $$
declare
    name text;
begin
    foreach name in array array[
        'trueup_owner', 'trueup_maintainer', 'trueup_planner', 'trueup_counter', 'trueup_hook', 'trueup_auditor'
    ] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin', name);
        end if;
    end loop;
    -- Whoever acts for a role must be a member of it
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant trueup_owner, trueup_maintainer to %I', current_user);
    end if;
end
$$;

-- The owner's functions add counts to the feed on behalf of people, as any source would
grant usage on schema feed to trueup_owner;
grant insert (
    source_system, event_id, event_type, location_id, item_id, quantity, expected_quantity, event_time,
    event_time_precision, record_time, from_state, document_type, document_id, document_line, reason_code, actor_id,
    approver_id, count_selection, inclusion_probability, attributes
) on feed.inventory_event to trueup_owner;

-- Only the owner of a partitioned table can detach from it, so its three tables are what the maintainer owns,
-- and nothing beside them: whoever removes old nights cannot touch the trail of who did what
grant usage, create on schema trueup to trueup_maintainer;
grant select on trueup.publication, trueup.run, trueup.kept_publication, trueup.current_publication to trueup_maintainer;
grant select on trueup.position, trueup.open_line, trueup.item_confidence to trueup_owner;
alter default privileges for role trueup_owner, trueup_maintainer revoke execute on functions from public;

-- Planners and auditors read what everybody reads
grant trueup_bi to trueup_planner, trueup_auditor;
grant usage on schema trueup_v1 to trueup_counter;
grant usage on schema trueup to trueup_auditor;
grant select on
    trueup.run, trueup.attempt, trueup.run_step, trueup.lease, trueup.publication, trueup.current_publication,
    trueup.config, trueup.migration, trueup.quarantine, trueup.alert_event
    to trueup_auditor;
