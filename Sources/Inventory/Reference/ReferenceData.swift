/// The retailer's master data and plans: what the companions of the feed hold.
public struct ReferenceData: Equatable, Sendable {
  public var locations: [Location] = []
  public var items: [Item] = []
  public var assortment: [Assortment] = []
  public var promotions: [Promotion] = []
  public var calendar: [CalendarDay] = []
  public var labourBudgets: [LabourBudget] = []
  public var reasons: [ReasonMapping] = []
  public var openings: [PositionSnapshot] = []

  public init() {}
}

public enum LocationKind: String, CaseIterable, Sendable {
  case store, dc, web, marketplace
}

public struct Location: Equatable, Sendable {
  public var id: String
  public var name: String
  public var kind: LocationKind
  public var region: String?
  public var timeZone: String
  public var currency: String?
  public var isActive: Bool

  public init(
    id: String, name: String, kind: LocationKind, region: String?, timeZone: String, currency: String?, isActive: Bool = true
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.region = region
    self.timeZone = timeZone
    self.currency = currency
    self.isActive = isActive
  }
}

public struct Item: Equatable, Sendable {
  public var id: String
  public var sku: String?
  public var gtin: String?
  public var name: String
  public var category: String?
  /// Thousandths of the currency unit.
  public var unitCost: Int64?
  public var unitPrice: Int64?
  public var packSize: Int?
  public var isTracked: Bool
  public var isActive: Bool

  public init(
    id: String, sku: String?, gtin: String?, name: String, category: String?, unitCost: Int64?, unitPrice: Int64?,
    packSize: Int?, isTracked: Bool = true, isActive: Bool = true
  ) {
    self.id = id
    self.sku = sku
    self.gtin = gtin
    self.name = name
    self.category = category
    self.unitCost = unitCost
    self.unitPrice = unitPrice
    self.packSize = packSize
    self.isTracked = isTracked
    self.isActive = isActive
  }
}

public struct Assortment: Equatable, Sendable {
  public var locationID: String
  public var itemID: String
  public var abcClass: String?
  public var zone: String?

  public init(locationID: String, itemID: String, abcClass: String?, zone: String?) {
    self.locationID = locationID
    self.itemID = itemID
    self.abcClass = abcClass
    self.zone = zone
  }
}

/// Null item and category mean all items, null region and location mean everywhere.
public struct Promotion: Equatable, Sendable {
  public var itemID: String?
  public var category: String?
  public var region: String?
  public var locationID: String?
  public var starts: Instant
  public var ends: Instant

  public init(itemID: String?, category: String?, region: String?, locationID: String?, starts: Instant, ends: Instant) {
    self.itemID = itemID
    self.category = category
    self.region = region
    self.locationID = locationID
    self.starts = starts
    self.ends = ends
  }
}

/// A day out of the ordinary; a null location means all of them.
public struct CalendarDay: Equatable, Sendable {
  public var locationID: String?
  public var day: Day
  public var isClosed: Bool
  public var label: String?

  public init(locationID: String?, day: Day, isClosed: Bool, label: String?) {
    self.locationID = locationID
    self.day = day
    self.isClosed = isClosed
    self.label = label
  }
}

/// Minutes a location can count on a weekday (ISO, null: every day) and what a count costs.
public struct LabourBudget: Equatable, Sendable {
  public var locationID: String?
  public var weekday: Int?
  public var minutes: Double
  public var minutesPerCount: Double
  public var minutesBase: Double
  public var minutesPerUnit: Double
  public var minutesPerZone: Double

  public init(
    locationID: String?, weekday: Int?, minutes: Double, minutesPerCount: Double, minutesBase: Double, minutesPerUnit: Double,
    minutesPerZone: Double
  ) {
    self.locationID = locationID
    self.weekday = weekday
    self.minutes = minutes
    self.minutesPerCount = minutesPerCount
    self.minutesBase = minutesBase
    self.minutesPerUnit = minutesPerUnit
    self.minutesPerZone = minutesPerZone
  }
}

public enum Fault: String, CaseIterable, Sendable {
  case customer, stock, supplier, payment, fraud, process
}

/// How a source's reason code reads in canonical terms.
public struct ReasonMapping: Equatable, Sendable {
  public var sourceSystem: String
  public var eventType: EventType
  public var reasonCode: String
  public var canonical: String
  public var fault: Fault?
  /// The reason means that units really left or came, so the adjustment counts as a movement.
  public var isPhysical: Bool

  public init(
    sourceSystem: String, eventType: EventType, reasonCode: String, canonical: String, fault: Fault?, isPhysical: Bool
  ) {
    self.sourceSystem = sourceSystem
    self.eventType = eventType
    self.reasonCode = reasonCode
    self.canonical = canonical
    self.fault = fault
    self.isPhysical = isPhysical
  }
}

/// The book of one position as a system shows it at an instant: go-live, and reconciliation later.
public struct PositionSnapshot: Equatable, Sendable {
  public var system: String
  public var locationID: String
  public var itemID: String
  public var state: StockState
  /// Thousandths of a unit.
  public var quantity: Int64
  public var asOf: Instant

  public init(system: String, locationID: String, itemID: String, state: StockState, quantity: Int64, asOf: Instant) {
    self.system = system
    self.locationID = locationID
    self.itemID = itemID
    self.state = state
    self.quantity = quantity
    self.asOf = asOf
  }
}
