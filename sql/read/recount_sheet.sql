-- One row per count to be made, with room for its result.  $1 text location, null for all.
select
    recount_sheet.recount_id,
    recount_sheet.location_id,
    recount_sheet.item_id,
    recount_sheet.gtin,
    recount_sheet.zone,
    recount_sheet.due_by,
    recount_sheet.assignee,
    null::text as counted_qty,
    null::text as counted_at,
    null::text as counted_by,
    null::text as actual_minutes
from trueup_v1.recount_sheet
where recount_sheet.location_id = $1
    or $1 is null
order by recount_sheet.location_id, recount_sheet.zone, recount_sheet.item_id
