import Inventory
import Retailer
import Testing

/// Back offices that post every few days.
@Suite struct PostingTests {
  private static func played(_ share: Double, seed: UInt64) -> (retailer: Retailer, messages: [FeedMessage]) {
    var configuration = smallRetailer(seed: seed)
    configuration.mechanisms.batchPosting = share
    // A contradicting version is recorded when somebody notices
    configuration.mechanisms.conflicts = 0
    var retailer = Retailer(configuration)
    return (retailer, (0..<configuration.days).flatMap { _ in retailer.step().messages })
  }

  @Test("all of a back office's messages of days are recorded within a minute of its weekdays", arguments: [1, 2] as [UInt64])
  func batches(seed: UInt64) throws {
    let (retailer, messages) = Self.played(1, seed: seed)
    let stores = retailer.reference.locations.filter { $0.kind == .store }
    #expect(retailer.postingWeekdays.count == stores.count)
    let zone = ZoneOffsets.centralEurope(years: 2025...2027)
    for store in stores {
      let weekdays = try #require(retailer.postingWeekdays[store.id])
      let recorded = messages.filter { $0.locationID == store.id && $0.sourceSystem == "erp" }.compactMap(\.recordTime)
      #expect(recorded.count > 20)
      let byDay = Dictionary(grouping: recorded) { zone.day(of: $0) }
      #expect(byDay.keys.allSatisfy { weekdays.contains($0.isoWeekday) })
      for times in byDay.values {
        let instants = times.map(\.microseconds)
        #expect((instants.max() ?? 0) - (instants.min() ?? 0) <= 60 * Instant.microsecondsPerSecond)
      }
    }
  }

  @Test("a few stores of many, each by its own draw, and none without being asked for")
  func share() {
    var configuration = RetailerConfiguration()
    configuration.stores = 400
    configuration.items = 1
    #expect(Retailer(configuration).postingWeekdays.isEmpty)
    configuration.mechanisms.batchPosting = 0.05
    let few = Retailer(configuration).postingWeekdays
    // Binomial, three standard deviations
    #expect(abs(few.count - 20) <= 13)
    #expect(Set(few.values).count > 2)
  }
}
