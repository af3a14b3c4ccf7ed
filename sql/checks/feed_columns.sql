-- One row per column of the feed that is missing or has another type than the contract says; empty is a pass.
with wanted (table_name, column_name, type_name) as (
    values
        ('inventory_event', 'source_system', 'text'),
        ('inventory_event', 'event_id', 'text'),
        ('inventory_event', 'event_type', 'text'),
        ('inventory_event', 'location_id', 'text'),
        ('inventory_event', 'item_id', 'text'),
        ('inventory_event', 'quantity', 'numeric'),
        ('inventory_event', 'expected_quantity', 'numeric'),
        ('inventory_event', 'event_time', 'timestamp with time zone'),
        ('inventory_event', 'event_time_precision', 'text'),
        ('inventory_event', 'record_time', 'timestamp with time zone'),
        ('inventory_event', 'ingested_at', 'timestamp with time zone'),
        ('inventory_event', 'ingest_xid', 'xid8'),
        ('inventory_event', 'from_state', 'text'),
        ('inventory_event', 'to_state', 'text'),
        ('inventory_event', 'channel', 'text'),
        ('inventory_event', 'document_type', 'text'),
        ('inventory_event', 'document_id', 'text'),
        ('inventory_event', 'document_line', 'text'),
        ('inventory_event', 'promised_time', 'timestamp with time zone'),
        ('inventory_event', 'expires_time', 'timestamp with time zone'),
        ('inventory_event', 'parent_document_type', 'text'),
        ('inventory_event', 'parent_document_id', 'text'),
        ('inventory_event', 'parent_document_line', 'text'),
        ('inventory_event', 'counterpart_id', 'text'),
        ('inventory_event', 'actor_id', 'text'),
        ('inventory_event', 'approver_id', 'text'),
        ('inventory_event', 'device_id', 'text'),
        ('inventory_event', 'customer_key', 'text'),
        ('inventory_event', 'substitutes_item_id', 'text'),
        ('inventory_event', 'unit_value', 'numeric'),
        ('inventory_event', 'currency', 'character(3)'),
        ('inventory_event', 'attributes', 'jsonb'),
        ('inventory_event', 'reason_code', 'text'),
        ('inventory_event', 'count_selection', 'text'),
        ('inventory_event', 'inclusion_probability', 'double precision'),
        ('inventory_event', 'corrects_event_id', 'text'),
        ('location', 'location_id', 'text'),
        ('location', 'name', 'text'),
        ('location', 'kind', 'text'),
        ('location', 'region', 'text'),
        ('location', 'time_zone', 'text'),
        ('location', 'active', 'boolean'),
        ('item', 'item_id', 'text'),
        ('item', 'name', 'text'),
        ('item', 'category', 'text'),
        ('item', 'unit_cost', 'numeric'),
        ('item', 'unit_price', 'numeric'),
        ('item', 'tracked', 'boolean'),
        ('item', 'active', 'boolean'),
        ('assortment', 'location_id', 'text'),
        ('assortment', 'item_id', 'text'),
        ('assortment', 'zone', 'text'),
        ('promotion', 'starts', 'timestamp with time zone'),
        ('promotion', 'ends', 'timestamp with time zone'),
        ('calendar', 'day', 'date'),
        ('labour_budget', 'minutes', 'double precision'),
        ('position_snapshot', 'quantity', 'numeric'),
        ('position_snapshot', 'as_of', 'timestamp with time zone'),
        ('reason_map', 'canonical', 'text'),
        ('reason_map', 'fault', 'text'),
        ('reason_map', 'physical', 'boolean')
),

found as (
    select
        pg_class.relname::text as table_name,
        pg_attribute.attname::text as column_name,
        pg_catalog.format_type(pg_attribute.atttypid, pg_attribute.atttypmod) as type_name
    from pg_catalog.pg_attribute
    inner join pg_catalog.pg_class on pg_class.oid = pg_attribute.attrelid
    inner join pg_catalog.pg_namespace on pg_namespace.oid = pg_class.relnamespace
    where pg_namespace.nspname = 'feed'
        and pg_attribute.attnum > 0
        and not pg_attribute.attisdropped
)

select
    wanted.table_name,
    wanted.column_name,
    wanted.type_name,
    found.type_name as found_type
from wanted
left join found on found.table_name = wanted.table_name and found.column_name = wanted.column_name
where found.type_name is distinct from wanted.type_name
order by wanted.table_name, wanted.column_name
