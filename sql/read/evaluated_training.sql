-- One row per closed interval between anchors as the nights before a window knew it: what an ordinary model may learn from.
-- $1 date first night of the window.
select
    newest.location_id,
    coalesce(item.category, '') as category,
    newest.gap + newest.timing + newest.carry = 0 as is_exact,
    extract(epoch from newest.counted_at - newest.starts_at)::double precision / 86400 as days,
    newest.starts_with,
    newest.timing + newest.carry <> 0 as is_known_wrong,
    newest.exposure
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at) count_variance.*
    from trueup.count_variance
    inner join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where kept_publication.business_date < $1
        and count_variance.counted_at > $1::date - interval '400 days'
    order by
        count_variance.location_id,
        count_variance.item_id,
        count_variance.counted_at,
        count_variance.business_date desc
) as newest
left join trueup.recount as drawn
    on drawn.recount_id = newest.document_id
    and drawn.selection = 'random'
left join feed.item on item.item_id = newest.item_id
where not newest.is_withdrawn
    and newest.gap is not null
    and (newest.selection <> 'triggered' or newest.inclusion_probability is not null or drawn.recount_id is not null)
order by newest.location_id, newest.item_id, newest.counted_at
