-- The eight accuracy definitions with their intervals, and regions, channels and kinds of nodes beside locations.
alter table trueup.item_confidence add column p_in_stock double precision;
comment on column trueup.item_confidence.p_in_stock is 'Probability that something is there, 0 to 1.';

alter table trueup.location_confidence
    add column change_28d double precision,
    add column driver_2 text,
    add column driver_2_share double precision,
    add column driver_3 text,
    add column driver_3_share double precision;
comment on column trueup.location_confidence.change_28d is 'Change over 28 days.';
comment on column trueup.location_confidence.driver_2 is 'The next after driver.';
comment on column trueup.location_confidence.driver_2_share is 'Its share, 0 to 1.';
comment on column trueup.location_confidence.driver_3 is 'The next.';
comment on column trueup.location_confidence.driver_3_share is 'Its share, 0 to 1.';

alter table trueup.count_label
    add column p_within_tolerance double precision,
    add column p_in_stock double precision,
    add column expected_bias double precision,
    add column expected_error double precision;
comment on column trueup.count_label.p_within_tolerance is 'p_within_tolerance of the night before, carried on to the moment of the count as p_at_count is.';
comment on column trueup.count_label.p_in_stock is 'p_in_stock of the night before.';
comment on column trueup.count_label.expected_bias is 'expected_qty - book_qty of the night before, carried on to the moment of the count, units.';
comment on column trueup.count_label.expected_error is 'expected_error of the night before, carried on to the moment of the count, units.';

create table trueup.group_confidence (
    publication_id bigint not null references trueup.publication (publication_id),
    scope text not null,
    scope_id text not null,
    locations bigint not null,
    confidence double precision,
    lower double precision,
    upper double precision,
    by_unit double precision,
    by_value double precision,
    by_demand double precision,
    items_scored bigint not null,
    unscored_share double precision not null,
    stale_share double precision not null,
    counts_90d bigint not null,
    random_counts_90d bigint not null,
    value_at_risk double precision,
    change_7d double precision,
    change_28d double precision,
    driver text,
    driver_share double precision,
    driver_2 text,
    driver_2_share double precision,
    driver_3 text,
    driver_3_share double precision,
    status text not null,
    primary key (publication_id, scope, scope_id)
);
create table trueup.group_member (
    publication_id bigint not null references trueup.publication (publication_id),
    scope text not null,
    scope_id text not null,
    location_id text not null,
    weight double precision not null,
    primary key (publication_id, scope, scope_id, location_id)
);
create table trueup.accuracy (
    publication_id bigint not null references trueup.publication (publication_id),
    scope text not null,
    scope_id text not null,
    definition text not null,
    value double precision not null,
    lower double precision not null,
    upper double precision not null,
    believed double precision not null,
    counts bigint not null,
    status text not null,
    primary key (publication_id, scope, scope_id, definition)
);
grant insert, update, delete, select on trueup.group_confidence, trueup.group_member, trueup.accuracy to trueup_job;

-- One view for the last night and one for the kept nights, each column explained once for the table and both views
do $$
declare
    entry record;
    definition text;
    relation text;
begin
    create temporary table explained (place serial, name text, text text) on commit drop;
    insert into explained (name, text) values
        ('group_confidence', 'One row per region, channel or kind of node x publication: how far the records behind its demand can be trusted.'),
        ('group_confidence.publication_id', 'Night that computed it.'),
        ('group_confidence.scope', 'region, channel or kind.'),
        ('group_confidence.scope_id', 'Region, channel or kind of node.'),
        ('group_confidence.locations', 'Locations with records that served it in 90 days.'),
        ('group_confidence.confidence', 'Share of records believed exact, 0 to 1: mean of the locations weighted by the demand they served.'),
        ('group_confidence.lower', '5 % quantile.'),
        ('group_confidence.upper', '95 % quantile.'),
        ('group_confidence.by_unit', 'The same with records weighted by units in the book within each location.'),
        ('group_confidence.by_value', 'The same with records weighted by value at cost within each location.'),
        ('group_confidence.by_demand', 'The same with records weighted by units sold a day within each location.'),
        ('group_confidence.items_scored', 'Positions scored.'),
        ('group_confidence.unscored_share', 'Share of its records without a score, weighted as the confidence is.'),
        ('group_confidence.stale_share', 'Share of its records whose score a silent feed makes old, weighted as the confidence is.'),
        ('group_confidence.counts_90d', 'Counts of the last 90 days.'),
        ('group_confidence.random_counts_90d', 'Of these, drawn with a known probability.'),
        ('group_confidence.value_at_risk', 'Sum over its records, in the currency of its locations; null for channels, which stock is not split by.'),
        ('group_confidence.change_7d', 'Change over seven days.'),
        ('group_confidence.change_28d', 'Change over 28 days.'),
        ('group_confidence.driver', 'Class of evidence that carries most of the expected error events.'),
        ('group_confidence.driver_share', 'Its share, 0 to 1.'),
        ('group_confidence.driver_2', 'The next.'),
        ('group_confidence.driver_2_share', 'Its share, 0 to 1.'),
        ('group_confidence.driver_3', 'The next.'),
        ('group_confidence.driver_3_share', 'Its share, 0 to 1.'),
        ('group_confidence.status', 'ok, stale_feed, no_opening, insufficient_data or reconstructed.'),
        ('group_member', 'One row per region, channel or kind of node x location x publication: what the location weighs.'),
        ('group_member.publication_id', 'Night that computed it.'),
        ('group_member.scope', 'region, channel or kind.'),
        ('group_member.scope_id', 'Region, channel or kind of node.'),
        ('group_member.location_id', 'Location.'),
        ('group_member.weight', 'Share of the group''s demand that it served: units sold, for channels order lines of 90 days; by records where none served any.'),
        ('accuracy', 'One row per location, region, channel or kind of node x definition x publication: how accurate its records are, by each of the eight definitions. e is what is there less the book B.'),
        ('accuracy.publication_id', 'Night that computed it.'),
        ('accuracy.scope', 'location, region, channel or kind.'),
        ('accuracy.scope_id', 'Location, region, channel or kind of node.'),
        ('accuracy.definition', 'exact (share with e = 0), within_tolerance, within_tolerance_by_value (share of the books'' value at cost), net_units (1 - |sum e| / sum B), net_value, absolute_units (1 - sum |e| / sum B), absolute_value, in_stock (share with B > 0 if and only if something is there).'),
        ('accuracy.value', 'Expected value; below 0 where errors outweigh the books. Groups weight their locations by demand; net errors keep their sign until the sum.'),
        ('accuracy.lower', '5 % quantile.'),
        ('accuracy.upper', '95 % quantile.'),
        ('accuracy.believed', 'What the model says alone, before counts correct it.'),
        ('accuracy.counts', 'Counts of known probability in 90 days that correct it; with none the model speaks alone, and the interval holds how far it may be off.'),
        ('accuracy.status', 'ok, stale_feed, no_opening, insufficient_data or reconstructed.');
    for entry in select * from explained where name !~ '\.' order by place loop
        select string_agg(format('%I.%I', entry.name, split_part(name, '.', 2)), ', ' order by place) into definition
        from explained
        where name like entry.name || '.%' and name not like '%.publication_id';
        execute format(
            'create view trueup_v1.%1$I_history as select readable_publication.business_date, %2$s from trueup.%1$I '
            'inner join trueup.readable_publication on readable_publication.publication_id = %1$I.publication_id',
            entry.name, definition
        );
        execute format(
            'create view trueup_v1.%1$I as select publication.business_date, %2$s from trueup.current_publication '
            'inner join trueup.publication on publication.publication_id = current_publication.publication_id '
            'inner join trueup.%1$I on %1$I.publication_id = publication.publication_id',
            entry.name, definition
        );
        execute format('grant select on trueup_v1.%1$I, trueup_v1.%1$I_history to trueup_job, trueup_bi', entry.name);
        foreach relation in array array[entry.name, entry.name || '_history'] loop
            execute format(
                'comment on view trueup_v1.%I is %L', relation,
                entry.text || case when relation = entry.name then ' The last published night.' else ' Every kept night.' end
            );
            execute format('comment on column trueup_v1.%I.business_date is %L', relation, 'Night it is about.');
        end loop;
        execute format('comment on table trueup.%I is %L', entry.name, entry.text);
    end loop;
    for entry in select split_part(name, '.', 1) as relation, split_part(name, '.', 2) as name, text from explained where name ~ '\.' loop
        execute format('comment on column trueup.%I.%I is %L', entry.relation, entry.name, entry.text);
        continue when entry.name = 'publication_id';
        execute format('comment on column trueup_v1.%I.%I is %L', entry.relation, entry.name, entry.text);
        execute format('comment on column trueup_v1.%I_history.%I is %L', entry.relation, entry.name, entry.text);
    end loop;
end
$$;

-- Columns are appended to whatever earlier migrations made of these views
do $$
declare
    name text;
    added text;
    column_name text;
    definition text;
begin
    foreach name in array array['item_confidence', 'item_confidence_history', 'location_confidence', 'location_confidence_history'] loop
        if name like 'item%' then
            added := ', item_confidence.p_in_stock';
        else
            added := '';
            foreach column_name in array array['change_28d', 'driver_2', 'driver_2_share', 'driver_3', 'driver_3_share'] loop
                added := added || format(', location_confidence.%I', column_name);
            end loop;
            foreach definition in array array[
                'exact', 'within_tolerance', 'within_tolerance_by_value', 'net_units', 'net_value', 'absolute_units',
                'absolute_value', 'in_stock'
            ] loop
                added := added || format(
                    ', (select accuracy.value from trueup.accuracy where accuracy.publication_id = '
                    'location_confidence.publication_id and accuracy.scope = ''location'' and accuracy.scope_id = '
                    'location_confidence.location_id and accuracy.definition = %L) as accuracy_%s', definition, definition
                );
            end loop;
        end if;
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ', added || E'\n   FROM ')
        );
        if name like 'item%' then
            execute format('comment on column trueup_v1.%I.p_in_stock is %L', name, 'Probability that something is there, 0 to 1.');
            continue;
        end if;
        execute format('comment on column trueup_v1.%I.change_28d is %L', name, 'Change over 28 days.');
        execute format('comment on column trueup_v1.%I.driver_2 is %L', name, 'The next after driver.');
        execute format('comment on column trueup_v1.%I.driver_2_share is %L', name, 'Its share, 0 to 1.');
        execute format('comment on column trueup_v1.%I.driver_3 is %L', name, 'The next.');
        execute format('comment on column trueup_v1.%I.driver_3_share is %L', name, 'Its share, 0 to 1.');
        foreach definition in array array[
            'exact', 'within_tolerance', 'within_tolerance_by_value', 'net_units', 'net_value', 'absolute_units',
            'absolute_value', 'in_stock'
        ] loop
            execute format(
                'comment on column trueup_v1.%I.accuracy_%s is %L', name, definition,
                'Accuracy by the definition ' || definition || ' of trueup_v1.accuracy, which has its interval.'
            );
        end loop;
    end loop;
    execute 'create or replace view trueup_v1.count_label as '
        || regexp_replace(
            pg_get_viewdef('trueup_v1.count_label'::regclass), '\n\s+FROM ',
            ', count_label.p_within_tolerance, count_label.p_in_stock, count_label.expected_bias, count_label.expected_error FROM '
        );
end
$$;
comment on column trueup_v1.count_label.p_within_tolerance is 'p_within_tolerance of the night before, carried on to the moment of the count as p_at_count is.';
comment on column trueup_v1.count_label.p_in_stock is 'p_in_stock of the night before.';
comment on column trueup_v1.count_label.expected_bias is 'expected_qty - book_qty of the night before, carried on to the moment of the count, units.';
comment on column trueup_v1.count_label.expected_error is 'expected_error of the night before, carried on to the moment of the count, units.';
