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

  struct SeriesDay {
    var metric: String
    var day: MetricDay
  }

  func earlierSeries() throws -> [SeriesDay] {
    guard night.base != nil else { return [] }
    var series: [SeriesDay] = []
    // One string for each metric, not one for each row
    var names: Set<String> = []
    try copy(
      "read/metric_series",
      [
        .integer(0), .integer(0), .day(night.date.number - Int32(job.anomalies.trainDays + AlertFamily.longestSpan) - 1),
        .day(night.date.number + 1),
      ]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      guard location >= 0 else { return }
      let metric = names.insert(row.text() ?? "").memberAfterInsert
      let day = row.optionalInt32() ?? 0
      let value = row.optionalDouble()
      var reading = MetricDay(
        location: location, day: Day(number: day), value: value, numerator: row.optionalInt64() ?? 0,
        denominator: row.optionalInt64() ?? 0)
      reading.source = row.text() ?? ""
      series.append(SeriesDay(metric: metric, day: reading))
    }
    return series
  }

  /// The newest value of every day: tonight's where there is one.
  /// - Parameter bySource: the series of each source instead of that of all.
  func series(_ metric: String, bySource: Bool = false, tonight: [MetricRow], earlier: [SeriesDay]) -> [MetricDay] {
    struct Key: Hashable {
      let location: Int32
      let day: Day
      let source: String
    }
    var days: [Key: MetricDay] = [:]
    func take(_ day: MetricDay) { days[Key(location: day.location, day: day.day, source: day.source)] = day }
    for entry in earlier where entry.metric == metric && entry.day.source.isEmpty != bySource { take(entry.day) }
    for row in tonight where row.metric == metric && row.dimension == (bySource ? .source : .all) {
      var day = MetricDay(
        location: row.location, day: row.day, value: row.value, numerator: row.numerator ?? 0, denominator: row.denominator ?? 0)
      day.source = row.dimensionValue
      take(day)
    }
    return days.values.sorted { ($0.location, $0.day, $0.source) < ($1.location, $1.day, $1.source) }
  }

  /// By location: days after which 99 in 100 messages of a day used to be recorded.
  func completeAfterDays(_ figures: [DayFigures], series: [SeriesDay]) -> [Double] {
    var seconds = [[Double]](repeating: [], count: dimensions.locations.count)
    for entry in series where entry.metric == "recording_latency_p99" && entry.day.day > night.date.advanced(by: -28) {
      if let value = entry.day.value { seconds[Int(entry.day.location)].append(value) }
    }
    for figure in figures where figure.day > night.date.advanced(by: -28) && figure.day < night.date.advanced(by: -3) {
      if let value = figure.latency.sketch.quantile(0.99) { seconds[Int(figure.location)].append(value / 1e6) }
    }
    return seconds.map { (median($0) ?? 0) / 86_400 }
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
