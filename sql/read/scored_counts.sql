-- One row per count of the last 90 days whose record was scored the night before, as the night that read it knew it.
-- $1 timestamptz cut-off, $2 date business date of the base ('-infinity' without one).
select
    count_label.location_id,
    count_label.p_exact,
    count_label.is_exact,
    count_label.inclusion_probability
from trueup.count_label
inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id
where kept_publication.business_date <= $2
    and count_label.counted_at > $1::timestamptz - interval '90 days'
order by count_label.location_id, count_label.item_id, count_label.counted_at
