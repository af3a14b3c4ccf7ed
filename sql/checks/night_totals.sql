-- One row per total of a night that does not tie; empty is a pass.
-- $1 bigint publication, attached and not yet published; $2 text[] locations and $3 text[] items that are not scored.
with record as (
    select
        item_confidence.location_id,
        count(*) as records,
        -- Items with their books in any order: a join of a million rows with a million would take longer than writing them
        sum(hashtextextended(item_confidence.item_id, hashfloat8extended(item_confidence.book_qty, 0)))
            filter (where item_confidence.book_qty <> 0) as books
    from trueup.item_confidence
    where item_confidence.publication_id = $1
    group by item_confidence.location_id
),

stock as (
    select
        position.location_id,
        count(*) as positions,
        sum(hashtextextended(position.item_id, hashfloat8extended(saleable.book, 0)))
            filter (where saleable.book <> 0) as books
    from trueup.position
    cross join lateral (
        values (
            (position.available + coalesce(position.backroom, 0) + coalesce(position.display, 0))::double precision / 1000
        )
    ) as saleable (book)
    where position.publication_id = $1
        and position.location_id <> all($2::text[])
        and position.item_id <> all($3::text[])
    group by position.location_id
)

select
    'locations whose records are more than their positions, or have other books' as total,
    count(*) as off_by
from record
full join stock on stock.location_id = record.location_id
where coalesce(record.records, 0) > coalesce(stock.positions, 0)
    or record.books is distinct from stock.books
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
