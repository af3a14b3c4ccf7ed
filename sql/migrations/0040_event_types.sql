-- What each event type says and does: the table of the program (EventType.table) as rows for those who read with SQL. A test
-- compares them; a change of the table is a new migration.
create view trueup_v1.event_type as
select
    place::integer as place,
    event_type,
    meaning,
    book,
    in_transit,
    reserved,
    epcis_step,
    document,
    example
from (
    values
        (1, 'order_placed', 'a customer ordered a line; its quantity is what was ordered',
            'nothing', 'nothing', 'nothing', null, 'order line',
            'source_system=web quantity=2 channel=web document_type=order document_id=o-1001 document_line=1'),
        (2, 'allocation', 'the line was given to this location',
            'nothing', 'nothing', 'nothing', null, 'order line',
            'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (3, 'reservation', 'units were promised to the line',
            'nothing', 'nothing', 'quantity more on its order line', null, 'order line',
            'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (4, 'reservation_confirmed', 'the location confirmed the reservation',
            'nothing', 'nothing', 'nothing', null, 'order line',
            'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (5, 'reservation_release', 'reserved units were set free again',
            'nothing', 'nothing', 'quantity less on its order line', null, 'order line',
            'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (6, 'pick', 'units were taken from the shelf for the line',
            'nothing', 'nothing', 'nothing', 'picking', 'order line',
            'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (7, 'pick_failed', 'the picker did not find the units, or found them damaged; reason_code says which',
            'nothing', 'nothing', 'nothing', 'picking', 'order line',
            'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1 reason_code=not_found'),
        (8, 'substitution', 'another item goes to the customer; substitutes_item_id is the one ordered',
            'nothing', 'nothing', 'nothing', null, 'order line',
            'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1 substitutes_item_id=SKU-2'),
        (9, 'shipment', 'units left for the customer',
            'quantity leaves from_state (available where none is said)', 'nothing', 'quantity less on its order line', 'shipping', 'order line',
            'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (10, 'pickup', 'the customer collected units of the order',
            'quantity leaves from_state (available where none is said)', 'nothing', 'quantity less on its order line', 'accepting', 'order line',
            'source_system=pos quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (11, 'delivery', 'the customer received the parcel',
            'nothing', 'nothing', 'nothing', 'accepting', 'order line',
            'source_system=carrier quantity=2 document_type=order document_id=o-1001 document_line=1'),
        (12, 'cancellation', 'units of the line will not be delivered; reason_code says why',
            'nothing', 'nothing', 'quantity less on its order line', null, 'order line',
            'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1 reason_code=no_stock'),
        (13, 'purchase_order', 'the location ordered from a supplier, counterpart_id',
            'nothing', 'nothing', 'nothing', null, 'purchase order line',
            'source_system=erp quantity=24 document_type=po document_id=po-77 document_line=1 counterpart_id=ACME'),
        (14, 'po_confirmation', 'the supplier promised units',
            'nothing', 'nothing', 'nothing', null, 'purchase order line',
            'source_system=supplier quantity=24 document_type=po document_id=po-77 document_line=1'),
        (15, 'po_change', 'the ordered quantity is this one now',
            'nothing', 'nothing', 'nothing', null, 'purchase order line',
            'source_system=erp quantity=12 document_type=po document_id=po-77 document_line=1'),
        (16, 'asn', 'the supplier says what is on its way',
            'nothing', 'nothing', 'nothing', null, 'despatch advice, its purchase order as parent',
            'source_system=supplier quantity=12 document_type=asn document_id=asn-5 document_line=1'),
        (17, 'receipt', 'goods of a supplier were taken in',
            'quantity enters to_state (available where none is said)', 'nothing', 'nothing', 'receiving', 'purchase order line',
            'source_system=wms quantity=12 document_type=po document_id=po-77 document_line=1 counterpart_id=ACME'),
        (18, 'return_to_vendor', 'goods went back to the supplier',
            'quantity leaves from_state (available where none is said)', 'nothing', 'nothing', 'shipping', 'return to the supplier',
            'source_system=wms quantity=2 document_type=rtv document_id=rtv-3 document_line=1 counterpart_id=ACME'),
        (19, 'transfer_requested', 'this location asked another, counterpart_id, for goods',
            'nothing', 'nothing', 'nothing', null, 'transfer line',
            'source_system=erp quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=DC1'),
        (20, 'transfer_approved', 'the transfer was allowed',
            'nothing', 'nothing', 'nothing', null, 'transfer line',
            'source_system=erp quantity=6 document_type=transfer document_id=t-12 document_line=1'),
        (21, 'transfer_dispatched', 'gate or carrier saw the goods leave',
            'nothing', 'nothing', 'nothing', 'departing', 'transfer line',
            'source_system=carrier quantity=6 document_type=transfer document_id=t-12 document_line=1'),
        (22, 'transfer_shipped', 'goods left this location for another, counterpart_id',
            'quantity leaves from_state (available where none is said)', 'quantity more at counterpart_id', 'nothing', 'shipping', 'transfer line',
            'source_system=wms quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=S02'),
        (23, 'transfer_received', 'goods of another location, counterpart_id, were taken in',
            'quantity enters to_state (available where none is said)', 'quantity less here', 'nothing', 'receiving', 'transfer line',
            'source_system=wms quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=DC1'),
        (24, 'return_authorized', 'a customer may send units back',
            'nothing', 'nothing', 'nothing', null, 'return, its order as parent',
            'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'),
        (25, 'refund_hold', 'the refund waits for the goods',
            'nothing', 'nothing', 'nothing', null, 'return',
            'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'),
        (26, 'return_received', 'a customer''s units came back',
            'quantity enters available where to_state says so, else returned', 'nothing', 'nothing', 'receiving', 'return, its order as parent',
            'source_system=wms quantity=1 document_type=rma document_id=r-9 document_line=1'),
        (27, 'inspection', 'returned units were looked at and go to to_state',
            'quantity goes from from_state (returned where none is said) to to_state (available where none is said)', 'nothing', 'nothing', 'inspecting', 'return',
            'source_system=wms quantity=1 to_state=refurbish document_type=rma document_id=r-9 document_line=1'),
        (28, 'refund', 'the customer got the money back',
            'nothing', 'nothing', 'nothing', null, 'return',
            'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'),
        (29, 'sale', 'sold over the counter',
            'quantity leaves from_state (available where none is said)', 'nothing', 'nothing', 'retail_selling', null,
            'source_system=pos quantity=1 channel=store'),
        (30, 'count', 'quantity is what was found: of everything saleable, or of from_state alone; a count changes no book, an adjustment with its document does',
            'nothing', 'nothing', 'nothing', 'cycle_counting, stock_taking where count_selection is full', 'count',
            'source_system=wms quantity=17 document_type=count document_id=c-31 count_selection=cycle'),
        (31, 'adjustment', 'the book was put right by a signed quantity; that of a count has the count''s document',
            'signed quantity enters to_state or from_state (available where none is said); a correction of the book, a movement of goods only where feed.reason_map says physical', 'nothing', 'nothing', null, 'count',
            'source_system=wms quantity=-3 document_type=count document_id=c-31 reason_code=count'),
        (32, 'state_change', 'units changed their state',
            'quantity goes from from_state to to_state, where the message says both', 'nothing', 'nothing', 'holding, stocking', null,
            'source_system=wms quantity=2 from_state=backroom to_state=available'),
        (33, 'damage', 'units were found damaged',
            'quantity goes from from_state (available where none is said) to damaged', 'nothing', 'nothing', null, null,
            'source_system=pos quantity=1'),
        (34, 'write_off', 'units are given up',
            'quantity leaves from_state (available where none is said)', 'nothing', 'nothing', 'destroying', null,
            'source_system=wms quantity=1 from_state=damaged'),
        (35, 'markdown', 'the price of so many units was lowered',
            'nothing', 'nothing', 'nothing', null, null,
            'source_system=erp quantity=10'),
        (36, 'void', 'withdraws the message named in corrects_event_id, whose effect is taken back; its own quantity means nothing',
            'nothing', 'nothing', 'nothing', null, null,
            'source_system=pos quantity=0 corrects_event_id=e-41')
) as known (place, event_type, meaning, book, in_transit, reserved, epcis_step, document, example);
comment on view trueup_v1.event_type is 'One row per value of feed.inventory_event.event_type: what it says and what it does to the books.';
comment on column trueup_v1.event_type.place is 'Order of the table: orders, purchases, transfers, returns, stock.';
comment on column trueup_v1.event_type.event_type is 'Value of feed.inventory_event.event_type.';
comment on column trueup_v1.event_type.meaning is 'What happened when such a message is sent.';
comment on column trueup_v1.event_type.book is 'What it does to the stock states of its location, in units.';
comment on column trueup_v1.event_type.in_transit is 'What it does to the units on their way, which are kept at the destination.';
comment on column trueup_v1.event_type.reserved is 'What it does to the units promised to its order line; never below zero.';
comment on column trueup_v1.event_type.epcis_step is 'Business step of GS1 EPCIS 2.0 (CBV 2.0) that means the same; null where there is none.';
comment on column trueup_v1.event_type.document is 'Document the message speaks of; null where it needs none.';
comment on column trueup_v1.event_type.example is 'What such a message fills beside the columns every message has, as column=value.';
grant select on trueup_v1.event_type to trueup_job, trueup_bi;

-- The column says where to look. A feed that somebody else made keeps its own comments.
do $$
begin
    if (select pg_has_role(relowner, 'usage') from pg_class where oid = 'feed.inventory_event'::regclass) then
        comment on column feed.inventory_event.event_type is
            'What happened: a value of trueup_v1.event_type, which says what each does to the books; others are quarantined (EPCIS bizStep and action).';
    end if;
end
$$;
