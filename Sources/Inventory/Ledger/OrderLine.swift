/// One line of a customer's order, as far as its messages are known: sums and latest times only, so that the
/// order in which messages arrive does not matter. Quantities in thousandths of a unit.
public struct OrderLine: Equatable, Sendable {
  /// Of the earliest message: what was ordered, also where something else was shipped.
  public var item: Int32
  /// Location last allocated, -1 before any allocation; and the event time of that allocation.
  public var node: Int32 = -1
  public var nodeAt = Int64.min
  public var channel: UInt16 = 0
  public var channelAt = Int64.max
  public var ordered: Int64 = 0
  public var reserved: Int64 = 0
  public var shipped: Int64 = 0
  public var cancelled: Int64 = 0
  public var cancelledByCustomer: Int64 = 0
  /// Canonical reason of the latest cancellation, and its event time.
  public var reason: UInt16 = 0
  public var reasonAt = Int64.min
  /// Latest shipment, pickup or cancellation, and where it was.
  public var terminalAt = Int64.min
  public var terminalNode: Int32 = -1
  public var firstAt = Int64.max
  public var firstRecordAt = Int64.max
  public var lastAt = Int64.min
  public var lastRecordAt = Int64.min

  public init(item: Int32) {
    self.item = item
  }

  /// A line made of all its messages.
  init(_ events: some Sequence<Event>, dimensions: Dimensions, channels: [String]) {
    self.init(item: -1)
    for event in events { add(event, dimensions: dimensions, channels: channels) }
  }

  /// The types of message that a line is made of.
  static func isMadeOf(_ type: EventType) -> Bool {
    switch type {
    case .orderPlaced, .allocation, .reservation, .reservationRelease, .shipment, .pickup, .cancellation: true
    default: false
    }
  }

  /// - Parameter channels: names by code. Codes are numbered as messages arrive, and ties go by content.
  mutating func add(_ event: Event, dimensions: Dimensions, channels: [String]) {
    let location = dimensions.location(of: event.slot)
    // The channel of the earliest message that names one
    if event.channel != 0,
      event.at < channelAt || event.at == channelAt && ByteText(channels[Int(event.channel)]) < ByteText(channels[Int(channel)])
    {
      channelAt = event.at
      channel = event.channel
    }
    let item = dimensions.item(of: event.slot)
    if event.at < firstAt || event.at == firstAt && item < self.item || self.item < 0 { self.item = item }
    firstAt = min(firstAt, event.at)
    firstRecordAt = min(firstRecordAt, event.recordedAt)
    lastAt = max(lastAt, event.at)
    lastRecordAt = max(lastRecordAt, event.recordedAt)
    switch event.type {
    case .orderPlaced:
      ordered += event.quantity
    case .allocation:
      if event.at > nodeAt || (event.at == nodeAt && location > node) {
        nodeAt = event.at
        node = location
      }
    case .reservation:
      reserved += event.quantity
    case .reservationRelease:
      reserved -= event.quantity
    case .shipment, .pickup:
      shipped += event.quantity
      end(at: event.at, location: location)
    case .cancellation:
      cancelled += event.quantity
      if event.isCustomerFault { cancelledByCustomer += event.quantity }
      if event.at > reasonAt || (event.at == reasonAt && event.reason > reason) {
        reasonAt = event.at
        reason = event.reason
      }
      end(at: event.at, location: location)
    default:
      break
    }
  }

  private mutating func end(at instant: Int64, location: Int32) {
    if instant > terminalAt || (instant == terminalAt && location > terminalNode) {
      terminalAt = instant
      terminalNode = location
    }
  }

  /// Everything ordered was shipped, picked up or cancelled. A line whose order was never sent is resolved by
  /// what ended it.
  public var isResolved: Bool { terminalAt != Int64.min && shipped + cancelled >= ordered }

  /// Units still promised to the customer at the node.
  public var openReservation: Int64 { max(0, reserved - shipped - cancelled) }

  /// Where the line counts: the node last allocated, else where it ended.
  public var resolvedNode: Int32 { node >= 0 ? node : terminalNode }
}
