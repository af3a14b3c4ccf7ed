-- Takes back what this night said about the counts of the positions in pg_temp.wanted_position: they are rebuilt.
-- $1 bigint publication.
delete from trueup.count_variance
using pg_temp.wanted_position
where count_variance.location_id = wanted_position.location_id
    and count_variance.item_id = wanted_position.item_id
    and count_variance.publication_id = $1
