-- One row: messages, thousandths moved out, cancellations, sum of buckets, of the same fold as peers/engines.py, tuned for the
-- server: three plain hash aggregates, for grouping sets widen every row of the one pass.
with delays as (
    select
        location_id,
        source_system,
        event_type,
        (event_time at time zone 'Europe/Berlin')::date as event_day,
        -- date_part is a double, extract a numeric
        ceil(ln(greatest(date_part('epoch', record_time - event_time) * 1e6, 1)) * 49.99833328888678)::integer as bucket,
        count(*) as messages
    from feed.inventory_event
    group by 1, 2, 3, 4, 5
),

moved as (
    select
        location_id,
        item_id,
        (event_time at time zone 'Europe/Berlin')::date as event_day,
        sum((quantity * 1000)::bigint) filter (where event_type in ('sale', 'shipment', 'pickup')) as quantity_out,
        sum((quantity * 1000)::bigint) filter (where event_type = 'receipt') as quantity_in
    from feed.inventory_event
    where event_type in ('sale', 'shipment', 'pickup', 'receipt')
    group by 1, 2, 3
),

cancelled as (
    select
        location_id,
        (event_time at time zone 'Europe/Berlin')::date as event_day,
        count(*) as cancellations
    from feed.inventory_event
    where event_type = 'cancellation'
    group by 1, 2
),

final as (
    select
        (select sum(messages) from delays)::bigint as messages,
        (select sum(quantity_out) from moved)::bigint as quantity_out,
        (select sum(cancellations) from cancelled)::bigint as cancellations,
        (select sum(messages * bucket) from delays)::bigint as buckets,
        (select sum(quantity_in) from moved)::bigint as quantity_in
)

select * from final
