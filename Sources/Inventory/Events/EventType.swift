/// What a message of the feed says. The raw value is our own code, the name is the contract's.
public enum EventType: UInt8, CaseIterable, Sendable {
  case orderPlaced, allocation, reservation, reservationConfirmed, reservationRelease
  case pick, pickFailed, substitution, delivery, cancellation
  case purchaseOrder, poConfirmation, poChange, asn
  case transferRequested, transferApproved, transferDispatched, void
  case returnAuthorized, refundHold, refund, markdown, count
  case sale, shipment, pickup, transferShipped, returnToVendor
  case receipt, transferReceived
  case returnReceived, inspection, stateChange, damage, writeOff, adjustment

  /// The name in `feed.inventory_event.event_type`.
  public var name: String { EventType.names[Int(rawValue)] }

  public init?(name: String) {
    guard let index = EventType.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  private static let names = [
    "order_placed", "allocation", "reservation", "reservation_confirmed", "reservation_release",
    "pick", "pick_failed", "substitution", "delivery", "cancellation",
    "purchase_order", "po_confirmation", "po_change", "asn",
    "transfer_requested", "transfer_approved", "transfer_dispatched", "void",
    "return_authorized", "refund_hold", "refund", "markdown", "count",
    "sale", "shipment", "pickup", "transfer_shipped", "return_to_vendor",
    "receipt", "transfer_received",
    "return_received", "inspection", "state_change", "damage", "write_off", "adjustment",
  ]
}

/// Where a unit is in its life. EPCIS CBV dispositions where they mean the same.
public enum StockState: UInt8, CaseIterable, Sendable {
  case available, backroom, display
  case underInspection, damaged, quarantined, returned, refurbish
  case inTransit, missing, disposed

  public var name: String { StockState.names[Int(rawValue)] }

  public init?(name: String) {
    guard let index = StockState.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  /// Physically saleable: the scope of an unscoped count, of `book_qty` and of every score.
  public var isSaleable: Bool { rawValue <= StockState.display.rawValue }

  private static let names = [
    "available", "backroom", "display", "under_inspection", "damaged", "quarantined", "returned", "refurbish",
    "in_transit", "missing", "disposed",
  ]
}
