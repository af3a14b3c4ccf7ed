/// What a check found: so many of so many, where, and in which window. Its sentence says nothing that is not in it.
public struct FeedFinding: Equatable, Sendable {
  public enum Severity: String, Sendable {
    /// Known and small, or of no harm to the figures.
    case note
    /// Figures are wrong or missing because of it.
    case warning
  }

  public var check: FeedCheck
  /// Where it was found; `nil` where the check does not ask by source, or by location.
  public var source: String?
  public var location: String?
  /// A word or number more: the unknown type, how many items, how many hours, which systems.
  public var detail: String?
  public var numerator: Int64
  public var denominator: Int64
  /// Messages that arrived from `since` (`nil`: from the beginning) up to `until`; for the other checks `until` alone says when.
  public var since: Instant?
  public var until: Instant

  public init(
    check: FeedCheck, source: String?, location: String?, detail: String?, numerator: Int64, denominator: Int64, since: Instant?,
    until: Instant
  ) {
    self.check = check
    self.source = source
    self.location = location
    self.detail = detail
    self.numerator = numerator
    self.denominator = denominator
    self.since = since
    self.until = until
  }

  public var severity: Severity {
    Double(numerator) > check.tolerated * Double(denominator) ? .warning : .note
  }
}

extension FeedFinding {
  private var of: String { "\(numerator) of \(denominator)" }
  private var sender: String { source ?? "no source" }

  public var sentence: String {
    let window = check.isAboutMessages ? ", \(since.map { "arrived since \($0)" } ?? "of all that arrived") up to \(until)" : ""
    return claim + window
  }

  private var claim: String {
    let detail = detail ?? "?"
    return switch check {
    case .resend:
      "\(of) messages of \(sender) repeat another one under a new id: same type, place, item, document, time and quantity"
    case .severalSystems: "at \(of) locations several systems state the opening books: \(detail)"
    case .unknownType: "\(of) messages of \(sender) have the type \(detail), which nobody knows"
    case .unknownState: "\(of) messages of \(sender) name the stock state \(detail), which nobody knows"
    case .ghostLocation: "\(of) messages of \(sender) name locations that feed.location does not have, \(detail) of them"
    case .ghostItem: "\(of) messages of \(sender) name items that feed.item does not have, \(detail) of them"
    case .dayMonthSwap:
      "\(of) messages of \(sender) that are more than 20 days off their record time are within a day of it once day and month are "
        + "exchanged"
    case .zoneOffset:
      "\(of) messages of \(sender) at \(location ?? "?") were recorded \(hours) they say they happened, or up to half an hour later"
    case .countWithoutAdjustment:
      "\(of) counts of \(sender) that differ from the book they name were followed by no adjustment with their document"
    case .adjustmentWithoutCount: "\(of) adjustments of \(sender) without a physical reason belong to no count"
    case .negativeBook: "\(of) \(detail) are below zero"
    case .costMissing: "\(of) items have no cost above zero"
    case .priceMissing: "\(of) items have no price above zero"
    case .labourBudgetMissing: "\(of) stores and distribution centres have no labour budget"
    }
  }

  private var hours: String {
    let hours = detail.flatMap { Int($0) } ?? 0
    return "\(abs(hours)) hour\(abs(hours) == 1 ? "" : "s") \(hours < 0 ? "before" : "after")"
  }

  /// What to do, with the command or the place.
  public var nextStep: String {
    switch check {
    case .resend:
      "they count once; ask who runs \(sender) why it sends again, or keep its messages apart by `resends` in the job file"
    case .severalSystems:
      "none are added up: the one with the most rows opens the book; name another under `systems` in the job file"
    case .unknownType: "translate it to one of `trueup feed types`; the messages wait in `trueup feed quarantine`"
    case .unknownState: "translate it to one of the states in docs/event-types.md; the messages wait in `trueup feed quarantine`"
    case .ghostLocation: "add them to feed.location; the messages wait in `trueup feed quarantine` and are used then"
    case .ghostItem: "add them to feed.item; the messages wait in `trueup feed quarantine` and are used then"
    case .dayMonthSwap: "look at how \(sender) writes dates, day first or month first"
    case .zoneOffset: "compare the clock of \(sender) there with feed.location.time_zone, and the offset it writes with its times"
    case .countWithoutAdjustment: "send the adjustment of a count with the count's document_id; without it the book stays wrong"
    case .adjustmentWithoutCount:
      "send the counts behind them with the same document_id, or say in feed.reason_map which reasons are physical"
    case .negativeBook:
      "look for receipts and transfers that are recorded late: `trueup feed freshness`, `trueup explain location`"
    case .costMissing: "fill feed.item.unit_cost: what an error is worth is not known without it"
    case .priceMissing: "fill feed.item.unit_price: what a lost sale is worth is not known without it"
    case .labourBudgetMissing: "fill feed.labour_budget: without minutes nothing is proposed to be counted there"
    }
  }
}
