extension EventType {
  /// Every type with what it means, in the order of the contract.
  public static let table: [EventTypeEntry] = orders + purchases + transfers + returns + stock

  private static func line(_ type: String, _ id: String, _ message: inout FeedMessage) {
    message.documentType = type
    message.documentID = id
    message.documentLine = "1"
  }

  private static let orders = [
    EventTypeEntry(
      .orderPlaced, "a customer ordered a line; its quantity is what was ordered", document: "order line", from: "web"
    ) {
      line("order", "o-1001", &$0)
      $0.channel = "web"
    },
    EventTypeEntry(.allocation, "the line was given to this location", document: "order line", from: "oms") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(.reservation, "units were promised to the line", document: "order line", from: "oms") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(.reservationConfirmed, "the location confirmed the reservation", document: "order line", from: "wms") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(.reservationRelease, "reserved units were set free again", document: "order line", from: "oms") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(.pick, "units were taken from the shelf for the line", step: "picking", document: "order line", from: "wms") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(
      .pickFailed, "the picker did not find the units, or found them damaged; reason_code says which", step: "picking",
      document: "order line", from: "wms"
    ) {
      line("order", "o-1001", &$0)
      $0.reasonCode = "not_found"
    },
    EventTypeEntry(
      .substitution, "another item goes to the customer; substitutes_item_id is the one ordered", document: "order line",
      from: "wms"
    ) {
      line("order", "o-1001", &$0)
      $0.substitutesItemID = "SKU-2"
    },
    EventTypeEntry(
      .shipment, "units left for the customer", step: "shipping", document: "order line", from: "wms"
    ) { line("order", "o-1001", &$0) },
    EventTypeEntry(
      .pickup, "the customer collected units of the order", step: "accepting", document: "order line", from: "pos"
    ) { line("order", "o-1001", &$0) },
    EventTypeEntry(.delivery, "the customer received the parcel", step: "accepting", document: "order line", from: "carrier") {
      line("order", "o-1001", &$0)
    },
    EventTypeEntry(
      .cancellation, "units of the line will not be delivered; reason_code says why", document: "order line", from: "oms"
    ) {
      line("order", "o-1001", &$0)
      $0.reasonCode = "no_stock"
    },
  ]

  private static let purchases = [
    EventTypeEntry(
      .purchaseOrder, "the location ordered from a supplier, counterpart_id", document: "purchase order line", from: "erp",
      units: 24
    ) {
      line("po", "po-77", &$0)
      $0.counterpartID = "ACME"
    },
    EventTypeEntry(
      .poConfirmation, "the supplier promised units", document: "purchase order line", from: "supplier", units: 24
    ) { line("po", "po-77", &$0) },
    EventTypeEntry(.poChange, "the ordered quantity is this one now", document: "purchase order line", from: "erp", units: 12) {
      line("po", "po-77", &$0)
    },
    EventTypeEntry(
      .asn, "the supplier says what is on its way", document: "despatch advice, its purchase order as parent", from: "supplier",
      units: 12
    ) { line("asn", "asn-5", &$0) },
    EventTypeEntry(
      .receipt, "goods of a supplier were taken in", step: "receiving", document: "purchase order line", from: "wms", units: 12
    ) {
      line("po", "po-77", &$0)
      $0.counterpartID = "ACME"
    },
    EventTypeEntry(
      .returnToVendor, "goods went back to the supplier", step: "shipping", document: "return to the supplier", from: "wms"
    ) {
      line("rtv", "rtv-3", &$0)
      $0.counterpartID = "ACME"
    },
  ]

  private static let transfers = [
    EventTypeEntry(
      .transferRequested, "this location asked another, counterpart_id, for goods", document: "transfer line", from: "erp",
      units: 6
    ) {
      line("transfer", "t-12", &$0)
      $0.counterpartID = "DC1"
    },
    EventTypeEntry(.transferApproved, "the transfer was allowed", document: "transfer line", from: "erp", units: 6) {
      line("transfer", "t-12", &$0)
    },
    EventTypeEntry(
      .transferDispatched, "gate or carrier saw the goods leave", step: "departing", document: "transfer line", from: "carrier",
      units: 6
    ) { line("transfer", "t-12", &$0) },
    EventTypeEntry(
      .transferShipped, "goods left this location for another, counterpart_id", step: "shipping", document: "transfer line",
      from: "wms", units: 6
    ) {
      line("transfer", "t-12", &$0)
      $0.counterpartID = "S02"
    },
    EventTypeEntry(
      .transferReceived, "goods of another location, counterpart_id, were taken in", step: "receiving", document: "transfer line",
      from: "wms", units: 6
    ) {
      line("transfer", "t-12", &$0)
      $0.counterpartID = "DC1"
    },
  ]

  private static let returns = [
    EventTypeEntry(
      .returnAuthorized, "a customer may send units back", document: "return, its order as parent", from: "oms", units: 1
    ) { line("rma", "r-9", &$0) },
    EventTypeEntry(.refundHold, "the refund waits for the goods", document: "return", from: "oms", units: 1) {
      line("rma", "r-9", &$0)
    },
    EventTypeEntry(
      .returnReceived, "a customer's units came back", step: "receiving", document: "return, its order as parent", from: "wms",
      units: 1
    ) { line("rma", "r-9", &$0) },
    EventTypeEntry(
      .inspection, "returned units were looked at and go to to_state", step: "inspecting", document: "return", from: "wms",
      units: 1
    ) {
      line("rma", "r-9", &$0)
      $0.toState = "refurbish"
    },
    EventTypeEntry(.refund, "the customer got the money back", document: "return", from: "oms", units: 1) {
      line("rma", "r-9", &$0)
    },
  ]

  private static let stock = [
    EventTypeEntry(.sale, "sold over the counter", step: "retail_selling", from: "pos", units: 1) { $0.channel = "store" },
    EventTypeEntry(
      .count,
      "quantity is what was found: of everything saleable, or of from_state alone; a count changes no book, an adjustment with "
        + "its document does",
      step: "cycle_counting, stock_taking where count_selection is full", document: "count", from: "wms", units: 17
    ) {
      $0.documentType = "count"
      $0.documentID = "c-31"
      $0.countSelection = "cycle"
    },
    EventTypeEntry(
      .adjustment, "the book was put right by a signed quantity; that of a count has the count's document", document: "count",
      from: "wms", units: -3
    ) {
      $0.documentType = "count"
      $0.documentID = "c-31"
      $0.reasonCode = "count"
    },
    EventTypeEntry(.stateChange, "units changed their state", step: "holding, stocking", from: "wms") {
      $0.fromState = "backroom"
      $0.toState = "available"
    },
    EventTypeEntry(.damage, "units were found damaged", from: "pos", units: 1),
    EventTypeEntry(.writeOff, "units are given up", step: "destroying", from: "wms", units: 1) { $0.fromState = "damaged" },
    EventTypeEntry(.markdown, "the price of so many units was lowered", from: "erp", units: 10),
    EventTypeEntry(
      .void, "withdraws the message named in corrects_event_id, whose effect is taken back; its own quantity means nothing",
      from: "pos", units: 0
    ) { $0.correctsEventID = "e-41" },
  ]
}
