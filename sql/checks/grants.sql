-- One row per object x role: who owns what, and what everybody else may do with it; sql/grants.txt is what it should say.
-- Partitions are left out: they follow their table. Who installed trueup is called installer, whatever the name.
with role as (
    select
        pg_roles.oid,
        case
            when pg_roles.rolsuper or pg_roles.oid = pg_database.datdba then 'installer'
            else pg_roles.rolname::text
        end as name
    from pg_catalog.pg_roles
    cross join pg_catalog.pg_database
    where pg_database.datname = pg_catalog.current_database()
),

our_schema as (
    select *
    from pg_catalog.pg_namespace
    where nspname in ('feed', 'trueup', 'trueup_v1')
),

object as (
    select
        'schema' as kind,
        our_schema.nspname::text as name,
        our_schema.nspowner as owner,
        coalesce(our_schema.nspacl, pg_catalog.acldefault('n', our_schema.nspowner)) as acl
    from our_schema
    union all
    select
        case pg_class.relkind
            when 'v' then 'view'
            when 'S' then 'sequence'
            else 'table'
        end,
        our_schema.nspname || '.' || pg_class.relname,
        pg_class.relowner,
        coalesce(
            pg_class.relacl,
            pg_catalog.acldefault(case pg_class.relkind when 'S' then 's' else 'r' end::"char", pg_class.relowner)
        )
    from pg_catalog.pg_class
    inner join our_schema on our_schema.oid = pg_class.relnamespace
    where pg_class.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and not pg_class.relispartition
        and pg_class.relname !~ '^(position|open_line|item_confidence)_[0-9]+$'
    union all
    select
        'column',
        our_schema.nspname || '.' || pg_class.relname || '.' || pg_attribute.attname,
        null,
        pg_attribute.attacl
    from pg_catalog.pg_attribute
    inner join pg_catalog.pg_class on pg_class.oid = pg_attribute.attrelid
    inner join our_schema on our_schema.oid = pg_class.relnamespace
    where pg_attribute.attacl is not null
    union all
    select
        'function',
        our_schema.nspname || '.' || pg_proc.proname || '(' || pg_catalog.pg_get_function_identity_arguments(pg_proc.oid) || ')',
        pg_proc.proowner,
        coalesce(pg_proc.proacl, pg_catalog.acldefault('f', pg_proc.proowner))
    from pg_catalog.pg_proc
    inner join our_schema on our_schema.oid = pg_proc.pronamespace
    union all
    select
        'default',
        case pg_default_acl.defaclobjtype
            when 'f' then 'functions'
            when 'r' then 'tables'
            when 'S' then 'sequences'
            when 'T' then 'types'
            else 'schemas'
        end || ' made by ' || role.name || coalesce(' in ' || our_schema.nspname, ''),
        null,
        pg_default_acl.defaclacl
    from pg_catalog.pg_default_acl
    inner join role on role.oid = pg_default_acl.defaclrole
    left join our_schema on our_schema.oid = pg_default_acl.defaclnamespace
)

select
    object.kind,
    object.name,
    role.name as role,
    'owner' as privileges
from object
inner join role on role.oid = object.owner
union all
select
    object.kind,
    object.name,
    coalesce(role.name, 'PUBLIC'),
    pg_catalog.string_agg(
        lower(entry.privilege_type) || case when entry.is_grantable then '*' else '' end,
        ' ' order by entry.privilege_type
    )
from object
cross join lateral pg_catalog.aclexplode(object.acl) as entry
left join role on role.oid = entry.grantee
where entry.grantee is distinct from object.owner
group by object.kind, object.name, role.name, entry.grantee
union all
select
    'membership',
    granted.rolname::text,
    member.rolname::text,
    'member' || case when pg_auth_members.admin_option then '*' else '' end
from pg_catalog.pg_auth_members
inner join pg_catalog.pg_roles as granted on granted.oid = pg_auth_members.roleid
inner join pg_catalog.pg_roles as member on member.oid = pg_auth_members.member
where granted.rolname ~ '^trueup_'
    and member.rolname ~ '^trueup_'
    and not member.rolcanlogin
order by 1, 2, 3, 4
