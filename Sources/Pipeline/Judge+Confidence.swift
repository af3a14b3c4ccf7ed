internal import Inventory
internal import PostgreSQL
internal import Statistics
internal import Store

/// Confidence of records and locations.
extension Judge {
  func scoreItems(_ judged: inout Judgement, history: MetricHistory) throws {
    let (stored, former) = try model()
    judged.model = stored
    let context = try scoringContext(&judged, history: history)
    let scorer = ItemScorer(model: stored.model, earlier: former?.model, context: context, dimensions: dimensions)
    let before = try earlierItems()
    let ledger = folded.ledger
    let promises = ledger.lines.values.reduce(into: [Int32: (units: Int64, lines: Int)]()) { sums, line in
      guard line.node >= 0, line.openReservation > 0 else { return }
      sums[dimensions.slot(location: line.node, item: line.item), default: (0, 0)].units += line.openReservation
      sums[dimensions.slot(location: line.node, item: line.item), default: (0, 0)].lines += 1
    }
    let order = ledger.stateSlots.indices.filter { place in
      let slot = ledger.stateSlots[place]
      return scorer.isScored(ledger.states[place], slot: slot, reserved: promises[slot]?.units ?? 0)
    }.sorted { ledger.stateSlots[$0] < ledger.stateSlots[$1] }
    judged.items = parallelMap(order.count, workers: workers) { place in
      let slot = ledger.stateSlots[order[place]]
      let promised = promises[slot] ?? (0, 0)
      return scorer.score(
        ledger.states[order[place]], slot: slot, reserved: promised.units, reservations: promised.lines, before: before[slot])
    }
  }

  /// What the night before published, by slot.
  private struct EarlierItems: Sendable {
    /// By slot, the place in `rows`; -1 where there is none.
    private var places: [Int32]
    private var rows: [EarlierConfidence] = []

    init(slots: Int) {
      places = Array(repeating: -1, count: slots)
    }

    subscript(slot: Int32) -> EarlierConfidence? {
      let place = Int(places[Int(slot)])
      return place < 0 ? nil : rows[place]
    }

    mutating func add(_ row: EarlierConfidence, slot: Int32) {
      places[Int(slot)] = Int32(rows.count)
      rows.append(row)
    }
  }

  private func earlierItems() throws -> EarlierItems {
    var before = EarlierItems(slots: dimensions.slots)
    guard let base = night.base else { return before }
    try copy("read/earlier_items", [.integer(base.publication)]) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let item = row.field().map(folded.index.item) ?? -1
      guard location >= 0, item >= 0, let pExact = row.optionalDouble() else { return }
      before.add(
        EarlierConfidence(
          pExact: pExact, lastCountedAt: row.optionalInt64(), knownError: row.optionalDouble(), adjusted: row.optionalDouble()),
        slot: dimensions.slot(location: location, item: item))
    }
    return before
  }

  /// The model of an earlier night until it is seven business days old, else one fitted tonight and the one that it follows.
  ///
  /// A night computed again, or from go-live, decides the same: it asks what the nights before it knew.
  func model() throws -> (tonight: ModelTable.Stored, former: ModelTable.Stored?) {
    let kept = try night.base.flatMap { try ModelTable.newest(upTo: $0.businessDate, dimensions: dimensions, on: control) }
    if let kept, night.date.businessDays(since: kept.businessDate) < Judge.modelBusinessDays { return (kept, nil) }
    let model = try RecordModel.fit(try trainingIntervals(), levels: dimensions.levelCounts)
    return (ModelTable.Stored(model, fitted: night.date), kept)
  }

  static let modelBusinessDays = 7

  func trainingIntervals() throws -> [CountInterval] {
    var intervals: [CountInterval] = []
    try copy(
      "read/training_counts", [.integer(publication), .integer(0), .instant(cutoff.microseconds)]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let item = row.field().map(folded.index.item) ?? -1
      guard location >= 0, item >= 0 else { return }
      guard let countedAt = row.optionalInt64(), let startsAt = row.optionalInt64() else { return }
      let startsWith = AnchorKind(rawValue: row.optionalInt16() ?? 0) ?? .none
      guard startsWith != .none, let gap = row.optionalInt64(), let exposure = row.field().flatMap(Exposure.init(packed:)) else {
        return
      }
      intervals.append(
        CountInterval(
          exposure: exposure, days: Double(countedAt - startsAt) / Double(Instant.microsecondsPerDay), startsWith: startsWith,
          gap: gap, levels: dimensions.levels(of: dimensions.slot(location: location, item: item)),
          inclusionProbability: row.optionalDouble()))
    }
    return intervals
  }

  func scoringContext(_ judged: inout Judgement, history: MetricHistory) throws -> ScoringContext {
    var late = [Partial](repeating: Partial(), count: dimensions.locations.count)
    for day in history.days(of: "late_for_night")
    where day.day > night.date.advanced(by: -31) && day.day <= night.date.advanced(by: -3) {
      late[Int(day.location)].add(Partial(numerator: day.numerator, denominator: day.denominator))
    }
    judged.missed = late.map { $0.denominator > 0 ? Double($0.numerator) / Double($0.denominator) : 0 }
    judged.board?.weigh(missed: judged.missed)
    var newest: [SourceKey: Int64] = [:]
    for entry in judged.freshness { newest[SourceKey(location: entry.location, source: entry.source)] = entry.at }
    var heard = [Int64](repeating: Int64.min / 2, count: dimensions.locations.count)
    for standing in judged.board?.standings ?? [] where standing.key.messages == .sales {
      let place = Int(standing.key.location)
      let at = newest[SourceKey(location: standing.key.location, source: standing.key.source)] ?? Int64.min / 2
      heard[place] = max(heard[place], min(at, cutoff.microseconds - Int64(standing.idle) * Instant.microsecondsPerDay))
    }
    var earlierDays = [[Double]?](repeating: nil, count: dimensions.locations.count)
    try eachEarlierRhythm { feed in
      let place = Int(feed.key.location)
      var sums = earlierDays[place] ?? Backlog().days
      if feed.key.messages.rawValue < sums.count { sums[feed.key.messages.rawValue] += feed.unrecordedDays }
      earlierDays[place] = sums
    }
    return ScoringContext(
      cutoff: cutoff, backlogs: judged.board?.backlogs ?? [], earlierDays: earlierDays, heardUntil: heard,
      toleranceUnits: job.metrics.toleranceUnits, tolerancePercent: job.metrics.tolerancePercent,
      atpRisk: job.confidence.atpRisk, horizonDays: Double(job.recounts.horizonDays),
      cancellationCost: job.money.cancellationCost, holdingRateYear: job.money.holdingRateYear, margin: job.money.marginDefault)
  }

  func scoreLocations(_ judged: inout Judgement) throws {
    try control.query(
      """
      insert into trueup.count_label (location_id, item_id, counted_at, publication_id, business_date, counted, book, p_exact,
        inclusion_probability, selection, is_exact, p_at_count, p_within_tolerance, p_in_stock, expected_bias, expected_error)
      select label.location_id, label.item_id, label.counted_at, $1, $4::date, label.counted, label.book, label.p_exact,
        label.inclusion_probability, label.selection, label.is_exact, label.p_at_count, label.p_within_tolerance,
        label.p_in_stock, label.expected_bias, label.expected_error
      from (\(try target.files.text("read/new_labels"))) as label
      """,
      [
        Parameter(publication), Parameter(night.base?.publication ?? 0), Parameter(judged.model?.model.dispersion ?? 0),
        Parameter("\(night.date)"),
      ],
      place: "sql/read/new_labels.sql")
    var counts: [ScoredCount] = []
    var totals: [Int: (all: Int, random: Int)] = [:]
    try copy(
      "read/scored_counts", [.instant(cutoff.microseconds), .integer(0), .integer(publication)]
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
      let item = row.field().map(folded.index.item) ?? -1
      if let believed, let probability, item >= 0 {
        let miscount =
          judged.model.map { $0.model.miscount(dimensions.levels(of: dimensions.slot(location: location, item: item))) } ?? 0
        counts.append(
          ScoredCount(
            location: location, pExact: believed, isExact: isExact, inclusionProbability: probability, miscount: miscount,
            errors: countErrors(&row, item: item, believed: believed, miscount: miscount)))
      }
    }
    var lines: [String: [Int32: Int64]] = [:]
    try copy("read/served_lines", [.integer(publication), .integer(0), .day(night.date.number)]) { row in
      let channel = row.text() ?? ""
      let location = row.field().map(folded.index.location) ?? -1
      if location >= 0 { lines[channel, default: [:]][location] = row.optionalInt64() ?? 0 }
    }
    let scorer = LocationScorer(level: job.confidence.interval, maximumHalfWidth: job.confidence.maximumHalfWidth)
    let scored = try scorer.score(judged.items, counts: counts, countsOf: totals, orderLines: lines, dimensions: dimensions)
    (judged.locations, judged.accuracy) = (scored.locations, scored.accuracy)
    (judged.groups, judged.groupAccuracy) = (scored.groups, scored.groupAccuracy)
    for entry in judged.freshness {
      let place = Int(entry.location)
      if entry.ageHours > judged.locations[place].feedAgeHours ?? -1 { judged.locations[place].feedAgeHours = entry.ageHours }
      if entry.status == "silent" { judged.locations[place].silentSource = entry.source }
    }
    judged.past = (try pastConfidence(days: 7), try pastConfidence(days: 28))
  }

  /// The rest of a row of `read/scored_counts`: all that was believed and found.
  private func countErrors(_ row: inout CopyRow, item: Int32, believed: Double, miscount: Double) -> ScoredCount.Errors? {
    guard let counted = row.optionalInt64(), let booked = row.optionalInt64(), let within = row.optionalDouble(),
      let inStock = row.optionalDouble(), let bias = row.optionalDouble(), let error = row.optionalDouble()
    else { return nil }
    let book = Double(booked) / 1000
    let tolerance = max(job.metrics.toleranceUnits, job.metrics.tolerancePercent / 100 * abs(book))
    return ScoredCount.Errors(
      believed: RecordError(
        exact: believed, withinTolerance: within, inStock: book > 0 ? inStock : 1 - inStock, signed: bias, absolute: error),
      found: RecordError(book: book, counted: Double(counted) / 1000, tolerance: tolerance, miscount: miscount), book: book,
      cost: Double(dimensions.unitCosts[Int(item)]) / 1000)
  }

  private func pastConfidence(days: Int) throws -> PastConfidence {
    let rows = try control.query(
      """
      select 'location', location_confidence.location_id, location_confidence.confidence
      from trueup.location_confidence
      inner join trueup.kept_publication on kept_publication.publication_id = location_confidence.publication_id
      where kept_publication.business_date = $1::date - $2::integer and location_confidence.confidence is not null
      union all
      select group_confidence.scope, group_confidence.scope_id, group_confidence.confidence
      from trueup.group_confidence
      inner join trueup.kept_publication on kept_publication.publication_id = group_confidence.publication_id
      where kept_publication.business_date = $1::date - $2::integer and group_confidence.confidence is not null
      """, [Parameter("\(night.date)"), Parameter(days)], place: "confidence \(days) days ago")
    var past = PastConfidence()
    for index in 0..<rows.count {
      let (id, confidence) = (try rows[index].text(1), try rows[index].double(2))
      if let scope = GroupScope(rawValue: try rows[index].text(0)) {
        past.groups[scope, default: [:]][id] = confidence
      } else {
        past.locations[ByteText(id)] = confidence
      }
    }
    return past
  }
}
