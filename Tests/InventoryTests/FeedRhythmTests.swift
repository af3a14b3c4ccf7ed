import Foundation
import Statistics
import Testing

@testable import Inventory

/// When feeds deliver, and when one is missed.
@Suite struct FeedRhythmTests {
  private static let tonight = Day(year: 2026, month: 3, day: 15)  // a Sunday
  private static let key = FeedKey(location: 0, source: "erp", messages: .receipts)

  /// - Parameter comes: whether a delivery came so many nights ago.
  private static func nights(_ comes: (_ age: Int, _ day: Day) -> Bool) -> DeliveryNights {
    var nights = DeliveryNights()
    for age in 0..<DeliveryNights.window where comes(age, tonight.advanced(by: -age)) { nights.insert(age: age) }
    return nights
  }

  private static func board(
    _ feeds: [DeliveryNights], closed: Set<Int32> = [], stated: [String: Set<Int>] = [:], log: ArrivalLog? = nil,
    missed: Double = 0
  ) -> FeedBoard {
    let deliveries = Dictionary(
      uniqueKeysWithValues: feeds.enumerated().map {
        (FeedKey(location: Int32($0), source: "erp", messages: .receipts), $1)
      })
    let input = FeedBoard.Input(
      deliveries: deliveries, closed: Array(repeating: closed, count: feeds.count), stated: stated)
    var board = FeedBoard(input, log ?? ArrivalLog(businessDate: tonight, nights: []))
    board.weigh(missed: Array(repeating: missed, count: feeds.count))
    return board
  }

  private static let weekdays: [Set<Int>] = [[1, 3, 5], [2, 4, 6], [1, 4], [2, 5], [3], [1, 2, 3, 4, 5, 6, 7]]

  @Test("nights are told from their text, and later nights see them further back", arguments: 1...20 as ClosedRange<UInt64>)
  func text(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let nights = Self.nights { _, _ in chance.uniform() < 0.3 }
    #expect(DeliveryNights(text: nights.text) == nights && nights.text.count == 56)
    let moved = nights.later(by: 9)
    #expect((0..<DeliveryNights.window).allSatisfy { moved[$0] == ($0 >= 9 && nights[$0 - 9]) })
    #expect(moved.count == moved.text.count { $0 == "1" })
    #expect(moved.idle == (0..<56).first { moved[$0] } ?? 56)
    #expect(DeliveryNights(text: "01") == nil && DeliveryNights(text: String(repeating: "2", count: 56)) == nil)
  }

  @Test("between deliveries of its weekdays a feed is fresh, and the next is expected on its day", arguments: weekdays, 0..<7)
  func inRhythm(weekdays: Set<Int>, shift: Int) throws {
    // The rhythm seen from each day of a week
    let nights = Self.nights { age, _ in weekdays.contains(Self.tonight.advanced(by: shift - age).isoWeekday) }
    let tonight = Self.tonight.advanced(by: shift)
    let input = FeedBoard.Input(deliveries: [Self.key: nights], closed: [[]])
    let standing = try #require(FeedBoard(input, ArrivalLog(businessDate: tonight, nights: [])).standings.first)
    #expect(standing.status == .fresh && standing.waited == 0 && standing.chance == 1)
    #expect(standing.usualWait == 1)
    let next = try #require((1...7).first { weekdays.contains(tonight.advanced(by: $0).isoWeekday) })
    #expect(standing.expectedBy == tonight.advanced(by: next))
  }

  @Test("one that misses its days is late and then silent, once its deliveries are due, not before", arguments: weekdays)
  func missed(weekdays: Set<Int>) throws {
    var statuses: [FeedStatus] = []
    for missing in 0...3 {
      var left = missing
      let nights = Self.nights { _, day in
        guard weekdays.contains(day.isoWeekday) else { return false }
        left -= 1
        return left < 0
      }
      let standing = try #require(Self.board([nights]).standings.first)
      #expect(standing.waited == missing)
      statuses.append(standing.status)
    }
    #expect(statuses[0] == .fresh && statuses[1] != .fresh && statuses[3] == .silent, "\(statuses)")
  }

  @Test("every third day without a weekday of its own is a rhythm too")
  func everyThirdDay() throws {
    for ago in 0...9 {
      let nights = Self.nights { age, _ in age >= ago && (age - ago) % 3 == 0 }
      let standing = try #require(Self.board([nights]).standings.first)
      #expect(standing.usualWait == 3)
      #expect((standing.status == .fresh) == (ago <= 2), "\(ago): \(standing.status)")
      if ago >= 6 { #expect(standing.status == .silent, "\(ago)") }
    }
  }

  @Test("days on which the location is closed do not count")
  func closedDays() throws {
    let nights = Self.nights { age, _ in age > 3 }
    #expect(Self.board([nights]).standings[0].status == .silent)
    let closed = Set((0...3).map { Self.tonight.advanced(by: -$0).number })
    let standing = Self.board([nights], closed: closed).standings[0]
    #expect(standing.status == .fresh && standing.waited == 0)
  }

  @Test("of feeds in order hardly one in a thousand waits is called silent", arguments: [0.9, 0.5, 0.15], [20, 2])
  func falseAlarms(chanceOfNight: Double, locations: Int) {
    var chance = SeededGenerator(seed: 7)
    var (silent, late, waits) = (0, 0, 0)
    for _ in 0..<3000 / locations {
      let board = Self.board((0..<locations).map { _ in Self.nights { _, _ in chance.uniform() < chanceOfNight } })
      for standing in board.standings {
        // What was never heard of is no feed
        if standing.deliveries.count == 0 { continue }
        if standing.status == .silent { silent += 1 }
        if standing.chance < FeedBoard.lateLevel { late += 1 }
        waits += 1
      }
    }
    // The wait that a night falls into is longer than others (it is met in proportion to its length): at most the level times
    // the mean wait a night; estimated laws err by as much again, and more where there are few locations
    let mean = 1 / chanceOfNight
    let inflation = locations < 10 ? 3.0 : 2
    #expect(
      Double(silent) / Double(waits) < inflation * FeedBoard.silentLevel * mean + 3 / Double(waits), "\(silent) of \(waits)")
    #expect(Double(late) / Double(waits) < 2 * FeedBoard.lateLevel * mean, "\(late) of \(waits)")
    #expect(waits > 2900)
  }

  @Test("a young feed is judged by its source elsewhere, and by what somebody states of it")
  func young() {
    let old = Self.nights { _, day in [1, 3, 5].contains(day.isoWeekday) }
    // Three deliveries, the last eleven days ago: elsewhere that does not happen
    let young = Self.nights { age, day in (11...16).contains(age) && [1, 3, 5].contains(day.isoWeekday) }
    #expect(young.count == 3)
    #expect(Self.board([young]).standings[0].status != .silent)
    #expect(Self.board([young] + Array(repeating: old, count: 10)).standings[0].status == .silent)
    // One delivery is no rhythm, and what was called silent is so until it delivers
    let once = Self.nights { age, _ in age == 16 }
    #expect(Self.board([once] + Array(repeating: old, count: 10)).standings[0].status == .fresh)
    var input = FeedBoard.Input(deliveries: [Self.key: once], silent: [Self.key], closed: [[]])
    let log = ArrivalLog(businessDate: Self.tonight, nights: [])
    #expect(FeedBoard(input, log).standings[0].status == .silent)
    input.deliveries[Self.key]?.insert(age: 0)
    #expect(FeedBoard(input, log).standings[0].status == .fresh)
    #expect(Self.board([young], stated: ["erp": [1, 3, 5]]).standings[0].status == .silent)
  }

  // MARK: What is not recorded yet

  /// A log of receipts of location 0 over four weeks, ten on each day that has any.
  /// - Parameter recorded: nights after which a day's messages come; `nil` where they have not come yet.
  private static func log(_ hasAny: (Day) -> Bool, recorded: (Day) -> Int?) -> ArrivalLog {
    var log = ArrivalLog(businessDate: tonight, nights: Set((0..<40).map { tonight.advanced(by: -$0) }))
    log.sources = [ArrivalLog.Source(name: "erp", limit: 0)]
    log.classes = [.receipts]
    for age in 0..<ArrivalLog.window {
      let day = tonight.advanced(by: -age)
      guard hasAny(day), let nights = recorded(day), nights <= age else { continue }
      log.add(ArrivalLog.Version(location: 0, source: 0, type: 0, day: day, night: day.advanced(by: nights), events: 10))
    }
    return log
  }

  /// Nights from a day to the next that is one of the weekdays.
  private static func next(_ weekdays: Set<Int>, from day: Day) -> Int {
    (0...6).first { weekdays.contains(day.advanced(by: $0).isoWeekday) } ?? 0
  }

  @Test("a back office that posts the goods of days holds back as many days as it has not posted")
  func posting() {
    let weekdays: Set<Int> = [2, 5]
    let nights = Self.nights { _, day in weekdays.contains(day.isoWeekday) }
    // Sunday: what came on Saturday and today is not recorded
    let log = Self.log({ _ in true }, recorded: { Self.next(weekdays, from: $0) })
    let backlog = Self.board([nights], log: log).backlogs[0]
    let days = backlog.days[MessageClass.receipts.rawValue]
    #expect(abs(days - 2) < 0.05, "\(days)")
    #expect(backlog.days.enumerated().allSatisfy { $0.offset == MessageClass.receipts.rawValue || $0.element == 0 })
    #expect(backlog.silentDays == 0)
  }

  @Test("goods that come on some days only leave nothing unrecorded between them, until their feed is silent")
  func goods() {
    let weekdays: Set<Int> = [2, 5]
    func days(missing: Int) -> (days: Double, silent: Double) {
      var left = missing
      let nights = Self.nights { _, day in
        guard weekdays.contains(day.isoWeekday) else { return false }
        left -= 1
        return left < 0
      }
      let last = Self.tonight.advanced(by: -nights.idle)
      let log = Self.log({ weekdays.contains($0.isoWeekday) && $0 <= last }, recorded: { _ in 0 })
      let backlog = Self.board([nights], log: log).backlogs[0]
      return (backlog.days[MessageClass.receipts.rawValue], backlog.silentDays)
    }
    // Two days since Friday of 28, of which twenty had nothing
    #expect(days(missing: 0).days < 0.12 && days(missing: 0).silent == 0, "\(days(missing: 0))")
    // Three deliveries did not come: nine days of what usually comes
    let broken = days(missing: 3)
    #expect(broken.silent == 12 && broken.days > 11, "\(broken)")
  }

  @Test("a message that misses deliveries counts, one that waits for the next does not")
  func missedDeliveries() {
    let weekdays: Set<Int> = [2, 5]
    let nights = Self.nights { _, day in weekdays.contains(day.isoWeekday) }
    let log = Self.log({ _ in true }, recorded: { Self.next(weekdays, from: $0) })
    let arrivals = log.arrivals()[Self.key] ?? FeedArrivals()
    #expect(arrivals.missed(nights, usual: 0) == 0)
    // One delivery later each
    let late = Self.log(
      { _ in true },
      recorded: { day in
        let first = Self.next(weekdays, from: day)
        return first + 1 + Self.next(weekdays, from: day.advanced(by: first + 1))
      })
    let missed = (late.arrivals()[Self.key] ?? FeedArrivals()).missed(nights, usual: 0)
    // All but what is borrowed of a location where nothing is late
    #expect(missed > 0.85 && missed < 1, "\(missed)")
  }
}
