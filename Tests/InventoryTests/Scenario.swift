import Inventory
import Statistics

let hour: Int64 = 3_600_000_000
let day: Int64 = 86_400_000_000

/// Two locations and three items in UTC: six slots.
let grid: Dimensions = {
  let locations = ["A", "B"].map {
    Location(id: $0, name: $0, kind: .store, region: nil, timeZone: "UTC", currency: nil)
  }
  let items = ["x", "y", "z"].map {
    Item(id: $0, sku: nil, gtin: nil, name: $0, category: nil, unitCost: 2500, unitPrice: nil, packSize: nil)
  }
  return Dimensions(locations: locations, items: items, zones: [.utc, .utc])
}()

/// An event with its document written out, because codes of documents belong to a batch.
struct Told {
  var event: Event
  var document: Document?
}

/// Events and documents of a batch as the decoder would hand them over.
func batch(_ told: some Sequence<Told>) -> (events: [Event], documents: [Document]) {
  var documents: [Document] = []
  let events = told.map { one in
    var event = one.event
    event.document = -1
    if let document = one.document {
      let known = documents.firstIndex(of: document)
      event.document = Int32(known ?? documents.count)
      if known == nil { documents.append(document) }
    }
    return event
  }
  return (events, documents)
}

extension SeededGenerator {
  mutating func happens(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
  mutating func whole(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }
}

/// The elements cut into consecutive pieces of random length.
func pieces<T>(_ elements: [T], using generator: inout SeededGenerator) -> [[T]] {
  var cut: [[T]] = []
  var rest = elements[...]
  while !rest.isEmpty {
    let length = Int.random(in: 1...max(1, rest.count / 2), using: &generator)
    cut.append(Array(rest.prefix(length)))
    rest = rest.dropFirst(length)
  }
  return cut
}

/// Thirty days of random messages of six positions: late, pre-posted, counted, adjusted, on the hour so that ties occur.
func scenario(_ generator: inout SeededGenerator, events count: Int = 90) -> [Told] {
  let types: [EventType] = [
    .sale, .sale, .shipment, .receipt, .receipt, .returnReceived, .damage, .writeOff, .stateChange, .inspection, .adjustment,
    .adjustment, .transferReceived, .transferShipped, .pickFailed, .pick, .count, .count,
  ]
  var told: [Told] = []
  for number in 0..<count {
    let type = types.randomElement(using: &generator) ?? .sale
    let slot = Int32(generator.whole(0...5))
    let at = generator.whole(0...(30 * 24)) * hour
    let delay: Int64 =
      switch generator.whole(0...9) {
      case 0: -generator.whole(1...72) * hour
      case 1, 2: generator.whole(1...200) * hour
      case 3: 0
      default: generator.whole(1...3600) * 1_000_000
      }
    var event = Event(
      slot: slot, type: type, quantity: generator.whole(0...9) * 1000, at: at, recordedAt: at + delay,
      ingestedAt: at + max(0, delay), source: UInt16(generator.whole(0...2)), identity: UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    event.isLate = delay > 4 * hour
    var document: Document?
    switch type {
    case .count:
      // Sometimes two people count the same position at one instant
      if let other = told.last(where: { $0.event.type == .count && $0.event.slot == slot }), generator.happens(0.15) {
        event.at = other.event.at
      }
      event.recordedAt = event.at + max(0, delay)
      if generator.happens(0.1) { event.fromState = .backroom }
      if generator.happens(0.7) { document = Document(kind: .count, id: "C\(number)", line: "") }
    case .adjustment:
      event.quantity = generator.whole(-6...6) * 1000
      event.isPhysical = generator.happens(0.3)
      let counts = told.filter { $0.event.type == .count && $0.event.slot == slot && $0.document != nil }
      if let count = counts.randomElement(using: &generator), generator.happens(0.6) {
        document = count.document
        event.at = count.event.at + generator.whole(-1...2) * hour
        event.recordedAt = count.event.recordedAt + generator.whole(-2...30) * hour
      }
    case .returnReceived:
      if generator.happens(0.5) { event.toState = .available }
    case .stateChange:
      event.fromState = .available
      event.toState = [.backroom, .damaged, .display][Int(generator.whole(0...2))]
    case .transferShipped:
      event.counterpart = generator.happens(0.8) ? 1 - grid.location(of: slot) : -1
    default:
      break
    }
    told.append(Told(event: event, document: document))
  }
  return told
}

/// Opening books of the first four slots; the last two are of a location that never stated any.
func openings(_ generator: inout SeededGenerator) -> [Int32: PositionState] {
  var found: [Int32: PositionState] = [:]
  for slot in 0..<Int32(4) {
    var books = StateBooks()
    books[.available] = generator.whole(0...40) * 1000
    books[.backroom] = generator.whole(0...5) * 1000
    found[slot] = PositionState(opening: books, at: -hour)
  }
  return found
}
