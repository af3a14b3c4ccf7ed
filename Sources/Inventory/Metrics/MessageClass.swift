/// What kind of thing a message tells. Feeds have a rhythm of their own for each: a till that sends sales all day sends
/// returns now and then.
public enum MessageClass: Int, CaseIterable, Sendable {
  case sales, receipts, transfersIn, transfersOut, returns
  case corrections, counts, orders, purchasing

  public init(_ type: EventType) {
    self =
      switch type {
      case .sale, .shipment, .pickup: .sales
      case .receipt: .receipts
      case .transferReceived: .transfersIn
      case .transferShipped, .returnToVendor: .transfersOut
      case .returnReceived: .returns
      case .adjustment, .damage, .writeOff, .stateChange, .inspection, .void, .markdown: .corrections
      case .count: .counts
      case .purchaseOrder, .poConfirmation, .poChange, .asn, .transferRequested, .transferApproved, .transferDispatched:
        .purchasing
      case .orderPlaced, .allocation, .reservation, .reservationConfirmed, .reservationRelease, .pick, .pickFailed,
        .substitution, .delivery, .cancellation, .returnAuthorized, .refundHold, .refund:
        .orders
      }
  }

  /// As it is shown to people.
  public var name: String {
    ["sales", "receipts", "transfers in", "transfers out", "returns", "corrections", "counts", "orders", "purchasing"][rawValue]
  }

  /// The first classes: goods that come or go, so that a message not recorded yet leaves the book behind the shelf.
  public static let movements: [MessageClass] = [.sales, .receipts, .transfersIn, .transfersOut, .returns]

  /// How a movement of this class counts among the evidence; `nil` where nothing comes or goes.
  var exposure: Exposure.Class? {
    switch self {
    case .sales: .sale
    case .receipts: .receipt
    case .transfersIn: .transferIn
    case .transfersOut: .transferOut
    case .returns: .returned
    default: nil
    }
  }

  /// Whether its movements leave the place.
  var isOutward: Bool { self == .sales || self == .transfersOut }
}
