-- One row per figure of an evaluation, the bins of calibration last.  $1 date first night, $2 date last night.
select
    evaluation.quantity,
    evaluation.scope,
    round(evaluation.value::numeric, 3) as value,
    round(evaluation.lower::numeric, 3) as lower,
    round(evaluation.upper::numeric, 3) as upper,
    evaluation.wanted,
    evaluation.records
from trueup_v1.evaluation
where evaluation.from_date = $1
    and evaluation.to_date = $2
order by
    evaluation.quantity like 'bin%',
    array_position(array['exact_share', 'auc', 'brier', 'log_loss', 'calibration_error', 'calibration_error_if_true', 'calibration_slope', 'calibration_intercept', 'coverage', 'half_width', 'insufficient_share', 'lift'], evaluation.quantity),
    length(evaluation.scope),
    evaluation.scope
