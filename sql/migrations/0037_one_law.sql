-- What is not recorded yet is part of the law that every figure of a record is read from.
alter table trueup.item_confidence add column p_exact_recorded double precision;

do $$
declare
    name text;
begin
    foreach name in array array['item_confidence', 'item_confidence_history'] loop
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(
                pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ', ', item_confidence.p_exact_recorded FROM ')
        );
    end loop;
    foreach name in array array['trueup.item_confidence', 'trueup_v1.item_confidence', 'trueup_v1.item_confidence_history'] loop
        execute format('comment on column %s.p_exact_recorded is %L', name, 'Probability that the book will be exact once every movement before the cut-off is recorded, 0 to 1; what a count the day after compares with.');
        execute format('comment on column %s.unrecorded_movements is %L', name, 'Expected movements before the cut-off that are not recorded yet, of the kinds that the location''s feeds send. They are part of the law of what is there: p_exact, p_within_tolerance, expected_qty and the quantiles know them.');
    end loop;
end
$$;
