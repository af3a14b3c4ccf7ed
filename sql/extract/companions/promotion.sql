-- One array of every promotion; times in microseconds since 2000-01-01 UTC.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'itemID', promotion.item_id,
            'category', promotion.category,
            'region', promotion.region,
            'locationID', promotion.location_id,
            'starts', (extract(epoch from promotion.starts) * 1000000)::bigint - 946684800000000,
            'ends', (extract(epoch from promotion.ends) * 1000000)::bigint - 946684800000000
        )
        order by promotion.starts, promotion.ends, promotion.item_id, promotion.category, promotion.region, promotion.location_id
    ),
    '[]'
)::text
from feed.promotion
