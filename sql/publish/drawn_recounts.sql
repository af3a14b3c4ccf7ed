-- One row changed per open recount whose position the night's random draw hits: it is counted as a draw, whatever it was
-- recommended for before, else the draw would miss the records most in doubt. What somebody took on becomes the draw's count,
-- what nobody did is proposed anew.
update trueup.recount
set state = case recount.state when 'proposed' then 'expired' else recount.state end,
    selection = case recount.state when 'proposed' then recount.selection else 'random' end,
    inclusion_probability = case
        when recount.state = 'proposed' then recount.inclusion_probability
        else proposed_recount.inclusion_probability
    end
from pg_temp.proposed_recount
where proposed_recount.selection = 'random'
    and recount.selection <> 'random'
    and recount.state not in ('counted', 'dismissed', 'expired')
    and recount.location_id = proposed_recount.location_id
    and recount.item_id = proposed_recount.item_id
