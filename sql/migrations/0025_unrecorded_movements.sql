-- What a count the day after compares with: by then most movements that a night found missing are recorded.
alter table trueup.item_confidence add column unrecorded_movements double precision;
comment on column trueup.item_confidence.unrecorded_movements is 'Expected movements before the cut-off that are not recorded yet; p_exact holds that there are none with chance exp(-unrecorded_movements).';

do $$
declare
    name text;
begin
    foreach name in array array['item_confidence', 'item_confidence_history'] loop
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(
                pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ', ', item_confidence.unrecorded_movements FROM ')
        );
    end loop;
end
$$;
comment on column trueup_v1.item_confidence.unrecorded_movements is 'Expected movements before the cut-off that are not recorded yet; p_exact holds that there are none with chance exp(-unrecorded_movements).';
comment on column trueup_v1.item_confidence_history.unrecorded_movements is 'Expected movements before the cut-off that are not recorded yet; p_exact holds that there are none with chance exp(-unrecorded_movements).';
