-- The contract's incoming side: one append-only event table and its companions, filled by the retailer.
create schema feed;
comment on schema feed is 'What the retailer delivers: the inventory event history and its companions. Trueup only reads it.';

-- One table, not partitions: repeated ids, corrections and late events are looked up by key over the whole
-- history, and an index over all of it answers each in one descent instead of one per partition.
create table feed.inventory_event (
    source_system text,
    event_id text,
    event_type text,
    location_id text,
    item_id text,
    quantity numeric,
    expected_quantity numeric,
    event_time timestamptz,
    event_time_precision text default 'instant',
    record_time timestamptz,
    promised_time timestamptz,
    expires_time timestamptz,
    from_state text,
    to_state text,
    channel text,
    document_type text,
    document_id text,
    document_line text,
    parent_document_type text,
    parent_document_id text,
    parent_document_line text,
    counterpart_id text,
    reason_code text,
    actor_id text,
    approver_id text,
    device_id text,
    customer_key text,
    substitutes_item_id text,
    count_selection text,
    inclusion_probability double precision,
    corrects_event_id text,
    unit_value numeric,
    currency char(3),
    attributes jsonb,
    ingested_at timestamptz not null default clock_timestamp(),
    ingest_xid xid8 not null default pg_current_xact_id()
);
create index inventory_event_ingest_xid on feed.inventory_event (ingest_xid);
create index inventory_event_key on feed.inventory_event (source_system, event_id);
create index inventory_event_position on feed.inventory_event (location_id, item_id, event_time);
create index inventory_event_order_line on feed.inventory_event (document_id, document_line) where document_type = 'order';
create index inventory_event_correction on feed.inventory_event (source_system, corrects_event_id)
    where corrects_event_id is not null;

comment on table feed.inventory_event is 'One row per delivered message, append-only, exactly as delivered: duplicates and malformed messages included.';
comment on column feed.inventory_event.source_system is 'System that sent the message: pos, web, a marketplace name, oms, wms, erp, supplier.';
comment on column feed.inventory_event.event_id is 'Identity of the message, stable in its source (EPCIS eventID).';
comment on column feed.inventory_event.event_type is 'What happened; unknown values are quarantined (EPCIS bizStep and action).';
comment on column feed.inventory_event.location_id is 'Where (EPCIS bizLocation); feed.location.';
comment on column feed.inventory_event.item_id is 'What (EPCIS epcClass); feed.item.';
comment on column feed.inventory_event.quantity is 'Units, never negative except for an adjustment (signed); for a count the counted quantity.';
comment on column feed.inventory_event.expected_quantity is 'Units in the book at the moment of a count, where the source knows it.';
comment on column feed.inventory_event.event_time is 'When it happened (EPCIS eventTime).';
comment on column feed.inventory_event.event_time_precision is 'How exactly event_time is known: instant, minute or day.';
comment on column feed.inventory_event.record_time is 'When the source system knew it (EPCIS recordTime).';
comment on column feed.inventory_event.promised_time is 'When it is due or was promised.';
comment on column feed.inventory_event.expires_time is 'End of a reservation.';
comment on column feed.inventory_event.from_state is 'Stock state the units leave.';
comment on column feed.inventory_event.to_state is 'Stock state the units enter.';
comment on column feed.inventory_event.channel is 'Sales channel: store, web, a marketplace name, phone.';
comment on column feed.inventory_event.document_type is 'Business document: order, transfer, po, asn, rma, count (EPCIS bizTransaction type).';
comment on column feed.inventory_event.document_id is 'Identity of the business document (EPCIS bizTransaction).';
comment on column feed.inventory_event.document_line is 'Line of the business document.';
comment on column feed.inventory_event.parent_document_type is 'Type of the document behind this one: a receipt''s PO beside its ASN, a return''s order beside its RMA.';
comment on column feed.inventory_event.parent_document_id is 'Identity of the document behind this one.';
comment on column feed.inventory_event.parent_document_line is 'Line of the document behind this one.';
comment on column feed.inventory_event.counterpart_id is 'The other location or the supplier (EPCIS source and destination).';
comment on column feed.inventory_event.reason_code is 'Reason of a cancellation, adjustment or return, in the source''s own words; feed.reason_map makes it canonical.';
comment on column feed.inventory_event.actor_id is 'Pseudonym of who did it.';
comment on column feed.inventory_event.approver_id is 'Pseudonym of who approved it.';
comment on column feed.inventory_event.device_id is 'Device that recorded it (EPCIS deviceID).';
comment on column feed.inventory_event.customer_key is 'Pseudonym of the customer.';
comment on column feed.inventory_event.substitutes_item_id is 'Item that this one replaces.';
comment on column feed.inventory_event.count_selection is 'How a count was chosen: random, full, cycle or triggered; null means cycle.';
comment on column feed.inventory_event.inclusion_probability is 'Probability with which a count was chosen; a full stocktake has 1.';
comment on column feed.inventory_event.corrects_event_id is 'The message of the same source that this one replaces (EPCIS errorDeclaration).';
comment on column feed.inventory_event.unit_value is 'Value of one unit at the event, in currency.';
comment on column feed.inventory_event.currency is 'ISO 4217 code of unit_value.';
comment on column feed.inventory_event.attributes is 'Everything else the source knows.';
comment on column feed.inventory_event.ingested_at is 'When the message arrived here; set by the server.';
comment on column feed.inventory_event.ingest_xid is 'Transaction that delivered the message: the extraction watermark; set by the server.';

create table feed.location (
    location_id text primary key,
    name text not null,
    kind text not null,
    region text,
    time_zone text not null,
    opened_on date,
    parent_location_id text,
    gln text,
    currency char(3),
    latitude double precision,
    longitude double precision,
    active boolean,
    constraint location_kind_is_known check (kind in ('store', 'dc', 'web', 'marketplace'))
);
comment on table feed.location is 'One row per place that holds or sells stock.';
comment on column feed.location.location_id is 'Identity of the location.';
comment on column feed.location.name is 'Name a planner knows it by.';
comment on column feed.location.kind is 'store, dc, web or marketplace.';
comment on column feed.location.region is 'Region it belongs to.';
comment on column feed.location.time_zone is 'IANA time zone; its local days are the business days.';
comment on column feed.location.opened_on is 'First business day.';
comment on column feed.location.parent_location_id is 'Location it belongs to.';
comment on column feed.location.gln is 'GS1 Global Location Number.';
comment on column feed.location.currency is 'ISO 4217 code of its money figures.';
comment on column feed.location.latitude is 'Degrees north.';
comment on column feed.location.longitude is 'Degrees east.';
comment on column feed.location.active is 'Whether it is scored; null means yes.';

create table feed.item (
    item_id text primary key,
    sku text,
    gtin text,
    name text not null,
    category text,
    unit_cost numeric,
    unit_price numeric,
    currency char(3),
    pack_size integer,
    tracked boolean,
    active boolean
);
comment on table feed.item is 'One row per item that is bought, held or sold.';
comment on column feed.item.item_id is 'Identity of the item.';
comment on column feed.item.sku is 'Stock keeping unit.';
comment on column feed.item.gtin is 'GS1 Global Trade Item Number.';
comment on column feed.item.name is 'Name a planner knows it by.';
comment on column feed.item.category is 'Merchandise category.';
comment on column feed.item.unit_cost is 'Cost of one unit.';
comment on column feed.item.unit_price is 'Price of one unit.';
comment on column feed.item.currency is 'ISO 4217 code of cost and price.';
comment on column feed.item.pack_size is 'Units in one pack.';
comment on column feed.item.tracked is 'Whether its stock is kept; null means yes.';
comment on column feed.item.active is 'Whether it is still traded; null means yes.';

create table feed.supplier (
    supplier_id text primary key,
    name text not null,
    currency char(3),
    active boolean
);
comment on table feed.supplier is 'One row per supplier.';
comment on column feed.supplier.supplier_id is 'Identity of the supplier.';
comment on column feed.supplier.name is 'Name a planner knows it by.';
comment on column feed.supplier.currency is 'ISO 4217 code it invoices in.';
comment on column feed.supplier.active is 'Whether it still delivers; null means yes.';

create table feed.assortment (
    location_id text not null,
    item_id text not null,
    abc_class text,
    zone text,
    primary key (location_id, item_id)
);
comment on table feed.assortment is 'One row per item that a location carries.';
comment on column feed.assortment.location_id is 'feed.location.';
comment on column feed.assortment.item_id is 'feed.item.';
comment on column feed.assortment.abc_class is 'Class by turnover: A, B or C.';
comment on column feed.assortment.zone is 'Part of the location where it lies; recounts are bundled by it.';

create table feed.promotion (
    promotion_id text,
    item_id text,
    category text,
    region text,
    location_id text,
    starts timestamptz not null,
    ends timestamptz not null,
    constraint promotion_ends_after_it_starts check (ends > starts)
);
comment on table feed.promotion is 'One row per promotion; a null item, category, region or location means all of them.';
comment on column feed.promotion.promotion_id is 'Identity of the promotion.';
comment on column feed.promotion.item_id is 'Item on promotion.';
comment on column feed.promotion.category is 'Category on promotion.';
comment on column feed.promotion.region is 'Region where it runs.';
comment on column feed.promotion.location_id is 'Location where it runs.';
comment on column feed.promotion.starts is 'First instant.';
comment on column feed.promotion.ends is 'First instant after it.';

create table feed.calendar (
    location_id text,
    day date not null,
    closed boolean not null default false,
    label text
);
comment on table feed.calendar is 'One row per day out of the ordinary; a null location means all of them.';
comment on column feed.calendar.location_id is 'feed.location.';
comment on column feed.calendar.day is 'Local business day.';
comment on column feed.calendar.closed is 'Whether the location is closed that day.';
comment on column feed.calendar.label is 'Name of the day, such as Good Friday.';

create table feed.labour_budget (
    location_id text,
    weekday smallint,
    minutes double precision not null,
    minutes_per_count double precision,
    minutes_base double precision,
    minutes_per_unit double precision,
    minutes_per_zone double precision,
    constraint weekday_is_iso check (weekday between 1 and 7)
);
comment on table feed.labour_budget is 'Minutes a location can spend on counting; a null location or weekday means all of them.';
comment on column feed.labour_budget.location_id is 'feed.location.';
comment on column feed.labour_budget.weekday is 'ISO weekday, 1 is Monday.';
comment on column feed.labour_budget.minutes is 'Minutes a night.';
comment on column feed.labour_budget.minutes_per_count is 'Minutes a counted position takes.';
comment on column feed.labour_budget.minutes_base is 'Minutes once a night, as soon as anything is counted.';
comment on column feed.labour_budget.minutes_per_unit is 'Minutes each unit of the book adds.';
comment on column feed.labour_budget.minutes_per_zone is 'Minutes each zone visited adds.';

create table feed.position_snapshot (
    system text not null,
    measure text not null default 'on_hand',
    location_id text not null,
    item_id text not null,
    state text not null default 'available',
    quantity numeric not null,
    as_of timestamptz not null,
    record_time timestamptz not null
);
create index position_snapshot_as_of on feed.position_snapshot (location_id, as_of);
comment on table feed.position_snapshot is 'One row per position as a system shows it at an instant; the first on_hand one of a location is its go-live.';
comment on column feed.position_snapshot.system is 'A source_system name.';
comment on column feed.position_snapshot.measure is 'on_hand, atp or published.';
comment on column feed.position_snapshot.location_id is 'feed.location.';
comment on column feed.position_snapshot.item_id is 'feed.item.';
comment on column feed.position_snapshot.state is 'Stock state.';
comment on column feed.position_snapshot.quantity is 'Units.';
comment on column feed.position_snapshot.as_of is 'Instant it speaks of.';
comment on column feed.position_snapshot.record_time is 'When it was taken down.';

create table feed.reason_map (
    source_system text not null,
    event_type text not null,
    reason_code text not null,
    canonical text not null,
    fault text,
    physical boolean,
    primary key (source_system, event_type, reason_code),
    constraint fault_is_known check (fault in ('customer', 'stock', 'supplier', 'payment', 'fraud', 'process'))
);
comment on table feed.reason_map is 'How a source''s reason codes read in canonical terms; unmapped codes are unknown and their share is shown.';
comment on column feed.reason_map.source_system is 'Source of the code.';
comment on column feed.reason_map.event_type is 'Event type it is used with.';
comment on column feed.reason_map.reason_code is 'The source''s code.';
comment on column feed.reason_map.canonical is 'Canonical reason.';
comment on column feed.reason_map.fault is 'Whose fault: customer, stock, supplier, payment, fraud or process.';
comment on column feed.reason_map.physical is 'Whether units really left or came, so that an adjustment counts as a movement.';

create table feed.replenishment (
    location_id text not null,
    item_id text not null,
    valid_from date not null,
    reorder_point numeric,
    order_up_to numeric,
    safety_stock numeric,
    lead_time_days double precision,
    review_days double precision,
    service_level double precision,
    forecast_daily double precision,
    forecast_sd double precision,
    primary key (location_id, item_id, valid_from)
);
comment on table feed.replenishment is 'One row per position and validity: the parameters replenishment works with.';
comment on column feed.replenishment.location_id is 'feed.location.';
comment on column feed.replenishment.item_id is 'feed.item.';
comment on column feed.replenishment.valid_from is 'First day they hold.';
comment on column feed.replenishment.reorder_point is 'Units at which an order is made.';
comment on column feed.replenishment.order_up_to is 'Units an order fills up to.';
comment on column feed.replenishment.safety_stock is 'Units kept against uncertainty.';
comment on column feed.replenishment.lead_time_days is 'Days from order to receipt.';
comment on column feed.replenishment.review_days is 'Days between reviews.';
comment on column feed.replenishment.service_level is 'Probability of no stock-out wanted, 0 to 1.';
comment on column feed.replenishment.forecast_daily is 'Units expected a day.';
comment on column feed.replenishment.forecast_sd is 'Standard deviation of the daily forecast, units.';

create function feed.contract_version() returns integer
    language sql immutable parallel safe
    return 1;
comment on function feed.contract_version() is 'Version of the contract that is installed.';
