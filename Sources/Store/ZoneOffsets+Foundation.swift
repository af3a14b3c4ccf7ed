internal import Foundation
public import Inventory

extension ZoneOffsets {
  /// The table of a zone in the system's time zone database from 1990 to 2050; `nil` for a name it does not know.
  public init?(systemZone identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    let start = Date(timeIntervalSince1970: 631_152_000)
    let end = Date(timeIntervalSince1970: 2_524_608_000)
    var changes: [(at: Instant, offset: Int)] = []
    var cursor = start
    while let next = zone.nextDaylightSavingTimeTransition(after: cursor), next < end, next > cursor {
      let microseconds = Int64(next.timeIntervalSince1970.rounded()) * 1_000_000 - 946_684_800_000_000
      changes.append((Instant(microseconds: microseconds), zone.secondsFromGMT(for: next)))
      cursor = next
    }
    self.init(identifier: identifier, initialOffset: zone.secondsFromGMT(for: start), changes: changes)
  }
}
