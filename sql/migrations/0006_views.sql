-- The stable reading side: every view joins the publication, so that readers see whole nights only.
create schema trueup_v1;
comment on schema trueup_v1 is 'Stable, commented views of what the nights published. Columns are only ever appended.';

create view trueup_v1.item_confidence_history as
select
    kept_publication.business_date,
    item_confidence.location_id,
    item_confidence.item_id,
    item_confidence.book_qty,
    item_confidence.settled_book_qty,
    item_confidence.p_exact,
    item_confidence.p_exact_settled,
    item_confidence.p_within_tolerance,
    item_confidence.p_phantom,
    item_confidence.p_shelf_empty,
    item_confidence.expected_qty,
    item_confidence.qty_p05,
    item_confidence.qty_p50,
    item_confidence.qty_p95,
    item_confidence.expected_error,
    item_confidence.value_at_risk,
    item_confidence.atp_safe_qty,
    item_confidence.unrecorded_qty,
    item_confidence.last_counted_at,
    item_confidence.exposure,
    item_confidence.zero_sale_days,
    item_confidence.failed_picks,
    item_confidence.driver_1,
    item_confidence.driver_1_share,
    item_confidence.driver_2,
    item_confidence.driver_2_share,
    item_confidence.driver_3,
    item_confidence.driver_3_share,
    item_confidence.recommended_action,
    item_confidence.change,
    item_confidence.status
from trueup.item_confidence
inner join trueup.kept_publication on kept_publication.publication_id = item_confidence.publication_id;
comment on view trueup_v1.item_confidence_history is 'One row per location x item x publication: how far one record can be trusted. Every kept night.';
comment on column trueup_v1.item_confidence_history.business_date is 'Night it is about.';
comment on column trueup_v1.item_confidence_history.location_id is 'Location.';
comment on column trueup_v1.item_confidence_history.item_id is 'Item.';
comment on column trueup_v1.item_confidence_history.book_qty is 'Saleable book by record time at the cut-off, units.';
comment on column trueup_v1.item_confidence_history.settled_book_qty is 'Saleable book by event time at the cut-off, units.';
comment on column trueup_v1.item_confidence_history.p_exact is 'Probability that the book by record time equals what is there, 0 to 1.';
comment on column trueup_v1.item_confidence_history.p_exact_settled is 'Probability that the book by event time equals what is there, 0 to 1.';
comment on column trueup_v1.item_confidence_history.p_within_tolerance is 'Probability that the error is within the tolerance, 0 to 1.';
comment on column trueup_v1.item_confidence_history.p_phantom is 'Probability that nothing is there while the book says more than 0.';
comment on column trueup_v1.item_confidence_history.p_shelf_empty is 'Probability that none is on the shelf; null until shelf evidence is used.';
comment on column trueup_v1.item_confidence_history.expected_qty is 'Expected quantity really there, units.';
comment on column trueup_v1.item_confidence_history.qty_p05 is '5 % quantile of the quantity really there, units.';
comment on column trueup_v1.item_confidence_history.qty_p50 is 'Median of the quantity really there, units.';
comment on column trueup_v1.item_confidence_history.qty_p95 is '95 % quantile of the quantity really there, units.';
comment on column trueup_v1.item_confidence_history.expected_error is 'Expected size of the error regardless of its sign, units.';
comment on column trueup_v1.item_confidence_history.value_at_risk is 'Expected loss of leaving the record as it is over the horizon, location''s currency.';
comment on column trueup_v1.item_confidence_history.atp_safe_qty is 'Units that can be promised at the configured risk.';
comment on column trueup_v1.item_confidence_history.unrecorded_qty is 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';
comment on column trueup_v1.item_confidence_history.last_counted_at is 'Event time of the last count.';
comment on column trueup_v1.item_confidence_history.exposure is 'Expected error events since the anchor.';
comment on column trueup_v1.item_confidence_history.zero_sale_days is 'Whole days since the last sale.';
comment on column trueup_v1.item_confidence_history.failed_picks is 'Failed picks since the anchor.';
comment on column trueup_v1.item_confidence_history.driver_1 is 'Class of evidence that carries most of the expected error events.';
comment on column trueup_v1.item_confidence_history.driver_1_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence_history.driver_2 is 'The next.';
comment on column trueup_v1.item_confidence_history.driver_2_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence_history.driver_3 is 'The next.';
comment on column trueup_v1.item_confidence_history.driver_3_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence_history.recommended_action is 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';
comment on column trueup_v1.item_confidence_history.change is 'p_exact less that of the night before.';
comment on column trueup_v1.item_confidence_history.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create view trueup_v1.item_confidence as
select
    publication.business_date,
    item_confidence.location_id,
    item_confidence.item_id,
    item_confidence.book_qty,
    item_confidence.settled_book_qty,
    item_confidence.p_exact,
    item_confidence.p_exact_settled,
    item_confidence.p_within_tolerance,
    item_confidence.p_phantom,
    item_confidence.p_shelf_empty,
    item_confidence.expected_qty,
    item_confidence.qty_p05,
    item_confidence.qty_p50,
    item_confidence.qty_p95,
    item_confidence.expected_error,
    item_confidence.value_at_risk,
    item_confidence.atp_safe_qty,
    item_confidence.unrecorded_qty,
    item_confidence.last_counted_at,
    item_confidence.exposure,
    item_confidence.zero_sale_days,
    item_confidence.failed_picks,
    item_confidence.driver_1,
    item_confidence.driver_1_share,
    item_confidence.driver_2,
    item_confidence.driver_2_share,
    item_confidence.driver_3,
    item_confidence.driver_3_share,
    item_confidence.recommended_action,
    item_confidence.change,
    item_confidence.status
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.item_confidence on item_confidence.publication_id = publication.publication_id;
comment on view trueup_v1.item_confidence is 'One row per location x item x publication: how far one record can be trusted. The last published night.';
comment on column trueup_v1.item_confidence.business_date is 'Night it is about.';
comment on column trueup_v1.item_confidence.location_id is 'Location.';
comment on column trueup_v1.item_confidence.item_id is 'Item.';
comment on column trueup_v1.item_confidence.book_qty is 'Saleable book by record time at the cut-off, units.';
comment on column trueup_v1.item_confidence.settled_book_qty is 'Saleable book by event time at the cut-off, units.';
comment on column trueup_v1.item_confidence.p_exact is 'Probability that the book by record time equals what is there, 0 to 1.';
comment on column trueup_v1.item_confidence.p_exact_settled is 'Probability that the book by event time equals what is there, 0 to 1.';
comment on column trueup_v1.item_confidence.p_within_tolerance is 'Probability that the error is within the tolerance, 0 to 1.';
comment on column trueup_v1.item_confidence.p_phantom is 'Probability that nothing is there while the book says more than 0.';
comment on column trueup_v1.item_confidence.p_shelf_empty is 'Probability that none is on the shelf; null until shelf evidence is used.';
comment on column trueup_v1.item_confidence.expected_qty is 'Expected quantity really there, units.';
comment on column trueup_v1.item_confidence.qty_p05 is '5 % quantile of the quantity really there, units.';
comment on column trueup_v1.item_confidence.qty_p50 is 'Median of the quantity really there, units.';
comment on column trueup_v1.item_confidence.qty_p95 is '95 % quantile of the quantity really there, units.';
comment on column trueup_v1.item_confidence.expected_error is 'Expected size of the error regardless of its sign, units.';
comment on column trueup_v1.item_confidence.value_at_risk is 'Expected loss of leaving the record as it is over the horizon, location''s currency.';
comment on column trueup_v1.item_confidence.atp_safe_qty is 'Units that can be promised at the configured risk.';
comment on column trueup_v1.item_confidence.unrecorded_qty is 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';
comment on column trueup_v1.item_confidence.last_counted_at is 'Event time of the last count.';
comment on column trueup_v1.item_confidence.exposure is 'Expected error events since the anchor.';
comment on column trueup_v1.item_confidence.zero_sale_days is 'Whole days since the last sale.';
comment on column trueup_v1.item_confidence.failed_picks is 'Failed picks since the anchor.';
comment on column trueup_v1.item_confidence.driver_1 is 'Class of evidence that carries most of the expected error events.';
comment on column trueup_v1.item_confidence.driver_1_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence.driver_2 is 'The next.';
comment on column trueup_v1.item_confidence.driver_2_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence.driver_3 is 'The next.';
comment on column trueup_v1.item_confidence.driver_3_share is 'Its share, 0 to 1.';
comment on column trueup_v1.item_confidence.recommended_action is 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';
comment on column trueup_v1.item_confidence.change is 'p_exact less that of the night before.';
comment on column trueup_v1.item_confidence.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create view trueup_v1.location_confidence_history as
select
    kept_publication.business_date,
    location_confidence.location_id,
    location_confidence.confidence,
    location_confidence.lower,
    location_confidence.upper,
    location_confidence.by_unit,
    location_confidence.by_value,
    location_confidence.by_demand,
    location_confidence.items_scored,
    location_confidence.counts_90d,
    location_confidence.random_counts_90d,
    location_confidence.value_at_risk,
    location_confidence.change_7d,
    location_confidence.driver,
    location_confidence.driver_share,
    location_confidence.feed_age_hours,
    location_confidence.silent_source,
    location_confidence.status
from trueup.location_confidence
inner join trueup.kept_publication on kept_publication.publication_id = location_confidence.publication_id;
comment on view trueup_v1.location_confidence_history is 'One row per location x publication: how far its records can be trusted. Every kept night.';
comment on column trueup_v1.location_confidence_history.business_date is 'Night it is about.';
comment on column trueup_v1.location_confidence_history.location_id is 'Location.';
comment on column trueup_v1.location_confidence_history.confidence is 'Share of its records believed exact, 0 to 1.';
comment on column trueup_v1.location_confidence_history.lower is '5 % quantile.';
comment on column trueup_v1.location_confidence_history.upper is '95 % quantile.';
comment on column trueup_v1.location_confidence_history.by_unit is 'The same weighted by units in the book.';
comment on column trueup_v1.location_confidence_history.by_value is 'The same weighted by value at cost.';
comment on column trueup_v1.location_confidence_history.by_demand is 'The same weighted by units sold a day.';
comment on column trueup_v1.location_confidence_history.items_scored is 'Positions scored.';
comment on column trueup_v1.location_confidence_history.counts_90d is 'Counts of the last 90 days.';
comment on column trueup_v1.location_confidence_history.random_counts_90d is 'Of these, drawn with a known probability.';
comment on column trueup_v1.location_confidence_history.value_at_risk is 'Sum over its records, location''s currency.';
comment on column trueup_v1.location_confidence_history.change_7d is 'Change over seven days.';
comment on column trueup_v1.location_confidence_history.driver is 'Class of evidence that carries most of the expected error events.';
comment on column trueup_v1.location_confidence_history.driver_share is 'Its share, 0 to 1.';
comment on column trueup_v1.location_confidence_history.feed_age_hours is 'Hours from the last message recorded to the cut-off, of the most silent source.';
comment on column trueup_v1.location_confidence_history.silent_source is 'That source, when it is late.';
comment on column trueup_v1.location_confidence_history.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create view trueup_v1.location_confidence as
select
    publication.business_date,
    location_confidence.location_id,
    location_confidence.confidence,
    location_confidence.lower,
    location_confidence.upper,
    location_confidence.by_unit,
    location_confidence.by_value,
    location_confidence.by_demand,
    location_confidence.items_scored,
    location_confidence.counts_90d,
    location_confidence.random_counts_90d,
    location_confidence.value_at_risk,
    location_confidence.change_7d,
    location_confidence.driver,
    location_confidence.driver_share,
    location_confidence.feed_age_hours,
    location_confidence.silent_source,
    location_confidence.status
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.location_confidence on location_confidence.publication_id = publication.publication_id;
comment on view trueup_v1.location_confidence is 'One row per location x publication: how far its records can be trusted. The last published night.';
comment on column trueup_v1.location_confidence.business_date is 'Night it is about.';
comment on column trueup_v1.location_confidence.location_id is 'Location.';
comment on column trueup_v1.location_confidence.confidence is 'Share of its records believed exact, 0 to 1.';
comment on column trueup_v1.location_confidence.lower is '5 % quantile.';
comment on column trueup_v1.location_confidence.upper is '95 % quantile.';
comment on column trueup_v1.location_confidence.by_unit is 'The same weighted by units in the book.';
comment on column trueup_v1.location_confidence.by_value is 'The same weighted by value at cost.';
comment on column trueup_v1.location_confidence.by_demand is 'The same weighted by units sold a day.';
comment on column trueup_v1.location_confidence.items_scored is 'Positions scored.';
comment on column trueup_v1.location_confidence.counts_90d is 'Counts of the last 90 days.';
comment on column trueup_v1.location_confidence.random_counts_90d is 'Of these, drawn with a known probability.';
comment on column trueup_v1.location_confidence.value_at_risk is 'Sum over its records, location''s currency.';
comment on column trueup_v1.location_confidence.change_7d is 'Change over seven days.';
comment on column trueup_v1.location_confidence.driver is 'Class of evidence that carries most of the expected error events.';
comment on column trueup_v1.location_confidence.driver_share is 'Its share, 0 to 1.';
comment on column trueup_v1.location_confidence.feed_age_hours is 'Hours from the last message recorded to the cut-off, of the most silent source.';
comment on column trueup_v1.location_confidence.silent_source is 'That source, when it is late.';
comment on column trueup_v1.location_confidence.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create view trueup_v1.baseline_score_history as
select
    kept_publication.business_date,
    baseline_score.location_id,
    baseline_score.metric,
    baseline_score.day,
    baseline_score.observed,
    baseline_score.level,
    baseline_score.spread,
    baseline_score.expected,
    baseline_score.z,
    baseline_score.p,
    baseline_score.q,
    baseline_score.window_days,
    baseline_score.days,
    baseline_score.verdict
from trueup.baseline_score
inner join trueup.kept_publication on kept_publication.publication_id = baseline_score.publication_id;
comment on view trueup_v1.baseline_score_history is 'One row per location x metric x day judged x publication. Every kept night.';
comment on column trueup_v1.baseline_score_history.business_date is 'Night it is about.';
comment on column trueup_v1.baseline_score_history.location_id is 'Location.';
comment on column trueup_v1.baseline_score_history.metric is 'Metric judged.';
comment on column trueup_v1.baseline_score_history.day is 'Local day judged.';
comment on column trueup_v1.baseline_score_history.observed is 'Value, stabilised scale.';
comment on column trueup_v1.baseline_score_history.level is 'Median of the training window, stabilised scale.';
comment on column trueup_v1.baseline_score_history.spread is 'Robust standard deviation of the training window, stabilised scale.';
comment on column trueup_v1.baseline_score_history.expected is 'Value expected for that day, stabilised scale.';
comment on column trueup_v1.baseline_score_history.z is '(observed - expected) / standard error of prediction.';
comment on column trueup_v1.baseline_score_history.p is 'Two-sided probability of a z as large by chance.';
comment on column trueup_v1.baseline_score_history.q is 'Benjamini-Hochberg adjusted over the night''s locations.';
comment on column trueup_v1.baseline_score_history.window_days is 'Days of the training window.';
comment on column trueup_v1.baseline_score_history.days is 'Of these, days with a value.';
comment on column trueup_v1.baseline_score_history.verdict is 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';

create view trueup_v1.baseline_score as
select
    publication.business_date,
    baseline_score.location_id,
    baseline_score.metric,
    baseline_score.day,
    baseline_score.observed,
    baseline_score.level,
    baseline_score.spread,
    baseline_score.expected,
    baseline_score.z,
    baseline_score.p,
    baseline_score.q,
    baseline_score.window_days,
    baseline_score.days,
    baseline_score.verdict
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.baseline_score on baseline_score.publication_id = publication.publication_id;
comment on view trueup_v1.baseline_score is 'One row per location x metric x day judged x publication. The last published night.';
comment on column trueup_v1.baseline_score.business_date is 'Night it is about.';
comment on column trueup_v1.baseline_score.location_id is 'Location.';
comment on column trueup_v1.baseline_score.metric is 'Metric judged.';
comment on column trueup_v1.baseline_score.day is 'Local day judged.';
comment on column trueup_v1.baseline_score.observed is 'Value, stabilised scale.';
comment on column trueup_v1.baseline_score.level is 'Median of the training window, stabilised scale.';
comment on column trueup_v1.baseline_score.spread is 'Robust standard deviation of the training window, stabilised scale.';
comment on column trueup_v1.baseline_score.expected is 'Value expected for that day, stabilised scale.';
comment on column trueup_v1.baseline_score.z is '(observed - expected) / standard error of prediction.';
comment on column trueup_v1.baseline_score.p is 'Two-sided probability of a z as large by chance.';
comment on column trueup_v1.baseline_score.q is 'Benjamini-Hochberg adjusted over the night''s locations.';
comment on column trueup_v1.baseline_score.window_days is 'Days of the training window.';
comment on column trueup_v1.baseline_score.days is 'Of these, days with a value.';
comment on column trueup_v1.baseline_score.verdict is 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';

create view trueup_v1.recount_plan_history as
select
    kept_publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value
from trueup.recount_plan
inner join trueup.kept_publication on kept_publication.publication_id = recount_plan.publication_id;
comment on view trueup_v1.recount_plan_history is 'One row per location x publication: what the minutes buy. Every kept night.';
comment on column trueup_v1.recount_plan_history.business_date is 'Night it is about.';
comment on column trueup_v1.recount_plan_history.location_id is 'Location.';
comment on column trueup_v1.recount_plan_history.minutes is 'Budget of the night.';
comment on column trueup_v1.recount_plan_history.used is 'Minutes planned.';
comment on column trueup_v1.recount_plan_history.random_share is 'Share of the minutes spent on the random draw.';
comment on column trueup_v1.recount_plan_history.expected_value is 'Loss the plan is expected to avert, location''s currency.';
comment on column trueup_v1.recount_plan_history.optimality_gap is 'Bound on what a better plan could add, as a share of its value.';
comment on column trueup_v1.recount_plan_history.next_hour_value is 'Loss one more hour would avert.';

create view trueup_v1.recount_plan as
select
    publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.recount_plan on recount_plan.publication_id = publication.publication_id;
comment on view trueup_v1.recount_plan is 'One row per location x publication: what the minutes buy. The last published night.';
comment on column trueup_v1.recount_plan.business_date is 'Night it is about.';
comment on column trueup_v1.recount_plan.location_id is 'Location.';
comment on column trueup_v1.recount_plan.minutes is 'Budget of the night.';
comment on column trueup_v1.recount_plan.used is 'Minutes planned.';
comment on column trueup_v1.recount_plan.random_share is 'Share of the minutes spent on the random draw.';
comment on column trueup_v1.recount_plan.expected_value is 'Loss the plan is expected to avert, location''s currency.';
comment on column trueup_v1.recount_plan.optimality_gap is 'Bound on what a better plan could add, as a share of its value.';
comment on column trueup_v1.recount_plan.next_hour_value is 'Loss one more hour would avert.';

create view trueup_v1.freshness_history as
select
    kept_publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status
from trueup.freshness
inner join trueup.kept_publication on kept_publication.publication_id = freshness.publication_id;
comment on view trueup_v1.freshness_history is 'One row per source x location x publication. Every kept night.';
comment on column trueup_v1.freshness_history.business_date is 'Night it is about.';
comment on column trueup_v1.freshness_history.location_id is 'Location.';
comment on column trueup_v1.freshness_history.source_system is 'Source.';
comment on column trueup_v1.freshness_history.last_recorded_at is 'Latest record time seen.';
comment on column trueup_v1.freshness_history.age_hours is 'Hours from then to the cut-off.';
comment on column trueup_v1.freshness_history.status is 'fresh, late or silent.';

create view trueup_v1.freshness as
select
    publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status
from trueup.current_publication
inner join trueup.publication on publication.publication_id = current_publication.publication_id
inner join trueup.freshness on freshness.publication_id = publication.publication_id;
comment on view trueup_v1.freshness is 'One row per source x location x publication. The last published night.';
comment on column trueup_v1.freshness.business_date is 'Night it is about.';
comment on column trueup_v1.freshness.location_id is 'Location.';
comment on column trueup_v1.freshness.source_system is 'Source.';
comment on column trueup_v1.freshness.last_recorded_at is 'Latest record time seen.';
comment on column trueup_v1.freshness.age_hours is 'Hours from then to the cut-off.';
comment on column trueup_v1.freshness.status is 'fresh, late or silent.';

create view trueup_v1.metric_daily as
select distinct on (metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value)
    kept_publication.business_date,
    metric_daily.location_id,
    metric_daily.day,
    metric_daily.metric,
    metric_daily.dimension,
    metric_daily.dimension_value,
    metric_daily.value,
    metric_daily.numerator,
    metric_daily.denominator,
    metric_daily.lower,
    metric_daily.upper,
    metric_daily.unit,
    metric_daily.complete,
    metric_daily.verdict
from trueup.metric_daily
inner join trueup.kept_publication on kept_publication.publication_id = metric_daily.publication_id
order by metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value, kept_publication.business_date desc;
comment on view trueup_v1.metric_daily is 'One row per location x local day x metric x dimension x value. As the last night that changed it left it.';
comment on column trueup_v1.metric_daily.business_date is 'Night that computed it.';
comment on column trueup_v1.metric_daily.location_id is 'Location.';
comment on column trueup_v1.metric_daily.day is 'Local business day.';
comment on column trueup_v1.metric_daily.metric is 'Name of the metric; trueup_v1.metric_definition explains it.';
comment on column trueup_v1.metric_daily.dimension is 'all, channel, source, reason or category.';
comment on column trueup_v1.metric_daily.dimension_value is 'Value of the dimension; empty for all.';
comment on column trueup_v1.metric_daily.value is 'The metric; null when it has no value.';
comment on column trueup_v1.metric_daily.numerator is 'Integer partial above the line, where the metric is a ratio.';
comment on column trueup_v1.metric_daily.denominator is 'Integer partial below the line.';
comment on column trueup_v1.metric_daily.lower is '5 % quantile of what it may be.';
comment on column trueup_v1.metric_daily.upper is '95 % quantile of what it may be.';
comment on column trueup_v1.metric_daily.unit is 'Unit of value.';
comment on column trueup_v1.metric_daily.complete is 'Whether everything of the day is believed to have arrived.';
comment on column trueup_v1.metric_daily.verdict is 'ordinary, or why there is no value: not_computable, insufficient_data.';

create view trueup_v1.latency_sketch as
select distinct on (latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day)
    kept_publication.business_date,
    latency_sketch.location_id,
    latency_sketch.source_system,
    latency_sketch.event_type,
    latency_sketch.day,
    latency_sketch.buckets,
    latency_sketch.events,
    latency_sketch.zero_count,
    latency_sketch.preposted_count,
    latency_sketch.day_precision_count,
    latency_sketch.arrival_delay
from trueup.latency_sketch
inner join trueup.kept_publication on kept_publication.publication_id = latency_sketch.publication_id
order by latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day, kept_publication.business_date desc;
comment on view trueup_v1.latency_sketch is 'One row per location x source x event type x local day of the event: how late messages were. As the last night that changed it left it.';
comment on column trueup_v1.latency_sketch.business_date is 'Night that computed it.';
comment on column trueup_v1.latency_sketch.location_id is 'Location.';
comment on column trueup_v1.latency_sketch.source_system is 'Source.';
comment on column trueup_v1.latency_sketch.event_type is 'Event type.';
comment on column trueup_v1.latency_sketch.day is 'Local day of the event.';
comment on column trueup_v1.latency_sketch.buckets is 'DDSketch of record_time - event_time in microseconds, 1 % relative error: per bucket big-endian int16 index and int32 count.';
comment on column trueup_v1.latency_sketch.events is 'Messages, those without a delay among them.';
comment on column trueup_v1.latency_sketch.zero_count is 'Messages recorded in the microsecond they happened.';
comment on column trueup_v1.latency_sketch.preposted_count is 'Messages recorded before they happened.';
comment on column trueup_v1.latency_sketch.day_precision_count is 'Messages whose time is known to the day only; not in the buckets.';
comment on column trueup_v1.latency_sketch.arrival_delay is 'Sum of ingested_at - record_time, milliseconds.';

create view trueup_v1.count_variance as
select
    newest.business_date,
    newest.location_id,
    newest.item_id,
    newest.counted_at,
    newest.day,
    newest.selection,
    newest.inclusion_probability,
    newest.document_id,
    newest.counted,
    newest.book,
    newest.gap,
    newest.timing,
    newest.carry,
    newest.starts_at,
    newest.starts_with,
    newest.exposure
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at)
        kept_publication.business_date,
        count_variance.location_id,
        count_variance.item_id,
        count_variance.counted_at,
        count_variance.day,
        count_variance.selection,
        count_variance.inclusion_probability,
        count_variance.document_id,
        count_variance.counted,
        count_variance.book,
        count_variance.gap,
        count_variance.timing,
        count_variance.carry,
        count_variance.starts_at,
        count_variance.starts_with,
        count_variance.exposure,
        count_variance.is_withdrawn
    from trueup.count_variance
    inner join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    order by count_variance.location_id, count_variance.item_id, count_variance.counted_at, kept_publication.business_date desc
) as newest
where not newest.is_withdrawn;
comment on view trueup_v1.count_variance is 'One row per count. Units in thousandths; naive variance = gap + timing + carry. As the last night that changed it left it.';
comment on column trueup_v1.count_variance.business_date is 'Night that computed it.';
comment on column trueup_v1.count_variance.location_id is 'Location.';
comment on column trueup_v1.count_variance.item_id is 'Item.';
comment on column trueup_v1.count_variance.counted_at is 'Event time of the count.';
comment on column trueup_v1.count_variance.day is 'Local day of the count.';
comment on column trueup_v1.count_variance.selection is 'random, full, cycle or triggered.';
comment on column trueup_v1.count_variance.inclusion_probability is 'Probability with which it was chosen; null when unknown.';
comment on column trueup_v1.count_variance.document_id is 'Count document; the recount it answers.';
comment on column trueup_v1.count_variance.counted is 'Counted quantity.';
comment on column trueup_v1.count_variance.book is 'Saleable book by record time just before the count.';
comment on column trueup_v1.count_variance.gap is 'count - previous count - movements by event time between: the true variance; null without an anchor before.';
comment on column trueup_v1.count_variance.timing is 'Movements by event time less movements as recorded, between the counts.';
comment on column trueup_v1.count_variance.carry is 'Previous count - book then - adjustments recorded between.';
comment on column trueup_v1.count_variance.starts_at is 'Event time of the anchor before.';
comment on column trueup_v1.count_variance.starts_with is 'What that anchor was: 0 nothing, 1 opening book, 2 count.';
comment on column trueup_v1.count_variance.exposure is 'Evidence between, packed as in trueup.position.';

create view trueup_v1.alert as
select
    alert.alert_id,
    alert.fingerprint,
    alert.family,
    alert.severity,
    alert.state,
    alert.scope,
    alert.observed,
    alert.expected,
    alert.lower,
    alert.upper,
    alert.p,
    alert.q,
    alert.money_at_risk,
    alert.likely_cause,
    alert.suggested_action,
    alert.owner_role,
    alert.starts,
    alert.last_seen,
    alert.ends,
    alert.occurrences,
    alert.title,
    alert.description
from trueup.alert
inner join trueup.kept_publication on kept_publication.publication_id = alert.publication_id;
comment on view trueup_v1.alert is 'One row per alert: the fold of its events and of what people did.';
comment on column trueup_v1.alert.alert_id is 'SHA-256 of fingerprint and first night, shortened.';
comment on column trueup_v1.alert.fingerprint is 'SHA-256 of family and scope.';
comment on column trueup_v1.alert.family is 'latency, cancellation or shrink.';
comment on column trueup_v1.alert.severity is 'critical or warning.';
comment on column trueup_v1.alert.state is 'pending, firing, acknowledged, suppressed or resolved.';
comment on column trueup_v1.alert.scope is 'Location.';
comment on column trueup_v1.alert.observed is 'Latest value observed.';
comment on column trueup_v1.alert.expected is 'Value expected then.';
comment on column trueup_v1.alert.lower is 'Lower end of the ordinary band.';
comment on column trueup_v1.alert.upper is 'Upper end of the ordinary band.';
comment on column trueup_v1.alert.p is 'Probability by chance.';
comment on column trueup_v1.alert.q is 'Adjusted for the number of locations judged.';
comment on column trueup_v1.alert.money_at_risk is 'Excess units at cost; null for families not in units.';
comment on column trueup_v1.alert.likely_cause is 'What the evidence points at.';
comment on column trueup_v1.alert.suggested_action is 'What to do.';
comment on column trueup_v1.alert.owner_role is 'Who is asked to do it.';
comment on column trueup_v1.alert.starts is 'First night.';
comment on column trueup_v1.alert.last_seen is 'Last night with the condition.';
comment on column trueup_v1.alert.ends is 'Night it was resolved.';
comment on column trueup_v1.alert.occurrences is 'Distinct nights with the condition.';
comment on column trueup_v1.alert.title is 'One line.';
comment on column trueup_v1.alert.description is 'One plain sentence.';

create view trueup_v1.recount as
select
    recount.recount_id,
    recount.business_date,
    recount.location_id,
    recount.item_id,
    recount.rank,
    recount.selection,
    recount.inclusion_probability,
    recount.reason,
    recount.p_wrong,
    recount.expected_value,
    recount.minutes,
    recount.value_per_minute,
    recount.zone,
    recount.blind,
    recount.due_by,
    recount.state,
    recount.counted_qty,
    recount.counted_at,
    recount.outcome
from trueup.recount
inner join trueup.kept_publication on kept_publication.publication_id = recount.publication_id;
comment on view trueup_v1.recount is 'One row per recommended count.';
comment on column trueup_v1.recount.recount_id is 'Identity; the document_id of the count that answers it.';
comment on column trueup_v1.recount.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup_v1.recount.location_id is 'Location.';
comment on column trueup_v1.recount.item_id is 'Item.';
comment on column trueup_v1.recount.rank is 'Place in the location''s list of the night.';
comment on column trueup_v1.recount.selection is 'value, random or forced.';
comment on column trueup_v1.recount.inclusion_probability is 'Probability of the random draw; null for selection by value.';
comment on column trueup_v1.recount.reason is 'Why, in one sentence.';
comment on column trueup_v1.recount.p_wrong is 'Probability that the record is wrong.';
comment on column trueup_v1.recount.expected_value is 'Loss the count is expected to avert, location''s currency.';
comment on column trueup_v1.recount.minutes is 'Minutes it is expected to take.';
comment on column trueup_v1.recount.value_per_minute is 'expected_value / minutes.';
comment on column trueup_v1.recount.zone is 'Where to look.';
comment on column trueup_v1.recount.blind is 'Whether the counter must not see the book.';
comment on column trueup_v1.recount.due_by is 'Last day it is worth doing.';
comment on column trueup_v1.recount.state is 'proposed, accepted, assigned, counting, counted, dismissed or expired.';
comment on column trueup_v1.recount.counted_qty is 'Units counted.';
comment on column trueup_v1.recount.counted_at is 'When.';
comment on column trueup_v1.recount.outcome is 'exact or wrong, against the book just before the count.';

create view trueup_v1.count_label as
select
    count_label.location_id,
    count_label.item_id,
    count_label.counted_at,
    count_label.business_date,
    count_label.counted,
    count_label.book,
    count_label.p_exact,
    count_label.inclusion_probability,
    count_label.selection,
    count_label.is_exact
from trueup.count_label
inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id;
comment on view trueup_v1.count_label is 'One row per count: what the night that read it knew. Training and evaluation read only this and count_variance.';
comment on column trueup_v1.count_label.location_id is 'Location.';
comment on column trueup_v1.count_label.item_id is 'Item.';
comment on column trueup_v1.count_label.counted_at is 'Event time of the count.';
comment on column trueup_v1.count_label.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup_v1.count_label.counted is 'Counted quantity, thousandths.';
comment on column trueup_v1.count_label.book is 'Saleable book by record time just before the count, thousandths.';
comment on column trueup_v1.count_label.p_exact is 'Probability published the night before that the book was exact; null when none was.';
comment on column trueup_v1.count_label.inclusion_probability is 'Probability with which the count was chosen; null when unknown.';
comment on column trueup_v1.count_label.selection is 'random, full, cycle or triggered.';
comment on column trueup_v1.count_label.is_exact is 'Whether the count equals the book just before it.';

create view trueup_v1.alert_event as
select
    alert_event.fingerprint,
    alert_event.business_date,
    alert_event.family,
    alert_event.scope,
    alert_event.is_firing,
    alert_event.severity,
    alert_event.day,
    alert_event.observed,
    alert_event.expected,
    alert_event.lower,
    alert_event.upper,
    alert_event.p,
    alert_event.q,
    alert_event.money_at_risk
from trueup.alert_event
inner join trueup.kept_publication on kept_publication.publication_id = alert_event.publication_id;
comment on view trueup_v1.alert_event is 'One row per fingerprint x night in which its condition was judged.';
comment on column trueup_v1.alert_event.fingerprint is 'SHA-256 of family and scope.';
comment on column trueup_v1.alert_event.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup_v1.alert_event.family is 'latency, cancellation or shrink.';
comment on column trueup_v1.alert_event.scope is 'Location.';
comment on column trueup_v1.alert_event.is_firing is 'Whether the night found the condition.';
comment on column trueup_v1.alert_event.severity is 'critical or warning.';
comment on column trueup_v1.alert_event.day is 'Day the condition is about.';
comment on column trueup_v1.alert_event.observed is 'Value observed, natural scale.';
comment on column trueup_v1.alert_event.expected is 'Value expected, natural scale.';
comment on column trueup_v1.alert_event.lower is 'Lower end of the ordinary band.';
comment on column trueup_v1.alert_event.upper is 'Upper end of the ordinary band.';
comment on column trueup_v1.alert_event.p is 'Probability by chance.';
comment on column trueup_v1.alert_event.q is 'Adjusted for the number of locations judged.';
comment on column trueup_v1.alert_event.money_at_risk is 'Excess units at cost; null for families not in units.';

create view trueup_v1.model as
select
    model.model_id,
    model.business_date,
    model.rates,
    model.rate_sds,
    model.classes,
    model.categories,
    model.multipliers,
    model.sizes,
    model.labels,
    model.wrong
from trueup.model
inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id;
comment on view trueup_v1.model is 'One row per fitted model of record errors.';
comment on column trueup_v1.model.model_id is 'SHA-256 of what it was fitted on and its parameters, shortened.';
comment on column trueup_v1.model.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup_v1.model.rates is 'Error events per unit of exposure, one per class.';
comment on column trueup_v1.model.rate_sds is 'Posterior standard deviations of the rates.';
comment on column trueup_v1.model.classes is 'Names of the classes, in the order of rates.';
comment on column trueup_v1.model.categories is 'Names of the merchandise categories, in the order of multipliers.';
comment on column trueup_v1.model.multipliers is 'What a category makes of the rates; 1 is like the others.';
comment on column trueup_v1.model.sizes is 'Size law of one error event, units -64 ... 64.';
comment on column trueup_v1.model.labels is 'Count intervals it was fitted on.';
comment on column trueup_v1.model.wrong is 'Of these, how many ended with an error.';

create view trueup_v1.run as
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
    publication.published_at
from trueup.run
left join trueup.publication on publication.run_key = run.run_key and publication.published_at is not null;
comment on view trueup_v1.run is 'One row per job, night and revision: how it went.';
comment on column trueup_v1.run.job is 'Name of the job.';
comment on column trueup_v1.run.business_date is 'Night it is about.';
comment on column trueup_v1.run.revision is 'Revision of the night.';
comment on column trueup_v1.run.state is 'open, held, failed, published, superseded or skipped.';
comment on column trueup_v1.run.scheduled_for is 'Fire time it stands for.';
comment on column trueup_v1.run.cutoff is 'Only messages recorded up to here are judged.';
comment on column trueup_v1.run.digest is 'SHA-256 over the night''s published rows in key order.';
comment on column trueup_v1.run.rows_read is 'Messages read.';
comment on column trueup_v1.run.rows_late is 'Messages left for the next night.';
comment on column trueup_v1.run.rows_duplicate is 'Messages delivered again.';
comment on column trueup_v1.run.rows_quarantined is 'Messages refused.';
comment on column trueup_v1.run.published_at is 'When readers first saw it.';

create view trueup_v1.quarantine as
select
    quarantine.source_system,
    quarantine.event_id,
    quarantine.code,
    quarantine.row_count,
    quarantine.location_id,
    quarantine.item_id,
    first.business_date as first_seen,
    resolved.business_date as resolved
from trueup.quarantine
inner join trueup.kept_publication as first on first.publication_id = quarantine.first_publication_id
left join trueup.kept_publication as resolved on resolved.publication_id = quarantine.resolved_publication_id;
comment on view trueup_v1.quarantine is 'One row per refused message, or per source and code where messages have no id.';
comment on column trueup_v1.quarantine.source_system is 'Source of the message.';
comment on column trueup_v1.quarantine.event_id is 'Identity of the message, null where it has none.';
comment on column trueup_v1.quarantine.code is 'Why it was refused.';
comment on column trueup_v1.quarantine.row_count is 'Messages this row stands for.';
comment on column trueup_v1.quarantine.location_id is 'Location named, where that is what was unknown.';
comment on column trueup_v1.quarantine.item_id is 'Item named, where that is what was unknown.';
comment on column trueup_v1.quarantine.first_seen is 'Night that refused it.';
comment on column trueup_v1.quarantine.resolved is 'Night that could use it after all.';
