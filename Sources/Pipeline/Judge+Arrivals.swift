internal import Inventory
internal import PostgreSQL
internal import Store

/// When messages came, and who has gone silent.
extension Judge {
  /// What each night knew of the messages of the last four weeks.
  func arrivals() throws -> ArrivalLog {
    let first = night.date.advanced(by: -ArrivalLog.window)
    let rows = try control.query(
      """
      select business_date - date '2000-01-01' from trueup.kept_publication
      where business_date > $1::date and business_date <= $2::date
      """, [Parameter("\(first)"), Parameter("\(baseDate ?? first)")], place: "nights")
    var nights: Set<Day> = [night.date]
    for index in 0..<rows.count { nights.insert(Day(number: Int32(try rows[index].int(0)))) }
    var log = ArrivalLog(businessDate: night.date, nights: nights)
    let limits = EventDecoder.Limits(job.metrics)
    var sources: [String: Int] = [:]
    var types: [String: Int] = [:]
    try copy("read/arrivals", [.integer(publication), .integer(0), .day(night.date.number)]) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let source = row.text() ?? ""
      let type = row.text() ?? ""
      guard location >= 0, let day = row.optionalInt32(), let changed = row.optionalInt32() else { return }
      if sources[source] == nil {
        sources[source] = log.sources.count
        log.sources.append(ArrivalLog.Source(name: source, limit: limits[source: source]))
      }
      if types[type] == nil {
        types[type] = types.count
        log.classes.append(EventType(name: type).map(MessageClass.init))
      }
      var version = ArrivalLog.Version(
        location: location, source: sources[source] ?? 0, type: types[type] ?? 0, day: Day(number: day),
        night: Day(number: changed), events: row.optionalInt64() ?? 0)
      version.zeroCount = row.optionalInt64() ?? 0
      version.negativeCount = row.optionalInt64() ?? 0
      version.packed = row.byteArray()
      log.add(version)
    }
    return log
  }

  /// Every feed and its rhythm.
  func feedBoard(_ log: ArrivalLog, newest: [SourceKey: Int64]) throws -> FeedBoard {
    let cutoff = cutoff.microseconds
    var input = FeedBoard.Input(
      deliveries: [:], closed: closedDays(), stated: job.freshness.rhythm, warnAfterHours: job.freshness.warnAfterHours,
      errorAfterHours: job.freshness.errorAfterHours
    ) { location, source in
      newest[SourceKey(location: location, source: source)].map { Double(cutoff - $0) / 3.6e9 } ?? .infinity
    }
    let missed = night.base.map { max(1, Int(night.date.days(since: $0.businessDate))) } ?? 0
    try eachEarlierRhythm { feed in
      input.deliveries[feed.key] = feed.nights.later(by: missed)
      input.lastDeliveries[feed.key] = feed.lastDelivery
      if feed.isSilent { input.silent.insert(feed.key) }
    }
    if input.deliveries.isEmpty {
      // All of them at once, each on its night
      try firstDeliveries(into: &input.deliveries)
      return FeedBoard(input, log)
    }
    for (key, days) in log.brought() {
      for day in days {
        // Which of the nights that were not run a message missed nobody knows: the day it tells of stands for it
        let age = min(max(0, Int(night.date.days(since: day))), max(0, missed - 1))
        input.deliveries[key, default: DeliveryNights()].insert(age: age)
      }
    }
    return FeedBoard(input, log)
  }

  private func firstDeliveries(into deliveries: inout [FeedKey: DeliveryNights]) throws {
    let watermark = try control.query(
      "select watermark::text from trueup.publication where publication_id = $1", [Parameter(publication)], place: "watermark")
    let text = try target.files.copyText(
      "read/first_deliveries", [.snapshot(watermark[0].text(0)), .instant(cutoff.microseconds)])
    try control.copyOut(text, place: "sql/read/first_deliveries.sql") { row in
      let location = row.field().map(folded.index.location) ?? -1
      let source = row.text() ?? ""
      guard location >= 0, let type = row.text().flatMap(EventType.init(name:)), let age = row.optionalInt64() else { return }
      let key = FeedKey(location: location, source: source, messages: MessageClass(type))
      deliveries[key, default: DeliveryNights()].insert(age: Int(age))
    }
  }

  /// What the night before knew of a feed.
  struct EarlierFeed {
    var key: FeedKey
    var nights: DeliveryNights
    var lastDelivery: Day?
    var unrecordedDays: Double
    var isSilent: Bool
  }

  func eachEarlierRhythm(_ take: (EarlierFeed) -> Void) throws {
    guard let base = night.base else { return }
    let classes = Dictionary(uniqueKeysWithValues: MessageClass.allCases.map { ($0.name, $0) })
    let text = try target.files.copyText("read/earlier_rhythm", [.integer(base.publication)])
    try control.copyOut(text, place: "sql/read/earlier_rhythm.sql") { row in
      let location = row.field().map(folded.index.location) ?? -1
      let source = row.text() ?? ""
      guard location >= 0, let messages = row.text().flatMap({ classes[$0] }),
        let nights = row.text().flatMap({ DeliveryNights(text: $0) })
      else { return }
      let last = row.optionalInt32().map { Day(number: $0) }
      take(
        EarlierFeed(
          key: FeedKey(location: location, source: source, messages: messages), nights: nights, lastDelivery: last,
          unrecordedDays: row.optionalDouble() ?? 0, isSilent: row.text() == FeedStatus.silent.rawValue))
    }
  }

  /// By location: numbers of the days on which the calendar says that it is closed.
  private func closedDays() -> [Set<Int32>] {
    var closed = [Set<Int32>](repeating: [], count: dimensions.locations.count)
    for entry in folded.companions.reference.calendar where entry.isClosed {
      let places = entry.locationID.map { [Int(folded.index.location($0))] } ?? Array(closed.indices)
      for place in places where place >= 0 { closed[place].insert(entry.day.number) }
    }
    return closed
  }

  /// By source and location, when its newest message was recorded.
  func newestRecords() throws -> [SourceKey: Int64] {
    var newest: [SourceKey: Int64] = [:]
    for entry in folded.decoder.lastRecorded { newest[SourceKey(location: entry.location, source: entry.source)] = entry.at }
    guard let base = night.base else { return newest }
    let rows = try control.query(
      """
      select location_id, source_system, (extract(epoch from last_recorded_at) * 1000000)::bigint - 946684800000000
      from trueup.freshness where publication_id = $1
      """, [Parameter(base.publication)], place: "freshness of the base")
    for index in 0..<rows.count {
      let location = folded.index.location(try rows[index].text(0))
      guard location >= 0 else { continue }
      let key = SourceKey(location: location, source: try rows[index].text(1))
      newest[key] = max(newest[key] ?? Int64.min, try rows[index].int(2))
    }
    return newest
  }

  /// By source and location, messages since go-live that repeat another under a new id.
  private func resends() throws -> [SourceKey: Int64] {
    var resends: [SourceKey: Int64] = [:]
    for entry in folded.resendsBySource {
      resends[SourceKey(location: entry.location, source: entry.source), default: 0] += entry.messages
    }
    // A fold of everything counted all of them itself
    guard let base = night.base, folded.positionsBefore != nil else { return resends }
    let rows = try control.query(
      "select location_id, source_system, resends from trueup.freshness where publication_id = $1 and resends <> 0",
      [Parameter(base.publication)], place: "freshness of the base")
    for index in 0..<rows.count {
      let location = folded.index.location(try rows[index].text(0))
      guard location >= 0 else { continue }
      resends[SourceKey(location: location, source: try rows[index].text(1)), default: 0] += try rows[index].int(2)
    }
    return resends
  }

  /// A source is as fresh as the worst of its feeds, and expected when the first of them is.
  func freshness(_ newest: [SourceKey: Int64], _ board: FeedBoard) throws -> [Freshness] {
    let resends = try resends()
    var feeds: [SourceKey: [FeedStanding]] = [:]
    for standing in board.standings {
      feeds[SourceKey(location: standing.key.location, source: standing.key.source), default: []].append(standing)
    }
    return newest.sorted { ($0.key.location, $0.key.source) < ($1.key.location, $1.key.source) }.map { key, at in
      let mine = feeds[key] ?? []
      let status: FeedStatus =
        mine.contains { $0.status == .silent } ? .silent : mine.contains { $0.status == .late } ? .late : .fresh
      return Freshness(
        location: key.location, source: key.source, at: at, ageHours: Double(cutoff.microseconds - at) / 3.6e9,
        status: status.rawValue, expectedBy: mine.compactMap(\.expectedBy).min(), resends: resends[key] ?? 0)
    }
  }
}

/// A source at a location.
struct SourceKey: Hashable {
  var location: Int32
  var source: String
}
