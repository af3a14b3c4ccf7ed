import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// A store two thirds of whose messages, but for those of orders, are recorded twenty hours late, every day but one.
@Suite(.database) struct YoungDayTests {
  private let deliveries = Deliveries.small
  private let nights = 9..<25
  /// The index of a day all of whose messages are recorded at once.
  private let prompt = 22

  private struct Reading {
    var day: String
    var value: Double
    var recorded: Double
    var lower: Double?
    var upper: Double?
    var isComplete: Bool
  }

  private func delivered(_ store: String) -> [FeedMessage] {
    let zone = ZoneOffsets(systemZone: deliveries.reference.locations.first { $0.id == store }?.timeZone ?? "UTC") ?? .utc
    return deliveries.days.flatMap(\.messages).enumerated().map { index, message in
      var message = message
      guard message.locationID == store, let at = message.eventTime else { return message }
      if zone.day(of: at) == deliveries.days[prompt].day {
        message.recordTime = at.advanced(bySeconds: 60)
        message.ingestedAt = message.recordTime
      } else if ["pos", "wms", "erp"].contains(message.sourceSystem), index % 3 != 0 {
        message.recordTime = at.advanced(bySeconds: 20 * 3600)
        message.ingestedAt = message.recordTime
      }
      return message
    }
  }

  private func reading(_ rehearsal: Rehearsal, _ store: String, _ day: Day) throws -> Reading {
    let row = try rehearsal.owner.query(
      """
      select value, numerator, lower, upper, complete from trueup_v1.metric_daily
      where location_id = $1 and day = $2::date and metric = 'events'
      """, [Parameter(store), Parameter("\(day)")], place: "events")[0]
    return Reading(
      day: "\(day)", value: try row.double(0), recorded: try row.double(1), lower: try row.optionalDouble(2),
      upper: try row.optionalDouble(3), isComplete: try row.bool(4))
  }

  @Test("a late feed's young day is published as it will be, and as recorded once it is complete")
  func corrected() throws {
    let store = try #require(deliveries.reference.locations.first { $0.kind == .store }).id
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    // All at once: a night leaves what was recorded after its cut-off to the night it belongs to
    try rehearsal.deliver(delivered(store))
    var young: [Reading] = []
    for night in nights {
      try rehearsal.run(deliveries.days[night])
      young.append(try reading(rehearsal, store, deliveries.days[night].day))
    }
    let first = try #require(young.first)
    #expect(!first.isComplete && first.value == first.recorded && first.lower == nil, "nobody knows yet what is usual")
    var (sum, recorded, complete) = (0.0, 0.0, 0.0)
    for (index, night) in nights.enumerated().dropFirst(7).dropLast() where night != prompt {
      let mine = young[index]
      let (lower, upper) = (try #require(mine.lower), try #require(mine.upper))
      #expect(
        !mine.isComplete && mine.value > mine.recorded && lower >= mine.recorded && lower < mine.value && upper > mine.value)
      let later = try reading(rehearsal, store, deliveries.days[night].day)
      #expect(later.isComplete && later.value == later.recorded && later.lower == nil && later.recorded > mine.recorded)
      sum += mine.value
      recorded += mine.recorded
      complete += later.recorded
    }
    #expect(abs(sum / complete - 1) < 0.05, "\(sum) corrected, \(complete) in the end")
    #expect(recorded / complete < 0.88, "\(recorded) recorded, \(complete) in the end")

    // What was corrected for nothing is put right, though nothing more came
    let day = deliveries.days[prompt].day
    let corrected = young[prompt - nights.lowerBound]
    #expect(!corrected.isComplete && corrected.value > corrected.recorded)
    let touched = try rehearsal.rows(
      "select business_date from trueup.latency_sketch where location_id = $1 and day = $2::date and business_date > day",
      [Parameter(store), Parameter("\(day)")])
    #expect(touched.isEmpty)
    let later = try reading(rehearsal, store, day)
    #expect(later.isComplete && later.value == corrected.recorded && later.recorded == corrected.recorded)

    let last = deliveries.days[nights.upperBound - 1]
    #expect(try rehearsal.run(last).outcome == .unchanged)
    #expect(try rehearsal.run(last) { $0.fullRefresh = true }.outcome == .unchanged)
  }
}
