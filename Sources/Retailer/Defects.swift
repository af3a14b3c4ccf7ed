import Inventory

/// Situations that real feeds bring with them, each off unless asked for.
///
/// They draw from streams of their own: with one of them on, everything that it does not touch stays as it was.
public struct Defects: Equatable, Sendable {
  // Times
  /// Probability that an office's message has day and month of its event time exchanged, where that makes another date.
  public var dayMonthSwaps = 0.0
  /// Hours by which the event times of a location's tills are ahead, by location id.
  public var wrongZones: [String: Int] = [:]

  // Probability, beside a message, of another one that names what nobody knows
  public var ghostItems = 0.0
  public var ghostLocations = 0.0
  public var unknownTypes = 0.0
  public var unknownStates = 0.0

  // The same again
  /// Probability that a message comes once more under a new id: an interface that lost its mark and sends again.
  public var resends = 0.0

  // Opening books
  /// Share of the locations of which other systems send a snapshot beside the ERP's, with some rows missing and some wrong.
  public var otherSystems = 0.0

  // Master data
  /// Share of the items whose cost is zero, and whose price is.
  public var zeroCosts = 0.0
  public var zeroPrices = 0.0
  /// Stores have no labour budget.
  public var noStoreBudget = false

  // Counts and the book
  /// Probability that the variance of a count is never booked.
  public var unadjustedCounts = 0.0
  /// Adjustments by hand, that no count stands behind, per store and day.
  public var handAdjustments = 0.0
  /// Share of them that put the book right; the others are off by a unit or two.
  public var rightByHand = 0.4

  public init() {}

  func apply(to reference: inout ReferenceData, seed: UInt64) {
    var chance = Chance(seed: seed, purpose: .defects, day: -1)
    for index in reference.items.indices {
      if chance.happens(zeroCosts) { reference.items[index].unitCost = 0 }
      if chance.happens(zeroPrices) { reference.items[index].unitPrice = 0 }
    }
    addOtherSystems(to: &reference, seed: seed)
    if noStoreBudget { reference.labourBudgets.removeAll { $0.locationID == nil } }
  }
}

extension Defects {
  /// A warehouse system that knows nine rows of ten, and a sales channel an hour later that knows half of them.
  private func addOtherSystems(to reference: inout ReferenceData, seed: UInt64) {
    guard otherSystems > 0 else { return }
    var chance = Chance(seed: seed, purpose: .otherSystems, day: -1)
    let locations = Set(reference.locations.map(\.id).filter { _ in chance.happens(otherSystems) })
    for opening in reference.openings where locations.contains(opening.locationID) {
      for (system, share, seconds) in [("wms", 0.9, Int64(0)), ("channel", 0.5, 3600)] where chance.happens(share) {
        var other = opening
        other.system = system
        other.asOf = opening.asOf.advanced(bySeconds: seconds)
        if chance.happens(0.2) { other.quantity = max(0, other.quantity + (chance.happens(0.5) ? 1000 : -1000)) }
        reference.openings.append(other)
      }
    }
  }
}

extension Feed {
  /// The same event once more, under a new id, some hours later; recorded then or when the first was.
  mutating func sendAgain(_ message: FeedMessage, at: Int64) {
    let resends = mechanisms.defects.resends
    guard resends > 0, message.correctsEventID == nil, again.happens(resends) else { return }
    var resend = message
    resend.eventID = "\(message.eventID ?? "")-R"
    let delay = Int64(again.exponential(mean: 6 * 3600)) + 60
    if again.happens(0.5) { resend.recordTime = message.recordTime?.advanced(bySeconds: delay) }
    deliver(resend, at: at + delay * 1_000_000)
  }

  /// The event time as a system says it whose clock or date format is another's.
  mutating func misstate(_ message: inout FeedMessage, _ notice: Notice) {
    let defects = mechanisms.defects
    let zone = network.sites[notice.site].zone
    if notice.source == .pos, let hours = defects.wrongZones[network.sites[notice.site].id] {
      message.eventTime = Instant(microseconds: notice.at).advanced(bySeconds: Int64(hours) * 3600)
    }
    guard notice.source == .erp, defects.dayMonthSwaps > 0, wrong.happens(defects.dayMonthSwaps) else { return }
    let day = zone.day(of: Instant(microseconds: notice.at))
    let date = day.civil
    guard date.day <= 12, date.day != date.month else { return }
    let swapped = Day(year: date.year, month: date.day, day: date.month)
    let sinceMidnight = notice.at - zone.instant(of: day, secondOfDay: 0).microseconds
    message.eventTime = Instant(microseconds: zone.instant(of: swapped, secondOfDay: 0).microseconds + sinceMidnight)
  }

  /// Beside a message, one that names an item, a place, a type or a state that nobody knows.
  mutating func sendUnknown(beside message: FeedMessage, at: Int64) {
    let defects = mechanisms.defects
    func other(_ probability: Double, _ change: (inout FeedMessage, Int) -> Void) {
      guard probability > 0, wrong.happens(probability) else { return }
      unknown += 1
      var bad = message
      bad.eventID = "\(message.sourceSystem ?? "")-unknown-\(unknown)"
      bad.correctsEventID = nil
      // An event of its own and no second telling of that one
      bad.eventTime = message.eventTime?.advanced(bySeconds: 1)
      change(&bad, unknown)
      deliver(bad, at: at + 1_000_000)
    }
    other(defects.ghostItems) { $0.itemID = "GHOST\($1 % 3 + 1)" }
    other(defects.ghostLocations) { message, _ in message.locationID = "S-OLD" }
    other(defects.unknownTypes) { message, _ in message.eventType = "sale_v3" }
    other(defects.unknownStates) { message, _ in
      message.eventType = EventType.sale.name
      message.fromState = "limbo"
    }
  }
}

extension Retailer {
  /// Somebody corrects a book without counting.
  mutating func planHandAdjustments() {
    let rate = mechanisms.defects.handAdjustments
    guard rate > 0 else { return }
    for site in 0..<network.stockedSites where network.sites[site].isStore && !plan.isClosed(network.sites[site], day: today) {
      for _ in 0..<chance.defects.poisson(rate) {
        let cell = network.cell(site, chance.defects.whole(below: network.items))
        guard network.isStocked[cell] else { continue }
        let at = calendar.wall(site, day: today, hour: chance.defects.between(9, 18))
        agenda.plan(.adjustedByHand(cell: Int32(cell)), at: at)
      }
    }
  }

  mutating func adjustByHand(cell: Int, at now: Int64) {
    let isRight = chance.defects.happens(mechanisms.defects.rightByHand)
    let slip = (chance.defects.happens(0.5) ? 1 : -1) * chance.defects.whole(1, 2)
    let units = isRight ? shelves.physical(cell) - Int(systemBook[cell]) : slip
    guard units != 0 else { return }
    var adjustment = Notice(
      .adjustment, .erp, site: network.site(of: cell), item: network.item(of: cell), units: units, at: now)
    adjustment.message.reasonCode = "correction"
    send(adjustment, at: now)
  }
}
