-- All metrics of a location judged together: what each of them adds to how unusual the day is.
alter table trueup.alert add column contributions jsonb;
comment on column trueup.alert.contributions is 'Of a multivariate alert, an array with an object per metric, the largest first: metric, observed and expected in its units, contribution (they sum to observed), share (they sum to 1).';
do $$
begin
    execute 'create or replace view trueup_v1.alert as '
        || regexp_replace(pg_get_viewdef('trueup_v1.alert'::regclass), '\n\s+FROM ', ', alert.contributions FROM ');
end
$$;
comment on column trueup_v1.alert.contributions is 'Of a multivariate alert, an array with an object per metric, the largest first: metric, observed and expected in its units, contribution (they sum to observed), share (they sum to 1).';

comment on column trueup.alert.family is 'latency, cancellation, shrink, or multivariate: all metrics of a location together.';
comment on column trueup_v1.alert.family is 'latency, cancellation, shrink, or multivariate: all metrics of a location together.';
comment on column trueup.alert_event.family is 'latency, cancellation, shrink, or multivariate: all metrics of a location together.';
comment on column trueup_v1.alert_event.family is 'latency, cancellation, shrink, or multivariate: all metrics of a location together.';
comment on column trueup.baseline_score.metric is 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual.';
comment on column trueup_v1.baseline_score.metric is 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual.';
comment on column trueup_v1.baseline_score_history.metric is 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual.';
comment on column trueup.baseline_score.p is 'Probability of as much by chance.';
comment on column trueup_v1.baseline_score.p is 'Probability of as much by chance.';
comment on column trueup_v1.baseline_score_history.p is 'Probability of as much by chance.';
