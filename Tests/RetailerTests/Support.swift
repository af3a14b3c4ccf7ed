import Inventory
import Retailer

/// A small retailer in which everything still happens.
func smallRetailer(seed: UInt64, days: Int = 40) -> RetailerConfiguration {
  var configuration = RetailerConfiguration()
  configuration.stores = 6
  configuration.items = 80
  configuration.days = days
  configuration.seed = seed
  configuration.mechanisms.outagesPerStoreDay = 0.02
  configuration.mechanisms.conflicts = 0.003
  configuration.mechanisms.wrongQuantity = 0.004
  configuration.mechanisms.doubleScan = 0.004
  return configuration
}

/// What a message does to a book, read from its text: a plain reading of the contract that shares nothing with
/// the simulator's own.
struct Reading {
  let source: String
  let id: String
  let type: EventType
  let position: Position
  let moves: [(state: StockState, quantity: Int64)]
  let at: Int64
  let recordedAt: Int64
  let corrects: String?

  struct Position: Hashable {
    let location: String
    let item: String
  }

  /// `nil` for what no book can use.
  init?(_ message: FeedMessage, _ reference: KnownIDs) {
    guard let source = message.sourceSystem, let id = message.eventID,
      let type = message.eventType.flatMap(EventType.init(name:)),
      let location = message.locationID, reference.locations.contains(location), let item = message.itemID,
      reference.items.contains(item), case .thousandths(let quantity)? = message.quantity, quantity >= 0 || type == .adjustment,
      let at = message.eventTime, at < Day(year: 2100, month: 1, day: 1).utcStart, let recordedAt = message.recordTime
    else { return nil }
    self.source = source
    self.id = id
    self.type = type
    self.at = at.microseconds
    self.recordedAt = recordedAt.microseconds
    position = Position(location: location, item: item)
    corrects = message.correctsEventID
    let from = message.fromState.flatMap(StockState.init(name:))
    let to = message.toState.flatMap(StockState.init(name:))
    switch type {
    case .sale, .shipment, .pickup, .transferShipped, .returnToVendor: moves = [(.available, -quantity)]
    case .receipt, .transferReceived, .adjustment: moves = [(.available, quantity)]
    case .returnReceived: moves = [(to == .available ? .available : .returned, quantity)]
    case .inspection, .stateChange: moves = [(from ?? .returned, -quantity), (to ?? .available, quantity)]
    case .damage: moves = [(.available, -quantity), (.damaged, quantity)]
    case .writeOff: moves = [(from ?? .available, -quantity)]
    default: moves = []
    }
  }
}

struct KnownIDs {
  let locations: Set<String>
  let items: Set<String>

  init(_ reference: ReferenceData) {
    locations = Set(reference.locations.map(\.id))
    items = Set(reference.items.map(\.id))
  }
}

/// Of the readings delivered so far, those that count: of one source and id the first recorded, without what
/// another one replaces or withdraws.
func counting(_ readings: [Reading]) -> [Reading] {
  var first: [String: Reading] = [:]
  for reading in readings {
    let key = reading.source + "/" + reading.id
    if let known = first[key], known.recordedAt <= reading.recordedAt { continue }
    first[key] = reading
  }
  let replaced = Set(first.values.compactMap { reading in reading.corrects.map { reading.source + "/" + $0 } })
  return first.filter { !replaced.contains($0.key) }.map(\.value)
}

/// FNV-1a over the text of the messages: equal in every process, unlike a hash of the library.
func digest(_ messages: [FeedMessage]) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func add(_ text: String?) {
    for byte in (text ?? "-").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ 0xff) &* 0x100_0000_01b3
  }
  for message in messages {
    for text in [
      message.sourceSystem, message.eventID, message.eventType, message.locationID, message.itemID, message.fromState,
      message.toState, message.channel, message.documentID, message.documentLine, message.counterpartID, message.reasonCode,
      message.countSelection, message.correctsEventID,
    ] { add(text) }
    if case .thousandths(let quantity)? = message.quantity { add(String(quantity)) }
    add(message.eventTime.map { String($0.microseconds) })
    add(message.recordTime.map { String($0.microseconds) })
    add(message.ingestedAt.map { String($0.microseconds) })
  }
  return hash
}
