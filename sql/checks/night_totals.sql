-- One row per total of a night that does not tie; empty is a pass.
-- $1 bigint publication, attached and not yet published.
select
    'records without a position' as total,
    count(*) as off_by
from trueup.item_confidence
left join trueup.position
    on position.publication_id = item_confidence.publication_id
    and position.location_id = item_confidence.location_id
    and position.item_id = item_confidence.item_id
where item_confidence.publication_id = $1
    and position.item_id is null
having count(*) > 0
union all
select
    'records whose book is not their position''s' as total,
    count(*) as off_by
from trueup.item_confidence
inner join trueup.position
    on position.publication_id = item_confidence.publication_id
    and position.location_id = item_confidence.location_id
    and position.item_id = item_confidence.item_id
where item_confidence.publication_id = $1
    and round(item_confidence.book_qty::numeric * 1000)
        <> position.available + coalesce(position.backroom, 0) + coalesce(position.display, 0)
having count(*) > 0
union all
select
    'naive variances that are not gap + timing + carry' as total,
    count(*) as off_by
from trueup.count_variance
where count_variance.publication_id = $1
    and count_variance.counted - count_variance.book
        <> count_variance.gap + count_variance.timing + count_variance.carry
having count(*) > 0
