-- A filled partition is keyed as soon as its rows are final, while the night is still being judged; attaching it is then a
-- matter of the catalogue.
create function trueup.partition_key(parent text, publication_id bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child text := format('%s_%s', parent, publication_id);
    key text;
begin
    if parent not in ('position', 'open_line', 'item_confidence') then
        raise exception 'no table of publications: %', parent using errcode = 'invalid_parameter_value';
    end if;
    if exists (select from pg_index where indrelid = format('trueup.%I', child)::regclass and indisprimary) then
        return;
    end if;
    select string_agg(quote_ident(attribute.attname), ', ' order by place.ordinal)
    into key
    from pg_index
    cross join lateral unnest(pg_index.indkey::smallint[]) with ordinality as place (attnum, ordinal)
    inner join pg_attribute as attribute
        on attribute.attrelid = pg_index.indrelid and attribute.attnum = place.attnum
    where pg_index.indrelid = format('trueup.%I', parent)::regclass
        and pg_index.indisprimary;
    execute format('alter table trueup.%I add primary key (%s)', child, key);
end
$$;
comment on function trueup.partition_key(text, bigint) is 'Keys a filled table of a publication, unless it has its key.';
revoke all on function trueup.partition_key(text, bigint) from public;
grant execute on function trueup.partition_key(text, bigint) to trueup_job;

create or replace function trueup.partition_attach(parent text, publication_id bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform trueup.partition_key(parent, publication_id);
    execute format(
        'alter table trueup.%I attach partition trueup.%I for values in (%s)',
        parent, format('%s_%s', parent, publication_id), publication_id);
end
$$;
