-- One array of every item that a location carries, in the order of keys.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'locationID', assortment.location_id,
            'itemID', assortment.item_id,
            'abcClass', assortment.abc_class,
            'zone', assortment.zone
        )
        order by assortment.location_id, assortment.item_id
    ),
    '[]'
)::text
from feed.assortment
