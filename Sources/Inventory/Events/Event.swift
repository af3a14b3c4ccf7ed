/// A message that was judged usable, in a fixed layout: what the fold reads.
///
/// Texts are codes of the night's `Dimensions`; times are microseconds since 2000-01-01 UTC; quantities are
/// thousandths of a unit.
public struct Event: Sendable {
  /// location x items + item
  public var slot: Int32
  public var type: EventType
  public var fromState: StockState?
  public var toState: StockState?
  public var selection: CountSelection
  public var isDayPrecision: Bool
  /// The reason says that units really left or came.
  public var isPhysical: Bool
  /// The reason is the customer's own.
  public var isCustomerFault: Bool
  /// Recorded later after the event than its source's limit.
  public var isLate: Bool
  /// A count reported through `recount_result`, which another system may report as well.
  public var isRecount: Bool
  /// +1 counts the message in, -1 takes it out again: a correction or a better version arrived.
  public var weight: Int8
  public var source: UInt16
  public var channel: UInt16
  public var reason: UInt16
  /// The other location, -1 for none that we know.
  public var counterpart: Int32
  /// Index into the batch's documents, -1 for none that matters.
  public var document: Int32
  public var quantity: Int64
  public var at: Int64
  public var recordedAt: Int64
  public var ingestedAt: Int64
  /// NaN when unknown.
  public var inclusionProbability: Double
  /// Hash of source and event id: the last tie-break, and never anything else.
  public var identity: UInt64

  public init(
    slot: Int32, type: EventType, quantity: Int64, at: Int64, recordedAt: Int64, ingestedAt: Int64, source: UInt16,
    identity: UInt64
  ) {
    self.slot = slot
    self.type = type
    self.quantity = quantity
    self.at = at
    self.recordedAt = recordedAt
    self.ingestedAt = ingestedAt
    self.source = source
    self.identity = identity
    fromState = nil
    toState = nil
    selection = .cycle
    isDayPrecision = false
    isPhysical = false
    isCustomerFault = false
    isLate = false
    isRecount = false
    weight = 1
    channel = 0
    reason = 0
    counterpart = -1
    document = -1
    inclusionProbability = .nan
  }
}

/// How the positions of a count were chosen.
public enum CountSelection: UInt8, CaseIterable, Sendable {
  case cycle, random, full, triggered

  public var name: String { ["cycle", "random", "full", "triggered"][Int(rawValue)] }
}

/// A business document that facts are kept for: an order line, or the document of a count. Ids are compared by their bytes.
public struct Document: Hashable, Comparable, Sendable {
  public enum Kind: UInt8, Sendable { case order, count }

  public var kind: Kind
  public var id: String
  public var line: String

  public init(kind: Kind, id: String, line: String) {
    self.kind = kind
    self.id = id
    self.line = line
  }

  public static func == (a: Document, b: Document) -> Bool {
    a.kind == b.kind && ByteText(a.id) == ByteText(b.id) && ByteText(a.line) == ByteText(b.line)
  }

  public static func < (a: Document, b: Document) -> Bool {
    (a.kind.rawValue, ByteText(a.id), ByteText(a.line)) < (b.kind.rawValue, ByteText(b.id), ByteText(b.line))
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(ByteText(id))
    hasher.combine(ByteText(line))
  }
}

/// What an event does to the books of its location: `quantity` leaves one state and enters another; a missing
/// state is the world outside.
public struct Effect: Equatable, Sendable {
  public var from: StockState?
  public var to: StockState?
  public var quantity: Int64
  /// A correction of the book rather than a movement of goods: it moves no unit on the shelf.
  public var isBookOnly: Bool

  /// Change of the physically saleable quantity in the book.
  @inlinable public var saleable: Int64 {
    ((to?.isSaleable ?? false) ? quantity : 0) - ((from?.isSaleable ?? false) ? quantity : 0)
  }

  @usableFromInline
  init(from: StockState?, to: StockState?, quantity: Int64, isBookOnly: Bool = false) {
    self.from = from
    self.to = to
    self.quantity = quantity
    self.isBookOnly = isBookOnly
  }
}

extension Event {
  /// The contract's table "what each event type does to the book"; `nil` for types that do nothing to it.
  public var effect: Effect? {
    switch type {
    case .sale, .shipment, .pickup, .transferShipped, .returnToVendor:
      Effect(from: fromState ?? .available, to: nil, quantity: quantity)
    case .receipt, .transferReceived:
      Effect(from: nil, to: toState ?? .available, quantity: quantity)
    case .returnReceived:
      Effect(from: nil, to: toState == .available ? .available : .returned, quantity: quantity)
    case .inspection:
      Effect(from: fromState ?? .returned, to: toState ?? .available, quantity: quantity)
    case .stateChange:
      // To or from a state that is none of stock (reserved) it is a reservation and moves nothing
      fromState != nil && toState != nil ? Effect(from: fromState, to: toState, quantity: quantity) : nil
    case .damage:
      Effect(from: fromState ?? .available, to: .damaged, quantity: quantity)
    case .writeOff:
      Effect(from: fromState ?? .available, to: nil, quantity: quantity)
    case .adjustment:
      Effect(from: nil, to: toState ?? fromState ?? .available, quantity: quantity, isBookOnly: !isPhysical)
    default:
      nil
    }
  }
}
