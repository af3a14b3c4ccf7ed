-- One row changed per recount that a count of the feed answered, that a revision of the night takes back, or that is too late.
-- $1 bigint publication, $2 date business date.
with answered as (
    update trueup.recount
    set state = 'counted',
        counted_qty = count_variance.counted / 1000.0,
        counted_at = count_variance.counted_at,
        complete = coalesce(recount.complete, true),
        outcome = case when count_variance.counted = count_variance.book then 'exact' else 'wrong' end,
        realised_value = abs(count_variance.counted - count_variance.book) / 1000.0 * recount.unit_cost
    from trueup.count_variance
    where count_variance.publication_id = $1
        and count_variance.document_id = recount.recount_id
        and count_variance.location_id = recount.location_id
        and count_variance.item_id = recount.item_id
        and not count_variance.is_withdrawn
        and recount.state <> 'dismissed'
    returning recount.recount_id
),

late as (
    -- what somebody took on has a week longer
    update trueup.recount
    set state = 'expired'
    where recount.state in ('proposed', 'accepted', 'assigned', 'counting')
        and recount.due_by + case recount.state when 'proposed' then 0 else 7 end < $2
        and recount.business_date <> $2
        and recount.recount_id not in (select answered.recount_id from answered)
),

kept as (
    -- people act on what a replaced revision proposed too
    update trueup.recount
    set publication_id = $1
    where recount.business_date = $2
        and recount.state <> 'proposed'
        and recount.recount_id not in (select answered.recount_id from answered)
)

delete from trueup.recount
where recount.business_date = $2
    and recount.state = 'proposed'
    and recount.recount_id not in (select answered.recount_id from answered)
