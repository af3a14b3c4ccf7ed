-- One row, where any saleable book is below zero. Numerator: such positions; denominator: positions; detail: whose books.
-- $1 bigint publication of the last night; without one the books that snapshots state.
with book as (
    select position.available + coalesce(position.backroom, 0) + coalesce(position.display, 0) < 0 as is_negative
    from trueup.position
    where position.publication_id = $1
    union all
    select position_snapshot.quantity < 0
    from feed.position_snapshot
    where $1 is null
        and position_snapshot.measure = 'on_hand'
        and position_snapshot.state in ('available', 'backroom', 'display')
)

select
    null::text as source_system,
    null::text as location_id,
    case when $1 is null then 'books of snapshots' else 'books of the last night' end as detail,
    count(*) filter (where book.is_negative) as numerator,
    count(*) as denominator
from book
having count(*) filter (where book.is_negative) > 0
