internal import Inventory
internal import PostgreSQL
internal import Store

/// Baselines, and the alerts folded from them.
extension Judge {
  func judgeBaselines(_ judged: inout Judgement, tonight: [MetricRow], earlier: [SeriesDay]) throws {
    let policy = job.anomalies
    let judge = LocationJudge(
      trainDays: policy.trainDays, minimumDays: policy.minimumDays, falseDiscoveryRate: policy.falseDiscoveryRate,
      minimumUnits: policy.minimumUnits, minimumValue: policy.minimumValue,
      unseenDays: dimensions.locations.map { location in
        Set(folded.companions.reference.calendar.filter { ($0.locationID ?? location.id) == location.id }.map(\.day.number))
      }, level: job.confidence.interval)
    for family in AlertFamily.allCases {
      var days = series(family.metric, bySource: family == .latency, tonight: tonight, earlier: earlier)
      if family == .shrink { days = withLosses(days, series("shrink_rate", tonight: tonight, earlier: earlier)) }
      judged.scores += try judge.judge(
        family, days: days, locations: dimensions.locations.count, businessDate: night.date)
    }
    judged.signals = judged.scores.compactMap { $0.signal(scope: dimensions.locations[Int($0.location)].id) }.inhibited()
    judged.alerts = try foldAlerts(judged.signals)
  }

  /// The loss at cost beside each day's counts.
  func withLosses(_ days: [MetricDay], _ losses: [MetricDay]) -> [MetricDay] {
    struct Key: Hashable {
      let location: Int32
      let day: Day
    }
    let byDay = Dictionary(losses.map { (Key(location: $0.location, day: $0.day), $0.numerator) }) { first, _ in first }
    return days.map { day in
      var day = day
      day.loss = byDay[Key(location: day.location, day: day.day)] ?? 0
      return day
    }
  }

  func foldAlerts(_ signals: [AlertSignal]) throws -> [(alert: Alert, signal: AlertSignal)] {
    var nights: [String: [AlertNight]] = [:]
    let rows = try control.query(
      try target.files.text("read/alert_nights"), [Parameter("\(night.date)")], place: "sql/read/alert_nights.sql")
    for index in 0..<rows.count {
      let row = rows[index]
      nights[try row.text(0), default: []].append(
        AlertNight(
          businessDate: Day(number: Int32(try row.int(1))), isFiring: try row.bool(2),
          severity: AlertSeverity(rawValue: try row.text(3)) ?? .warning))
    }
    let policy = AlertPolicy(
      criticalAfter: job.alerts.criticalAfter, warningAfter: job.alerts.warningAfter, resolveAfter: job.alerts.resolveAfter)
    var found: [(alert: Alert, signal: AlertSignal)] = []
    for signal in signals.sorted(by: { $0.fingerprint < $1.fingerprint }) {
      let history =
        (nights[signal.fingerprint] ?? [])
        + [AlertNight(businessDate: night.date, isFiring: signal.isFiring, severity: signal.severity)]
      // Only what tonight changed: the open alert, or the one that ends tonight
      if let last = policy.alerts(
        fingerprint: signal.fingerprint, nights: history, span: signal.family.span
      ).last,
        last.ends == nil || last.ends == night.date
      {
        found.append((last, signal))
      }
    }
    return found
  }
}
