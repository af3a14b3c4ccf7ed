public import Inventory

/// Why a message cannot be used. The raw value is the code in `trueup.quarantine`.
public enum Refusal: String, CaseIterable, Sendable {
  case missingID = "missing_id"
  case missingTime = "missing_time"
  case infiniteTime = "infinite_time"
  case unknownType = "unknown_type"
  case missingLocation = "missing_location"
  case missingItem = "missing_item"
  case unknownLocation = "unknown_location"
  case unknownItem = "unknown_item"
  case missingQuantity = "missing_quantity"
  case quantityNotANumber = "quantity_not_a_number"
  case quantityInfinite = "quantity_infinite"
  case quantityTooLarge = "quantity_too_large"
  case quantityTooFine = "quantity_too_fine"
  case quantityNegative = "quantity_negative"
  case unknownState = "unknown_state"
  case beforeGoLive = "before_go_live"
  case inTheFuture = "in_the_future"
  /// Codes end at 65,535 of each.
  case tooManySources = "too_many_sources"
  case tooManyChannels = "too_many_channels"
}

/// A refused message: its key and why, nothing else of the row.
public struct RefusedMessage: Hashable, Sendable {
  public var source: ByteText?
  public var eventID: ByteText?
  public var refusal: Refusal
  /// Named only where being unknown is the reason.
  public var locationID: ByteText?
  public var itemID: ByteText?
}
