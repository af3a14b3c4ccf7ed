-- Old nights are removed outside every transaction, table by table, which no function can do: trueup_maintainer does it itself.
drop function trueup.partition_drop_unpublished();

create view trueup.removable_partition as
select
    parent.name as parent,
    child.relname::text as partition,
    child.relispartition as is_attached,
    coalesce(pg_inherits.inhdetachpending, false) as is_pending,
    publication.publication_id
from (values ('position'), ('open_line'), ('item_confidence')) as parent (name)
inner join pg_catalog.pg_class as child
    on child.relnamespace = 'trueup'::regnamespace
    and child.relkind = 'r'
    and child.relname ~ ('^' || parent.name || '_[0-9]+$')
left join pg_catalog.pg_inherits on pg_inherits.inhrelid = child.oid
inner join (
    select
        publication.publication_id,
        publication.published_at,
        publication.is_replaced,
        run.state,
        -- a revision that was replaced is no night
        row_number() over (
            partition by publication.job, publication.published_at is not null and not publication.is_replaced
            order by publication.business_date desc
        ) as place
    from trueup.publication
    inner join trueup.run on run.run_key = publication.run_key
) as publication on publication.publication_id = substring(child.relname from '[0-9]+$')::bigint
where case
    when publication.published_at is null then publication.state in ('published', 'failed', 'superseded', 'skipped')
    else publication.is_replaced or publication.place > 35
end;
comment on view trueup.removable_partition is 'One row per partition that nobody reads any more: of nights before the newest 35 of their job, of replaced revisions, of attempts that published nothing.';
comment on column trueup.removable_partition.parent is 'Table it is or was a partition of.';
comment on column trueup.removable_partition.partition is 'The partition.';
comment on column trueup.removable_partition.is_attached is 'It is still a partition.';
comment on column trueup.removable_partition.is_pending is 'A reader was in the way when it was detached; that has to be finished.';
comment on column trueup.removable_partition.publication_id is 'Publication it held.';
grant select on trueup.removable_partition to trueup_maintainer, trueup_auditor;
