-- One row, where any store or distribution centre has no labour budget. Numerator: such locations; denominator: active stores and
-- distribution centres.
select
    null::text as source_system,
    null::text as location_id,
    null::text as detail,
    count(*) filter (where not budget.is_there) as numerator,
    count(*) as denominator
from feed.location
cross join lateral (
    select exists (
        select
        from feed.labour_budget
        where labour_budget.minutes > 0
            and (labour_budget.location_id is null or labour_budget.location_id = location.location_id)
    ) as is_there
) as budget
where coalesce(location.active, true)
    and location.kind in ('store', 'dc')
having count(*) filter (where not budget.is_there) > 0
