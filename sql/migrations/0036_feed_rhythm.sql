-- Feeds are judged by their own rhythm: what a source sends of a location and class, on which nights it came, what is due.
create table trueup.feed_rhythm (
    publication_id bigint not null references trueup.publication (publication_id),
    location_id text not null,
    source_system text not null,
    message_class text not null,
    nights text not null,
    deliveries integer not null,
    last_delivery date,
    usual_wait double precision,
    waited integer not null,
    wait_chance double precision not null,
    expected_by date,
    unrecorded_days double precision not null,
    status text not null,
    primary key (publication_id, location_id, source_system, message_class)
);
grant select, insert, update, delete on trueup.feed_rhythm to trueup_job;

create view trueup_v1.feed_rhythm as
select
    publication.business_date,
    feed_rhythm.location_id,
    feed_rhythm.source_system,
    feed_rhythm.message_class,
    feed_rhythm.nights,
    feed_rhythm.deliveries,
    feed_rhythm.last_delivery,
    feed_rhythm.usual_wait,
    feed_rhythm.waited,
    feed_rhythm.wait_chance,
    feed_rhythm.expected_by,
    feed_rhythm.unrecorded_days,
    feed_rhythm.status
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.feed_rhythm on feed_rhythm.publication_id = publication.publication_id;
grant select on trueup_v1.feed_rhythm to trueup_job, trueup_bi;

alter table trueup.freshness add column expected_by date;
do $$
declare
    name text;
begin
    foreach name in array array['freshness', 'freshness_history'] loop
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ', ', freshness.expected_by FROM ')
        );
        execute format(
            'comment on column trueup_v1.%I.expected_by is %L', name,
            'First night by which a delivery is more likely than not: the earliest of its classes, see feed_rhythm.'
        );
        execute format(
            'comment on column trueup_v1.%I.status is %L', name,
            'fresh, late or silent: the worst of its classes, see feed_rhythm. A source is in its own rhythm or not; between its deliveries nothing is late.'
        );
    end loop;
    foreach name in array array['trueup', 'trueup_v1'] loop
        execute format(
            'comment on %s %I.feed_rhythm is %L', case when name = 'trueup' then 'table' else 'view' end, name,
            'One row per location x source x class of messages' || case when name = 'trueup' then ' x publication.' else '. The last published night.' end
        );
        execute format('comment on column %I.feed_rhythm.location_id is %L', name, 'Location.');
        execute format('comment on column %I.feed_rhythm.source_system is %L', name, 'Source.');
        execute format('comment on column %I.feed_rhythm.message_class is %L', name, 'What its messages tell: sales, receipts, transfers in, transfers out, returns, corrections, counts, orders or purchasing.');
        execute format('comment on column %I.feed_rhythm.nights is %L', name, 'The last 56 nights, the newest last: 1 where anything was recorded between the cut-off before and that of the night. Such a night is one delivery, however many messages it brought.');
        execute format('comment on column %I.feed_rhythm.deliveries is %L', name, 'How many of these nights brought anything.');
        execute format('comment on column %I.feed_rhythm.last_delivery is %L', name, 'Night of the newest delivery.');
        execute format('comment on column %I.feed_rhythm.usual_wait is %L', name, 'Median sending nights from one delivery to the next. Sending nights are those of weekdays on which the feed ever delivered (or that the job file states), but for days on which the location is closed.');
        execute format('comment on column %I.feed_rhythm.waited is %L', name, 'Sending nights since the newest delivery.');
        execute format('comment on column %I.feed_rhythm.wait_chance is %L', name, 'Chance that a feed in order makes wait longer than that, from its own waits and those of its source at other locations.');
        execute format('comment on column %I.feed_rhythm.expected_by is %L', name, 'First night by which a delivery is more likely than not.');
        execute format('comment on column %I.feed_rhythm.unrecorded_days is %L', name, 'Days of the location''s movements of this class that the cut-off finds not recorded yet; 0 for classes that move nothing.');
        execute format('comment on column %I.feed_rhythm.status is %L', name, 'silent where wait_chance is below 0.001 and the job file''s error_after has passed, late below 0.05 and warn_after, else fresh.');
    end loop;
end
$$;
comment on column trueup.feed_rhythm.publication_id is 'Night that computed it.';
comment on column trueup_v1.feed_rhythm.business_date is 'Night it is about.';
comment on column trueup.freshness.expected_by is 'First night by which a delivery is more likely than not: the earliest of its classes, see feed_rhythm.';
comment on column trueup.freshness.status is 'fresh, late or silent: the worst of its classes, see feed_rhythm. A source is in its own rhythm or not; between its deliveries nothing is late.';
comment on column trueup.location_confidence.silent_days is 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';
comment on column trueup_v1.location_confidence.silent_days is 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';
comment on column trueup_v1.location_confidence_history.silent_days is 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';
