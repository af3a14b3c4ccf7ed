-- What moved a record's confidence since the night before, and what the next night compares with.
alter table trueup.item_confidence
    add column known_error_qty double precision,
    add column adjusted_qty double precision,
    add column change_cause text;
comment on column trueup.item_confidence.known_error_qty is 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';
comment on column trueup.item_confidence.adjusted_qty is 'Corrections of the book recorded since the anchor, units.';
comment on column trueup.item_confidence.change_cause is 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';

alter table trueup.location_confidence
    add column unrecorded_share double precision,
    add column silent_days double precision;
comment on column trueup.location_confidence.unrecorded_share is 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';
comment on column trueup.location_confidence.silent_days is 'Days a source of movements has been silent beyond what is ordinary; 0 when all are fresh.';

-- Columns are appended to whatever earlier migrations made of these views
do $$
declare
    name text;
    added text;
begin
    foreach name in array array['item_confidence', 'item_confidence_history', 'location_confidence', 'location_confidence_history'] loop
        added := case
            when name like 'item%' then ', item_confidence.known_error_qty, item_confidence.adjusted_qty, item_confidence.change_cause FROM '
            else ', location_confidence.unrecorded_share, location_confidence.silent_days FROM '
        end;
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ', added)
        );
    end loop;
end
$$;
comment on column trueup_v1.item_confidence.known_error_qty is 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';
comment on column trueup_v1.item_confidence.adjusted_qty is 'Corrections of the book recorded since the anchor, units.';
comment on column trueup_v1.item_confidence.change_cause is 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';
comment on column trueup_v1.item_confidence_history.known_error_qty is 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';
comment on column trueup_v1.item_confidence_history.adjusted_qty is 'Corrections of the book recorded since the anchor, units.';
comment on column trueup_v1.item_confidence_history.change_cause is 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';
comment on column trueup_v1.location_confidence.unrecorded_share is 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';
comment on column trueup_v1.location_confidence.silent_days is 'Days a source of movements has been silent beyond what is ordinary; 0 when all are fresh.';
comment on column trueup_v1.location_confidence_history.unrecorded_share is 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';
comment on column trueup_v1.location_confidence_history.silent_days is 'Days a source of movements has been silent beyond what is ordinary; 0 when all are fresh.';
