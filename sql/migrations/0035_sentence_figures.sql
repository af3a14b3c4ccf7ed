-- Every number of a sentence is kept beside it: of alerts with what it was counted from, of sentences about one row by its column.
alter table trueup.alert_event
    add column description text,
    add column suggested_action text,
    add column contributions jsonb;

create table trueup.alert_figure (
    publication_id bigint not null references trueup.publication (publication_id),
    fingerprint text not null,
    position integer not null,
    figure text not null,
    shown text,
    value double precision not null,
    unit text not null,
    numerator double precision,
    denominator double precision,
    from_day date not null,
    to_day date not null,
    location_id text,
    source_system text,
    metric text,
    relation text not null,
    filter jsonb,
    primary key (publication_id, fingerprint, position)
);
grant insert, update, delete, select on trueup.alert_figure to trueup_job;

do $$
begin
    execute 'create or replace view trueup_v1.alert_event as '
        || regexp_replace(
            pg_get_viewdef('trueup_v1.alert_event'::regclass), '\n\s+FROM ',
            ', alert_event.description, alert_event.suggested_action, alert_event.contributions FROM ');
end
$$;

create view trueup_v1.alert_figure as
select
    alert.alert_id,
    found.business_date,
    alert_figure.position,
    alert_figure.figure,
    alert_figure.shown,
    alert_figure.value,
    alert_figure.unit,
    alert_figure.numerator,
    alert_figure.denominator,
    alert_figure.from_day,
    alert_figure.to_day,
    alert_figure.location_id,
    alert_figure.source_system,
    alert_figure.metric,
    alert_figure.relation,
    alert_figure.filter
from trueup.alert
inner join trueup.alert_event as found
    on found.fingerprint = alert.fingerprint
    and found.business_date = alert.last_seen
inner join trueup.kept_publication on kept_publication.publication_id = found.publication_id
inner join trueup.alert_figure
    on alert_figure.publication_id = found.publication_id
    and alert_figure.fingerprint = found.fingerprint;

create table trueup.sentence_figure (
    sentence text not null,
    position integer not null,
    figure text not null,
    relation text not null,
    expression text not null,
    primary key (sentence, position)
);
grant select on trueup.sentence_figure to trueup_job;

create view trueup_v1.sentence_figure as
select
    sentence_figure.sentence,
    sentence_figure.position,
    sentence_figure.figure,
    sentence_figure.relation,
    sentence_figure.expression
from trueup.sentence_figure;

insert into trueup.sentence_figure (sentence, position, figure, relation, expression) values
    ('record', 1, 'book', 'item_confidence', 'book_qty'),
    ('record', 2, 'expected quantity', 'item_confidence', 'round(expected_qty::numeric, 1)'),
    ('record', 3, 'from', 'item_confidence', 'qty_p05'),
    ('record', 4, 'to', 'item_confidence', 'qty_p95'),
    ('record', 5, 'exact, %', 'item_confidence', 'round((100 * p_exact)::numeric, 1)'),
    ('record', 6, 'nothing there, %', 'item_confidence', 'round((100 * p_phantom)::numeric, 1)'),
    ('record', 7, 'last count', 'item_confidence', 'last_counted_at::date'),
    ('record', 8, 'expected error events', 'item_confidence', 'round(exposure::numeric, 2)'),
    ('record', 9, 'share of the first driver, %', 'item_confidence', 'round((100 * driver_1_share)::numeric)'),
    ('record', 10, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_1_sd)::numeric)'),
    ('record', 11, 'share of the second, %', 'item_confidence', 'round((100 * driver_2_share)::numeric)'),
    ('record', 12, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_2_sd)::numeric)'),
    ('record', 13, 'share of the third, %', 'item_confidence', 'round((100 * driver_3_share)::numeric)'),
    ('record', 14, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_3_sd)::numeric)'),
    ('record', 15, 'change, points', 'item_confidence',
        'case when change_cause is not null and abs(change) >= 0.0005 then round((100 * change)::numeric, 1) end'),
    ('location', 1, 'confidence, %', 'location_confidence', 'round((100 * confidence)::numeric, 1)'),
    ('location', 2, 'records', 'location_confidence', 'items_scored'),
    ('location', 3, 'level of the interval, %', 'location_confidence', '90'),
    ('location', 4, 'from, %', 'location_confidence', 'round((100 * lower)::numeric, 1)'),
    ('location', 5, 'to, %', 'location_confidence', 'round((100 * upper)::numeric, 1)'),
    ('location', 6, 'at risk', 'location_confidence', 'round(value_at_risk::numeric, 2)'),
    ('location', 7, 'share of the first driver, %', 'location_confidence', 'round((100 * driver_share)::numeric)'),
    ('location', 8, 'counts', 'location_confidence', 'counts_90d'),
    ('location', 9, 'days of the counts', 'location_confidence', '90'),
    ('location', 10, 'random counts', 'location_confidence', 'random_counts_90d'),
    ('location', 11, 'change, points', 'location_confidence', 'round((100 * change_28d)::numeric, 1)'),
    ('location', 12, 'days of the change', 'location_confidence', '28'),
    ('recount', 1, 'wrong, %', 'item_confidence_history', 'round((100 * (1 - coalesce(p_exact, 0.5)))::numeric)'),
    ('recount', 2, 'share of the first driver, %', 'item_confidence_history', 'round((100 * driver_1_share)::numeric)'),
    ('recount', 3, 'nothing there, %', 'item_confidence_history',
        'case when driver_1 is not null and p_phantom > 0.2 then round((100 * p_phantom)::numeric) end'),
    ('recount', 4, 'failed picks', 'item_confidence_history', 'case when driver_1 is not null then nullif(failed_picks, 0) end');

do $$
declare
    entry record;
    prefix text;
begin
    for entry in
        select * from (values
            ('alert_event', 'description', 'What the night found, in one sentence; null where it did not find it.'),
            ('alert_event', 'suggested_action', 'What to do; null where it did not find it.'),
            ('alert_event', 'contributions', 'As in alert; null where it did not find it.'),
            ('alert_figure', null, 'One row per alert x number of its sentence: what the number is and what it was counted from.'),
            ('alert_figure', 'publication_id', 'Night that computed it.'),
            ('alert_figure', 'fingerprint', 'SHA-256 of family and scope.'),
            ('alert_figure', 'alert_id', 'Alert.'),
            ('alert_figure', 'business_date', 'Night that last found the alert: everything is as it was known then.'),
            ('alert_figure', 'position', 'Place among the numbers of the sentence, from 1; those that only stand behind others come last.'),
            ('alert_figure', 'figure', 'cases, possible (among so many), observed, expected, share (of a contribution), days, nights, locations, money_at_risk (missing x numerator / denominator) or missing (found missing at cost).'),
            ('alert_figure', 'shown', 'The number as the sentence shows it; null where it only stands behind another.'),
            ('alert_figure', 'value', 'The number, in unit.'),
            ('alert_figure', 'unit', 'Unit of value.'),
            ('alert_figure', 'numerator', 'Above the line, where the number is a ratio; of an expected share the cases that would have been ordinary; of a latency the recorded messages at least as late.'),
            ('alert_figure', 'denominator', 'Below the line.'),
            ('alert_figure', 'from_day', 'First day that it is about.'),
            ('alert_figure', 'to_day', 'Last day that it is about; of nights the last night.'),
            ('alert_figure', 'location_id', 'Location; null: all of them.'),
            ('alert_figure', 'source_system', 'Source of the messages; null: all of them.'),
            ('alert_figure', 'metric', 'Metric it is a figure of.'),
            ('alert_figure', 'relation', 'Where the number, or what it is counted from, is kept: metric_daily, count_variance (short: gap < 0), baseline_score (expected; of latency exp(expected) - 1) or alert_event.'),
            ('alert_figure', 'filter', 'What else the rows have in common: left_out, days of locations that nobody judged because nothing like them was seen before; counts, the counts judged between two counts: location_id, counted_after (exclusive), counted_until (inclusive), shortest_interval_days and longest_interval_days between a count and the one before. Counts on suspicion are among them only where a recount asked for them or their probability is known.'),
            ('sentence_figure', null, 'One row per number of a sentence about one row: the expression over its columns that gives it. Numbers whose expression is null are left out of the sentence.'),
            ('sentence_figure', 'sentence', 'record or location (trueup explain), or recount (the reason of a recount).'),
            ('sentence_figure', 'position', 'Place among the numbers of the sentence, from 1.'),
            ('sentence_figure', 'figure', 'What it is.'),
            ('sentence_figure', 'relation', 'View of trueup_v1 whose row the sentence is about; of a recount that of its location, item and night.'),
            ('sentence_figure', 'expression', 'SQL over the columns of that row; the sentence shows the result.')
        ) as explained (relation, name, text)
    loop
        foreach prefix in array array['trueup', 'trueup_v1'] loop
            if entry.name is null then
                execute format(
                    'comment on %s %I.%I is %L', case prefix when 'trueup' then 'table' else 'view' end, prefix, entry.relation,
                    entry.text);
            elsif exists (
                select from pg_attribute
                where attrelid = format('%I.%I', prefix, entry.relation)::regclass and attname = entry.name
            ) then
                execute format('comment on column %I.%I.%I is %L', prefix, entry.relation, entry.name, entry.text);
            end if;
        end loop;
    end loop;
    foreach prefix in array array['trueup', 'trueup_v1'] loop
        execute format('comment on column %I.alert.observed is %L', prefix, 'Value observed, as the night that last found it saw it.');
        execute format('comment on column %I.alert.description is %L', prefix,
            'One plain sentence, as the night that last found it said it; alert_figure has its numbers.');
        execute format('comment on column %I.metric_daily.numerator is %L', prefix,
            'Integer partial above the line, where the metric is a ratio; of what is recorded. Of a latency by source the messages at least as late.');
        execute format('comment on column %I.metric_daily.denominator is %L', prefix,
            'Integer partial below the line; of what is recorded. Of a latency by source the messages whose time is known.');
    end loop;
end
$$;
grant select on trueup_v1.alert_figure, trueup_v1.sentence_figure to trueup_job, trueup_bi;
