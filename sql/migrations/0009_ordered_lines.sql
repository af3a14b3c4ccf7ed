-- Order lines by the day they were placed: what their cumulative incidence of cancellation is made of.
comment on column trueup.partial_daily.measure is 'cancelled_lines, cancelled_units, ordered_lines, not_found_picks, sales_cost, known_loss or late_for_night.';
