-- What a night concludes: confidence, scores, alerts and recounts.
create table trueup.model (
    model_id text primary key,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    rates double precision[] not null,
    rate_sds double precision[] not null,
    classes text[] not null,
    categories text[] not null,
    multipliers double precision[] not null,
    sizes double precision[] not null,
    labels bigint not null,
    wrong bigint not null
);
comment on table trueup.model is 'One row per fitted model of record errors.';
comment on column trueup.model.model_id is 'SHA-256 of what it was fitted on and its parameters, shortened.';
comment on column trueup.model.publication_id is 'Night that computed it.';
comment on column trueup.model.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.model.rates is 'Error events per unit of exposure, one per class.';
comment on column trueup.model.rate_sds is 'Posterior standard deviations of the rates.';
comment on column trueup.model.classes is 'Names of the classes, in the order of rates.';
comment on column trueup.model.categories is 'Names of the merchandise categories, in the order of multipliers.';
comment on column trueup.model.multipliers is 'What a category makes of the rates; 1 is like the others.';
comment on column trueup.model.sizes is 'Size law of one error event, units -64 ... 64.';
comment on column trueup.model.labels is 'Count intervals it was fitted on.';
comment on column trueup.model.wrong is 'Of these, how many ended with an error.';

create table trueup.item_confidence (
    publication_id bigint not null,
    location_id text not null,
    item_id text not null,
    book_qty double precision not null,
    settled_book_qty double precision not null,
    p_exact double precision,
    p_exact_settled double precision,
    p_within_tolerance double precision,
    p_phantom double precision,
    p_shelf_empty double precision,
    expected_qty double precision,
    qty_p05 double precision,
    qty_p50 double precision,
    qty_p95 double precision,
    expected_error double precision,
    value_at_risk double precision,
    atp_safe_qty double precision,
    unrecorded_qty double precision,
    last_counted_at timestamptz,
    exposure double precision,
    zero_sale_days integer,
    failed_picks integer,
    driver_1 text,
    driver_1_share double precision,
    driver_2 text,
    driver_2_share double precision,
    driver_3 text,
    driver_3_share double precision,
    recommended_action text not null,
    change double precision,
    status text not null,
    primary key (publication_id, location_id, item_id)
) partition by list (publication_id);
comment on table trueup.item_confidence is 'One row per location x item x publication: how far one record can be trusted.';
comment on column trueup.item_confidence.publication_id is 'Night it belongs to.';
comment on column trueup.item_confidence.location_id is 'Location.';
comment on column trueup.item_confidence.item_id is 'Item.';
comment on column trueup.item_confidence.book_qty is 'Saleable book by record time at the cut-off, units.';
comment on column trueup.item_confidence.settled_book_qty is 'Saleable book by event time at the cut-off, units.';
comment on column trueup.item_confidence.p_exact is 'Probability that the book by record time equals what is there, 0 to 1.';
comment on column trueup.item_confidence.p_exact_settled is 'Probability that the book by event time equals what is there, 0 to 1.';
comment on column trueup.item_confidence.p_within_tolerance is 'Probability that the error is within the tolerance, 0 to 1.';
comment on column trueup.item_confidence.p_phantom is 'Probability that nothing is there while the book says more than 0.';
comment on column trueup.item_confidence.p_shelf_empty is 'Probability that none is on the shelf; null until shelf evidence is used.';
comment on column trueup.item_confidence.expected_qty is 'Expected quantity really there, units.';
comment on column trueup.item_confidence.qty_p05 is '5 % quantile of the quantity really there, units.';
comment on column trueup.item_confidence.qty_p50 is 'Median of the quantity really there, units.';
comment on column trueup.item_confidence.qty_p95 is '95 % quantile of the quantity really there, units.';
comment on column trueup.item_confidence.expected_error is 'Expected size of the error regardless of its sign, units.';
comment on column trueup.item_confidence.value_at_risk is 'Expected loss of leaving the record as it is over the horizon, location''s currency.';
comment on column trueup.item_confidence.atp_safe_qty is 'Units that can be promised at the configured risk.';
comment on column trueup.item_confidence.unrecorded_qty is 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';
comment on column trueup.item_confidence.last_counted_at is 'Event time of the last count.';
comment on column trueup.item_confidence.exposure is 'Expected error events since the anchor.';
comment on column trueup.item_confidence.zero_sale_days is 'Whole days since the last sale.';
comment on column trueup.item_confidence.failed_picks is 'Failed picks since the anchor.';
comment on column trueup.item_confidence.driver_1 is 'Class of evidence that carries most of the expected error events.';
comment on column trueup.item_confidence.driver_1_share is 'Its share, 0 to 1.';
comment on column trueup.item_confidence.driver_2 is 'The next.';
comment on column trueup.item_confidence.driver_2_share is 'Its share, 0 to 1.';
comment on column trueup.item_confidence.driver_3 is 'The next.';
comment on column trueup.item_confidence.driver_3_share is 'Its share, 0 to 1.';
comment on column trueup.item_confidence.recommended_action is 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';
comment on column trueup.item_confidence.change is 'p_exact less that of the night before.';
comment on column trueup.item_confidence.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create table trueup.location_confidence (
    publication_id bigint not null references trueup.publication (publication_id),
    location_id text not null,
    confidence double precision,
    lower double precision,
    upper double precision,
    by_unit double precision,
    by_value double precision,
    by_demand double precision,
    items_scored bigint not null,
    counts_90d bigint not null,
    random_counts_90d bigint not null,
    value_at_risk double precision,
    change_7d double precision,
    driver text,
    driver_share double precision,
    feed_age_hours double precision,
    silent_source text,
    status text not null,
    primary key (publication_id, location_id)
);
comment on table trueup.location_confidence is 'One row per location x publication: how far its records can be trusted.';
comment on column trueup.location_confidence.publication_id is 'Night that computed it.';
comment on column trueup.location_confidence.location_id is 'Location.';
comment on column trueup.location_confidence.confidence is 'Share of its records believed exact, 0 to 1.';
comment on column trueup.location_confidence.lower is '5 % quantile.';
comment on column trueup.location_confidence.upper is '95 % quantile.';
comment on column trueup.location_confidence.by_unit is 'The same weighted by units in the book.';
comment on column trueup.location_confidence.by_value is 'The same weighted by value at cost.';
comment on column trueup.location_confidence.by_demand is 'The same weighted by units sold a day.';
comment on column trueup.location_confidence.items_scored is 'Positions scored.';
comment on column trueup.location_confidence.counts_90d is 'Counts of the last 90 days.';
comment on column trueup.location_confidence.random_counts_90d is 'Of these, drawn with a known probability.';
comment on column trueup.location_confidence.value_at_risk is 'Sum over its records, location''s currency.';
comment on column trueup.location_confidence.change_7d is 'Change over seven days.';
comment on column trueup.location_confidence.driver is 'Class of evidence that carries most of the expected error events.';
comment on column trueup.location_confidence.driver_share is 'Its share, 0 to 1.';
comment on column trueup.location_confidence.feed_age_hours is 'Hours from the last message recorded to the cut-off, of the most silent source.';
comment on column trueup.location_confidence.silent_source is 'That source, when it is late.';
comment on column trueup.location_confidence.status is 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';

create table trueup.baseline_score (
    publication_id bigint not null references trueup.publication (publication_id),
    location_id text not null,
    metric text not null,
    day date not null,
    observed double precision,
    level double precision,
    spread double precision,
    expected double precision,
    z double precision,
    p double precision,
    q double precision,
    window_days integer not null,
    days integer not null,
    verdict text not null,
    primary key (publication_id, location_id, metric, day)
);
comment on table trueup.baseline_score is 'One row per location x metric x day judged x publication.';
comment on column trueup.baseline_score.publication_id is 'Night that computed it.';
comment on column trueup.baseline_score.location_id is 'Location.';
comment on column trueup.baseline_score.metric is 'Metric judged.';
comment on column trueup.baseline_score.day is 'Local day judged.';
comment on column trueup.baseline_score.observed is 'Value, stabilised scale.';
comment on column trueup.baseline_score.level is 'Median of the training window, stabilised scale.';
comment on column trueup.baseline_score.spread is 'Robust standard deviation of the training window, stabilised scale.';
comment on column trueup.baseline_score.expected is 'Value expected for that day, stabilised scale.';
comment on column trueup.baseline_score.z is '(observed - expected) / standard error of prediction.';
comment on column trueup.baseline_score.p is 'Two-sided probability of a z as large by chance.';
comment on column trueup.baseline_score.q is 'Benjamini-Hochberg adjusted over the night''s locations.';
comment on column trueup.baseline_score.window_days is 'Days of the training window.';
comment on column trueup.baseline_score.days is 'Of these, days with a value.';
comment on column trueup.baseline_score.verdict is 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';

create table trueup.alert_event (
    fingerprint text not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    family text not null,
    scope text not null,
    is_firing boolean not null,
    severity text not null,
    day date not null,
    observed double precision,
    expected double precision,
    lower double precision,
    upper double precision,
    p double precision,
    q double precision,
    money_at_risk double precision,
    primary key (fingerprint, publication_id)
);
comment on table trueup.alert_event is 'One row per fingerprint x night in which its condition was judged.';
comment on column trueup.alert_event.fingerprint is 'SHA-256 of family and scope.';
comment on column trueup.alert_event.publication_id is 'Night that computed it.';
comment on column trueup.alert_event.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.alert_event.family is 'latency, cancellation or shrink.';
comment on column trueup.alert_event.scope is 'Location.';
comment on column trueup.alert_event.is_firing is 'Whether the night found the condition.';
comment on column trueup.alert_event.severity is 'critical or warning.';
comment on column trueup.alert_event.day is 'Day the condition is about.';
comment on column trueup.alert_event.observed is 'Value observed, natural scale.';
comment on column trueup.alert_event.expected is 'Value expected, natural scale.';
comment on column trueup.alert_event.lower is 'Lower end of the ordinary band.';
comment on column trueup.alert_event.upper is 'Upper end of the ordinary band.';
comment on column trueup.alert_event.p is 'Probability by chance.';
comment on column trueup.alert_event.q is 'Adjusted for the number of locations judged.';
comment on column trueup.alert_event.money_at_risk is 'Excess units at cost; null for families not in units.';

create table trueup.alert (
    alert_id text primary key,
    fingerprint text not null,
    family text not null,
    severity text not null,
    state text not null,
    scope text not null,
    observed double precision,
    expected double precision,
    lower double precision,
    upper double precision,
    p double precision,
    q double precision,
    money_at_risk double precision,
    likely_cause text,
    suggested_action text not null,
    owner_role text not null,
    starts date not null,
    last_seen date not null,
    ends date,
    occurrences integer not null,
    title text not null,
    description text not null,
    publication_id bigint not null references trueup.publication (publication_id),
    constraint alert_state_is_known check (state in ('pending', 'firing', 'acknowledged', 'suppressed', 'resolved'))
);
create unique index one_open_alert_per_fingerprint on trueup.alert (fingerprint) where state <> 'resolved';
comment on table trueup.alert is 'One row per alert: the fold of its events and of what people did.';
comment on column trueup.alert.alert_id is 'SHA-256 of fingerprint and first night, shortened.';
comment on column trueup.alert.fingerprint is 'SHA-256 of family and scope.';
comment on column trueup.alert.family is 'latency, cancellation or shrink.';
comment on column trueup.alert.severity is 'critical or warning.';
comment on column trueup.alert.state is 'pending, firing, acknowledged, suppressed or resolved.';
comment on column trueup.alert.scope is 'Location.';
comment on column trueup.alert.observed is 'Latest value observed.';
comment on column trueup.alert.expected is 'Value expected then.';
comment on column trueup.alert.lower is 'Lower end of the ordinary band.';
comment on column trueup.alert.upper is 'Upper end of the ordinary band.';
comment on column trueup.alert.p is 'Probability by chance.';
comment on column trueup.alert.q is 'Adjusted for the number of locations judged.';
comment on column trueup.alert.money_at_risk is 'Excess units at cost; null for families not in units.';
comment on column trueup.alert.likely_cause is 'What the evidence points at.';
comment on column trueup.alert.suggested_action is 'What to do.';
comment on column trueup.alert.owner_role is 'Who is asked to do it.';
comment on column trueup.alert.starts is 'First night.';
comment on column trueup.alert.last_seen is 'Last night with the condition.';
comment on column trueup.alert.ends is 'Night it was resolved.';
comment on column trueup.alert.occurrences is 'Distinct nights with the condition.';
comment on column trueup.alert.title is 'One line.';
comment on column trueup.alert.description is 'One plain sentence.';
comment on column trueup.alert.publication_id is 'Night that changed it last.';

create table trueup.recount (
    recount_id text primary key,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    location_id text not null,
    item_id text not null,
    rank integer not null,
    selection text not null,
    inclusion_probability double precision,
    reason text not null,
    p_wrong double precision,
    expected_value double precision,
    minutes double precision not null,
    value_per_minute double precision,
    zone text,
    blind boolean not null,
    due_by date not null,
    state text not null,
    counted_qty double precision,
    counted_at timestamptz,
    outcome text,
    constraint recount_state_is_known check (state in ('proposed', 'accepted', 'assigned', 'counting', 'counted', 'dismissed', 'expired'))
);
create unique index one_open_recount_per_position on trueup.recount (location_id, item_id) where state not in ('counted', 'dismissed', 'expired');
comment on table trueup.recount is 'One row per recommended count.';
comment on column trueup.recount.recount_id is 'Identity; the document_id of the count that answers it.';
comment on column trueup.recount.publication_id is 'Night that computed it.';
comment on column trueup.recount.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.recount.location_id is 'Location.';
comment on column trueup.recount.item_id is 'Item.';
comment on column trueup.recount.rank is 'Place in the location''s list of the night.';
comment on column trueup.recount.selection is 'value, random or forced.';
comment on column trueup.recount.inclusion_probability is 'Probability of the random draw; null for selection by value.';
comment on column trueup.recount.reason is 'Why, in one sentence.';
comment on column trueup.recount.p_wrong is 'Probability that the record is wrong.';
comment on column trueup.recount.expected_value is 'Loss the count is expected to avert, location''s currency.';
comment on column trueup.recount.minutes is 'Minutes it is expected to take.';
comment on column trueup.recount.value_per_minute is 'expected_value / minutes.';
comment on column trueup.recount.zone is 'Where to look.';
comment on column trueup.recount.blind is 'Whether the counter must not see the book.';
comment on column trueup.recount.due_by is 'Last day it is worth doing.';
comment on column trueup.recount.state is 'proposed, accepted, assigned, counting, counted, dismissed or expired.';
comment on column trueup.recount.counted_qty is 'Units counted.';
comment on column trueup.recount.counted_at is 'When.';
comment on column trueup.recount.outcome is 'exact or wrong, against the book just before the count.';

create table trueup.recount_plan (
    publication_id bigint not null references trueup.publication (publication_id),
    location_id text not null,
    minutes double precision not null,
    used double precision not null,
    random_share double precision not null,
    expected_value double precision not null,
    optimality_gap double precision,
    next_hour_value double precision,
    primary key (publication_id, location_id)
);
comment on table trueup.recount_plan is 'One row per location x publication: what the minutes buy.';
comment on column trueup.recount_plan.publication_id is 'Night that computed it.';
comment on column trueup.recount_plan.location_id is 'Location.';
comment on column trueup.recount_plan.minutes is 'Budget of the night.';
comment on column trueup.recount_plan.used is 'Minutes planned.';
comment on column trueup.recount_plan.random_share is 'Share of the minutes spent on the random draw.';
comment on column trueup.recount_plan.expected_value is 'Loss the plan is expected to avert, location''s currency.';
comment on column trueup.recount_plan.optimality_gap is 'Bound on what a better plan could add, as a share of its value.';
comment on column trueup.recount_plan.next_hour_value is 'Loss one more hour would avert.';

create table trueup.freshness (
    publication_id bigint not null references trueup.publication (publication_id),
    location_id text not null,
    source_system text not null,
    last_recorded_at timestamptz not null,
    age_hours double precision not null,
    status text not null,
    primary key (publication_id, location_id, source_system)
);
comment on table trueup.freshness is 'One row per source x location x publication.';
comment on column trueup.freshness.publication_id is 'Night that computed it.';
comment on column trueup.freshness.location_id is 'Location.';
comment on column trueup.freshness.source_system is 'Source.';
comment on column trueup.freshness.last_recorded_at is 'Latest record time seen.';
comment on column trueup.freshness.age_hours is 'Hours from then to the cut-off.';
comment on column trueup.freshness.status is 'fresh, late or silent.';
