/// A message as a source delivers it, valid or not: one row of `feed.inventory_event` before it is judged.
public struct FeedMessage: Equatable, Sendable {
  public var sourceSystem: String?
  public var eventID: String?
  public var eventType: String?
  public var locationID: String?
  public var itemID: String?
  public var quantity: FeedQuantity?
  public var expectedQuantity: FeedQuantity?
  public var eventTime: Instant?
  /// instant, minute or day
  public var eventTimePrecision = "instant"
  public var recordTime: Instant?
  public var promisedTime: Instant?
  public var expiresTime: Instant?
  public var fromState: String?
  public var toState: String?
  public var channel: String?
  public var documentType: String?
  public var documentID: String?
  public var documentLine: String?
  public var counterpartID: String?
  public var reasonCode: String?
  public var actorID: String?
  public var customerKey: String?
  public var substitutesItemID: String?
  /// random, full, cycle or triggered
  public var countSelection: String?
  public var inclusionProbability: Double?
  public var correctsEventID: String?
  /// Thousandths of the currency unit.
  public var unitValue: Int64?
  public var currency: String?
  /// When the message reached the feed, where it is known; the server's clock otherwise.
  public var ingestedAt: Instant?

  public init() {}
}

/// A quantity as delivered: a number in thousandths of a unit, or one of the values PostgreSQL's `numeric`
/// can hold and no shelf can.
public enum FeedQuantity: Equatable, Sendable {
  case thousandths(Int64)
  case notANumber
  case infinite

  public static func units(_ units: Int) -> FeedQuantity { .thousandths(Int64(units) * 1000) }
}
