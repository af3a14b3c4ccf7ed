-- Session tables that carry keys and deltas to the server; made once per session, before any read-only transaction.
create temporary table wanted_key (
    source_system text not null,
    event_id text not null
);
create temporary table wanted_position (
    location_id text not null,
    item_id text not null
);
create temporary table wanted_opening (
    location_id text not null,
    system text not null,
    as_of timestamptz not null
);
create temporary table refused_message (
    source_system text,
    event_id text,
    code text not null,
    row_count bigint not null,
    location_id text,
    item_id text
);
create temporary table released_message (
    source_system text not null,
    event_id text not null,
    code text not null
);
create temporary table wanted_line (
    document_id text not null,
    document_line text not null
);
create temporary table partial_delta (
    location_id text not null,
    day date not null,
    measure text not null,
    dimension text not null,
    dimension_value text not null,
    numerator bigint not null,
    denominator bigint not null
);
create temporary table wanted_sketch (
    location_id text not null,
    source_system text not null,
    event_type text not null,
    day date not null
);
create temporary table count_amendment (
    location_id text not null,
    item_id text not null,
    counted_at timestamptz not null,
    moves bigint not null,
    exposure bytea not null
)
;
create temporary table wanted_day (
    location_id text not null,
    day date not null,
    primary key (location_id, day)
)
;
create temporary table proposed_recount (
    recount_id text not null,
    location_id text not null,
    item_id text not null,
    rank integer not null,
    selection text not null,
    inclusion_probability double precision,
    reason text not null,
    p_wrong double precision not null,
    expected_value double precision not null,
    minutes double precision not null,
    value_per_minute double precision not null,
    zone text,
    due_by date not null,
    unit_cost double precision not null
)
;
create temporary table checked_message (
    event_key bigint not null,
    source_system text,
    event_id text,
    event_type text,
    location_id text,
    item_id text,
    quantity numeric,
    expected_quantity numeric,
    event_time timestamptz,
    event_time_precision text,
    record_time timestamptz,
    from_state text,
    to_state text,
    document_type text,
    document_id text,
    document_line text,
    reason_code text,
    corrects_event_id text
)
