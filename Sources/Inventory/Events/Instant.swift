/// A point in time: microseconds since 2000-01-01 00:00 UTC, the epoch and unit of PostgreSQL's `timestamptz`.
public struct Instant: Hashable, Comparable, Sendable {
  public var microseconds: Int64

  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  public static let microsecondsPerSecond: Int64 = 1_000_000
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  /// The later instant `seconds` away.
  public func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(microseconds: microseconds + seconds * Instant.microsecondsPerSecond)
  }
}

/// A local calendar day: days since 2000-01-01, the epoch and unit of PostgreSQL's `date`.
public struct Day: Hashable, Comparable, Sendable {
  public var number: Int32

  public init(number: Int32) {
    self.number = number
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  public func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }

  /// Days from `other` to this one.
  public func days(since other: Day) -> Int { Int(number - other.number) }

  /// Business days, Monday to Friday, after `other` up to this one.
  public func businessDays(since other: Day) -> Int {
    guard other < self else { return 0 }
    return (other.number + 1...number).count { Day(number: $0).isoWeekday <= 5 }
  }

  /// ISO 8601: 1 is Monday, 7 is Sunday (2000-01-01 was a Saturday).
  public var isoWeekday: Int {
    let shifted = (Int(number) + 5) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// 00:00 UTC of the day.
  public var utcStart: Instant {
    Instant(microseconds: Int64(number) * Instant.microsecondsPerDay)
  }
}

extension Day: CustomStringConvertible {
  /// Proleptic Gregorian date (H. Hinnant, "chrono-compatible low-level date algorithms").
  public init(year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(number: Int32(era * 146_097 + dayOfEra - 730_425))
  }

  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 730_425
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// `YYYY-MM-DD`; `nil` for anything else, a day that does not exist included.
  public init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), day >= 1
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard civil == (year, month, day) else { return nil }
  }

  public var description: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
    let date = civil
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }
}

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC, to the second.
  public var description: String {
    let day = Day(number: Int32(microseconds.flooredQuotient(Instant.microsecondsPerDay)))
    let second = (microseconds - day.utcStart.microseconds) / Instant.microsecondsPerSecond
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}

extension Int64 {
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (q, r) = quotientAndRemainder(dividingBy: divisor)
    return r < 0 ? q - 1 : q
  }
}
