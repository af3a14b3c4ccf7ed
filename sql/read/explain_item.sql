-- One sentence about a record.  $1 text location, $2 text item.
select
    format(
        'The book says %s; %s is expected there (%s to %s), the book is exact with %s %%, and nothing is there with %s %%.%s Since %s there were %s expected error events; the doubt comes from %s.%s Advice: %s.',
        item_confidence.book_qty,
        coalesce(round(item_confidence.expected_qty::numeric, 1)::text, 'an unknown quantity'),
        coalesce(item_confidence.qty_p05::text, '-'),
        coalesce(item_confidence.qty_p95::text, '-'),
        coalesce(round((100 * item_confidence.p_exact)::numeric, 1)::text, '-'),
        coalesce(round((100 * item_confidence.p_phantom)::numeric, 1)::text, '-'),
        case
            when round(item_confidence.known_error_qty::numeric) <> 0
                then
                    ' What was counted last and moved since is ' || trim_scale(abs(item_confidence.known_error_qty)::numeric)
                    || case when item_confidence.known_error_qty < 0 then ' less' else ' more' end
                    || ' than the book says: a known difference.'
            else ''
        end,
        coalesce('the count of ' || item_confidence.last_counted_at::date, 'go-live'),
        coalesce(round(item_confidence.exposure::numeric, 2)::text, 'an unknown number of'),
        coalesce(nullif(concat_ws(
            ', ',
            item_confidence.driver_1 || ' ' || round((100 * item_confidence.driver_1_share)::numeric)
            || coalesce(' ± ' || round((100 * item_confidence.driver_1_sd)::numeric), '') || ' %',
            item_confidence.driver_2 || ' ' || round((100 * item_confidence.driver_2_share)::numeric)
            || coalesce(' ± ' || round((100 * item_confidence.driver_2_sd)::numeric), '') || ' %',
            item_confidence.driver_3 || ' ' || round((100 * item_confidence.driver_3_share)::numeric)
            || coalesce(' ± ' || round((100 * item_confidence.driver_3_sd)::numeric), '') || ' %'
        ), ''), 'nothing known'),
        case
            when item_confidence.change_cause is not null and abs(item_confidence.change) >= 0.0005
                then
                    ' The chance that it is exact moved by ' || to_char(100 * item_confidence.change, 'FMSG990.0')
                    || ' points since the night before, most of it by '
                    || case item_confidence.change_cause
                        when 'late_data' then 'late data'
                        when 'count' then 'the count'
                        when 'model' then 'the new model'
                        when 'adjustment' then 'the adjustment of the book'
                        else 'time and movements'
                    end || '.'
            else ''
        end,
        item_confidence.recommended_action
    ) as sentence,
    item_confidence.*
from trueup_v1.item_confidence
where item_confidence.location_id = $1
    and item_confidence.item_id = $2
