-- One row per closed interval between anchors of the last 400 days, as this night knows it: what the model learns from.
-- Counts triggered by suspicion teach nothing unless their probability is known.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 timestamptz cut-off.
select
    newest.location_id,
    newest.item_id,
    newest.counted_at,
    newest.starts_at,
    newest.starts_with,
    newest.gap,
    newest.exposure,
    case
        when newest.selection = 'full' then coalesce(newest.inclusion_probability, 1)
        else coalesce(newest.inclusion_probability, drawn.inclusion_probability * greatest(coalesce(plan.random_completion, 1), 0.05))
    end as inclusion_probability
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at)
        count_variance.*
    from trueup.count_variance
    left join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where (
            count_variance.publication_id = $1
            or kept_publication.business_date <= $2
        )
        and count_variance.counted_at > $3::timestamptz - interval '400 days'
    order by
        count_variance.location_id,
        count_variance.item_id,
        count_variance.counted_at,
        count_variance.publication_id = $1 desc,
        count_variance.business_date desc
) as newest
left join trueup.recount as drawn
    on drawn.recount_id = newest.document_id
    and drawn.selection = 'random'
-- Draws that nobody counts make those that are counted stand for more
left join (
    select
        recount_plan.location_id,
        recount_plan.random_completion
    from trueup.recount_plan
    inner join trueup.kept_publication on kept_publication.publication_id = recount_plan.publication_id
    where kept_publication.business_date = $2
) as plan on plan.location_id = newest.location_id
where not newest.is_withdrawn
    and newest.gap is not null
    and (newest.selection <> 'triggered' or newest.inclusion_probability is not null or drawn.recount_id is not null)
order by newest.location_id, newest.item_id, newest.counted_at
