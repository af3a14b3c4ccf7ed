-- Hands what the migrations made to its owners: the tables of publications and the functions that make their partitions to
-- trueup_maintainer, the rest of trueup and trueup_v1 to trueup_owner. Run after migrations; changes nothing the second time.
do $$
declare
    maintained constant text[] := array['position', 'open_line', 'item_confidence'];
    object record;
begin
    for object in
        select format('schema %I', nspname) as name, nspowner as owner, 'trueup_owner' as wanted
        from pg_namespace
        where nspname in ('trueup', 'trueup_v1')
    loop
        continue when object.owner = object.wanted::regrole;
        execute format('alter %s owner to %I', object.name, object.wanted);
    end loop;
    for object in
        select
            format('%s %s', case relkind when 'v' then 'view' else 'table' end, pg_class.oid::regclass) as name,
            relowner as owner,
            case
                when relnamespace = 'trueup'::regnamespace
                    and regexp_replace(relname, '_[0-9]+$', '') = any(maintained) then 'trueup_maintainer'
                else 'trueup_owner'
            end as wanted
        from pg_class
        where relnamespace in ('trueup'::regnamespace, 'trueup_v1'::regnamespace)
            and relkind in ('r', 'p', 'v')
        union all
        select
            format('routine %s', pg_proc.oid::regprocedure) as name,
            proowner as owner,
            case
                when proname ~ '^partition_' then 'trueup_maintainer'
                else 'trueup_owner'
            end as wanted
        from pg_proc
        where pronamespace in ('trueup'::regnamespace, 'trueup_v1'::regnamespace)
    loop
        continue when object.owner = object.wanted::regrole;
        execute format('alter %s owner to %I', object.name, object.wanted);
    end loop;
end
$$
