-- How good past nights were, judged by the counts that came after them.
create table trueup.evaluation (
    from_date date not null,
    to_date date not null,
    quantity text not null,
    scope text not null,
    value double precision,
    lower double precision,
    upper double precision,
    wanted text,
    records bigint not null,
    primary key (from_date, to_date, quantity, scope)
);
comment on table trueup.evaluation is 'One row per window of nights x quantity x scope: how good the published nights were.';
comment on column trueup.evaluation.from_date is 'First night judged.';
comment on column trueup.evaluation.to_date is 'Last night judged.';
comment on column trueup.evaluation.quantity is 'auc, brier, log_loss, calibration_error, calibration_error_if_true, calibration_slope, calibration_intercept, bin_believed, bin_found, coverage, half_width, insufficient_share, money_found, lift.';
comment on column trueup.evaluation.scope is 'What it is about: records, logistic regression, a selection of counts, a bin, a policy.';
comment on column trueup.evaluation.value is 'The figure; its unit follows from the quantity (shares and ratios).';
comment on column trueup.evaluation.lower is 'Lower end of its 90 % interval.';
comment on column trueup.evaluation.upper is 'Upper end of its 90 % interval.';
comment on column trueup.evaluation.wanted is 'What it should be, in words; null where nothing is promised.';
comment on column trueup.evaluation.records is 'Counts or locations it rests on.';
grant select, insert, update, delete on trueup.evaluation to trueup_job;

create view trueup_v1.evaluation as
select
    evaluation.from_date,
    evaluation.to_date,
    evaluation.quantity,
    evaluation.scope,
    evaluation.value,
    evaluation.lower,
    evaluation.upper,
    evaluation.wanted,
    evaluation.records
from trueup.evaluation;
comment on view trueup_v1.evaluation is 'One row per window of nights x quantity x scope: how good the published nights were.';
comment on column trueup_v1.evaluation.from_date is 'First night judged.';
comment on column trueup_v1.evaluation.to_date is 'Last night judged.';
comment on column trueup_v1.evaluation.quantity is 'auc, brier, log_loss, calibration_error, calibration_error_if_true, calibration_slope, calibration_intercept, bin_believed, bin_found, coverage, half_width, insufficient_share, money_found, lift.';
comment on column trueup_v1.evaluation.scope is 'What it is about: records, logistic regression, a selection of counts, a bin, a policy.';
comment on column trueup_v1.evaluation.value is 'The figure; its unit follows from the quantity (shares and ratios).';
comment on column trueup_v1.evaluation.lower is 'Lower end of its 90 % interval.';
comment on column trueup_v1.evaluation.upper is 'Upper end of its 90 % interval.';
comment on column trueup_v1.evaluation.wanted is 'What it should be, in words; null where nothing is promised.';
comment on column trueup_v1.evaluation.records is 'Counts or locations it rests on.';
grant select on trueup_v1.evaluation to trueup_job, trueup_bi;
