/// What a finding was counted from: the numbers behind its shares, and which rows they are of.
public struct Evidence: Equatable, Sendable {
  /// Those that the finding is about: late messages, cancelled lines, counts that found less.
  public var cases: Double
  /// Among so many.
  public var possible: Double
  /// That would have been ordinary.
  public var expectedCases: Double
  /// Of messages, where the finding is about one.
  public var source: String?
  /// Found missing at cost, where the finding is about counts.
  public var missing: Double?
  public var leftOut: [LocationDay] = []
  public var counts: [Counts] = []

  public init(cases: Double = 0, possible: Double = 0, expectedCases: Double = 0, source: String? = nil) {
    self.cases = cases
    self.possible = possible
    self.expectedCases = expectedCases
    self.source = source
  }

  /// A day that was not judged, because nothing like it had been seen before.
  public struct LocationDay: Equatable, Sendable {
    public var location: Int32
    public var day: Day

    public init(location: Int32, day: Day) {
      self.location = location
      self.day = day
    }
  }

  /// The counts of a location that were judged.
  public struct Counts: Equatable, Sendable {
    public var location: Int32
    /// Exclusive.
    public var after: Instant
    /// Inclusive: later ones may lack movements that are not recorded yet.
    public var until: Instant
    /// Days between a count and the one before it; others are unlike any that the location has taught.
    public var intervals: ClosedRange<Double>
  }

  /// Which rows, as a JSON object; `nil` where location, source and days say it all.
  /// - Parameter locations: ids by code.
  func filter(_ locations: (Int32) -> String) -> String? {
    var parts: [String] = []
    if !leftOut.isEmpty {
      let days = leftOut.map { "{\"location_id\": \(quoted(locations($0.location))), \"day\": \"\($0.day)\"}" }
      parts.append("\"left_out\": [\(days.joined(separator: ", "))]")
    }
    if !counts.isEmpty {
      let filters = counts.map { one in
        "{\"location_id\": \(quoted(locations(one.location))), \"counted_after\": \"\(exact(one.after))\", "
          + "\"counted_until\": \"\(exact(one.until))\", \"shortest_interval_days\": \(one.intervals.lowerBound), "
          + "\"longest_interval_days\": \(one.intervals.upperBound)}"
      }
      parts.append("\"counts\": [\(filters.joined(separator: ", "))]")
    }
    return parts.isEmpty ? nil : "{\(parts.joined(separator: ", "))}"
  }
}

/// To the microsecond.
private func exact(_ instant: Instant) -> String {
  let fraction =
    instant.microseconds - instant.microseconds.flooredQuotient(Instant.microsecondsPerSecond) * Instant.microsecondsPerSecond
  return "\("\(instant)".dropLast()).\(String(1_000_000 + fraction).dropFirst())Z"
}

/// A JSON string.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for character in text.unicodeScalars {
    if character == "\"" || character == "\\" { quoted += "\\" }
    if character.value < 32 {
      let digits = String(character.value, radix: 16)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    } else {
      quoted.unicodeScalars.append(character)
    }
  }
  return quoted + "\""
}
