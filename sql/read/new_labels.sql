-- One row per count that this night reads for the first time, with what the night before believed of its record.
-- $1 bigint publication, $2 bigint publication of the base (0 without one), $3 double precision dispersion of the model.
-- Between that night and the count errors went on: p_exact is carried on by (1 + theta H)^(-1 / theta), H growing as before,
-- and with it the chance of an error within tolerance; expected errors beyond the known one grow as H does. What that night
-- took for not recorded yet is recorded by now and stands in the count's book: compared is p_exact once it is recorded.
select
    count_variance.location_id,
    count_variance.item_id,
    count_variance.counted_at,
    count_variance.counted,
    count_variance.book,
    item_confidence.p_exact,
    coalesce(count_variance.inclusion_probability, drawn.inclusion_probability) as inclusion_probability,
    case when drawn.recount_id is null then count_variance.selection else 'random' end as selection,
    count_variance.counted = count_variance.book as is_exact,
    count_variance.document_id,
    recorded.p_exact * carried.share as p_at_count,
    greatest(item_confidence.p_within_tolerance, recorded.p_exact) * carried.share as p_within_tolerance,
    case when carried.share is not null then item_confidence.p_in_stock end as p_in_stock,
    item_confidence.known_error_qty
    + (item_confidence.expected_qty - item_confidence.book_qty - item_confidence.known_error_qty) * carried.growth
        as expected_bias,
    item_confidence.expected_error
    + greatest(item_confidence.expected_error - abs(item_confidence.known_error_qty), 0) * (carried.growth - 1)
        as expected_error
from trueup.count_variance
left join trueup.item_confidence
    on item_confidence.publication_id = $2
    and item_confidence.location_id = count_variance.location_id
    and item_confidence.item_id = count_variance.item_id
-- A count that answers a recount of the random draw was chosen with the probability of the draw
left join trueup.recount as drawn
    on drawn.recount_id = count_variance.document_id
    and drawn.selection = 'random'
left join trueup.publication as base on base.publication_id = $2
left join lateral (
    select coalesce(item_confidence.p_exact_recorded, item_confidence.p_exact) as p_exact
) as recorded on true
left join lateral (
    select
        1 + greatest(extract(epoch from count_variance.counted_at - base.cutoff), 0)
        / greatest(extract(epoch from base.cutoff - count_variance.starts_at), 86400) as factor
) as grown on true
-- A record that was counted in between is not the one that was scored
left join lateral (
    select
        grown.factor::double precision as growth,
        power(
            (1 + greatest($3::double precision, 1e-9) * item_confidence.exposure * grown.factor)
            / (1 + greatest($3::double precision, 1e-9) * item_confidence.exposure),
            -1 / greatest($3::double precision, 1e-9)
        ) as share
    where count_variance.starts_at <= base.cutoff
) as carried on true
where count_variance.publication_id = $1
    and not count_variance.is_withdrawn
    and not exists (
        select
        from trueup.count_label
        inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id
        inner join trueup.publication as mine on mine.publication_id = $1
        where count_label.location_id = count_variance.location_id
            and count_label.item_id = count_variance.item_id
            and count_label.counted_at = count_variance.counted_at
            and kept_publication.business_date < mine.business_date
    )
order by count_variance.location_id, count_variance.item_id, count_variance.counted_at
