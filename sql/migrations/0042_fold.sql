-- What a fold was made with, what movements cost when, messages that were sent again, and the system that opens a book.
alter table trueup.publication add column fold_inputs text;
alter table trueup.publication add column rows_resent bigint;
comment on column trueup.publication.fold_inputs is 'Digests of what the fold reads beside messages: locations, openings, reasons, limits. Where one differs from the night before, the history is folded anew.';
comment on column trueup.publication.rows_resent is 'Messages read this night that repeat another under a new id; quarantined as resend.';

create or replace view trueup.readable_publication as
select *
from trueup.publication
where published_at is not null and not is_replaced;

create or replace view trueup.kept_publication as
select *
from trueup.publication
where published_at is not null and not is_replaced and not is_aside;

create or replace view trueup_v1.run as
select
    run.job,
    run.business_date,
    run.revision,
    run.state,
    run.scheduled_for,
    run.cutoff,
    publication.digest,
    publication.rows_read,
    publication.rows_late,
    publication.rows_duplicate,
    publication.rows_quarantined,
    publication.published_at,
    publication.is_reconstructed,
    run.run_key,
    publication.rows_resent
from trueup.run
left join trueup.publication on publication.run_key = run.run_key and publication.published_at is not null;
comment on column trueup_v1.run.rows_resent is 'Messages read this night that repeat another under a new id; quarantined as resend.';

create table trueup.unit_cost (
    item_id text not null,
    publication_id bigint not null references trueup.publication (publication_id),
    recorded_after timestamptz not null,
    unit_cost bigint not null,
    primary key (item_id, publication_id)
);
comment on table trueup.unit_cost is 'One row per item x night whose cost was not that of the night before: movements keep the cost of the first night that could know them.';
comment on column trueup.unit_cost.item_id is 'Item.';
comment on column trueup.unit_cost.publication_id is 'Night that found the cost.';
comment on column trueup.unit_cost.recorded_after is 'It holds for messages recorded after this instant, the cut-off of the night before; -infinity on the first night.';
comment on column trueup.unit_cost.unit_cost is 'Thousandths of currency per unit; 0 where unknown.';
grant select, insert, delete on trueup.unit_cost to trueup_job;

alter table trueup.freshness add column resends bigint not null default 0;
comment on column trueup.freshness.resends is 'Messages since go-live that repeat another of this source and location under a new id; counted once.';

create or replace view trueup_v1.freshness_history as
select
    readable_publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status,
    freshness.expected_by,
    freshness.resends
from trueup.freshness
inner join trueup.readable_publication on readable_publication.publication_id = freshness.publication_id;
comment on column trueup_v1.freshness_history.resends is 'Messages since go-live that repeat another of this source and location under a new id; counted once.';

create or replace view trueup_v1.freshness as
select
    publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status,
    freshness.expected_by,
    freshness.resends
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.freshness on freshness.publication_id = publication.publication_id;
comment on column trueup_v1.freshness.resends is 'Messages since go-live that repeat another of this source and location under a new id; counted once.';

-- Refused messages are listed before a night is published, so a night that is not takes them back
grant delete on trueup.quarantine to trueup_job;

-- A feed that somebody else made is left as it is
do $$
begin
    if exists (
        select from pg_class
        where oid = 'feed.inventory_event'::regclass and relkind in ('r', 'p') and pg_has_role(relowner, 'usage')
    ) then
        -- Messages dated ahead of their record: few, and looked for every night
        create index if not exists inventory_event_ahead on feed.inventory_event (event_time) where event_time > record_time;
    end if;
    if exists (
        select from pg_class
        where oid = 'feed.position_snapshot'::regclass and relkind = 'r' and pg_has_role(relowner, 'usage')
    ) then
        create index if not exists position_snapshot_system
            on feed.position_snapshot (location_id, as_of, system) where measure = 'on_hand';
    end if;
end
$$;

-- What a later night took back has no row for readers
create or replace view trueup_v1.metric_daily as
select newest.*
from (
    select distinct on (
        metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value
    )
        kept_publication.business_date,
        metric_daily.location_id,
        metric_daily.day,
        metric_daily.metric,
        metric_daily.dimension,
        metric_daily.dimension_value,
        metric_daily.value,
        metric_daily.numerator,
        metric_daily.denominator,
        metric_daily.lower,
        metric_daily.upper,
        metric_daily.unit,
        metric_daily.complete,
        metric_daily.verdict
    from trueup.metric_daily
    inner join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
    order by
        metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value,
        kept_publication.business_date desc
) as newest
where newest.verdict <> 'withdrawn';

create or replace view trueup_v1.latency_sketch as
select newest.*
from (
    select distinct on (
        latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day
    )
        kept_publication.business_date,
        latency_sketch.location_id,
        latency_sketch.source_system,
        latency_sketch.event_type,
        latency_sketch.day,
        latency_sketch.buckets,
        latency_sketch.events,
        latency_sketch.zero_count,
        latency_sketch.preposted_count,
        latency_sketch.day_precision_count,
        latency_sketch.arrival_delay
    from trueup.latency_sketch
    inner join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
    order by
        latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day,
        kept_publication.business_date desc
) as newest
where newest.events <> 0;

-- A known difference is a number of the sentences about records and recounts
delete from trueup.sentence_figure where sentence in ('record', 'recount') and (sentence, position) not in (
    ('record', 1), ('record', 2), ('record', 3), ('record', 4), ('record', 5), ('record', 6), ('recount', 1), ('recount', 2)
);
insert into trueup.sentence_figure (sentence, position, figure, relation, expression) values
    ('record', 7, 'known difference', 'item_confidence',
        'case when round(known_error_qty::numeric) <> 0 then trim_scale(abs(known_error_qty)::numeric) end'),
    ('record', 8, 'last count', 'item_confidence', 'last_counted_at::date'),
    ('record', 9, 'expected error events', 'item_confidence', 'round(exposure::numeric, 2)'),
    ('record', 10, 'share of the first driver, %', 'item_confidence', 'round((100 * driver_1_share)::numeric)'),
    ('record', 11, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_1_sd)::numeric)'),
    ('record', 12, 'share of the second, %', 'item_confidence', 'round((100 * driver_2_share)::numeric)'),
    ('record', 13, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_2_sd)::numeric)'),
    ('record', 14, 'share of the third, %', 'item_confidence', 'round((100 * driver_3_share)::numeric)'),
    ('record', 15, 'its standard deviation, points', 'item_confidence', 'round((100 * driver_3_sd)::numeric)'),
    ('record', 16, 'change, points', 'item_confidence',
        'case when change_cause is not null and abs(change) >= 0.0005 then round((100 * change)::numeric, 1) end'),
    ('recount', 3, 'known difference', 'item_confidence_history',
        'case when driver_1 = ''known difference'' then trim_scale(round(known_error_qty::numeric, 3)) end'),
    ('recount', 4, 'share of the second driver, %', 'item_confidence_history',
        'case when driver_1 = ''known difference'' then nullif(round((100 * driver_2_share)::numeric), 0) end'),
    ('recount', 5, 'nothing there, %', 'item_confidence_history',
        'case when driver_1 is not null and p_phantom > 0.2 then round((100 * p_phantom)::numeric) end'),
    ('recount', 6, 'failed picks', 'item_confidence_history', 'case when driver_1 is not null then nullif(failed_picks, 0) end');

comment on column trueup.metric_daily.verdict is 'Whether there is a value: ordinary, or why not: not_computable, insufficient_data, degenerate; withdrawn where the night took the figure back. Whether a value is unusual is judged in baseline_score.';
