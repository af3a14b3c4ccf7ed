-- What a night found in the data before it read them: one sentence each, with its figures.
create table trueup.feed_check (
    publication_id bigint not null,
    place integer not null,
    code text not null,
    severity text not null,
    source_system text,
    location_id text,
    detail text,
    numerator bigint not null,
    denominator bigint not null,
    window_from timestamptz,
    window_until timestamptz not null,
    sentence text not null,
    next_step text not null,
    primary key (publication_id, place),
    constraint severity_is_known check (severity in ('note', 'warning')),
    constraint some_were_found check (numerator > 0)
);
comment on table trueup.feed_check is 'One row per finding x publication: what is odd about the data of a night.';
comment on column trueup.feed_check.publication_id is 'The night that found it.';
comment on column trueup.feed_check.place is 'Order in which to read the findings of a night.';
comment on column trueup.feed_check.code is 'What was asked: the name of its file in sql/checks/data.';
comment on column trueup.feed_check.severity is 'warning: figures are wrong or missing because of it; note: few, or harmless.';
comment on column trueup.feed_check.source_system is 'Source it was found in; null where sources are not asked one by one.';
comment on column trueup.feed_check.location_id is 'Location it was found at; null where locations are not asked one by one.';
comment on column trueup.feed_check.detail is 'A word or number more: the unknown type or state, how many items, the hours, the systems.';
comment on column trueup.feed_check.numerator is 'Messages, items, locations or positions concerned.';
comment on column trueup.feed_check.denominator is 'Those that were asked.';
comment on column trueup.feed_check.window_from is 'Messages that arrived after this were asked; null: all, or no messages.';
comment on column trueup.feed_check.window_until is 'Cut-off up to which was asked.';
comment on column trueup.feed_check.sentence is 'The finding in words.';
comment on column trueup.feed_check.next_step is 'What to do.';
grant select, insert, delete on trueup.feed_check to trueup_job;

create view trueup_v1.feed_check_history as
select
    kept_publication.business_date,
    feed_check.place,
    feed_check.code,
    feed_check.severity,
    feed_check.source_system,
    feed_check.location_id,
    feed_check.detail,
    feed_check.numerator,
    feed_check.denominator,
    feed_check.window_from,
    feed_check.window_until,
    feed_check.sentence,
    feed_check.next_step
from trueup.feed_check
inner join trueup.kept_publication on kept_publication.publication_id = feed_check.publication_id;
comment on view trueup_v1.feed_check_history is 'One row per finding x publication: what is odd about the data of a night. Every kept night.';

create view trueup_v1.feed_check as
select
    publication.business_date,
    feed_check.place,
    feed_check.code,
    feed_check.severity,
    feed_check.source_system,
    feed_check.location_id,
    feed_check.detail,
    feed_check.numerator,
    feed_check.denominator,
    feed_check.window_from,
    feed_check.window_until,
    feed_check.sentence,
    feed_check.next_step
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.feed_check on feed_check.publication_id = publication.publication_id;
comment on view trueup_v1.feed_check is 'One row per finding: what is odd about the data of the last published night.';

comment on column trueup_v1.feed_check_history.business_date is 'Night it is about.';
comment on column trueup_v1.feed_check_history.place is 'Order in which to read the findings of a night.';
comment on column trueup_v1.feed_check_history.code is 'What was asked: the name of its file in sql/checks/data.';
comment on column trueup_v1.feed_check_history.severity is 'warning: figures are wrong or missing because of it; note: few, or harmless.';
comment on column trueup_v1.feed_check_history.source_system is 'Source it was found in; null where sources are not asked one by one.';
comment on column trueup_v1.feed_check_history.location_id is 'Location it was found at; null where locations are not asked one by one.';
comment on column trueup_v1.feed_check_history.detail is 'A word or number more: the unknown type or state, how many items, the hours, the systems.';
comment on column trueup_v1.feed_check_history.numerator is 'Messages, items, locations or positions concerned.';
comment on column trueup_v1.feed_check_history.denominator is 'Those that were asked.';
comment on column trueup_v1.feed_check_history.window_from is 'Messages that arrived after this were asked; null: all, or no messages.';
comment on column trueup_v1.feed_check_history.window_until is 'Cut-off up to which was asked.';
comment on column trueup_v1.feed_check_history.sentence is 'The finding in words.';
comment on column trueup_v1.feed_check_history.next_step is 'What to do.';
comment on column trueup_v1.feed_check.business_date is 'Night it is about.';
comment on column trueup_v1.feed_check.place is 'Order in which to read the findings of a night.';
comment on column trueup_v1.feed_check.code is 'What was asked: the name of its file in sql/checks/data.';
comment on column trueup_v1.feed_check.severity is 'warning: figures are wrong or missing because of it; note: few, or harmless.';
comment on column trueup_v1.feed_check.source_system is 'Source it was found in; null where sources are not asked one by one.';
comment on column trueup_v1.feed_check.location_id is 'Location it was found at; null where locations are not asked one by one.';
comment on column trueup_v1.feed_check.detail is 'A word or number more: the unknown type or state, how many items, the hours, the systems.';
comment on column trueup_v1.feed_check.numerator is 'Messages, items, locations or positions concerned.';
comment on column trueup_v1.feed_check.denominator is 'Those that were asked.';
comment on column trueup_v1.feed_check.window_from is 'Messages that arrived after this were asked; null: all, or no messages.';
comment on column trueup_v1.feed_check.window_until is 'Cut-off up to which was asked.';
comment on column trueup_v1.feed_check.sentence is 'The finding in words.';
comment on column trueup_v1.feed_check.next_step is 'What to do.';
grant select on trueup_v1.feed_check, trueup_v1.feed_check_history to trueup_job, trueup_bi;
