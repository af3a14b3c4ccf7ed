internal import Inventory
internal import PostgreSQL
internal import Store

/// Baselines, and the alerts folded from them.
extension Judge {
  func judgeBaselines(_ judged: inout Judgement, history: MetricHistory, completeAfter: [Double]) throws {
    let policy = job.anomalies
    let judge = LocationJudge(
      trainDays: policy.trainDays, minimumDays: policy.minimumDays, falseDiscoveryRate: policy.falseDiscoveryRate,
      minimumUnits: policy.minimumUnits, minimumValue: policy.minimumValue,
      events: DayEvents(
        folded.companions.reference, dimensions: dimensions,
        first: night.date.advanced(by: -policy.trainDays - AlertFamily.longestSpan - 1), last: night.date),
      level: job.confidence.interval)
    let latency = try judge.judgeLatency(
      history.daysBySource(of: AlertFamily.latency.metric),
      locations: dimensions.locations.count, businessDate: night.date)
    let cancellations = try judge.judgeCancellations(
      history.days(of: AlertFamily.cancellation.metric), locations: dimensions.locations.count,
      businessDate: night.date)
    let shrink = try judge.judgeShrink(
      try judgedCounts(completeAfter: completeAfter), levels: dimensions.levelCounts, businessDate: night.date, end: cutoff)
    let families = [latency, cancellations, shrink]
    judged.scores = families.flatMap(\.locations)
    let metrics = history.metrics.filter { $0 != "cancellation_incidence_lines" }
    let all = metrics.map { ($0, history.days(of: $0)) }
    // The day before: tonight's has not been recorded in full
    let (everything, yesterday) = (Dictionary(uniqueKeysWithValues: all), night.date.advanced(by: -1))
    judged.scores += try judge.judgeMultivariate(everything, locations: dimensions.locations.count, day: yesterday)
    judged.scores += try judge.judgeDrift(everything, locations: dimensions.locations.count, day: yesterday)
    func name(_ location: Int32) -> String { dimensions.locations[Int(location)].id }
    let everywhere = families.compactMap { $0.network?.signal(scope: AlertSignal.network, locations: name) }
    let (nights, recent) = try alertNights()
    judged.signals =
      judged.scores.compactMap { $0.signal(scope: name($0.location), locations: name) }.inhibited(earlier: recent)
      + everywhere
    judged.alerts = foldAlerts(judged.signals, nights: nights)
  }

  /// Counts of the days that losses are learned from and judged by, where what moved before them is recorded by now.
  func judgedCounts(completeAfter: [Double]) throws -> [JudgedCount] {
    var counts: [JudgedCount] = []
    try copy(
      "read/judged_counts",
      [
        .integer(publication), .integer(0), .instant(cutoff.microseconds),
        .integer(Int64(job.anomalies.trainDays + AlertFamily.longestSpan)),
      ]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let item = row.field().map(folded.index.item) ?? -1
      guard location >= 0, item >= 0, let countedAt = row.optionalInt64(), let startsAt = row.optionalInt64(),
        let startsWith = row.optionalInt16().flatMap(AnchorKind.init(rawValue:)), let gap = row.optionalInt64(),
        let exposure = row.field().flatMap(Exposure.init(packed:))
      else { return }
      let day = Double(Instant.microsecondsPerDay)
      guard Double(cutoff.microseconds - countedAt) >= completeAfter[Int(location)] * day else { return }
      counts.append(
        JudgedCount(
          interval: CountInterval(
            exposure: exposure, days: Double(countedAt - startsAt) / day, startsWith: startsWith, gap: gap,
            levels: dimensions.levels(of: dimensions.slot(location: location, item: item))),
          countedAt: countedAt, unitCost: dimensions.unitCosts[Int(item)], isChosen: row.bool()))
    }
    return counts
  }

  /// The nights before this one by fingerprint, and by scope the families that have fired of late.
  private func alertNights() throws -> (nights: [String: [AlertNight]], recent: [String: Set<AlertFamily>]) {
    var (nights, recent): ([String: [AlertNight]], [String: Set<AlertFamily>]) = ([:], [:])
    let rows = try control.query(
      try target.files.text("read/alert_nights"), [Parameter("\(night.date)")], place: "sql/read/alert_nights.sql")
    for index in 0..<rows.count {
      let row = rows[index]
      let one = AlertNight(
        businessDate: Day(number: Int32(try row.int(1))), isFiring: try row.bool(2),
        severity: AlertSeverity(rawValue: try row.text(3)) ?? .warning)
      nights[try row.text(0), default: []].append(one)
      if one.isFiring, one.businessDate >= night.date.advanced(by: -AlertFamily.memory),
        let family = AlertFamily(rawValue: try row.text(4))
      {
        recent[try row.text(5), default: []].insert(family)
      }
    }
    return (nights, recent)
  }

  private func foldAlerts(_ signals: [AlertSignal], nights: [String: [AlertNight]]) -> [(alert: Alert, signal: AlertSignal)] {
    let policy = AlertPolicy(
      criticalAfter: job.alerts.criticalAfter, warningAfter: job.alerts.warningAfter, resolveAfter: job.alerts.resolveAfter)
    var found: [(alert: Alert, signal: AlertSignal)] = []
    let byFingerprint = signals.map { (fingerprint: $0.fingerprint, signal: $0) }.sorted { $0.fingerprint < $1.fingerprint }
    for (fingerprint, signal) in byFingerprint {
      let history =
        (nights[fingerprint] ?? [])
        + [AlertNight(businessDate: night.date, isFiring: signal.isFiring, severity: signal.severity)]
      // Only what tonight changed: the open alert, or the one that ends tonight
      if let last = policy.alerts(
        fingerprint: fingerprint, nights: history, span: signal.family.span
      ).last,
        last.ends == nil || last.ends == night.date
      {
        found.append((last, signal))
      }
    }
    return found
  }
}
