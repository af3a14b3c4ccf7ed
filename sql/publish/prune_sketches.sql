-- Removes rows of this night that repeat what an earlier night left: a changed figure is appended, an unchanged one is not.
-- $1 bigint publication, $2 date business date of the base.
delete from trueup.latency_sketch as mine
where mine.publication_id = $1
    and exists (
        select
        from (
            select earlier.*
            from trueup.latency_sketch as earlier
            inner join trueup.kept_publication on kept_publication.publication_id = earlier.publication_id
            where earlier.location_id = mine.location_id
                and earlier.source_system = mine.source_system
                and earlier.event_type = mine.event_type
                and earlier.day = mine.day
                and kept_publication.business_date <= $2
            order by earlier.business_date desc
            limit 1
        ) as newest
        where newest.buckets is not distinct from mine.buckets
            and newest.events is not distinct from mine.events
            and newest.zero_count is not distinct from mine.zero_count
            and newest.preposted_count is not distinct from mine.preposted_count
            and newest.day_precision_count is not distinct from mine.day_precision_count
            and newest.arrival_delay is not distinct from mine.arrival_delay
    )
