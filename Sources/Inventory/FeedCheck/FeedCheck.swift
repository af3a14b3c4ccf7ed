/// One question to the data of a feed. The raw value is the code in `trueup_v1.feed_check` and names `sql/checks/data/<code>.sql`.
public enum FeedCheck: String, CaseIterable, Sendable {
  case resend
  case severalSystems = "several_systems"
  case unknownType = "unknown_type"
  case unknownState = "unknown_state"
  case ghostLocation = "ghost_location"
  case ghostItem = "ghost_item"
  case dayMonthSwap = "day_month_swap"
  case zoneOffset = "zone_offset"
  case countWithoutAdjustment = "count_without_adjustment"
  case adjustmentWithoutCount = "adjustment_without_count"
  case negativeBook = "negative_book"
  case costMissing = "cost_missing"
  case priceMissing = "price_missing"
  case labourBudgetMissing = "labour_budget_missing"

  /// It counts messages of a window; the others look at master data, opening books or the books of a night.
  public var isAboutMessages: Bool {
    switch self {
    case .severalSystems, .negativeBook, .costMissing, .priceMissing, .labourBudgetMissing: false
    default: true
    }
  }

  /// The share of its denominator up to which a finding is a note; what is above is a warning.
  public var tolerated: Double {
    switch self {
    case .dayMonthSwap, .zoneOffset, .labourBudgetMissing: 0
    case .resend, .unknownType, .unknownState, .ghostLocation, .ghostItem: 0.01
    case .negativeBook, .costMissing, .priceMissing: 0.05
    case .countWithoutAdjustment, .adjustmentWithoutCount: 0.1
    // One of them opens the book, and the others are not added to it
    case .severalSystems: 1
    }
  }

  /// What is asked, for those who want to know what was looked at.
  public var question: String {
    switch self {
    case .resend: "messages that repeat another one under a new id"
    case .severalSystems: "opening books that several systems state"
    case .unknownType: "event types that nobody knows"
    case .unknownState: "stock states that nobody knows"
    case .ghostLocation: "locations in messages that feed.location does not have"
    case .ghostItem: "items in messages that feed.item does not have"
    case .dayMonthSwap: "dates with day and month exchanged"
    case .zoneOffset: "event times that are off by whole hours"
    case .countWithoutAdjustment: "counts that differ from the book and were never booked"
    case .adjustmentWithoutCount: "adjustments that no count stands behind"
    case .negativeBook: "books below zero"
    case .costMissing: "items without a cost"
    case .priceMissing: "items without a price"
    case .labourBudgetMissing: "locations without a labour budget"
    }
  }
}
