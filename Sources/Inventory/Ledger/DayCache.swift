/// The local day each location was in last: most events belong to the same day as the one before them.
struct DayCache: Sendable {
  private var days: [Int32]
  private var starts: [Int64]
  private var ends: [Int64]

  init(locations: Int) {
    days = Array(repeating: 0, count: locations)
    starts = Array(repeating: Int64.max, count: locations)
    ends = Array(repeating: Int64.min, count: locations)
  }

  @inline(__always)
  mutating func day(of instant: Int64, location: Int32, zones: [ZoneOffsets]) -> Int32 {
    let place = Int(location)
    if instant >= starts[place], instant < ends[place] { return days[place] }
    let zone = zones[place]
    let day = zone.day(of: Instant(microseconds: instant))
    days[place] = day.number
    starts[place] = zone.instant(of: day, secondOfDay: 0).microseconds
    ends[place] = zone.instant(of: day.advanced(by: 1), secondOfDay: 0).microseconds
    // An hour that is repeated at midnight belongs to two days: nothing is kept of it
    if instant < starts[place] || instant >= ends[place] { ends[place] = Int64.min }
    return day.number
  }
}
