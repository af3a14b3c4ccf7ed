internal import Inventory
internal import PostgreSQL
internal import Statistics
internal import Store

/// What the night reads of its own facts and of those before it.
extension Judge {
  /// COPY of a read file.
  func copy(_ file: String, _ literals: [Literal], _ row: (inout CopyRow) throws -> Void) throws {
    // The base date is parameter 2 of every read file; without a base it is a date no night has
    var text = try target.files.text(file)
    for (index, literal) in literals.enumerated().reversed() {
      let written = index == 1 ? baseLiteral : literal.sql
      text = text.split(separator: "$\(index + 1)", omittingEmptySubsequences: false).joined(separator: written)
    }
    try control.copyOut(text, place: "sql/\(file).sql", row)
  }

  func dayFigures() throws -> [DayFigures] {
    try control.execute("truncate pg_temp.wanted_day")
    try control.query(
      try target.files.text("read/touched_days"),
      [Parameter(publication), Parameter("\(night.date)"), baseDate.map { Parameter("\($0)") } ?? nil],
      place: "sql/read/touched_days.sql")
    var figures: [DayFigures] = []
    var places: [Int64: Int] = [:]
    func key(_ location: Int32, _ day: Int32) -> Int64 { Int64(location) << 32 | Int64(UInt32(bitPattern: day)) }
    func place(_ location: Int32, _ day: Int32) -> Int {
      let key = key(location, day)
      if let index = places[key] { return index }
      places[key] = figures.count
      figures.append(DayFigures(location: location, day: Day(number: day)))
      return figures.count - 1
    }
    let literals = [Literal.integer(publication), .integer(0)]
    let limits = EventDecoder.Limits(job.metrics)
    try copy("read/day_sketches", literals) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0, let day = row.optionalInt32() else { return }
      let source = row.text() ?? ""
      let limit = limits[source: source]
      _ = row.field()
      var cell = LatencyCell()
      let packed = row.byteArray() ?? []
      cell.events = row.optionalInt64() ?? 0
      let zero = row.optionalInt64() ?? 0
      let negative = row.optionalInt64() ?? 0
      cell.sketch = try DDSketch(packed: packed, zeroCount: zero, negativeCount: negative)
      cell.dayPrecision = row.optionalInt64() ?? 0
      cell.arrivalDelay = row.optionalInt64() ?? 0
      figures[place(location, day)].add(cell, source: source, limit: limit)
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
    for open in folded.ledger.openLinesByDay {
      // A day that nothing else changed says the same as before
      if let index = places[key(open.location, open.day.number)] { figures[index].openLines = open.lines }
    }
    return figures.sorted { ($0.location, $0.day) < ($1.location, $1.day) }
  }

  /// What the nights before found, over the window that the judges look back.
  func earlierHistory() throws -> MetricHistory {
    let first = night.date.advanced(by: -(job.anomalies.trainDays + AlertFamily.longestSpan + 1))
    var history = MetricHistory(
      first: first, days: night.date.days(since: first) + 1, locations: dimensions.locations.count)
    guard night.base != nil else { return history }
    // Names are read as bytes and looked up once: one string for each series, not one for each row
    var metrics = ByteCodes()
    var sources = ByteCodes()
    var places: [Int64: Int] = [:]
    try copy("read/metric_series", [.day(first.number), .integer(0), .day(night.date.number + 1)]) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0, let metric = row.field().map({ metrics.insert($0) }),
        let source = row.field().map({ sources.insert($0) })
      else { return }
      let key = Int64(metric) << 32 | Int64(source)
      let place = places[key] ?? history.place(metric: metrics.text(metric), source: sources.text(source))
      places[key] = place
      let day = Day(number: row.optionalInt32() ?? 0)
      let businessDate = row.optionalInt32() ?? 0
      history.take(
        MetricDay(
          location: location, day: day, value: row.optionalDouble(), numerator: row.optionalInt64() ?? 0,
          denominator: row.optionalInt64() ?? 0), at: place, night: businessDate)
    }
    return history
  }

  /// By location: days after which 99 in 100 messages of a day used to be recorded.
  func completeAfterDays(_ figures: [DayFigures], earlier: MetricHistory) -> [Double] {
    var seconds = [[Double]](repeating: [], count: dimensions.locations.count)
    for entry in earlier.days(of: "recording_latency_p99") where entry.day > night.date.advanced(by: -28) {
      if let value = entry.value { seconds[Int(entry.location)].append(value) }
    }
    for figure in figures where figure.day > night.date.advanced(by: -28) && figure.day < night.date.advanced(by: -3) {
      if let value = figure.latency.sketch.quantile(0.99) { seconds[Int(figure.location)].append(value / 1e6) }
    }
    return seconds.map { (median($0) ?? 0) / 86_400 }
  }

  /// Figures of the days that changed which those days do not have any more: they are taken back, and are no history.
  func withdrawMetrics(from history: inout MetricHistory) throws {
    guard let baseDate else { return }
    let rows = try control.query(
      try target.files.text("publish/withdraw_metrics"),
      [Parameter(publication), Parameter("\(night.date)"), Parameter("\(baseDate)")], place: "sql/publish/withdraw_metrics.sql")
    for index in 0..<rows.count {
      let location = folded.index.location(try rows[index].text(0))
      let dimension = try rows[index].text(2)
      guard location >= 0, dimension == "all" || dimension == "source" else { continue }
      let place = history.place(metric: try rows[index].text(1), source: try rows[index].text(3))
      history.take(
        MetricDay(location: location, day: Day(number: Int32(try rows[index].int(4))), value: nil, numerator: 0, denominator: 0),
        at: place, night: night.date.number)
    }
  }

  func write(_ rows: [MetricRow]) throws {
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
}
