import Foundation
import Inventory
import Statistics
import Testing

@Suite struct TimeTests {
  /// Central European time of 2026: directive 2000/84/EC, last Sundays of March and October at 01:00 UTC.
  private static let berlin = ZoneOffsets(
    identifier: "Europe/Berlin", initialOffset: 3600,
    changes: [
      (Day(year: 2026, month: 3, day: 29).utcStart.advanced(bySeconds: 3600), 7200),
      (Day(year: 2026, month: 10, day: 25).utcStart.advanced(bySeconds: 3600), 3600),
    ])

  private static func calendar(_ zone: String) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    return calendar
  }

  /// 2000-01-01 00:00 UTC is 946 684 800 s after 1970 (PostgreSQL documentation, section 8.5).
  private static func date(_ instant: Instant) -> Date {
    Date(timeIntervalSince1970: 946_684_800 + Double(instant.microseconds) / 1e6)
  }

  /// 2026-11-20 was a Friday.
  @Test("business days run from Monday to Friday")
  func businessDays() {
    let friday = Day(year: 2026, month: 11, day: 20)
    #expect(friday.isoWeekday == 5)
    let later = (0...10).map { friday.advanced(by: $0).businessDays(since: friday) }
    #expect(later == [0, 0, 0, 1, 2, 3, 4, 5, 5, 5, 6])
    #expect(friday.businessDays(since: friday.advanced(by: 3)) == 0)
  }

  @Test("days agree with Foundation's proleptic calendar from 1900 to 2100")
  func civil() {
    let calendar = Self.calendar("GMT")
    for number in stride(from: Int32(-36_524), through: 36_890, by: 13) {
      let day = Day(number: number)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Self.date(day.utcStart))
      #expect([day.civil.year, day.civil.month, day.civil.day] == [parts.year, parts.month, parts.day])
      // Foundation counts from Sunday = 1, ISO 8601 from Monday = 1
      #expect(day.isoWeekday == ((parts.weekday ?? 0) + 5) % 7 + 1)
      #expect(Day(year: day.civil.year, month: day.civil.month, day: day.civil.day) == day)
      #expect(Day(iso: day.description) == day)
    }
  }

  @Test(
    "texts that are no day are none",
    arguments: ["2026-02-30", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-01 ", "", "2025-02-29", "2026-01-+1"])
  func notADay(text: String) {
    #expect(Day(iso: text) == nil)
  }

  @Test("local days agree with Foundation through both changes of the clock", arguments: 1...5 as ClosedRange<UInt64>)
  func localDays(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let calendar = Self.calendar("Europe/Berlin")
    let changes = [Day(year: 2026, month: 3, day: 29), Day(year: 2026, month: 10, day: 25)]
    let start = Day(year: 2026, month: 1, day: 2).utcStart.microseconds
    let instants =
      (0..<200).map { _ in start + generator.whole(0...(360 * day)) }
      + changes.flatMap { change in (-30...30).map { change.utcStart.microseconds + $0 * hour } }
    for microseconds in instants {
      let instant = Instant(microseconds: microseconds / 1_000_000 * 1_000_000)
      let parts = calendar.dateComponents([.year, .month, .day], from: Self.date(instant))
      let expected = Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
      #expect(Self.berlin.day(of: instant) == expected, "seed \(seed), \(instant)")
    }
  }

  @Test("a wall-clock time comes back as its instant, but where the clock skips or repeats it")
  func wallClock() {
    func utc(_ text: String, _ hour: Int64, _ minute: Int64) -> Instant {
      (Day(iso: text) ?? Day(number: 0)).utcStart.advanced(bySeconds: hour * 3600 + minute * 60)
    }
    func cutoff(_ text: String) -> Instant { Self.berlin.instant(of: Day(iso: text) ?? Day(number: 0), secondOfDay: 8100) }
    #expect(cutoff("2026-03-28") == utc("2026-03-28", 1, 15))
    // 02:15 does not exist on the 29th: the transition stands for it
    #expect(cutoff("2026-03-29") == utc("2026-03-29", 1, 0))
    #expect(cutoff("2026-03-30") == utc("2026-03-30", 0, 15))
    // 02:15 comes twice on the 25th: the first is meant
    #expect(cutoff("2026-10-25") == utc("2026-10-25", 0, 15))
    #expect(cutoff("2026-10-26") == utc("2026-10-26", 1, 15))
    for number in Day(year: 2026, month: 1, day: 2).number...Day(year: 2026, month: 12, day: 30).number {
      let day = Day(number: number)
      #expect(Self.berlin.day(of: Self.berlin.instant(of: day, secondOfDay: 0)) == day)
      let last = Self.berlin.instant(of: day.advanced(by: 1), secondOfDay: 0).microseconds - 1
      #expect(Self.berlin.day(of: Instant(microseconds: last)) == day)
    }
  }

  @Test("instants before 2000 are written as what they are")
  func description() {
    #expect("\(Instant(microseconds: -1))" == "1999-12-31T23:59:59Z")
    #expect("\(Instant(microseconds: 0))" == "2000-01-01T00:00:00Z")
  }
}

@Suite struct ExposureTests {
  /// The format is the comment of `trueup.position.exposure`: eight big-endian int32, then one int64.
  @Test("packs as documented and comes back", arguments: 1...20 as ClosedRange<UInt64>)
  func packing(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var exposure = Exposure()
    var bytes: [UInt8] = []
    for kind in Exposure.Class.allCases {
      let count = generator.whole(0...Int64(Int32.max))
      exposure[kind] = Int32(count)
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }
    exposure.unitsSold = generator.whole(0...Int64.max)
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: exposure.unitsSold >> (56 - 8 * $0)) }
    #expect(exposure.packed == bytes)
    let back = bytes.withUnsafeBytes { Exposure(packed: $0) }
    #expect(back == exposure, "seed \(seed)")
    let short = bytes.dropLast().withUnsafeBytes { Exposure(packed: $0) }
    #expect(short == nil)
  }
}
