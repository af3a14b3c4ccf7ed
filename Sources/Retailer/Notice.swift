import Inventory

/// The systems that send messages. Marketplaces follow the fixed ones.
struct Source: Equatable, Sendable {
  let index: Int

  static let pos = Source(index: 0)
  static let web = Source(index: 1)
  static let oms = Source(index: 2)
  static let wms = Source(index: 3)
  static let erp = Source(index: 4)
  static let supplier = Source(index: 5)
  static func marketplace(_ number: Int) -> Source { Source(index: 6 + number) }

  static func names(marketplaces: Int) -> [String] {
    ["pos", "web", "oms", "wms", "erp", "supplier"] + (0..<marketplaces).map { "mp\($0 + 1)" }
  }
}

/// Something a system has to say, before its feed has delayed, doubled or spoilt it.
struct Notice: Sendable {
  let source: Source
  let type: EventType
  let site: Int
  let item: Int
  var units: Int
  /// Microseconds since 2000-01-01 UTC, as all times here.
  let at: Int64
  /// When the system knew, where the story decides it rather than the feed.
  var recordedAt: Int64?
  var from: StockState?
  var to: StockState?
  /// The rest of the message: documents, channel, reason.
  var message = FeedMessage()

  init(_ type: EventType, _ source: Source, site: Int, item: Int, units: Int, at: Int64) {
    self.type = type
    self.source = source
    self.site = site
    self.item = item
    self.units = units
    self.at = at
  }

  mutating func document(_ type: String, _ id: String, line: String? = nil) {
    message.documentType = type
    message.documentID = id
    message.documentLine = line
  }

  /// What the books make of it, by the contract's table; written apart from the one that is tested with it.
  var movement: Movement? {
    switch type {
    case .sale, .shipment, .pickup, .transferShipped: Movement(from: .available, to: nil, units: units)
    case .receipt, .transferReceived, .adjustment: Movement(from: nil, to: .available, units: units)
    case .returnReceived: Movement(from: nil, to: to ?? .returned, units: units)
    case .inspection: Movement(from: .returned, to: to ?? .available, units: units)
    case .damage: Movement(from: .available, to: .damaged, units: units)
    case .writeOff: Movement(from: from ?? .available, to: nil, units: units)
    default: nil
    }
  }
}

/// Units that leave one state of a location's book and enter another; `nil` is outside.
struct Movement: Equatable, Sendable {
  let from: StockState?
  let to: StockState?
  let units: Int

  /// Change of the saleable book. Stock here is saleable only in state `available`.
  var saleable: Int { (to == .available ? units : 0) - (from == .available ? units : 0) }
}
