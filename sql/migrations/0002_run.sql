-- Runs, publications and what a night's input was: the frame every other table stands in.
create schema if not exists trueup;
comment on schema trueup is 'What the nightly jobs own and write. Readers use trueup_v1.';

create table trueup.config (
    digest text primary key,
    content text not null
);
comment on table trueup.config is 'Job files that runs have used, by digest, so that a past night can be computed again.';
comment on column trueup.config.digest is 'SHA-256 of the content, hexadecimal.';
comment on column trueup.config.content is 'The job file as it was.';

create table trueup.reference_version (
    digest text primary key,
    companion text not null,
    content jsonb not null
);
comment on table trueup.reference_version is 'Companions of the feed as runs saw them, by digest: a night is reproduced after a price or a calendar changed.';
comment on column trueup.reference_version.digest is 'SHA-256 of companion and content, hexadecimal.';
comment on column trueup.reference_version.companion is 'Table of feed that was read.';
comment on column trueup.reference_version.content is 'Its rows in key order.';

create table trueup.run (
    run_key bigint generated always as identity primary key,
    job text not null,
    scheduled_for timestamptz not null,
    revision integer not null,
    business_date date not null,
    cutoff timestamptz not null,
    state text not null default 'open',
    lease_epoch integer not null default 0,
    input_snapshot pg_snapshot,
    input_references text[],
    config_digest text references trueup.config (digest),
    opened_at timestamptz not null default now(),
    finished_at timestamptz,
    constraint one_run_per_revision unique (job, scheduled_for, revision),
    constraint run_state_is_known check (state in ('open', 'held', 'failed', 'published', 'superseded', 'skipped'))
);
comment on table trueup.run is 'One row per job, fire time and revision: its input, and how far it got.';
comment on column trueup.run.run_key is 'Identity of the run.';
comment on column trueup.run.job is 'Name of the job file.';
comment on column trueup.run.scheduled_for is 'Fire time it stands for.';
comment on column trueup.run.revision is '1 for the first computation of the night, then counted up.';
comment on column trueup.run.business_date is 'Local day before scheduled_for in the job''s zone.';
comment on column trueup.run.cutoff is 'Only messages recorded up to here are judged.';
comment on column trueup.run.state is 'open, held, failed, published, superseded or skipped.';
comment on column trueup.run.lease_epoch is 'Counted up by each attempt; an attempt with an older epoch cannot publish.';
comment on column trueup.run.input_snapshot is 'What was visible to the first attempt; later attempts read the same.';
comment on column trueup.run.input_references is 'Digests in trueup.reference_version that the first attempt read.';
comment on column trueup.run.config_digest is 'Job file, trueup.config.';
comment on column trueup.run.opened_at is 'When the run was opened.';
comment on column trueup.run.finished_at is 'When its last attempt ended.';

create table trueup.attempt (
    run_key bigint not null references trueup.run (run_key),
    epoch integer not null,
    pid integer not null,
    host text not null,
    version text not null,
    blas text,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    outcome text,
    message text,
    primary key (run_key, epoch)
);
comment on table trueup.attempt is 'One row per attempt at a run.';
comment on column trueup.attempt.run_key is 'trueup.run.';
comment on column trueup.attempt.epoch is 'Lease epoch of the attempt.';
comment on column trueup.attempt.pid is 'Process.';
comment on column trueup.attempt.host is 'Host it ran on.';
comment on column trueup.attempt.version is 'Version of trueup.';
comment on column trueup.attempt.blas is 'BLAS kernel; identity of results is promised per kernel.';
comment on column trueup.attempt.started_at is 'When it began.';
comment on column trueup.attempt.finished_at is 'When it ended.';
comment on column trueup.attempt.outcome is 'published, unchanged, held, failed or fenced.';
comment on column trueup.attempt.message is 'What went wrong, without anything from a customer''s row.';

create table trueup.run_step (
    run_key bigint not null,
    epoch integer not null,
    step text not null,
    ordinal integer not null,
    row_count bigint not null,
    seconds double precision not null,
    note text,
    primary key (run_key, epoch, step),
    foreign key (run_key, epoch) references trueup.attempt (run_key, epoch)
);
comment on table trueup.run_step is 'One row per step of an attempt.';
comment on column trueup.run_step.run_key is 'trueup.run.';
comment on column trueup.run_step.epoch is 'trueup.attempt.';
comment on column trueup.run_step.step is 'Name of the step.';
comment on column trueup.run_step.ordinal is 'Place in the order of steps.';
comment on column trueup.run_step.row_count is 'Rows it read or wrote.';
comment on column trueup.run_step.seconds is 'Wall-clock seconds.';
comment on column trueup.run_step.note is 'The one thing worth knowing.';

create table trueup.lease (
    run_key bigint primary key references trueup.run (run_key),
    epoch integer not null,
    beat_at timestamptz not null
);
comment on table trueup.lease is 'Who works on a run, by the database''s clock; beaten on a connection of its own.';
comment on column trueup.lease.run_key is 'trueup.run.';
comment on column trueup.lease.epoch is 'Epoch of the holder.';
comment on column trueup.lease.beat_at is 'Last sign of life; older than 60 s means that the lease can be taken.';

create table trueup.publication (
    publication_id bigint generated always as identity primary key,
    run_key bigint not null references trueup.run (run_key),
    job text not null,
    business_date date not null,
    revision integer not null,
    base_publication_id bigint references trueup.publication (publication_id),
    cutoff timestamptz not null,
    watermark pg_snapshot not null,
    system_identifier text not null,
    timeline integer not null,
    feed_oid oid not null,
    rows_read bigint,
    rows_late bigint,
    rows_duplicate bigint,
    rows_quarantined bigint,
    model_id text,
    digest text,
    published_at timestamptz,
    is_replaced boolean not null default false
);
create unique index one_current_revision_per_night on trueup.publication (job, business_date)
    where published_at is not null and not is_replaced;
comment on table trueup.publication is 'One row per computed night; the night exists for readers once published_at is set.';
comment on column trueup.publication.publication_id is 'Identity; the large tables have one partition for each.';
comment on column trueup.publication.run_key is 'trueup.run.';
comment on column trueup.publication.job is 'Name of the job.';
comment on column trueup.publication.business_date is 'Night it is about.';
comment on column trueup.publication.revision is 'Revision of the night.';
comment on column trueup.publication.base_publication_id is 'Night whose state this one was folded on; null when it began from go-live.';
comment on column trueup.publication.cutoff is 'Only messages recorded up to here are in it.';
comment on column trueup.publication.watermark is 'Snapshot of the feed that is in it; the next night reads the difference.';
comment on column trueup.publication.system_identifier is 'Cluster the watermark belongs to.';
comment on column trueup.publication.timeline is 'Timeline the watermark belongs to.';
comment on column trueup.publication.feed_oid is 'Relation the watermark belongs to.';
comment on column trueup.publication.rows_read is 'Messages read.';
comment on column trueup.publication.rows_late is 'Messages left for the next night because they were recorded after the cut-off.';
comment on column trueup.publication.rows_duplicate is 'Messages delivered again.';
comment on column trueup.publication.rows_quarantined is 'Messages refused.';
comment on column trueup.publication.model_id is 'trueup.model that scored it.';
comment on column trueup.publication.digest is 'SHA-256 over the night''s published rows in key order; equal input gives equal digests.';
comment on column trueup.publication.published_at is 'When readers first saw it.';
comment on column trueup.publication.is_replaced is 'A later revision of the same night stands in its place.';

create table trueup.current_publication (
    job text primary key,
    publication_id bigint not null references trueup.publication (publication_id)
);
comment on table trueup.current_publication is 'The night that readers see, one row per job.';
comment on column trueup.current_publication.job is 'Name of the job.';
comment on column trueup.current_publication.publication_id is 'trueup.publication.';

create table trueup.quarantine (
    source_system text,
    event_id text,
    code text not null,
    row_count bigint not null default 1,
    location_id text,
    item_id text,
    first_publication_id bigint not null references trueup.publication (publication_id),
    resolved_publication_id bigint references trueup.publication (publication_id)
);
create index quarantine_open on trueup.quarantine (code, source_system, event_id) where resolved_publication_id is null;
comment on table trueup.quarantine is 'One row per refused message, or per source and code where a message has no id; retried when its master row appears.';
comment on column trueup.quarantine.source_system is 'Source of the message.';
comment on column trueup.quarantine.event_id is 'Identity of the message, null where it has none.';
comment on column trueup.quarantine.code is 'Why it was refused.';
comment on column trueup.quarantine.row_count is 'Messages this row stands for.';
comment on column trueup.quarantine.location_id is 'Location named, where that is what was unknown.';
comment on column trueup.quarantine.item_id is 'Item named, where that is what was unknown.';
comment on column trueup.quarantine.first_publication_id is 'Night that refused it.';
comment on column trueup.quarantine.resolved_publication_id is 'Night that could use it after all.';

create table trueup.deferred (
    source_system text not null,
    event_id text not null,
    record_time timestamptz not null,
    publication_id bigint not null references trueup.publication (publication_id)
);
create index deferred_record_time on trueup.deferred (publication_id, record_time);
comment on table trueup.deferred is 'One row per message seen but recorded after a night''s cut-off: the next night takes it.';
comment on column trueup.deferred.source_system is 'Source of the message.';
comment on column trueup.deferred.event_id is 'Identity of the message.';
comment on column trueup.deferred.record_time is 'When its source knew it.';
comment on column trueup.deferred.publication_id is 'Night that left it.';
