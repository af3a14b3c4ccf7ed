-- Value and interval of a metric are of one estimate; what was observed stands beside them.
do $$
declare
    relation text;
begin
    foreach relation in array array['trueup.metric_daily', 'trueup_v1.metric_daily'] loop
        execute format('comment on column %s.value is %L', relation,
            'The metric; null when it has no value. Of a share with an interval (cancellation_rate_lines, cancellation_incidence_lines, not_found_rate, count_short_rate, count_exact_rate, count_hit_rate, shrink_rate) the mean of its posterior, which leans on the other days and locations of the night; what was observed is numerator / denominator. Of an incomplete day events and delays are those recorded together with those expected still to come.');
        execute format('comment on column %s.lower is %L', relation,
            '5 % quantile of the same estimate as value; null where none is known.');
        execute format('comment on column %s.upper is %L', relation,
            '95 % quantile of the same estimate as value; null where none is known.');
        execute format('comment on column %s.verdict is %L', relation,
            'Whether there is a value: ordinary, or why not: not_computable, insufficient_data, degenerate. Whether a value is unusual is judged in baseline_score.');
    end loop;
end
$$;

-- Rows of earlier nights have the interval of the posterior beside the share observed
alter table trueup.metric_daily
add constraint value_lies_in_its_interval check (value >= lower and value <= upper) not valid;
