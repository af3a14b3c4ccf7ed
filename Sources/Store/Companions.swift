internal import Crypto
internal import Foundation
public import Inventory
public import PostgreSQL

/// The companions of the feed as one night reads them.
public struct Companions: Sendable {
  public var reference: ReferenceData
  /// First on-hand snapshots of each system by location id.
  public var openings: [ByteText: [OpeningSnapshot]]
  /// Digests in `trueup.reference_version`, in the order of `Companions.names`.
  public var digests: [String]

  public static let names = [
    "location", "item", "assortment", "promotion", "calendar", "labour_budget", "reason_map", "go_live",
  ]

  /// Reads what the feed holds now and files it by digest, or reads what an earlier attempt filed.
  ///
  /// - Parameters:
  ///   - feed: the session whose snapshot the night reads from.
  ///   - store: another session that may write.
  ///   - filed: digests an earlier attempt has stored with the run.
  public init(feed: Connection, store: Connection, files: SQLFiles, filed: [String]?) throws {
    var contents: [String] = []
    digests = []
    if let filed, filed.count == Companions.names.count {
      for digest in filed {
        contents.append(try Companions.content(digest, store))
      }
      digests = filed
    } else {
      for name in Companions.names {
        let place = "extract/companions/\(name)"
        let content = try feed.query(try files.text(place), place: "sql/\(place).sql").first?.text(0) ?? "[]"
        var hash = SHA256()
        hash.update(data: Data("\(name)\n\(content)".utf8))
        let digest = hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
        try store.query(
          """
          insert into trueup.reference_version (digest, companion, content) values ($1, $2, $3::jsonb)
          on conflict (digest) do nothing
          """, [Parameter(digest), Parameter(name), Parameter(content)], place: "reference_version")
        contents.append(content)
        digests.append(digest)
      }
    }
    func decode<T: Decodable>(_ type: T.Type, _ name: String) throws -> [T] {
      guard let index = Companions.names.firstIndex(of: name) else { return [] }
      return try JSONDecoder().decode([T].self, from: Data(contents[index].utf8))
    }
    var data = ReferenceData()
    data.locations = try decode(LocationRow.self, "location").map(\.value)
    data.items = try decode(ItemRow.self, "item").map(\.value)
    data.assortment = try decode(AssortmentRow.self, "assortment").map(\.value)
    data.promotions = try decode(PromotionRow.self, "promotion").map(\.value)
    data.calendar = try decode(CalendarRow.self, "calendar").map(\.value)
    data.labourBudgets = try decode(LabourRow.self, "labour_budget").map(\.value)
    data.reasons = try decode(ReasonRow.self, "reason_map").compactMap(\.value)
    reference = data
    openings = Dictionary(grouping: try decode(OpeningRow.self, "go_live")) { ByteText($0.locationID) }
      .mapValues { $0.map(\.value) }
  }

  private static func content(_ digest: String, _ store: Connection) throws -> String {
    try store.query(
      "select content::text from trueup.reference_version where digest = $1", [Parameter(digest)], place: "reference_version"
    ).first?.text(0) ?? "[]"
  }

  /// What changed of the items since an earlier night.
  public struct ItemChanges: Sendable {
    public var new: [String] = []
    /// Some that it knew are not there any more.
    public var isAnyGone = false
    /// Of items whose cost is not what it was, new ones among them: in the order of ids, thousandths of currency per unit.
    public var costs: [(item: String, cost: Int64)] = []
  }

  /// - Parameter filed: digests of the companions of the earlier night; without them every item is new.
  public func itemChanges(since filed: [String]?, store: Connection) throws -> ItemChanges {
    guard let items = Companions.names.firstIndex(of: "item") else { return ItemChanges() }
    var before: [ByteText: Int64] = [:]
    if let filed, filed.count == Companions.names.count {
      if filed[items] == digests[items] { return ItemChanges() }
      let rows = try JSONDecoder().decode([ItemRow].self, from: Data(Companions.content(filed[items], store).utf8))
      before = Dictionary(rows.map { (ByteText($0.id), $0.unitCost ?? 0) }) { first, _ in first }
    }
    var changes = ItemChanges()
    for item in reference.items {
      let cost = before.removeValue(forKey: ByteText(item.id))
      if cost == nil { changes.new.append(item.id) }
      if cost != item.unitCost ?? 0 { changes.costs.append((item.id, item.unitCost ?? 0)) }
    }
    changes.isAnyGone = !before.isEmpty
    return changes
  }
}

private struct LocationRow: Decodable {
  var id: String, name: String, kind: String, region: String?, timeZone: String, currency: String?, isActive: Bool

  var value: Location {
    Location(
      id: id, name: name, kind: LocationKind(rawValue: kind) ?? .store, region: region, timeZone: timeZone, currency: currency,
      isActive: isActive)
  }
}

private struct ItemRow: Decodable {
  var id: String, sku: String?, gtin: String?, name: String, category: String?, unitCost: Int64?, unitPrice: Int64?
  var packSize: Int?, isTracked: Bool, isActive: Bool

  var value: Item {
    Item(
      id: id, sku: sku, gtin: gtin, name: name, category: category, unitCost: unitCost, unitPrice: unitPrice,
      packSize: packSize, isTracked: isTracked, isActive: isActive)
  }
}

private struct AssortmentRow: Decodable {
  var locationID: String, itemID: String, abcClass: String?, zone: String?

  var value: Assortment { Assortment(locationID: locationID, itemID: itemID, abcClass: abcClass, zone: zone) }
}

private struct PromotionRow: Decodable {
  var itemID: String?, category: String?, region: String?, locationID: String?, starts: Int64, ends: Int64

  var value: Promotion {
    Promotion(
      itemID: itemID, category: category, region: region, locationID: locationID, starts: Instant(microseconds: starts),
      ends: Instant(microseconds: ends))
  }
}

private struct CalendarRow: Decodable {
  var locationID: String?, day: Int32, isClosed: Bool, label: String?

  var value: CalendarDay { CalendarDay(locationID: locationID, day: Day(number: day), isClosed: isClosed, label: label) }
}

private struct LabourRow: Decodable {
  var locationID: String?, weekday: Int?, minutes: Double, minutesPerCount: Double, minutesBase: Double
  var minutesPerUnit: Double, minutesPerZone: Double

  var value: LabourBudget {
    LabourBudget(
      locationID: locationID, weekday: weekday, minutes: minutes, minutesPerCount: minutesPerCount, minutesBase: minutesBase,
      minutesPerUnit: minutesPerUnit, minutesPerZone: minutesPerZone)
  }
}

private struct ReasonRow: Decodable {
  var sourceSystem: String, eventType: String, reasonCode: String, canonical: String, fault: String?, isPhysical: Bool

  var value: ReasonMapping? {
    EventType(name: eventType).map {
      ReasonMapping(
        sourceSystem: sourceSystem, eventType: $0, reasonCode: reasonCode, canonical: canonical,
        fault: fault.flatMap(Fault.init(rawValue:)), isPhysical: isPhysical)
    }
  }
}

private struct OpeningRow: Decodable {
  var locationID: String, system: String, asOf: Int64, positions: Int

  var value: OpeningSnapshot { OpeningSnapshot(system: system, at: Instant(microseconds: asOf), positions: positions) }
}
