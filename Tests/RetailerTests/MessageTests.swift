import Inventory
import Retailer
import Testing

@Suite struct MessageTests {
  @Test("a day delivers what arrived since the last cut-off, in order", arguments: [1, 2] as [UInt64])
  func arrival(seed: UInt64) throws {
    var retailer = Retailer(smallRetailer(seed: seed))
    var previous = retailer.configuration.firstDay.advanced(by: -1).utcStart
    for index in 0..<30 {
      #expect(retailer.today == index)
      let day = retailer.step()
      #expect(day.day == retailer.configuration.firstDay.advanced(by: index))
      let arrivals = try day.messages.map { try #require($0.ingestedAt) }
      #expect(arrivals.allSatisfy { $0 > previous && $0 <= day.cutoff })
      #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(zip(day.messages, arrivals).allSatisfy { message, arrival in message.recordTime.map { $0 <= arrival } ?? false })
      previous = day.cutoff
    }
  }

  @Test("every mechanism leaves its messages")
  func mix() {
    var configuration = smallRetailer(seed: 1, days: 60)
    configuration.stores = 12
    configuration.mechanisms.malformed = 0.002
    var retailer = Retailer(configuration)
    let messages = (0..<60).flatMap { _ in retailer.step().messages }
    var types: [String: Int] = [:]
    for message in messages { types[message.eventType ?? "", default: 0] += 1 }
    for type in [
      EventType.orderPlaced, .allocation, .reservation, .reservationConfirmed, .reservationRelease, .pick, .pickFailed,
      .substitution, .cancellation, .purchaseOrder, .asn, .receipt, .transferShipped, .transferReceived, .transferDispatched,
      .returnReceived, .inspection, .refund, .damage, .writeOff, .adjustment, .count, .sale, .shipment, .pickup, .void,
    ] { #expect(types[type.name] ?? 0 > 0, "\(type.name)") }
    func some(_ what: String, _ test: (FeedMessage) -> Bool) {
      let isThere = messages.contains(where: test)
      #expect(isThere, "\(what)")
    }
    for source in ["pos", "web", "mp1", "mp2", "oms", "wms", "erp", "supplier"] { some(source) { $0.sourceSystem == source } }
    for selection in CountSelection.allCases where selection != .triggered {
      some(selection.name) { $0.countSelection == selection.name }
    }
    for reason in ["changed_mind", "not_collected", "card_declined", "not_found"] {
      some(reason) { $0.eventType == "cancellation" && $0.reasonCode == reason }
    }
    some("corrected sale") { $0.eventType == "sale" && $0.correctsEventID != nil }
    some("store use") { $0.eventType == "adjustment" && $0.reasonCode == "store_use" }
    some("recorded early") { message in
      guard let event = message.eventTime, let record = message.recordTime else { return false }
      return message.eventType == "transfer_shipped" && event.microseconds - record.microseconds > 3_600_000_000
    }
    some("recorded days late") { lag($0.eventTime, $0.recordTime) > Instant.microsecondsPerDay * 3 }
    some("delivered days late") { lag($0.recordTime, $0.ingestedAt) > Instant.microsecondsPerDay * 2 }
    some("returned as saleable") { $0.eventType == "return_received" && $0.toState == "available" }
    some("returned for inspection") { $0.eventType == "return_received" && $0.toState == nil }
    // Malformed
    some("unknown item") { $0.itemID == "SKU9999X" }
    some("unknown location") { $0.locationID == "S00" }
    some("no id") { $0.eventID == nil }
    some("no quantity") { $0.quantity == nil }
    some("not a number") { $0.quantity == .notANumber }
    some("infinite") { $0.quantity == .infinite }
    some("negative") { $0.quantity == .units(-3) && $0.eventType == "sale" }
    some("unknown type") { $0.eventType == "sale_v2" }
    some("far future") { ($0.eventTime ?? .init(microseconds: 0)) > Day(year: 2199, month: 1, day: 1).utcStart }
  }

  @Test("an id comes twice only as a resend or as a contradiction")
  func identity() throws {
    var configuration = smallRetailer(seed: 3)
    configuration.mechanisms.conflicts = 0.002
    var retailer = Retailer(configuration)
    var seen: [String: FeedMessage] = [:]
    var total = 0
    var resent = 0
    var contradicted = 0
    for _ in 0..<40 {
      for message in retailer.step().messages {
        guard let source = message.sourceSystem, let id = message.eventID else { continue }
        total += 1
        guard let other = seen.updateValue(message, forKey: source + "/" + id) else { continue }
        var same = other
        same.ingestedAt = message.ingestedAt
        if same == message {
          resent += 1
        } else {
          contradicted += 1
          #expect(other.quantity != message.quantity && other.recordTime != message.recordTime)
        }
      }
    }
    #expect((0.002...0.005).contains(Double(resent) / Double(total)))
    #expect(contradicted > 5)
  }

  @Test("every reason in the feed is mapped")
  func reasons() {
    var retailer = Retailer(smallRetailer(seed: 6))
    let mapped = Set(retailer.reference.reasons.map { "\($0.sourceSystem)/\($0.eventType.name)/\($0.reasonCode)" })
    for _ in 0..<30 {
      for message in retailer.step().messages {
        guard let reason = message.reasonCode, let source = message.sourceSystem, let type = message.eventType,
          EventType(name: type) != nil, !["wrong_quantity", "double_scan"].contains(reason)
        else { continue }
        let isKnown = mapped.contains("\(source)/\(type)/\(reason)")
        // A spoilt message may carry the reason of another type
        #expect(isKnown || message.quantity == .units(-3), "\(source) \(type) \(reason)")
      }
    }
  }

  private func lag(_ a: Instant?, _ b: Instant?) -> Int64 {
    guard let a, let b else { return 0 }
    return b.microseconds - a.microseconds
  }
}
