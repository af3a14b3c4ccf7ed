public import Inventory

/// Which retailer to simulate. Equal configurations give equal messages.
public struct RetailerConfiguration: Equatable, Sendable {
  /// At least 1 store and 1 distribution centre are simulated, whatever is asked for.
  public var stores = 30
  public var distributionCentres = 2
  public var marketplaces = 2
  public var items = 400
  /// The horizon that promotions, the holiday, outages and stocktakes are planned for.
  public var days = 90
  public var seed: UInt64 = 1
  /// Local day of day 0; the openings are its first instant.
  public var firstDay = Day(year: 2026, month: 1, day: 5)
  public var surges: [Surge] = []
  public var mechanisms = Mechanisms()

  public init() {}
}

/// A planted anomaly: one location, some days, one mechanism multiplied.
public struct Surge: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// Multiplies the time from event to record of the location's own sources.
    case latency
    /// Multiplies the picks at the node that find nothing and end in a cancellation.
    case cancellation
    /// Multiplies theft.
    case shrink
  }

  public var kind: Kind
  public var locationID: String
  /// Index of the first day, 0 is `RetailerConfiguration.firstDay`.
  public var firstDay: Int
  public var days: Int
  public var factor: Double

  public init(kind: Kind, locationID: String, firstDay: Int, days: Int, factor: Double) {
    self.kind = kind
    self.locationID = locationID
    self.firstDay = firstDay
    self.days = days
    self.factor = factor
  }
}

/// "Please count this": answered during the day that is simulated next.
public struct CountRequest: Equatable, Sendable {
  public var locationID: String
  public var itemID: String
  /// Becomes the document id of the count.
  public var recountID: String

  public init(locationID: String, itemID: String, recountID: String) {
    self.locationID = locationID
    self.itemID = itemID
    self.recountID = recountID
  }
}
