public import Inventory

/// What one simulated day delivered to the feed.
public struct RetailerDay: Equatable, Sendable {
  public var day: Day
  /// 02:15 in Berlin on the following day.
  public var cutoff: Instant
  /// Delivered after the previous cut-off and not after this one, in order of `ingestedAt`, which is always set.
  public var messages: [FeedMessage]
}

/// One book of the retailer's own ledger.
public struct BookRow: Equatable, Sendable {
  public var locationID: String
  public var itemID: String
  public var state: StockState
  /// Thousandths of a unit.
  public var quantity: Int64

  public init(locationID: String, itemID: String, state: StockState, quantity: Int64) {
    self.locationID = locationID
    self.itemID = itemID
    self.state = state
    self.quantity = quantity
  }
}

/// One position as it really is, beside what the systems believe. Thousandths of a unit.
public struct TruthRow: Equatable, Sendable {
  public var locationID: String
  public var itemID: String
  /// Saleable units really there: on the shelf, picked and waiting, or lying where nobody looks.
  public var physical: Int64
  /// The saleable book of everything delivered by the last cut-off.
  public var book: Int64
  /// The same, without what is dated after the cut-off.
  public var eventBook: Int64
}
