-- Sources that somebody said the nights may go on with, after a restore, a fail-over or a new table.
create table trueup.baseline (
    system_identifier text not null,
    timeline integer not null,
    feed_oid oid not null,
    accepted_at timestamptz not null default now(),
    login text not null default session_user,
    primary key (system_identifier, timeline, feed_oid)
);
comment on table trueup.baseline is 'One row per source that nights of another one are followed by: the next night folds the whole history once.';
comment on column trueup.baseline.system_identifier is 'Cluster.';
comment on column trueup.baseline.timeline is 'Timeline.';
comment on column trueup.baseline.feed_oid is 'Relation feed.inventory_event.';
comment on column trueup.baseline.accepted_at is 'When it was accepted.';
comment on column trueup.baseline.login is 'By whom.';
grant select on trueup.baseline to trueup_job, trueup_auditor;
