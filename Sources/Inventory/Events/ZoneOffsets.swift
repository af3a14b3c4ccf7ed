/// The offsets of one time zone as a table, so that local days are integer arithmetic.
///
/// `transitions[i]` is the first instant at which `offsets[i + 1]` holds; `offsets[0]` holds before.
public struct ZoneOffsets: Equatable, Sendable {
  public let identifier: String
  let transitions: [Int64]
  let offsets: [Int64]

  /// - Parameters:
  ///   - initialOffset: seconds east of UTC before the first transition.
  ///   - changes: instants in ascending order with the offset in seconds that begins there.
  public init(identifier: String, initialOffset: Int, changes: [(at: Instant, offset: Int)]) {
    self.identifier = identifier
    transitions = changes.map(\.at.microseconds)
    offsets = ([initialOffset] + changes.map(\.offset)).map { Int64($0) * Instant.microsecondsPerSecond }
  }

  @inline(__always)
  private func offset(at instant: Int64) -> Int64 {
    // Few transitions per decade: a backward walk ends after one or two steps for recent instants.
    var index = transitions.count
    while index > 0, instant < transitions[index - 1] { index -= 1 }
    return offsets[index]
  }

  /// The local calendar day of an instant.
  public func day(of instant: Instant) -> Day {
    let local = instant.microseconds + offset(at: instant.microseconds)
    return Day(number: Int32(truncatingIfNeeded: local.flooredQuotient(Instant.microsecondsPerDay)))
  }

  /// The instant of a local wall-clock time. A time skipped by a transition becomes the transition; of a
  /// repeated one the first is meant.
  public func instant(of day: Day, secondOfDay: Int) -> Instant {
    let wall = Int64(day.number) * Instant.microsecondsPerDay + Int64(secondOfDay) * Instant.microsecondsPerSecond
    for index in offsets.indices {
      let candidate = wall - offsets[index]
      if index > 0, candidate < transitions[index - 1] { return Instant(microseconds: transitions[index - 1]) }
      if index == transitions.count || candidate < transitions[index] { return Instant(microseconds: candidate) }
    }
    return Instant(microseconds: wall - offsets[offsets.count - 1])
  }

  public static let utc = ZoneOffsets(identifier: "UTC", initialOffset: 0, changes: [])
}
