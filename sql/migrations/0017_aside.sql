-- Nights that were published after a later one: facts to read, and nothing is continued from them.
alter table trueup.publication
    add column is_aside boolean not null default false,
    add column is_reconstructed boolean not null default false;
comment on column trueup.publication.is_aside is 'First published after a later night: no night continues from its state or its facts, which may hold what later nights count as their own.';
comment on column trueup.publication.is_reconstructed is 'Nobody noted at the time what was visible; known then means recorded up to the cut-off.';

create view trueup.readable_publication as
select *
from trueup.publication
where published_at is not null and not is_replaced;
comment on view trueup.readable_publication is 'One row per night that readers may see, those published aside among them.';

create or replace view trueup.kept_publication as
select *
from trueup.publication
where published_at is not null and not is_replaced and not is_aside;
comment on view trueup.kept_publication is 'One row per night that nights continue from: the current revision of each, but those published aside.';
grant select on trueup.readable_publication to trueup_job, trueup_maintainer, trueup_auditor;

-- The columns of these views are whatever earlier migrations made them; only whose nights they show changes
do $$
declare
    name text;
begin
    foreach name in array array[
        'item_confidence_history', 'location_confidence_history', 'baseline_score_history', 'recount_plan_history',
        'freshness_history'
    ] loop
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(
                pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\mkept_publication\M', 'readable_publication', 'g'
            )
        );
    end loop;
end
$$;

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
    run.run_key
from trueup.run
left join trueup.publication on publication.run_key = run.run_key and publication.published_at is not null;
comment on column trueup_v1.run.is_reconstructed is 'Nobody noted at the time what was visible; known then means recorded up to the cut-off.';
comment on column trueup_v1.run.run_key is 'Identity of the run, as trueup retry takes it.';
