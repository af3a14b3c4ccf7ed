-- One row per count of the last 90 days whose record was scored the night before, as the night that read it knew it.
-- $1 timestamptz cut-off, $2 date business date of the base ('-infinity' without one), $3 bigint publication.
select
    count_label.location_id,
    count_label.p_at_count,
    count_label.is_exact,
    count_label.inclusion_probability,
    count_label.item_id,
    count_label.counted,
    count_label.book,
    count_label.p_within_tolerance,
    count_label.p_in_stock,
    count_label.expected_bias,
    count_label.expected_error
from trueup.count_label
left join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id
where (kept_publication.business_date <= $2 or count_label.publication_id = $3)
    and count_label.counted_at > $1::timestamptz - interval '90 days'
order by count_label.location_id, count_label.item_id, count_label.counted_at
