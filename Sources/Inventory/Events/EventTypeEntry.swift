/// One line of the table of event types: what `trueup feed types`, docs/event-types.md and `trueup_v1.event_type` say.
public struct EventTypeEntry: Sendable {
  public let type: EventType
  /// What happened when this message is sent.
  public let meaning: String
  /// Business step of GS1 EPCIS 2.0 (Core Business Vocabulary 2.0); `nil` where it has none that means the same.
  public let step: String?
  /// The document that the message speaks of; `nil` where it needs none.
  public let document: String?
  /// The columns that such a message fills beside those that every message has.
  public let example: FeedMessage

  init(
    _ type: EventType, _ meaning: String, step: String? = nil, document: String? = nil, from source: String, units: Int = 2,
    _ fill: (inout FeedMessage) -> Void = { _ in }
  ) {
    self.type = type
    self.meaning = meaning
    self.step = step
    self.document = document
    var message = FeedMessage()
    message.sourceSystem = source
    message.eventType = type.name
    message.quantity = .units(units)
    fill(&message)
    example = message
  }

  /// What it does to the books of its location, in words.
  public var book: String { BookEffect(of: type).map { "\($0)" } ?? "nothing" }

  /// What it does to the units that are on their way.
  public var inTransit: String {
    let change = EventTypeEntry.inTransit(type)
    return switch (change.here, change.counterpart) {
    case (0, 0): "nothing"
    case (0, let units): "quantity \(units > 0 ? "more" : "less") at counterpart_id"
    case (let units, _): "quantity \(units > 0 ? "more" : "less") here"
    }
  }

  /// What it does to the units that an order line has reserved; never below zero.
  public var reserved: String {
    switch EventTypeEntry.reserved(type) {
    case 0: "nothing"
    case let units: "quantity \(units > 0 ? "more" : "less") on its order line"
    }
  }

  /// The names and texts of the row, as it is printed and as the view holds it.
  public static let columns = ["event_type", "meaning", "book", "in_transit", "reserved", "epcis_step", "document", "example"]
  public var row: [String?] { [type.name, meaning, book, inTransit, reserved, step, document, exampleText] }

  /// `column=value` of what the example fills.
  public var exampleText: String {
    let quantity: String? = if case .thousandths(let value)? = example.quantity { "\(value / 1000)" } else { nil }
    let columns: [(String, String?)] = [
      ("source_system", example.sourceSystem), ("quantity", quantity),
      ("from_state", example.fromState), ("to_state", example.toState), ("channel", example.channel),
      ("document_type", example.documentType), ("document_id", example.documentID), ("document_line", example.documentLine),
      ("counterpart_id", example.counterpartID), ("reason_code", example.reasonCode),
      ("substitutes_item_id", example.substitutesItemID), ("count_selection", example.countSelection),
      ("corrects_event_id", example.correctsEventID),
    ]
    return columns.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " ")
  }
}

extension EventTypeEntry {
  private static func probe(_ type: EventType) -> Event {
    Event(slot: 0, type: type, quantity: 1000, at: 0, recordedAt: 0, ingestedAt: 0, source: 0, identity: 0)
  }

  /// Two places and one item.
  private static let dimensions: Dimensions = {
    let places = ["here", "there"].map {
      Location(id: $0, name: $0, kind: .store, region: nil, timeZone: "UTC", currency: nil)
    }
    let item = Item(id: "item", sku: nil, gtin: nil, name: "item", category: nil, unitCost: nil, unitPrice: nil, packSize: nil)
    return Dimensions(locations: places, items: [item], zones: [.utc, .utc])
  }()

  /// Read off the fold: one message from the first place to the second.
  static func inTransit(_ type: EventType) -> (here: Int64, counterpart: Int64) {
    var ledger = Ledger(dimensions: dimensions, cutoff: Day(number: 1).utcStart)
    var event = probe(type)
    event.counterpart = 1
    ledger.fold([event], documents: [], channels: [])
    return (ledger.state(slot: 0)?.inTransit ?? 0, ledger.state(slot: 1)?.inTransit ?? 0)
  }

  /// Read off an order line that holds a reservation.
  static func reserved(_ type: EventType) -> Int64 {
    guard OrderLine.isMadeOf(type) else { return 0 }
    var line = OrderLine(item: 0)
    line.add(
      Event(slot: 0, type: .reservation, quantity: 5000, at: 0, recordedAt: 0, ingestedAt: 0, source: 0, identity: 0),
      dimensions: dimensions, channels: [""])
    let before = line.openReservation
    line.add(probe(type), dimensions: dimensions, channels: [""])
    return line.openReservation - before
  }
}
