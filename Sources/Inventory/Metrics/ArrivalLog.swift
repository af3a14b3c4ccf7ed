internal import Statistics

/// What each night knew of the messages of each day, over four weeks: the reporting triangle that delays are learned from.
///
/// A delay is the number of cut-offs that a message missed. Seconds would not do: a day's messages happened at different
/// hours, so that the day has no one window for seconds, and a till that posts its day at night is late by hours and
/// misses nothing. Counted in cut-offs the window of a day is a whole number, the same for all its messages, also for
/// those whose time is known to the day only, and a record that arrived late is late. How late they were in seconds is
/// kept beside.
public struct ArrivalLog: Sendable {
  /// Days, the business date among them.
  public static let window = 28

  public struct Source: Equatable, Sendable {
    public var name: String
    /// Microseconds within which it promises to record.
    public var limit: Int64

    public init(name: String, limit: Int64) {
      self.name = name
      self.limit = limit
    }
  }

  /// A latency cell as a night left it.
  public struct Version: Sendable {
    public var location: Int32
    public var source: Int
    public var type: Int
    public var day: Day
    public var night: Day
    public var events: Int64
    public var zeroCount: Int64 = 0
    public var negativeCount: Int64 = 0
    /// The positive buckets; needed of cells that messages came to after their day's own night.
    public var packed: [UInt8]?

    public init(location: Int32, source: Int, type: Int, day: Day, night: Day, events: Int64) {
      self.location = location
      self.source = source
      self.type = type
      self.day = day
      self.night = night
      self.events = events
    }

    fileprivate func sketch() throws -> DDSketch {
      try DDSketch(packed: packed ?? [], zeroCount: zeroCount, negativeCount: negativeCount)
    }
  }

  public let businessDate: Day
  /// By code of the versions.
  public var sources: [Source] = []
  /// By code of the versions; `nil` of types that nobody knows.
  public var classes: [MessageClass?] = []
  private var versions: [Version] = []
  /// By day of the window: whether its night was run.
  private let ran: [Bool]

  /// - Parameter nights: business dates of the nights that were run, this one among them. Across a missed one nobody can say
  ///   which cut-off a message missed.
  public init(businessDate: Day, nights: Set<Day>) {
    self.businessDate = businessDate
    let first = businessDate.advanced(by: 1 - ArrivalLog.window)
    ran = (0..<ArrivalLog.window).map { nights.contains(first.advanced(by: $0)) }
  }

  public var firstDay: Day { businessDate.advanced(by: 1 - ArrivalLog.window) }

  /// Takes a version of a day in the window; others are left out.
  public mutating func add(_ version: Version) {
    if version.day >= firstDay, version.day <= businessDate { versions.append(version) }
  }

  /// Whether what came to a day by an age came in that very night.
  private func isKnown(_ day: Int, age: Int) -> Bool {
    age > 0 && day + age < ArrivalLog.window && ran[day + age] && ran[day + age - 1]
  }

  /// The feeds that brought anything this night, with the days that it tells of.
  public func brought() -> [FeedKey: [Day]] {
    var days: [FeedKey: [Day]] = [:]
    // A cell written anew with as many messages, for a repeated or corrected one, brought nothing
    eachStep { version, came in
      if version.night == businessDate, came > 0, let key = key(of: version) { days[key, default: []].append(version.day) }
    }
    return days
  }

  /// Versions in the order of nights, each with the messages that it has more than the one before.
  private func eachStep(_ take: (_ version: Version, _ came: Int64) -> Void) {
    var newest: [UInt64: Int64] = [:]
    for version in versions.sorted(by: { $0.night < $1.night }) {
      let day = UInt64(version.day.days(since: firstDay))
      let cell = UInt64(version.location) << 40 | UInt64(version.source) << 24 | day << 16 | UInt64(version.type)
      take(version, version.events - (newest[cell] ?? 0))
      newest[cell] = version.events
    }
  }

  private func key(of version: Version) -> FeedKey? {
    classes[version.type].map { FeedKey(location: version.location, source: sources[version.source].name, messages: $0) }
  }

  /// What each feed told of each day, and when.
  func arrivals() -> [FeedKey: FeedArrivals] {
    var found: [FeedKey: FeedArrivals] = [:]
    eachStep { version, came in
      guard let key = key(of: version) else { return }
      let (day, age) = (version.day.days(since: firstDay), version.night.days(since: version.day))
      found[key, default: FeedArrivals()].messages[day] += came
      let isKnown = age <= 0 ? ran[day] : isKnown(day, age: age)
      if isKnown { found[key, default: FeedArrivals()].known.append((day, max(0, age), came)) }
    }
    return found
  }

  /// One cell for each location and source, in that order, its types together.
  public func cells() throws -> [ArrivalCell] {
    struct Place {
      var key: UInt64
      var night: Int32
      var version: Int
    }
    var places = versions.indices.map { index in
      let version = versions[index]
      let day = UInt64(version.day.days(since: firstDay))
      return Place(
        key: UInt64(version.location) << 40 | UInt64(version.source) << 24 | day << 16 | UInt64(version.type),
        night: version.night.number, version: index)
    }
    places.sort { ($0.key, $0.night) < ($1.key, $1.night) }
    var cells: [ArrivalCell] = []
    var start = 0
    while start < places.count {
      let owner = places[start].key >> 24
      let end = places[start...].firstIndex { $0.key >> 24 != owner } ?? places.count
      cells.append(
        try cell(location: Int32(owner >> 16), source: Int(owner & 0xFFFF), of: places[start..<end].map { ($0.key, $0.version) }))
      start = end
    }
    return cells
  }

  private func cell(location: Int32, source: Int, of places: [(key: UInt64, version: Int)]) throws -> ArrivalCell {
    let days = ArrivalLog.window
    // Messages by day and age
    var arrived = [Int64](repeating: 0, count: days * days)
    var steps: [(day: Int, age: Int, version: Int, before: Int?)] = []
    for (place, (key, index)) in places.enumerated() {
      let version = versions[index]
      let before = place > 0 && places[place - 1].key == key ? places[place - 1].version : nil
      let (day, age) = (version.day.days(since: firstDay), max(0, version.night.days(since: version.day)))
      arrived[day * days + age] += version.events - (before.map { versions[$0].events } ?? 0)
      if isKnown(day, age: age) { steps.append((day, age, index, before)) }
    }
    let messages = (0..<days).map { day in arrived[day * days..<(day + 1) * days].reduce(0, +) }
    let late = (0..<days).map { day in (1..<days).reduce(0) { isKnown(day, age: $1) ? $0 + arrived[day * days + $1] : $0 } }
    let outages = ArrivalLog.outages(messages: messages, late: late)
    var cell = ArrivalCell(location: location, source: source, messages: messages)
    for day in 0..<days where !outages[day] {
      var known: Int64 = 0
      for age in 0..<days - day {
        known += arrived[day * days + age]
        guard isKnown(day, age: age) else { continue }
        cell.delays.cases[age] += Double(arrived[day * days + age])
        cell.delays.atRisk[age] += Double(known)
      }
    }
    for step in steps where !outages[step.day] {
      cell.delays.sketches[step.age].merge(try versions[step.version].sketch())
      if let before = step.before { cell.delays.sketches[step.age].withdraw(try versions[before].sketch()) }
    }
    return cell
  }

  /// A day of a fault says nothing of usual delays: one of which a quarter more came late than on the median day, and more
  /// than chance brings, three standard deviations of at most half the root of its messages.
  private static func outages(messages: [Int64], late: [Int64]) -> [Bool] {
    let shares = messages.indices.filter { messages[$0] > 0 }.map { Double(late[$0]) / Double(messages[$0]) }
    let usual = median(shares) ?? 0
    return messages.indices.map { day in
      let count = Double(max(0, messages[day]))
      return Double(late[day]) > (usual + 0.25) * count + 1.5 * count.squareRoot()
    }
  }
}

/// What the log says of one source at one location.
public struct ArrivalCell: Sendable {
  public let location: Int32
  public let source: Int
  /// By day of the window, the oldest first, as known now.
  public let messages: [Int64]
  var delays = DelayCounts()

  init(location: Int32, source: Int, messages: [Int64]) {
    self.location = location
    self.source = source
    self.messages = messages
  }
}

/// Messages by the number of cut-offs they missed, and those at risk of it.
struct DelayCounts: Sendable {
  var cases = [Double](repeating: 0, count: ArrivalLog.window)
  var atRisk = [Double](repeating: 0, count: ArrivalLog.window)
  /// How late the cases were.
  var sketches = [DDSketch](repeating: DDSketch(), count: ArrivalLog.window)

  mutating func add(_ other: DelayCounts) {
    for age in cases.indices {
      cases[age] += other.cases[age]
      atRisk[age] += other.atRisk[age]
      sketches[age].merge(other.sketches[age])
    }
  }

  /// The share of those at risk that had this delay; withdrawals may leave less than nothing.
  func hazard(_ age: Int) -> Double { atRisk[age] > 0 ? min(max(cases[age], 0) / atRisk[age], 1) : 0 }
}
