internal import Inventory
internal import PostgreSQL
internal import Store

/// A source at a location.
struct FeedKey: Hashable {
  var location: Int32
  var source: String
}

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
      if types[type] == nil { types[type] = types.count }
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

  func freshness(_ cells: [ArrivalCell], sources: [ArrivalLog.Source]) throws -> [Freshness] {
    var latest: [FeedKey: Int64] = [:]
    var resends: [FeedKey: Int64] = [:]
    for entry in folded.resendsBySource {
      resends[FeedKey(location: entry.location, source: entry.source), default: 0] += entry.messages
    }
    for entry in folded.decoder.lastRecorded { latest[FeedKey(location: entry.location, source: entry.source)] = entry.at }
    if let base = night.base {
      let rows = try control.query(
        """
        select location_id, source_system, (extract(epoch from last_recorded_at) * 1000000)::bigint - 946684800000000,
          resends
        from trueup.freshness where publication_id = $1
        """, [Parameter(base.publication)], place: "freshness of the base")
      for index in 0..<rows.count {
        let location = folded.index.location(try rows[index].text(0))
        guard location >= 0 else { continue }
        let key = FeedKey(location: location, source: try rows[index].text(1))
        latest[key] = max(latest[key] ?? Int64.min, try rows[index].int(2))
        // A fold of everything counted all of them itself
        if folded.positionsBefore != nil { resends[key, default: 0] += try rows[index].int(3) }
      }
    }
    var daily: [FeedKey: Double] = [:]
    for cell in cells {
      daily[FeedKey(location: cell.location, source: sources[cell.source].name)] =
        Double(cell.messages.reduce(0, +)) / Double(ArrivalLog.window)
    }
    return latest.keys.sorted { ($0.location, $0.source) < ($1.location, $1.source) }.map { key in
      let at = latest[key] ?? 0
      let age = Double(cutoff.microseconds - at) / 3.6e9
      // A source that sends a few messages a week is not silent after a quiet day: five mean gaps are allowed
      let usual = 24 * 5 / max(0.05, daily[key] ?? 0)
      let status =
        age > max(job.freshness.errorAfterHours, usual)
        ? "silent" : age > max(job.freshness.warnAfterHours, usual) ? "late" : "fresh"
      return Freshness(
        location: key.location, source: key.source, at: at, ageHours: age, status: status, resends: resends[key] ?? 0)
    }
  }
}
