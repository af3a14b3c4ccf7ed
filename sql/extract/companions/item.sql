-- One array of every item, in the order of ids; money in thousandths.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'id', item.item_id,
            'sku', item.sku,
            'gtin', item.gtin,
            'name', item.name,
            'category', item.category,
            'unitCost', (item.unit_cost * 1000)::bigint,
            'unitPrice', (item.unit_price * 1000)::bigint,
            'packSize', item.pack_size,
            'isTracked', coalesce(item.tracked, true),
            'isActive', coalesce(item.active, true)
        )
        order by item.item_id
    ),
    '[]'
)::text
from feed.item
