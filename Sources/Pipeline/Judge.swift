internal import Glibc
internal import Inventory
internal import PostgreSQL
internal import Statistics
internal import Store

/// The judging stages of a night in their order: metrics, baselines and alerts, confidence, recounts.
///
/// It reads facts, hands them to the pure core, and keeps what comes back; it decides nothing itself.
struct Judge {
  let target: Target
  let job: JobFile
  let control: Connection
  let night: NightRun.Night
  let publication: Int64
  let folded: FoldedNight
  let workers: Int

  /// Identity of results is promised per BLAS kernel.
  static var blasName: String { dlsym(nil, "openblas_get_config") == nil ? "reference" : "openblas" }

  private var dimensions: Dimensions { folded.ledger.dimensions }
  private var cutoff: Instant { night.scheduledFor }
  private var baseDate: Day? { night.base?.businessDate }

  private var baseLiteral: String { baseDate.map { "(date '2000-01-01' + \($0.number))" } ?? "'-infinity'::date" }

  func run() throws -> Judgement {
    var judged = Judgement()
    judged.freshness = try freshness()
    let figures = try dayFigures()
    let series = try earlierSeries()
    let completeAfter = completeAfterDays(figures, series: series)
    let builder = MetricBuilder(
      level: job.confidence.interval, toleranceUnits: job.metrics.toleranceUnits,
      tolerancePercent: job.metrics.tolerancePercent, completeAfterDays: completeAfter, cutoff: cutoff, zones: dimensions.zones)
    let rows = builder.rows(figures)
    judged.metrics = rows.count
    try write(rows)
    try judgeBaselines(&judged, tonight: rows, earlier: series)
    try scoreItems(&judged, tonight: rows, earlier: series)
    try scoreLocations(&judged)
    planRecounts(&judged)
    return judged
  }

  // MARK: Freshness

  private func freshness() throws -> [Freshness] {
    struct Key: Hashable {
      var location: Int32
      var source: String
    }
    var latest: [Key: Int64] = [:]
    for entry in folded.decoder.lastRecorded { latest[Key(location: entry.location, source: entry.source)] = entry.at }
    if let base = night.base {
      let rows = try control.query(
        """
        select location_id, source_system, (extract(epoch from last_recorded_at) * 1000000)::bigint - 946684800000000
        from trueup.freshness where publication_id = $1
        """, [Parameter(base.publication)], place: "freshness of the base")
      for index in 0..<rows.count {
        let location = folded.index.location(try rows[index].text(0))
        guard location >= 0 else { continue }
        let key = Key(location: location, source: try rows[index].text(1))
        latest[key] = max(latest[key] ?? Int64.min, try rows[index].int(2))
      }
    }
    var daily: [Key: Double] = [:]
    try copy("read/source_rates", [.integer(publication), .integer(0), .day(night.date.number)]) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let source = row.text() ?? ""
      // numeric, in thousandths
      if location >= 0, case .thousandths(let rate) = row.thousandths() {
        daily[Key(location: location, source: source)] = Double(rate) / 1000
      }
    }
    return latest.keys.sorted { ($0.location, $0.source) < ($1.location, $1.source) }.map { key in
      let at = latest[key] ?? 0
      let age = Double(cutoff.microseconds - at) / 3.6e9
      // A source that sends a few messages a week is not silent after a quiet day: five mean gaps are allowed
      let usual = 24 * 5 / max(0.05, daily[key] ?? 0)
      let status =
        age > max(job.freshness.errorAfterHours, usual)
        ? "silent" : age > max(job.freshness.warnAfterHours, usual) ? "late" : "fresh"
      return Freshness(location: key.location, source: key.source, at: at, ageHours: age, status: status)
    }
  }

  /// COPY of a read file.
  private func copy(_ file: String, _ literals: [Literal], _ row: (inout CopyRow) throws -> Void) throws {
    // The base date is parameter 2 of every read file; without a base it is a date no night has
    var text = try target.files.text(file)
    for (index, literal) in literals.enumerated().reversed() {
      let written = index == 1 ? baseLiteral : literal.sql
      text = text.split(separator: "$\(index + 1)", omittingEmptySubsequences: false).joined(separator: written)
    }
    try control.copyOut(text, place: "sql/\(file).sql", row)
  }

  // MARK: Metrics

  private func dayFigures() throws -> [DayFigures] {
    try control.execute("truncate pg_temp.wanted_day")
    try control.query(
      try target.files.text("read/touched_days"),
      [Parameter(publication), Parameter("\(night.date)"), baseDate.map { Parameter("\($0)") } ?? nil],
      place: "sql/read/touched_days.sql")
    var figures: [DayFigures] = []
    var places: [Int64: Int] = [:]
    func place(_ location: Int32, _ day: Int32) -> Int {
      let key = Int64(location) << 32 | Int64(UInt32(bitPattern: day))
      if let index = places[key] { return index }
      places[key] = figures.count
      figures.append(DayFigures(location: location, day: Day(number: day)))
      return figures.count - 1
    }
    let literals = [Literal.integer(publication), .integer(0)]
    try copy("read/day_sketches", literals) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0, let day = row.optionalInt32() else { return }
      _ = row.field()
      _ = row.field()
      var cell = LatencyCell()
      let packed = row.byteArray() ?? []
      cell.events = row.optionalInt64() ?? 0
      let zero = row.optionalInt64() ?? 0
      let negative = row.optionalInt64() ?? 0
      cell.sketch = try DDSketch(packed: packed, zeroCount: zero, negativeCount: negative)
      cell.dayPrecision = row.optionalInt64() ?? 0
      cell.arrivalDelay = row.optionalInt64() ?? 0
      figures[place(location, day)].latency.merge(cell)
    }
    try copy("read/day_partials", literals) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0, let day = row.optionalInt32() else { return }
      let measure = row.text() ?? ""
      let name = row.text() ?? ""
      let value = row.text() ?? ""
      guard let dimension = MetricDimension.allCases.first(where: { $0.name == name }) else { return }
      let partial = Partial(numerator: row.optionalInt64() ?? 0, denominator: row.optionalInt64() ?? 0)
      figures[place(location, day)].partials.append(
        DayFigures.PartialCell(measure: measure, dimension: dimension, value: value, partial: partial))
    }
    try copy("read/day_counts", literals) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0, let day = row.optionalInt32() else { return }
      let item = row.field().map(folded.index.item) ?? -1
      let counted = row.optionalInt64() ?? 0
      let book = row.optionalInt64() ?? 0
      let gap = row.optionalInt64()
      let timing = row.optionalInt64()
      let carry = row.optionalInt64()
      let startsWith = AnchorKind(rawValue: row.optionalInt16() ?? 0) ?? .none
      let exposure = row.field().flatMap(Exposure.init(packed:)) ?? Exposure()
      let selectionName = row.text()
      let selection = CountSelection.allCases.first { $0.name == selectionName } ?? .cycle
      let split = gap.flatMap { gap in
        timing.flatMap { timing in carry.map { CountVariance.Split(gap: gap, timing: timing, carry: $0) } }
      }
      figures[place(location, day)].counts.append(
        DayFigures.Count(
          counted: counted, book: book, split: split, startsWith: startsWith, unitsSold: exposure.unitsSold,
          unitCost: item >= 0 ? dimensions.unitCosts[Int(item)] : 0,
          selection: selection))
    }
    return figures.sorted { ($0.location, $0.day) < ($1.location, $1.day) }
  }

  private struct SeriesDay {
    var metric: String
    var day: MetricDay
  }

  private func earlierSeries() throws -> [SeriesDay] {
    guard night.base != nil else { return [] }
    var series: [SeriesDay] = []
    try copy(
      "read/metric_series",
      [
        .integer(0), .integer(0), .day(night.date.number - Int32(job.anomalies.trainDays) - 10), .day(night.date.number + 1),
      ]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0 else { return }
      let metric = row.text() ?? ""
      let day = row.optionalInt32() ?? 0
      let value = row.optionalDouble()
      series.append(
        SeriesDay(
          metric: metric,
          day: MetricDay(
            location: location, day: Day(number: day), value: value, numerator: row.optionalInt64() ?? 0,
            denominator: row.optionalInt64() ?? 0)))
    }
    return series
  }

  /// The newest value of every day: tonight's where there is one.
  private func series(_ metric: String, tonight: [MetricRow], earlier: [SeriesDay]) -> [MetricDay] {
    var days: [Int64: MetricDay] = [:]
    func key(_ location: Int32, _ day: Day) -> Int64 { Int64(location) << 32 | Int64(UInt32(bitPattern: day.number)) }
    for entry in earlier where entry.metric == metric { days[key(entry.day.location, entry.day.day)] = entry.day }
    for row in tonight where row.metric == metric && row.dimension == .all {
      days[key(row.location, row.day)] = MetricDay(
        location: row.location, day: row.day, value: row.value, numerator: row.numerator ?? 0, denominator: row.denominator ?? 0)
    }
    return days.values.sorted { ($0.location, $0.day) < ($1.location, $1.day) }
  }

  /// By location: days after which 99 in 100 messages of a day used to be recorded.
  private func completeAfterDays(_ figures: [DayFigures], series: [SeriesDay]) -> [Double] {
    var seconds = [[Double]](repeating: [], count: dimensions.locations.count)
    for entry in series where entry.metric == "recording_latency_p99" && entry.day.day > night.date.advanced(by: -28) {
      if let value = entry.day.value { seconds[Int(entry.day.location)].append(value) }
    }
    for figure in figures where figure.day > night.date.advanced(by: -28) && figure.day < night.date.advanced(by: -3) {
      if let value = figure.latency.sketch.quantile(0.99) { seconds[Int(figure.location)].append(value / 1e6) }
    }
    return seconds.map { (median($0) ?? 0) / 86_400 }
  }

  private func write(_ rows: [MetricRow]) throws {
    try control.copyIn(
      """
      trueup.metric_daily (location_id, day, metric, dimension, dimension_value, publication_id, business_date, value, numerator,
        denominator, lower, upper, unit, complete, verdict)
      """, place: "metric_daily"
    ) { writer in
      for row in rows {
        try writer.row(15)
        writer.text(dimensions.locations[Int(row.location)].id)
        writer.int32(row.day.number)
        writer.text(row.metric)
        writer.text(row.dimension.name)
        writer.text(row.dimensionValue)
        writer.int64(publication)
        writer.int32(night.date.number)
        writer.double(row.value)
        writer.int64(row.numerator)
        writer.int64(row.denominator)
        writer.double(row.lower)
        writer.double(row.upper)
        writer.text(row.unit)
        writer.bool(row.isComplete)
        writer.text(row.verdict)
      }
    }
  }

  // MARK: Baselines and alerts

  private func judgeBaselines(_ judged: inout Judgement, tonight: [MetricRow], earlier: [SeriesDay]) throws {
    let policy = job.anomalies
    let judge = LocationJudge(
      trainDays: policy.trainDays, minimumDays: policy.minimumDays, falseDiscoveryRate: policy.falseDiscoveryRate,
      minimumUnits: policy.minimumUnits, minimumValue: policy.minimumValue,
      unseenDays: dimensions.locations.map { location in
        Set(folded.companions.reference.calendar.filter { ($0.locationID ?? location.id) == location.id }.map(\.day.number))
      }, level: job.confidence.interval)
    for family in AlertFamily.allCases {
      var days = series(family.metric, tonight: tonight, earlier: earlier)
      if family == .shrink { days = withLosses(days, series("shrink_rate", tonight: tonight, earlier: earlier)) }
      judged.scores += try judge.judge(
        family, days: days, locations: dimensions.locations.count, businessDate: night.date)
    }
    judged.signals = judged.scores.compactMap {
      $0.signal(scope: dimensions.locations[Int($0.location)].id)
    }
    judged.alerts = try foldAlerts(judged.signals)
  }

  /// The loss at cost beside each day's counts.
  private func withLosses(_ days: [MetricDay], _ losses: [MetricDay]) -> [MetricDay] {
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

  private func foldAlerts(_ signals: [AlertSignal]) throws -> [(alert: Alert, signal: AlertSignal)] {
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

  // MARK: Confidence

  private func scoreItems(_ judged: inout Judgement, tonight: [MetricRow], earlier: [SeriesDay]) throws {
    let model = try RecordModel.fit(try trainingIntervals(), categories: dimensions.categories.count)
    judged.model = model
    judged.isNewModel = true
    judged.modelID = String(
      TableDigest.of("\(night.date)\n\(model.rates)\n\(model.multipliers)\n\(model.sizes.sizes)").prefix(16))
    let scorer = ItemScorer(
      model: model, context: scoringContext(judged, tonight: tonight, earlier: earlier), dimensions: dimensions)
    let ledger = folded.ledger
    let reserved = ledger.lines.values.reduce(into: [Int32: Int64]()) { sums, line in
      if line.node >= 0, line.openReservation > 0 {
        sums[dimensions.slot(location: line.node, item: line.item), default: 0] += line.openReservation
      }
    }
    let order = ledger.stateSlots.indices.sorted { ledger.stateSlots[$0] < ledger.stateSlots[$1] }
    judged.items = parallelMap(order.count, workers: workers) { place in
      let slot = ledger.stateSlots[order[place]]
      let state = ledger.states[order[place]]
      let promised = reserved[slot] ?? 0
      return scorer.isScored(state, slot: slot, reserved: promised) ? scorer.score(state, slot: slot, reserved: promised) : nil
    }.compactMap { $0 }
    if let base = night.base {
      try control.copyOut(
        "select location_id, item_id, p_exact from trueup.item_confidence_\(base.publication) where p_exact is not null",
        place: "item_confidence of the base"
      ) { row in
        let location = row.field().map(folded.index.location) ?? -1
        let item = row.field().map(folded.index.item) ?? -1
        if location >= 0, item >= 0 { judged.previous[dimensions.slot(location: location, item: item)] = row.optionalDouble() }
      }
    }
  }

  private func trainingIntervals() throws -> [CountInterval] {
    var intervals: [CountInterval] = []
    try copy(
      "read/training_counts", [.integer(publication), .integer(0), .instant(cutoff.microseconds)]
    ) { row in
      _ = row.field()
      let item = row.field().map(folded.index.item) ?? -1
      guard item >= 0 else { return }
      guard let countedAt = row.optionalInt64(), let startsAt = row.optionalInt64() else { return }
      let startsWith = AnchorKind(rawValue: row.optionalInt16() ?? 0) ?? .none
      guard startsWith != .none, let gap = row.optionalInt64(), let exposure = row.field().flatMap(Exposure.init(packed:)) else {
        return
      }
      intervals.append(
        CountInterval(
          exposure: exposure, days: Double(countedAt - startsAt) / Double(Instant.microsecondsPerDay), startsWith: startsWith,
          gap: gap, category: Int(dimensions.categoryOfItem[Int(item)])))
    }
    return intervals
  }

  private func scoringContext(_ judged: Judgement, tonight: [MetricRow], earlier: [SeriesDay]) -> ScoringContext {
    var late = [Partial](repeating: Partial(), count: dimensions.locations.count)
    for day in series("late_for_night", tonight: tonight, earlier: earlier)
    where day.day > night.date.advanced(by: -31) && day.day <= night.date.advanced(by: -3) {
      late[Int(day.location)].add(Partial(numerator: day.numerator, denominator: day.denominator))
    }
    var silent = [Double](repeating: 0, count: dimensions.locations.count)
    for entry in judged.freshness where entry.status == "silent" && MovementSources.names.contains(entry.source) {
      silent[Int(entry.location)] = max(silent[Int(entry.location)], entry.ageHours / 24)
    }
    return ScoringContext(
      cutoff: cutoff, unrecordedShare: late.map { $0.denominator > 0 ? Double($0.numerator) / Double($0.denominator) : 0 },
      silentDays: silent, toleranceUnits: job.metrics.toleranceUnits, tolerancePercent: job.metrics.tolerancePercent,
      atpRisk: job.confidence.atpRisk, horizonDays: Double(job.recounts.horizonDays),
      cancellationCost: job.money.cancellationCost,
      holdingRateYear: job.money.holdingRateYear, margin: job.money.marginDefault)
  }

  /// Sources whose silence leaves movements of stock unrecorded.
  private enum MovementSources {
    static let names: Set<String> = ["pos", "oms", "wms", "erp"]
  }

  private func scoreLocations(_ judged: inout Judgement) throws {
    try control.query(
      """
      insert into trueup.count_label (location_id, item_id, counted_at, publication_id, business_date, counted, book, p_exact,
        inclusion_probability, selection, is_exact)
      select label.location_id, label.item_id, label.counted_at, $1, $3, label.counted, label.book, label.p_exact,
        label.inclusion_probability, label.selection, label.is_exact
      from (\(try target.files.text("read/new_labels"))) as label
      """, [Parameter(publication), Parameter(night.base?.publication ?? 0), Parameter("\(night.date)")],
      place: "sql/read/new_labels.sql")
    var counts: [ScoredCount] = []
    var totals: [Int: (all: Int, random: Int)] = [:]
    try copy(
      "read/scored_counts", [.instant(cutoff.microseconds), .integer(0)]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0 else { return }
      let believed = row.optionalDouble()
      let isExact = row.bool()
      let probability = row.optionalDouble()
      var total = totals[Int(location)] ?? (0, 0)
      total.all += 1
      if probability != nil { total.random += 1 }
      totals[Int(location)] = total
      if let believed, let probability {
        counts.append(
          ScoredCount(location: location, pExact: believed, isExact: isExact, inclusionProbability: probability))
      }
    }
    let scorer = LocationScorer(level: job.confidence.interval, maximumHalfWidth: job.confidence.maximumHalfWidth)
    judged.locations = try scorer.score(judged.items, counts: counts, countsOf: totals, dimensions: dimensions)
    for entry in judged.freshness {
      let place = Int(entry.location)
      if entry.ageHours > judged.locations[place].feedAgeHours ?? -1 { judged.locations[place].feedAgeHours = entry.ageHours }
      if entry.status == "silent" { judged.locations[place].silentSource = entry.source }
    }
    judged.changes = try weekBefore(judged.locations)
  }

  private func weekBefore(_ locations: [LocationConfidence]) throws -> [Double?] {
    var before: [Int32: Double] = [:]
    let rows = try control.query(
      """
      select location_confidence.location_id, location_confidence.confidence
      from trueup.location_confidence
      inner join trueup.kept_publication on kept_publication.publication_id = location_confidence.publication_id
      where kept_publication.business_date = $1::date - 7 and location_confidence.confidence is not null
      """, [Parameter("\(night.date)")], place: "confidence a week ago")
    for index in 0..<rows.count { before[folded.index.location(try rows[index].text(0))] = try rows[index].double(1) }
    return locations.map { score in score.confidence.flatMap { now in before[score.location].map { now - $0 } } }
  }

  // MARK: Recounts

  private func planRecounts(_ judged: inout Judgement) {
    let reference = folded.companions.reference
    var zones: [Int32: String] = [:]
    for entry in reference.assortment {
      let place = (folded.index.location(entry.locationID), folded.index.item(entry.itemID))
      if place.0 >= 0, place.1 >= 0 { zones[dimensions.slot(location: place.0, item: place.1)] = entry.zone }
    }
    let weekday = night.date.advanced(by: 1).isoWeekday
    let planner = RecountPlanner(randomShare: job.recounts.randomShare, seed: 0x7265_636F_756E_7473)
    let byLocation = Dictionary(grouping: judged.items) { dimensions.location(of: $0.slot) }
    let coolAfter = cutoff.microseconds - Int64(job.recounts.cooldownDays) * Instant.microsecondsPerDay
    for (code, location) in dimensions.locations.enumerated() where location.kind == .store || location.kind == .dc {
      let items = byLocation[Int32(code)] ?? []
      guard !items.isEmpty, let labour = reference.budget(locationID: location.id, weekday: weekday) else { continue }
      let candidates = items.map { item in
        RecountCandidate(
          slot: item.slot, item: dimensions.items[Int(dimensions.item(of: item.slot))].id, zone: zones[item.slot],
          pWrong: 1 - (item.pExact ?? 0.5), value: item.valueAtRisk ?? 0,
          minutes: labour.minutesPerCount + labour.minutesPerUnit * max(item.book, 0),
          isCoolingDown: (item.lastCountedAt ?? Int64.min) > coolAfter, mustWait: item.action == .waitForFeed,
          reason: RecountReason.sentence(item))
      }
      let budget = CountingBudget(minutes: labour.minutes, base: labour.minutesBase, perZone: labour.minutesPerZone)
      judged.plans.append(
        (Int32(code), planner.plan(location: location.id, businessDate: night.date, candidates: candidates, budget: budget)))
    }
  }
}

/// Applies a pure function to every index, on as many threads as asked for; the result does not depend on it.
func parallelMap<T: Sendable>(_ count: Int, workers: Int, _ transform: @Sendable (Int) -> T) -> [T] {
  guard workers > 1, count > 4096 else { return (0..<count).map(transform) }
  let chunk = 2048
  let chunks = (count + chunk - 1) / chunk
  let parts = Parts<T>(chunks)
  Threads.forEach(chunks, workers: workers) { index in
    parts.set(index, (index * chunk..<min(count, (index + 1) * chunk)).map(transform))
  }
  return parts.joined()
}
