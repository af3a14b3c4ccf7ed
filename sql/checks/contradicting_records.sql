-- One row per record of the last published night and law that its own figures break; none is a pass. Every figure of a record
-- is read from one law of what is there.
with record as (
    select
        item_confidence.*,
        item_confidence.book_qty::double precision as book,
        item_confidence.qty_p05::double precision as p05,
        item_confidence.qty_p50::double precision as p50,
        item_confidence.qty_p95::double precision as p95,
        item_confidence.book_qty = trunc(item_confidence.book_qty)
        and item_confidence.known_error_qty = trunc(item_confidence.known_error_qty) as is_whole
    from trueup_v1.item_confidence
    where item_confidence.p_exact is not null
)

select
    record.location_id,
    record.item_id,
    law.name,
    record.p_exact,
    record.book
from record
cross join lateral (
    values
    ('what is exact is within tolerance', record.p_exact <= record.p_within_tolerance + 1e-9),
    (
        'chances are chances',
        least(record.p_exact, record.p_phantom, record.p_in_stock, record.p_exact_recorded) >= -1e-9
        and greatest(record.p_within_tolerance, record.p_phantom, record.p_in_stock, record.p_exact_recorded) <= 1 + 1e-9
    ),
    ('quantiles ascend from nothing', 0 <= record.p05 and record.p05 <= record.p50 and record.p50 <= record.p95),
    ('the mean is not below what 95 in 100 have', record.expected_qty >= 0.95 * record.p05 - 1e-9),
    (
        'an interval that is the book makes the book likely',
        record.p05 <> record.p95 or record.p05 <> record.book or record.p_exact >= 0.90 - 1e-9
    ),
    ('a sure book lies in the interval', record.p_exact < 0.95 or record.book between record.p05 - 0.5 and record.p95 + 0.5),
    ('an unlikely book is not the interval', record.p_exact >= 0.05 or record.p05 <> record.book or record.p95 <> record.book),
    ('a book that is exact is no phantom', record.book <= 0 or record.p_phantom <= 1 - record.p_exact + 1e-9),
    ('nothing there or something', record.book <= 0 or abs(record.p_in_stock + record.p_phantom - 1) <= 1e-9),
    ('errors are no smaller than their mean', record.expected_error >= abs(record.expected_qty - record.book) - 1e-6),
    ('a wrong book is wrong by a unit', not record.is_whole or record.expected_error >= 1 - record.p_exact - 1e-6),
    ('what can be promised is there', record.atp_safe_qty >= 0 and record.atp_safe_qty <= record.p05 + 1e-9),
    ('a movement is of a unit or more', record.unrecorded_qty >= record.unrecorded_movements - 1e-9),
    (
        'where nothing is pending all is recorded',
        record.unrecorded_movements > 1e-9 or record.book < 0 or abs(record.p_exact - record.p_exact_recorded) <= 1e-6
    ),
    (
        'what is pending takes no more than its chance',
        record.p_exact >= record.p_exact_recorded * exp(-record.unrecorded_movements) - 1e-6
    ),
    ('who advises to trust does', record.recommended_action <> 'trust' or record.p_exact >= 0.75 and record.p_phantom <= 0.25),
    (
        'drivers are shares of one whole',
        coalesce(record.driver_1_share, 0) + coalesce(record.driver_2_share, 0) + coalesce(record.driver_3_share, 0) <= 1 + 1e-9
    )
) as law (name, holds)
where law.holds is not true
order by record.location_id, record.item_id, law.name
