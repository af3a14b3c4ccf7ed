-- One row per location: share of its random draws of 90 days, due by now, whose count this night knows.
-- $1 date business date, $2 date business date of the base ('-infinity' without one), $3 bigint publication.
select
    recount.location_id,
    avg(
        exists (
            select
            from trueup.count_variance
            left join trueup.kept_publication on kept_publication.publication_id = count_variance.publication_id
            where count_variance.location_id = recount.location_id
                and count_variance.item_id = recount.item_id
                and count_variance.document_id = recount.recount_id
                and (count_variance.publication_id = $3 or kept_publication.business_date <= $2)
        )::integer
    )::double precision as completion
from trueup.recount
where recount.selection = 'random'
    and recount.business_date > $1::date - 90
    and recount.business_date < $1::date - 2
group by recount.location_id
