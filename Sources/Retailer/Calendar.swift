import Inventory

/// The instant `seconds` after `now`.
func after(_ now: Int64, _ seconds: Double) -> Int64 { now + Int64(seconds * 1_000_000) }

/// Instants of the simulation's days. Day 0 is the first; instants are microseconds since 2000-01-01 UTC.
final class Calendar: Sendable {
  private let firstDay: Day
  private let network: Network
  private let plan: Plan
  private let berlin: ZoneOffsets

  init(_ configuration: RetailerConfiguration, _ network: Network, _ plan: Plan) {
    firstDay = configuration.firstDay
    self.network = network
    self.plan = plan
    berlin = network.sites[network.web].zone
  }

  /// The cut-off of a day: 02:15 wall time in Berlin on the day after.
  func cutoff(_ index: Int) -> Int64 {
    berlin.instant(of: firstDay.advanced(by: index + 1), secondOfDay: 8100).microseconds
  }

  /// The first day, from `first` on, whose cut-off is not before `instant`.
  func day(of instant: Int64, notBefore first: Int) -> Int {
    let limit = cutoff(first)
    if instant <= limit { return first }
    var index = first + Int((instant - limit) / Instant.microsecondsPerDay)
    while instant > cutoff(index) { index += 1 }
    return index
  }

  /// Wall time on a day, as the site's clocks show it.
  func wall(_ site: Int, day: Int, hour: Double) -> Int64 {
    network.sites[site].zone.instant(of: firstDay.advanced(by: day), secondOfDay: Int(hour * 3600)).microseconds
  }

  /// The first instant not before `instant` at which the back office of a site posts.
  func next(_ posting: Posting, _ site: Int, notBefore instant: Int64) -> Int64 {
    var index = network.sites[site].zone.day(of: Instant(microseconds: instant)).days(since: firstDay)
    while true {
      let at = wall(site, day: index, hour: posting.hour)
      if at >= instant, posting.weekdays.contains(firstDay.advanced(by: index).isoWeekday) { return at }
      index += 1
    }
  }

  /// The first instant not before `instant` at which the site works: stores while open, centres all day but the
  /// night. `spread` (0..<1) sets apart what has waited for the opening.
  func working(_ site: Int, _ instant: Int64, spread: Double) -> Int64 {
    let place = network.sites[site]
    let hours = place.isStore ? (open: 8.0, close: 20.0) : (open: 5.0, close: 22.0)
    var day = place.zone.day(of: Instant(microseconds: instant)).days(since: firstDay)
    while true {
      if !plan.isClosed(place, day: day) {
        let open = wall(site, day: day, hour: hours.open)
        if instant < open { return after(open, spread * 5400) }
        if instant < wall(site, day: day, hour: hours.close) { return instant }
      }
      day += 1
    }
  }
}
