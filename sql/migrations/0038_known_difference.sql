-- Where the doubt about a record comes from: what is known to differ is named, and what is not recorded yet.
do $$
declare
    name text;
begin
    foreach name in array array['trueup.item_confidence', 'trueup_v1.item_confidence', 'trueup_v1.item_confidence_history'] loop
        execute format('comment on column %s.driver_1 is %L', name, 'Where the doubt comes from: a known difference where there is one (what was counted last and moved since is not what the book says, see known_error_qty), else what has the largest share: a class of evidence, or movements not recorded yet.');
        execute format('comment on column %s.driver_1_share is %L', name, 'Its share of the chance that the book is wrong, 0 to 1. Of 1 - p_exact, what a book would have that agrees with the last count and the movements since goes by the shares of the classes of evidence in the expected error events; what the known difference adds to it and what movements not recorded yet add are drivers of their own. All shares of a record sum to 1.');
        execute format('comment on column %s.driver_1_sd is %L', name, 'Posterior standard deviation of driver_1_share; null for a known difference and for movements not recorded yet.');
        execute format('comment on column %s.driver_2_sd is %L', name, 'Posterior standard deviation of driver_2_share; null for movements not recorded yet.');
        execute format('comment on column %s.driver_3_sd is %L', name, 'Posterior standard deviation of driver_3_share; null for movements not recorded yet.');
        execute format('comment on column %s.value_at_risk is %L', name, 'Loss expected over the horizon if nobody counts, location''s currency: margin of sales lost to phantoms, cancellations of promises that cannot be kept, and the cost of holding what is hidden or missing. The most that a count can avert; the worth of a recount holds the money on the books that it puts right beside.');
    end loop;
    foreach name in array array[
        'trueup.location_confidence', 'trueup_v1.location_confidence', 'trueup_v1.location_confidence_history',
        'trueup.group_confidence', 'trueup_v1.group_confidence'
    ] loop
        execute format('comment on column %s.driver is %L', name, 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.');
        execute format('comment on column %s.driver_share is %L', name, 'Its share of the expected wrong records, 0 to 1.');
    end loop;
    foreach name in array array['trueup.recount', 'trueup_v1.recount'] loop
        execute format('comment on column %s.expected_value is %L', name, 'Worth of the count, location''s currency: value_at_risk of the record, which it averts at most, and the money on the books that it puts right, expected_error x unit cost. By that second part it may exceed the value at risk of its record, or of the location.');
    end loop;
end
$$;
