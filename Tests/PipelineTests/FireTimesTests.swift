import Foundation
import Inventory
import Pipeline
import Statistics
import Testing

/// Fire times through every change of the clock, against the calendar of the system minute by minute.
@Suite struct FireTimesTests {
  static let zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
  private static let days = 400

  private static func schedule(_ zone: String, _ hour: Int, _ minute: Int) -> JobFile.Schedule {
    var schedule = JobFile().schedule
    (schedule.hour, schedule.minute, schedule.timeZone) = (hour, minute, zone)
    return schedule
  }

  /// The definition: the first minute of a local day that shows the time or a later one.
  private static func slow(_ zone: String, _ day: Day, _ hour: Int, _ minute: Int) -> Instant? {
    var calendar = Calendar(identifier: .gregorian)
    guard let zone = TimeZone(identifier: zone) else { return nil }
    calendar.timeZone = zone
    let noon = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 946_684_800 + 43_200 - Double(zone.secondsFromGMT()))
    let wanted = calendar.dateComponents([.year, .month, .day], from: noon)
    var moment = calendar.startOfDay(for: noon).addingTimeInterval(-3 * 3600)
    for _ in 0..<(30 * 60) {
      let shown = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: moment)
      let isDay = shown.year == wanted.year && shown.month == wanted.month && shown.day == wanted.day
      if isDay, ((shown.hour ?? 0) * 60 + (shown.minute ?? 0)) >= hour * 60 + minute {
        return Instant(microseconds: Int64(moment.timeIntervalSince1970 * 1e6) - 946_684_800_000_000)
      }
      moment.addTimeInterval(60)
    }
    return nil
  }

  @Test("a job fires when the system's calendar first shows its time, skipped and repeated hours included", arguments: zones)
  func definition(zone: String) throws {
    // Minute by minute is slow: the days around a change of the clock, and some others
    let fires = try FireTimes(Self.schedule(zone, 2, 15))
    let first = Day(year: 2025, month: 12, day: 1)
    let system = try #require(TimeZone(identifier: zone))
    for number in 0..<Int32(Self.days) {
      let day = first.advanced(by: Int(number))
      let at = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 946_684_800)
      let changes =
        system.secondsFromGMT(for: at.addingTimeInterval(-86_400)) != system.secondsFromGMT(for: at.addingTimeInterval(86_400))
      guard changes || number % 40 == 0 else { continue }
      #expect(fires.instant(for: day.advanced(by: -1)) == Self.slow(zone, day, 2, 15), "\(day)")
    }
  }

  @Test("every fire time is run or skipped exactly once, whatever the clock does", arguments: zones)
  func once(zone: String) throws {
    var generator = SeededGenerator(seed: 20_261_121)
    let first = Day(year: 2025, month: 12, day: 1)
    for (hour, minute) in [(2, 15), (2, 30), (0, 0), (1, 59), (3, 0), (23, 59)] {
      let fires = try FireTimes(Self.schedule(zone, hour, minute))
      let end = fires.instant(for: first.advanced(by: Self.days))
      var last: Day? = first
      var fates: [Int32: [FireTimes.Fate]] = [:]
      var now = fires.instant(for: first)
      while now < end {
        for (date, fate) in fires.due(after: last, at: now) {
          #expect(fires.instant(for: date) <= now)
          fates[date.number, default: []].append(fate)
          last = date
        }
        #expect(fires.due(after: last, at: now).isEmpty, "due again at the same instant")
        // Mostly hours go by; sometimes days of an outage; sometimes the clock is set back
        let minutes = [15, 30, 60, 300, 1200, 1440, 6000, -60, -1800]
        let step = minutes[Int.random(in: 0..<minutes.count, using: &generator)]
        now = now.advanced(bySeconds: Int64(step * 60 + Int.random(in: 0..<600, using: &generator)))
      }
      for (date, fate) in fires.due(after: last, at: end) { fates[date.number, default: []].append(fate) }
      let dates = (1...Self.days).map { first.advanced(by: $0).number }
      #expect(fates.keys.sorted() == dates)
      #expect(fates.values.allSatisfy { $0.count == 1 })
      #expect(fates.values.contains([.skipped]) && fates.values.contains([.run]))
    }
  }

  @Test("the first run judges the newest night; a clock that was set back finds nothing due")
  func edges() throws {
    let fires = try FireTimes(Self.schedule("Europe/Berlin", 2, 15))
    let day = Day(year: 2026, month: 3, day: 28)
    let at = fires.instant(for: day)
    // 29 March 2026 has no 02:15 in Berlin: 01:00 UTC is 03:00 there
    #expect("\(at)" == "2026-03-29T01:00:00Z")
    #expect(fires.due(after: nil, at: at).map(\.date) == [day])
    #expect(fires.due(after: day, at: at).isEmpty)
    #expect(fires.due(after: day.advanced(by: 3), at: at).isEmpty)
    #expect(fires.due(after: day.advanced(by: -1), at: at.advanced(bySeconds: -1)).isEmpty)
    #expect(throws: JobFileProblem.self) { try FireTimes(Self.schedule("Europe/Nowhere", 2, 15)) }
  }
}
