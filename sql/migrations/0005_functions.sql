-- What the jobs may do that needs the owner's rights, and the questions asked in more than one place.

create function trueup.partition_create(parent text, publication_id bigint) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child text := format('%s_%s', parent, publication_id);
begin
    if parent not in ('position', 'open_line', 'item_confidence') then
        raise exception 'no table of publications: %', parent using errcode = 'invalid_parameter_value';
    end if;
    execute format('drop table if exists trueup.%I', child);
    execute format('create table trueup.%I (like trueup.%I including defaults)', child, parent);
    -- with this constraint ATTACH need not look at the rows
    execute format('alter table trueup.%I add constraint %I check (publication_id = %s)', child, child || '_is_one', publication_id);
    execute format('grant select, insert on trueup.%I to trueup_job', child);
    return format('trueup.%I', child);
end
$$;
comment on function trueup.partition_create(text, bigint) is 'Makes an empty table for one publication of a large table, not yet attached.';

create function trueup.partition_attach(parent text, publication_id bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child text := format('%s_%s', parent, publication_id);
    key text;
begin
    if parent not in ('position', 'open_line', 'item_confidence') then
        raise exception 'no table of publications: %', parent using errcode = 'invalid_parameter_value';
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
    execute format('alter table trueup.%I attach partition trueup.%I for values in (%s)', parent, child, publication_id);
end
$$;
comment on function trueup.partition_attach(text, bigint) is 'Keys a filled table and attaches it; the night is not visible before it is published.';

create function trueup.partition_drop_unpublished() returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child record;
    dropped integer := 0;
begin
    for child in
        select candidate.oid::regclass as name
        from pg_class as candidate
        cross join lateral regexp_match(candidate.relname, '^(?:position|open_line|item_confidence)_([0-9]+)$') as part
        inner join trueup.publication on publication.publication_id = part[1]::bigint
        inner join trueup.run on run.run_key = publication.run_key
        where candidate.relnamespace = 'trueup'::regnamespace
            and candidate.relkind = 'r'
            and publication.published_at is null
            and run.state in ('published', 'failed', 'superseded')
    loop
        execute format('drop table %s', child.name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
comment on function trueup.partition_drop_unpublished() is 'Removes partitions that failed attempts left behind.';

create view trueup.kept_publication as
select *
from trueup.publication
where published_at is not null and not is_replaced;
comment on view trueup.kept_publication is 'One row per night that readers may see: the current revision of each.';

create function trueup.open_quarantine(base bigint)
    returns table (source_system text, event_id text, code text, location_id text, item_id text)
    language sql stable
begin atomic
    select
        quarantine.source_system,
        quarantine.event_id,
        quarantine.code,
        quarantine.location_id,
        quarantine.item_id
    from trueup.quarantine
    inner join trueup.publication as base_night on base_night.publication_id = base
    inner join trueup.kept_publication as first on first.publication_id = quarantine.first_publication_id
    left join trueup.kept_publication as resolved on resolved.publication_id = quarantine.resolved_publication_id
    where first.business_date <= base_night.business_date
        and (resolved.publication_id is null or resolved.business_date > base_night.business_date);
end;
comment on function trueup.open_quarantine(bigint) is 'Refused messages as a night left them: those no night up to it could use.';

create function trueup.sketch_buckets(packed bytea)
    returns table (bucket integer, events bigint)
    language sql immutable parallel safe
begin atomic
    select
        case
            when raw.bucket >= 32768 then raw.bucket - 65536
            else raw.bucket
        end as bucket,
        raw.events
    from (
        select
            get_byte(packed, place) * 256 + get_byte(packed, place + 1) as bucket,
            get_byte(packed, place + 2)::bigint * 16777216 + get_byte(packed, place + 3) * 65536
                + get_byte(packed, place + 4) * 256 + get_byte(packed, place + 5) as events
        from generate_series(0, length(packed) - 6, 6) as place
    ) as raw;
end;
comment on function trueup.sketch_buckets(bytea) is 'The buckets of a packed latency sketch: delays of bucket b lie between gamma^(b-1) and gamma^b microseconds, gamma = 1.01 / 0.99.';

create function trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision)
    returns double precision
    language sql immutable parallel safe
begin atomic
    select
        case
            when q * (preposted_or_zero + coalesce(sum(ranked.events), 0) - 1) < preposted_or_zero then 0
            else min(2 * power(1.01 / 0.99, ranked.bucket) / (1.01 / 0.99 + 1))
                filter (where preposted_or_zero + ranked.upto > q * (preposted_or_zero + ranked.total - 1)) / 1e6
        end
    from (
        select
            bucket,
            events,
            sum(events) over (order by bucket) as upto,
            sum(events) over () as total
        from trueup.sketch_buckets(packed)
    ) as ranked;
end;
comment on function trueup.sketch_quantile(bytea, bigint, double precision) is 'Quantile q of a packed latency sketch in seconds, 1 % relative error; messages without a delay count as 0.';

create function trueup.exposure_sum(one bytea, other bytea) returns bytea
    language sql immutable parallel safe
begin atomic
    -- eight int32 and one int64, big-endian; none of them is ever negative
    select string_agg(int4send((word.a + word.b)::integer), ''::bytea order by word.place)
        || int8send(
            ('x' || encode(substring(one from 33 for 8), 'hex'))::bit(64)::bigint
                + ('x' || encode(substring(other from 33 for 8), 'hex'))::bit(64)::bigint
        )
    from (
        select
            place,
            ('x' || encode(substring(one from place * 4 + 1 for 4), 'hex'))::bit(32)::integer as a,
            ('x' || encode(substring(other from place * 4 + 1 for 4), 'hex'))::bit(32)::integer as b
        from generate_series(0, 7) as place
    ) as word;
end;
comment on function trueup.exposure_sum(bytea, bytea) is 'Sum of two packed exposures.';

create function trueup.partition_drop(publication_id bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    parent text;
begin
    if exists (
        select from trueup.publication
        where publication.publication_id = partition_drop.publication_id and publication.published_at is not null
    ) then
        raise exception 'publication % is published', publication_id using errcode = 'object_not_in_prerequisite_state';
    end if;
    foreach parent in array array['position', 'open_line', 'item_confidence'] loop
        execute format('drop table if exists trueup.%I', format('%s_%s', parent, publication_id));
    end loop;
end
$$;
comment on function trueup.partition_drop(bigint) is 'Removes the partitions of a publication that was never published.';
