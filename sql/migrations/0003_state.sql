-- State between nights and the facts that nights append.
create table trueup.position (
    publication_id bigint not null,
    location_id text not null,
    item_id text not null,
    available bigint not null,
    backroom bigint,
    display bigint,
    under_inspection bigint,
    damaged bigint,
    quarantined bigint,
    returned bigint,
    refurbish bigint,
    in_transit bigint,
    preposted bigint,
    preposted_moves bigint,
    preposted_from timestamptz,
    anchor_kind smallint not null,
    anchor_at timestamptz not null,
    anchor_quantity bigint not null,
    anchor_book bigint not null,
    previous_anchor_at timestamptz,
    moves_since bigint not null,
    recorded_moves_since bigint not null,
    recorded_adjustments_since bigint not null,
    exposure bytea not null,
    first_at timestamptz not null,
    last_event_at timestamptz not null,
    last_record_at timestamptz not null,
    last_sale_at timestamptz,
    units_sold bigint not null,
    primary key (publication_id, location_id, item_id)
) partition by list (publication_id);
comment on table trueup.position is 'One row per location x item x publication: what the next night continues from. Units in thousandths.';
comment on column trueup.position.publication_id is 'Night it belongs to.';
comment on column trueup.position.location_id is 'Location.';
comment on column trueup.position.item_id is 'Item.';
comment on column trueup.position.available is 'Book by record time, state available.';
comment on column trueup.position.backroom is 'Book by record time, state backroom; null is 0.';
comment on column trueup.position.display is 'Book by record time, state display; null is 0.';
comment on column trueup.position.under_inspection is 'Book by record time, state under inspection; null is 0.';
comment on column trueup.position.damaged is 'Book by record time, state damaged; null is 0.';
comment on column trueup.position.quarantined is 'Book by record time, state quarantined; null is 0.';
comment on column trueup.position.returned is 'Book by record time, state returned; null is 0.';
comment on column trueup.position.refurbish is 'Book by record time, state refurbish; null is 0.';
comment on column trueup.position.in_transit is 'Shipped to here and not yet received; null is 0.';
comment on column trueup.position.preposted is 'Part of the saleable book whose event time lies after the cut-off; null is 0.';
comment on column trueup.position.preposted_moves is 'The part of it that is movement, not correction of the book; null is 0.';
comment on column trueup.position.preposted_from is 'Earliest event time after the cut-off; null when there is none.';
comment on column trueup.position.anchor_kind is 'What the exposures start from: 0 nothing, 1 opening book, 2 count.';
comment on column trueup.position.anchor_at is 'Event time of the anchor.';
comment on column trueup.position.anchor_quantity is 'Counted or opening quantity.';
comment on column trueup.position.anchor_book is 'Saleable book by record time just before the anchor.';
comment on column trueup.position.previous_anchor_at is 'Event time of the anchor before it.';
comment on column trueup.position.moves_since is 'Movements with event time after the anchor, saleable scope.';
comment on column trueup.position.recorded_moves_since is 'Movements recorded after the anchor, saleable scope.';
comment on column trueup.position.recorded_adjustments_since is 'Adjustments without a physical reason recorded after the anchor, saleable scope.';
comment on column trueup.position.exposure is 'Evidence since the anchor: 8 big-endian int32 (lines of sale, receipt, transfer in, transfer out, return, adjustment, late, failed picks), then int64 units sold.';
comment on column trueup.position.first_at is 'Go-live of the position: its opening or its first event.';
comment on column trueup.position.last_event_at is 'Latest event time folded.';
comment on column trueup.position.last_record_at is 'Latest record time folded.';
comment on column trueup.position.last_sale_at is 'Latest event time of a sale, shipment or pickup.';
comment on column trueup.position.units_sold is 'Units sold, shipped or picked up since go-live.';

create table trueup.open_line (
    publication_id bigint not null,
    document_type text not null,
    document_id text not null,
    document_line text not null,
    item_id text not null,
    node_id text,
    node_at timestamptz,
    channel text,
    channel_at timestamptz,
    ordered bigint not null,
    reserved bigint not null,
    shipped bigint not null,
    cancelled bigint not null,
    cancelled_by_customer bigint not null,
    reason text,
    reason_at timestamptz,
    terminal_at timestamptz,
    terminal_node_id text,
    first_at timestamptz not null,
    first_record_at timestamptz not null,
    last_at timestamptz not null,
    last_record_at timestamptz not null,
    primary key (publication_id, document_type, document_id, document_line)
) partition by list (publication_id);
comment on table trueup.open_line is 'One row per unresolved order line x publication. Units in thousandths.';
comment on column trueup.open_line.publication_id is 'Night it belongs to.';
comment on column trueup.open_line.document_type is 'Kind of document: order.';
comment on column trueup.open_line.document_id is 'Order.';
comment on column trueup.open_line.document_line is 'Line.';
comment on column trueup.open_line.item_id is 'Item.';
comment on column trueup.open_line.node_id is 'Location last allocated; null before any allocation.';
comment on column trueup.open_line.node_at is 'Event time of that allocation.';
comment on column trueup.open_line.channel is 'Sales channel, of the earliest message that names one.';
comment on column trueup.open_line.channel_at is 'Event time of that message.';
comment on column trueup.open_line.ordered is 'Units ordered.';
comment on column trueup.open_line.reserved is 'Units reserved less released.';
comment on column trueup.open_line.shipped is 'Units shipped or picked up.';
comment on column trueup.open_line.cancelled is 'Units cancelled.';
comment on column trueup.open_line.cancelled_by_customer is 'Units cancelled by the customer''s fault, among cancelled.';
comment on column trueup.open_line.reason is 'Canonical reason of the latest cancellation.';
comment on column trueup.open_line.reason_at is 'Event time of that cancellation.';
comment on column trueup.open_line.terminal_at is 'Latest event time of a shipment, pickup or cancellation.';
comment on column trueup.open_line.terminal_node_id is 'Location of that event.';
comment on column trueup.open_line.first_at is 'Earliest event time.';
comment on column trueup.open_line.first_record_at is 'Earliest record time.';
comment on column trueup.open_line.last_at is 'Latest event time.';
comment on column trueup.open_line.last_record_at is 'Latest record time.';

create table trueup.count_variance (
    location_id text not null,
    item_id text not null,
    counted_at timestamptz not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    day date not null,
    selection text not null,
    inclusion_probability double precision,
    document_id text,
    counted bigint not null,
    book bigint not null,
    gap bigint,
    timing bigint,
    carry bigint,
    starts_at timestamptz,
    starts_with smallint not null,
    exposure bytea,
    is_withdrawn boolean not null,
    primary key (location_id, item_id, counted_at, publication_id)
);
create index count_variance_day on trueup.count_variance (day);
comment on table trueup.count_variance is 'One row per count x night in which its figures changed. Units in thousandths; naive variance = gap + timing + carry.';
comment on column trueup.count_variance.location_id is 'Location.';
comment on column trueup.count_variance.item_id is 'Item.';
comment on column trueup.count_variance.counted_at is 'Event time of the count.';
comment on column trueup.count_variance.publication_id is 'Night that computed it.';
comment on column trueup.count_variance.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.count_variance.day is 'Local day of the count.';
comment on column trueup.count_variance.selection is 'random, full, cycle or triggered.';
comment on column trueup.count_variance.inclusion_probability is 'Probability with which it was chosen; null when unknown.';
comment on column trueup.count_variance.document_id is 'Count document; the recount it answers.';
comment on column trueup.count_variance.counted is 'Counted quantity.';
comment on column trueup.count_variance.book is 'Saleable book by record time just before the count.';
comment on column trueup.count_variance.gap is 'count - previous count - movements by event time between: the true variance; null without an anchor before.';
comment on column trueup.count_variance.timing is 'Movements by event time less movements as recorded, between the counts.';
comment on column trueup.count_variance.carry is 'Previous count - book then - adjustments recorded between.';
comment on column trueup.count_variance.starts_at is 'Event time of the anchor before.';
comment on column trueup.count_variance.starts_with is 'What that anchor was: 0 nothing, 1 opening book, 2 count.';
comment on column trueup.count_variance.exposure is 'Evidence between, packed as in trueup.position.';
comment on column trueup.count_variance.is_withdrawn is 'The count was corrected away; the figures no longer hold.';

create table trueup.count_label (
    location_id text not null,
    item_id text not null,
    counted_at timestamptz not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    counted bigint not null,
    book bigint not null,
    p_exact double precision,
    inclusion_probability double precision,
    selection text not null,
    is_exact boolean not null,
    primary key (location_id, item_id, counted_at, publication_id)
);
create index count_label_business_date on trueup.count_label (business_date);
comment on table trueup.count_label is 'One row per count: what the night that read it knew. Training and evaluation read only this and count_variance.';
comment on column trueup.count_label.location_id is 'Location.';
comment on column trueup.count_label.item_id is 'Item.';
comment on column trueup.count_label.counted_at is 'Event time of the count.';
comment on column trueup.count_label.publication_id is 'Night that computed it.';
comment on column trueup.count_label.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.count_label.counted is 'Counted quantity, thousandths.';
comment on column trueup.count_label.book is 'Saleable book by record time just before the count, thousandths.';
comment on column trueup.count_label.p_exact is 'Probability published the night before that the book was exact; null when none was.';
comment on column trueup.count_label.inclusion_probability is 'Probability with which the count was chosen; null when unknown.';
comment on column trueup.count_label.selection is 'random, full, cycle or triggered.';
comment on column trueup.count_label.is_exact is 'Whether the count equals the book just before it.';

create table trueup.latency_sketch (
    location_id text not null,
    source_system text not null,
    event_type text not null,
    day date not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    buckets bytea not null,
    events bigint not null,
    zero_count bigint not null,
    preposted_count bigint not null,
    day_precision_count bigint not null,
    arrival_delay bigint not null,
    primary key (location_id, source_system, event_type, day, publication_id)
);
create index latency_sketch_day on trueup.latency_sketch (day, publication_id);
comment on table trueup.latency_sketch is 'One row per location x source x event type x local day of the event x night in which it changed: how late messages were.';
comment on column trueup.latency_sketch.location_id is 'Location.';
comment on column trueup.latency_sketch.source_system is 'Source.';
comment on column trueup.latency_sketch.event_type is 'Event type.';
comment on column trueup.latency_sketch.day is 'Local day of the event.';
comment on column trueup.latency_sketch.publication_id is 'Night that computed it.';
comment on column trueup.latency_sketch.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.latency_sketch.buckets is 'DDSketch of record_time - event_time in microseconds, 1 % relative error: per bucket big-endian int16 index and int32 count.';
comment on column trueup.latency_sketch.events is 'Messages, those without a delay among them.';
comment on column trueup.latency_sketch.zero_count is 'Messages recorded in the microsecond they happened.';
comment on column trueup.latency_sketch.preposted_count is 'Messages recorded before they happened.';
comment on column trueup.latency_sketch.day_precision_count is 'Messages whose time is known to the day only; not in the buckets.';
comment on column trueup.latency_sketch.arrival_delay is 'Sum of ingested_at - record_time, milliseconds.';

create table trueup.partial_daily (
    location_id text not null,
    day date not null,
    measure text not null,
    dimension text not null,
    dimension_value text not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    numerator bigint not null,
    denominator bigint not null,
    primary key (location_id, day, measure, dimension, dimension_value, publication_id)
);
create index partial_daily_day on trueup.partial_daily (day, publication_id);
comment on table trueup.partial_daily is 'One row per location x local day x measure x dimension x value x night in which it changed: integers that add.';
comment on column trueup.partial_daily.location_id is 'Location.';
comment on column trueup.partial_daily.day is 'Local day of the event.';
comment on column trueup.partial_daily.measure is 'cancelled_lines, cancelled_units, not_found_picks, sales_cost, known_loss or late_for_night.';
comment on column trueup.partial_daily.dimension is 'all, channel or reason.';
comment on column trueup.partial_daily.dimension_value is 'Value of the dimension; empty for all.';
comment on column trueup.partial_daily.publication_id is 'Night that computed it.';
comment on column trueup.partial_daily.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.partial_daily.numerator is 'Sum above the line: lines, thousandths of units, or thousandths of currency.';
comment on column trueup.partial_daily.denominator is 'Sum below the line; 0 where the measure is no ratio.';

create table trueup.metric_daily (
    location_id text not null,
    day date not null,
    metric text not null,
    dimension text not null,
    dimension_value text not null,
    publication_id bigint not null references trueup.publication (publication_id),
    business_date date not null,
    value double precision,
    numerator bigint,
    denominator bigint,
    lower double precision,
    upper double precision,
    unit text not null,
    complete boolean not null,
    verdict text not null,
    primary key (location_id, day, metric, dimension, dimension_value, publication_id)
);
create index metric_daily_day on trueup.metric_daily (day, metric);
comment on table trueup.metric_daily is 'One row per location x local day x metric x dimension x value x night in which it changed.';
comment on column trueup.metric_daily.location_id is 'Location.';
comment on column trueup.metric_daily.day is 'Local business day.';
comment on column trueup.metric_daily.metric is 'Name of the metric; trueup_v1.metric_definition explains it.';
comment on column trueup.metric_daily.dimension is 'all, channel, source, reason or category.';
comment on column trueup.metric_daily.dimension_value is 'Value of the dimension; empty for all.';
comment on column trueup.metric_daily.publication_id is 'Night that computed it.';
comment on column trueup.metric_daily.business_date is 'Night that computed it; the newest row of a key is the current one.';
comment on column trueup.metric_daily.value is 'The metric; null when it has no value.';
comment on column trueup.metric_daily.numerator is 'Integer partial above the line, where the metric is a ratio.';
comment on column trueup.metric_daily.denominator is 'Integer partial below the line.';
comment on column trueup.metric_daily.lower is '5 % quantile of what it may be.';
comment on column trueup.metric_daily.upper is '95 % quantile of what it may be.';
comment on column trueup.metric_daily.unit is 'Unit of value.';
comment on column trueup.metric_daily.complete is 'Whether everything of the day is believed to have arrived.';
comment on column trueup.metric_daily.verdict is 'ordinary, or why there is no value: not_computable, insufficient_data.';
