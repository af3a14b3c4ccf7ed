/// The coordinates of a night: every location and item in the order of their ids, and the local days. A slot is location x items + item.
public struct Dimensions: Sendable {
  public let locations: [Location]
  public let items: [Item]
  public let zones: [ZoneOffsets]
  /// Thousandths of currency per unit; 0 where unknown.
  public let unitCosts: [Int64]
  /// Merchandise categories in the order of their names, and the one of each item; items without one share "".
  public let categories: [String]
  public let categoryOfItem: [Int32]
  /// - Parameter zones: one table per location, in the same order.
  public init(locations: [Location], items: [Item], zones: [ZoneOffsets]) {
    precondition(locations.count == zones.count, "one zone per location")
    self.locations = locations
    self.items = items
    self.zones = zones
    unitCosts = items.map { $0.unitCost ?? 0 }
    let named = Set(items.map { ByteText($0.category ?? "") }).sorted()
    categories = named.map(\.text)
    let codes = Dictionary(uniqueKeysWithValues: named.enumerated().map { ($1, Int32($0)) })
    categoryOfItem = items.map { codes[ByteText($0.category ?? "")] ?? 0 }
  }

  public var slots: Int { locations.count * items.count }

  public func slot(location: Int32, item: Int32) -> Int32 { location * Int32(items.count) + item }
  public func location(of slot: Int32) -> Int32 { slot / Int32(items.count) }
  public func item(of slot: Int32) -> Int32 { slot % Int32(items.count) }

  /// The local business day of an instant at a location.
  public func day(of microseconds: Int64, location: Int32) -> Day {
    zones[Int(location)].day(of: Instant(microseconds: microseconds))
  }
}

/// Texts that come in few different values, as small numbers in the order first seen.
public struct CodeBook: Sendable {
  public private(set) var texts: [String] = [""]
  private var codes: [String: UInt16] = [:]

  public init() {}

  public mutating func code(of text: String) -> UInt16 {
    if text.isEmpty { return 0 }
    if let code = codes[text] { return code }
    let code = UInt16(texts.count)
    texts.append(text)
    codes[text] = code
    return code
  }

  public subscript(code: UInt16) -> String { texts[Int(code)] }
}
