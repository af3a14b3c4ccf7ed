public import Inventory
internal import Statistics

/// A small feed that does everything a feed can do wrong, drawn from a seed: every type of message, on any night, in any
/// order, repeated, corrected, withdrawn, sent again under new ids, across a change of the clock, with impossible values,
/// while master data change.
public struct HostileFeed: Sendable {
  public struct Night: Sendable {
    public var day: Day
    public var cutoff: Instant
    public var messages: [FeedMessage]
    /// What changes in the companions before the night, as SQL of the feed's owner.
    public var companionChanges: [String]
  }

  public let reference: ReferenceData
  public let nights: [Night]
  /// Costs changed: a database that never saw the earlier ones values earlier movements otherwise, and rightly.
  public let changesCosts: Bool

  static let nightCount = 5
  /// The clocks of Berlin go forward on the third of these nights.
  static let firstDay = Day(year: 2026, month: 3, day: 26)
  private static let locations = ["caf\u{E9}", "cafe\u{301}", "NY", "DC"]
  private static let items = ["I1", "I2", "I3", "I4"]

  /// - Parameter valid: leaves out what must be quarantined, and changes of companions.
  public init(seed: UInt64, valid: Bool = false) {
    var draw = SeededGenerator(seed: seed)
    reference = HostileFeed.reference(&draw)
    var days = (0..<HostileFeed.nightCount).map { index in
      let day = HostileFeed.firstDay.advanced(by: index)
      // 02:15 in Berlin; on the night of the change that hour does not exist and the job fires at 01:00 UTC
      let hour: Int64 =
        day.number + 1 < Day(year: 2026, month: 3, day: 29).number
        ? 4500 : day.number + 1 == Day(year: 2026, month: 3, day: 29).number ? 3600 : 900
      return Night(day: day, cutoff: day.advanced(by: 1).utcStart.advanced(bySeconds: hour), messages: [], companionChanges: [])
    }
    for message in HostileFeed.messages(&draw, valid: valid) {
      let first = days.firstIndex { ($0.cutoff) >= (message.recordTime ?? $0.cutoff) } ?? days.count - 1
      // Most come when they were recorded, some any number of nights later, and some before their own record time
      let night =
        draw.happens(0.7)
        ? first : draw.happens(0.8) ? Int.random(in: first..<days.count, using: &draw) : Int.random(in: 0...first, using: &draw)
      days[night].messages.append(message)
    }
    for night in days.indices { days[night].messages.shuffle(using: &draw) }
    var changesCosts = false
    if !valid {
      for night in 1..<days.count where draw.happens(0.5) {
        let change = HostileFeed.companionChange(&draw)
        if change.contains("unit_cost") { changesCosts = true }
        days[night].companionChanges.append(change)
      }
    }
    self.changesCosts = changesCosts
    nights = days
  }

  // MARK: Companions

  private static func reference(_ draw: inout SeededGenerator) -> ReferenceData {
    var data = ReferenceData()
    let zones = ["Europe/Berlin", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
    // One location and one item become known only when a change brings them
    for (index, id) in locations.enumerated() where index != 2 || draw.happens(0.5) {
      data.locations.append(
        Location(id: id, name: id, kind: index == 3 ? .dc : .store, region: nil, timeZone: zones[index], currency: "EUR"))
    }
    for (index, id) in items.enumerated() where index != 3 || draw.happens(0.5) {
      data.items.append(
        Item(
          id: id, sku: nil, gtin: nil, name: id, category: index < 2 ? "A" : "B", unitCost: Int64(index + 1) * 1250,
          unitPrice: Int64(index + 1) * 2000, packSize: nil))
    }
    data.reasons = [
      ReasonMapping(
        sourceSystem: "erp", eventType: .adjustment, reasonCode: "use", canonical: "store_use", fault: nil, isPhysical: true),
      ReasonMapping(
        sourceSystem: "oms", eventType: .cancellation, reasonCode: "regret", canonical: "customer", fault: .customer,
        isPhysical: false),
    ]
    let start = firstDay.advanced(by: -3).utcStart
    for location in locations.dropLast() where draw.happens(0.7) {
      for system in ["erp", "wms"] where draw.happens(0.6) {
        for item in items where draw.happens(0.8) {
          data.openings.append(
            PositionSnapshot(
              system: system, locationID: location, itemID: item, state: draw.happens(0.8) ? .available : .backroom,
              quantity: Int64.random(in: 0...20, using: &draw) * 1000, asOf: start))
        }
      }
    }
    return data
  }

  private static func companionChange(_ draw: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<6, using: &draw) {
    case 0: "update feed.item set unit_cost = unit_cost * 2 where item_id = 'I\(Int.random(in: 1...3, using: &draw))'"
    case 1: "update feed.reason_map set physical = not physical where source_system = 'erp'"
    case 2: "update feed.reason_map set fault = 'stock', canonical = 'not_found' where source_system = 'oms'"
    case 3: "update feed.location set time_zone = 'America/Los_Angeles' where location_id = 'DC'"
    case 4:
      """
      insert into feed.location (location_id, name, kind, time_zone) values ('NY', 'NY', 'store', 'America/New_York')
      on conflict do nothing
      """
    default: "insert into feed.item (item_id, name, unit_cost) values ('I4', 'I4', 5) on conflict do nothing"
    }
  }

  // MARK: Messages

  private static let sources = ["pos", "oms", "erp", "wms"]
  private static let orders = ["A", "B", "caf\u{E9}", "cafe\u{301}", "E", "F"]

  private static func messages(_ draw: inout SeededGenerator, valid: Bool) -> [FeedMessage] {
    var messages: [FeedMessage] = []
    for number in 0..<240 {
      var message = plain(&draw, number: number)
      if !valid, draw.happens(0.04) { spoil(&message, &draw) }
      messages.append(message)
      if draw.happens(0.06) { messages.append(message) }
      if draw.happens(0.05) { messages.append(conflict(with: message, &draw)) }
      if draw.happens(0.05) { messages.append(again(message, &draw, number: number)) }
      if draw.happens(0.08), let other = messages.randomElement(using: &draw), other.eventID != nil {
        messages.append(correction(of: other, &draw, number: number))
      }
    }
    return messages
  }

  /// Times on a coarse grid, so that ties are common; delays from none to days, and clocks that run ahead.
  private static func plain(_ draw: inout SeededGenerator, number: Int) -> FeedMessage {
    var message = FeedMessage()
    let hours = Int64(nightCount * 24 + 60)
    let at = firstDay.advanced(by: -2).utcStart.advanced(bySeconds: Int64.random(in: 0..<hours * 2, using: &draw) * 1800)
    message.eventID = "m\(number)"
    message.locationID = locations.randomElement(using: &draw)
    message.itemID = items.randomElement(using: &draw)
    message.quantity = .thousandths([0, 1, 500, 1000, 1000, 2000, 5000].randomElement(using: &draw) ?? 1000)
    message.eventTime = at
    message.eventTimePrecision = draw.happens(0.05) ? "day" : "instant"
    let delay: Int64 = [0, 0, 60, 600, 3600, 20 * 3600, 40 * 3600, 90 * 3600, -60, -7200].randomElement(using: &draw) ?? 0
    message.recordTime = at.advanced(bySeconds: delay)
    message.ingestedAt = message.recordTime?.advanced(bySeconds: 30)
    let type = EventType.allCases.randomElement(using: &draw) ?? .sale
    message.eventType = type == .void ? "sale" : type.name
    message.sourceSystem = sources.randomElement(using: &draw)
    if draw.happens(0.3) { message.fromState = ["available", "backroom", "returned"].randomElement(using: &draw) }
    if draw.happens(0.3) { message.toState = ["available", "display", "damaged"].randomElement(using: &draw) }
    switch type {
    case .orderPlaced, .allocation, .reservation, .reservationRelease, .shipment, .pickup, .cancellation, .pick, .pickFailed:
      message.sourceSystem = "oms"
      message.documentType = "order"
      message.documentID = orders.randomElement(using: &draw)
      message.documentLine = ["1", "2", nil].randomElement(using: &draw) ?? nil
      message.channel = ["web", "mp1", "w\u{E9}b", "we\u{301}b", nil].randomElement(using: &draw) ?? nil
      if type == .cancellation { message.reasonCode = ["regret", "gone", nil].randomElement(using: &draw) ?? nil }
    case .count:
      message.documentType = draw.happens(0.7) ? "count" : nil
      message.documentID = ["C1", "C2", "C3"].randomElement(using: &draw)
      message.countSelection = ["random", "full", "cycle", "triggered", nil].randomElement(using: &draw) ?? nil
      message.inclusionProbability = [0.5, 0.001, nil].randomElement(using: &draw) ?? nil
      if message.fromState != "backroom" { message.fromState = nil }
    case .adjustment:
      message.sourceSystem = "erp"
      if draw.happens(0.5) { message.quantity = .thousandths(-2000) }
      message.documentType = draw.happens(0.5) ? "count" : nil
      message.documentID = ["C1", "C2", "C3"].randomElement(using: &draw)
      message.reasonCode = ["use", "fix", nil].randomElement(using: &draw) ?? nil
    case .transferShipped, .transferReceived:
      message.documentType = "transfer"
      message.documentID = "T1"
      message.counterpartID = locations.randomElement(using: &draw)
    default:
      break
    }
    return message
  }

  /// The same id with another quantity.
  private static func conflict(with message: FeedMessage, _ draw: inout SeededGenerator) -> FeedMessage {
    var other = message
    other.quantity = .thousandths(Int64.random(in: 0...9, using: &draw) * 1000)
    if draw.happens(0.5) {
      other.recordTime = other.recordTime?.advanced(bySeconds: [-3600, 0, 5400].randomElement(using: &draw) ?? 0)
    }
    return other
  }

  /// The same business event under a new id.
  private static func again(_ message: FeedMessage, _ draw: inout SeededGenerator, number: Int) -> FeedMessage {
    var other = message
    other.eventID = "r\(number)"
    if draw.happens(0.7) {
      other.recordTime = other.recordTime?.advanced(bySeconds: Int64.random(in: -2...60, using: &draw) * 3600)
    }
    return other
  }

  private static func correction(of message: FeedMessage, _ draw: inout SeededGenerator, number: Int) -> FeedMessage {
    var other = message
    other.eventID = "c\(number)"
    other.correctsEventID = message.eventID
    other.recordTime = message.recordTime?.advanced(bySeconds: Int64.random(in: -4...80, using: &draw) * 3600)
    if draw.happens(0.4) {
      other.eventType = "void"
      if draw.happens(0.5) { (other.quantity, other.locationID, other.itemID, other.eventTime) = (nil, nil, nil, nil) }
    } else if draw.happens(0.3) {
      other.itemID = items.randomElement(using: &draw)
    } else {
      other.quantity = .thousandths(Int64.random(in: 0...9, using: &draw) * 1000)
    }
    return other
  }

  /// A hostile value in one column.
  private static func spoil(_ message: inout FeedMessage, _ draw: inout SeededGenerator) {
    let far = Instant(microseconds: Int64.max)
    let near = Instant(microseconds: Int64.min)
    switch Int.random(in: 0..<16, using: &draw) {
    case 0: message.quantity = .thousandths(4_006_381_333_931_000)
    case 1: message.quantity = .thousandths(999_999_999_999_999)
    case 2: message.quantity = .thousandths(Int64.max)
    case 3: message.quantity = [.notANumber, .infinite, nil].randomElement(using: &draw) ?? nil
    case 4: message.quantity = .thousandths(-1)
    case 5: message.recordTime = far
    case 6: message.recordTime = near
    case 7: message.eventTime = draw.happens(0.5) ? far : near
    case 8: message.eventTime = Day(year: -4000, month: 1, day: 1).utcStart
    case 9: message.ingestedAt = draw.happens(0.5) ? far : Day(year: 200_000, month: 1, day: 1).utcStart
    case 10: message.recordTime = Day(year: -4000, month: 1, day: 1).utcStart
    case 11: message.eventType = ["moved", nil, "void"].randomElement(using: &draw) ?? nil
    case 12: message.locationID = ["nowhere", nil, ""].randomElement(using: &draw) ?? nil
    case 13: message.itemID = ["nothing", nil].randomElement(using: &draw) ?? nil
    case 14: message.fromState = "moon"
    default: message.inclusionProbability = [Double.nan, .infinity, -1, .leastNonzeroMagnitude, 2].randomElement(using: &draw)
    }
  }
}

extension SeededGenerator {
  mutating func happens(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}
