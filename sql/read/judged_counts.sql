-- One row per closed interval between anchors that ends within some days, as this night knows it: what losses are judged by.
-- Counts made on suspicion stay out, unless the records themselves asked for them or their probability is known.
-- $1 bigint publication, $2 date business date of the base ('-infinity' without one), $3 timestamptz cut-off, $4 integer days.
select
    newest.location_id,
    newest.item_id,
    newest.counted_at,
    newest.starts_at,
    newest.starts_with,
    newest.gap,
    newest.exposure,
    newest.selection = 'triggered' and newest.inclusion_probability is null and asked.selection <> 'random' as is_chosen
from (
    select distinct on (count_variance.location_id, count_variance.item_id, count_variance.counted_at)
        count_variance.*
    from trueup.count_variance
    left join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
    where (
            count_variance.publication_id = $1
            or kept_publication.business_date <= $2
        )
        and count_variance.counted_at > $3::timestamptz - $4 * interval '1 day'
    order by
        count_variance.location_id,
        count_variance.item_id,
        count_variance.counted_at,
        count_variance.publication_id = $1 desc,
        count_variance.business_date desc
) as newest
left join trueup.recount as asked
    on asked.recount_id = newest.document_id
    and asked.selection in ('value', 'random')
where not newest.is_withdrawn
    and newest.gap is not null
    and (newest.selection <> 'triggered' or newest.inclusion_probability is not null or asked.recount_id is not null)
order by newest.location_id, newest.item_id, newest.counted_at
