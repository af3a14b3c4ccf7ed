-- Completes the publication of a night and makes it the one that readers see.
-- $1 bigint publication, $2 text digest, $3 bigint read, $4 bigint late, $5 bigint duplicate, $6 bigint quarantined, $7 text model,
-- $8 bigint resent.
update trueup.publication
set
    digest = $2,
    rows_read = $3,
    rows_late = $4,
    rows_duplicate = $5,
    rows_quarantined = $6,
    rows_resent = $8,
    model_id = $7,
    published_at = pg_catalog.now()
where publication_id = $1
