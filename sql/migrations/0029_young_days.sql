-- Figures of young days say what the day will have come to.
comment on column trueup.metric_daily.value is 'The metric; null when it has no value. Of an incomplete day events and delays are those recorded together with those expected still to come.';
comment on column trueup_v1.metric_daily.value is 'The metric; null when it has no value. Of an incomplete day events and delays are those recorded together with those expected still to come.';
comment on column trueup.metric_daily.numerator is 'Integer partial above the line, where the metric is a ratio; of what is recorded.';
comment on column trueup_v1.metric_daily.numerator is 'Integer partial above the line, where the metric is a ratio; of what is recorded.';
comment on column trueup.metric_daily.denominator is 'Integer partial below the line; of what is recorded.';
comment on column trueup_v1.metric_daily.denominator is 'Integer partial below the line; of what is recorded.';
