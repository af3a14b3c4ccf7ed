-- A night analyses what was loaded a minute ago, before it reads it: a plan for a table of which nothing is known can take
-- longer than the night. Only an owner may; each schema's function analyses tables of its own schema and nothing else.
create function trueup.analyze_table(relation regclass) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from pg_class where oid = relation and relnamespace = 'trueup'::regnamespace) then
        raise exception 'no table of trueup: %', relation using errcode = 'invalid_parameter_value';
    end if;
    execute format('analyze (skip_locked) %s', relation);
end
$$;
comment on function trueup.analyze_table(regclass) is 'Renews the planner''s statistics of a table of trueup, unless it is locked.';
revoke all on function trueup.analyze_table(regclass) from public;
grant execute on function trueup.analyze_table(regclass) to trueup_job;

-- Of the feed's owner. In a feed that somebody else made there is none, and the night says who has to analyse it.
do $migration$
declare
    owner name;
begin
    select pg_roles.rolname
    into owner
    from pg_class
    inner join pg_roles on pg_roles.oid = pg_class.relowner
    where pg_class.oid = 'feed.inventory_event'::regclass;
    if not (
        pg_has_role(owner, 'usage')
        and has_schema_privilege('feed', 'create')
        and has_schema_privilege(owner, 'feed', 'create')
    ) then
        return;
    end if;
    create function feed.analyze_table(relation regclass) returns void
        language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
    begin
        if not exists (select from pg_class where oid = relation and relnamespace = 'feed'::regnamespace) then
            raise exception 'no table of feed: %', relation using errcode = 'invalid_parameter_value';
        end if;
        execute format('analyze (skip_locked) %s', relation);
    end
    $$;
    comment on function feed.analyze_table(regclass) is 'Renews the planner''s statistics of a table of the feed, unless it is locked.';
    revoke all on function feed.analyze_table(regclass) from public;
    grant execute on function feed.analyze_table(regclass) to trueup_job;
    execute format('alter function feed.analyze_table(regclass) owner to %I', owner);
end
$migration$;
