-- One row per table of feed and trueup that holds rows and of which the planner knows nothing, or something old: never analysed,
-- or a fifth of its rows and a thousand changed since. The largest first; partitions count for their table.
with kept as (
    select
        pg_class.oid,
        pg_namespace.nspname as schema_name,
        pg_class.relname as table_name,
        pg_class.relowner as owner,
        pg_class.relkind = 'p' as is_partitioned,
        coalesce(
            pg_catalog.pg_stat_get_last_analyze_time(pg_class.oid),
            pg_catalog.pg_stat_get_last_autoanalyze_time(pg_class.oid)
        ) is null as is_unknown
    from pg_catalog.pg_class
    inner join pg_catalog.pg_namespace on pg_namespace.oid = pg_class.relnamespace
    where pg_namespace.nspname in ('feed', 'trueup')
        and pg_class.relkind in ('r', 'p')
        and not pg_class.relispartition
        -- a night reads the tables of publications whole
        and pg_class.relname !~ '^(position|open_line|item_confidence)(_[0-9]+)?$'
),

measured as (
    select
        kept.oid,
        kept.schema_name,
        kept.table_name,
        kept.owner,
        kept.is_unknown,
        size.bytes,
        size.changed,
        size.rows
    from kept
    cross join lateral (
        select
            sum(pg_catalog.pg_relation_size(leaf.oid)) as bytes,
            sum(pg_catalog.pg_stat_get_mod_since_analyze(leaf.oid)) as changed,
            sum(greatest(leaf.reltuples, 0)) as rows
        from pg_catalog.pg_class as leaf
        where leaf.oid = kept.oid and not kept.is_partitioned
            or kept.is_partitioned and leaf.oid in (
                select tree.relid from pg_catalog.pg_partition_tree(kept.oid) as tree where tree.isleaf
            )
    ) as size
)

select
    measured.oid::bigint as relation,
    measured.schema_name || '.' || measured.table_name as name,
    pg_catalog.pg_get_userbyid(measured.owner) as owner,
    -- A function can only analyse what its own owner owns
    coalesce(pg_catalog.pg_has_role(pg_proc.proowner, measured.owner, 'usage'), false) as is_ours
from measured
left join pg_catalog.pg_proc
    on pg_proc.oid = pg_catalog.to_regprocedure(pg_catalog.format('%I.analyze_table(regclass)', measured.schema_name))
where measured.bytes > 0
    and (measured.is_unknown or measured.changed > 1000 + measured.rows * 0.2)
order by measured.bytes desc, name
