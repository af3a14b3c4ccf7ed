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
