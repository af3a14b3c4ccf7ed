public import Inventory
public import PostgreSQL
internal import Statistics

/// The night's own rows of the fact tables: `latency_sketch`, `partial_daily`, `count_variance`.
///
/// Facts are appended: a night writes the cells that changed, and the newest row of a cell counts. `base` is the
/// night this one continues from; without one the cells begin at nothing.
public struct FactWriter {
  private let connection: Connection
  private let files: SQLFiles
  private let publication: Int64
  private let businessDate: Day
  private let base: Day?
  private let dimensions: Dimensions
  public private(set) var rows = 0

  public init(
    connection: Connection, files: SQLFiles, publication: Int64, businessDate: Day, base: Day?, dimensions: Dimensions
  ) {
    self.connection = connection
    self.files = files
    self.publication = publication
    self.businessDate = businessDate
    self.base = base
    self.dimensions = dimensions
  }

  private var baseParameter: Parameter { base.map { Parameter("\($0)") } ?? nil }

  private func run(_ file: String, _ parameters: [Parameter]) throws {
    try connection.query(try files.text("publish/\(file)"), parameters, place: "sql/publish/\(file).sql")
  }

  // MARK: Days

  /// Writes days as they are, because nothing of them was written before.
  public mutating func append(_ days: [DayPartials], decoder: EventDecoder) throws {
    for day in days {
      try copySketches(day.latencies.map { ($0.key, day.day, $0.cell) }, decoder: decoder)
      rows += try connection.copyIn(
        """
        trueup.partial_daily (location_id, day, measure, dimension, dimension_value, publication_id, business_date, numerator,
          denominator)
        """, place: "partial_daily"
      ) { writer in
        for (key, partial) in day.partials {
          try writer.row(9)
          write(key, day.day, decoder: decoder, to: &writer)
          writer.int64(publication)
          writer.int32(businessDate.number)
          writer.int64(partial.numerator)
          writer.int64(partial.denominator)
        }
      }
    }
  }

  /// Adds days to what this night or its base has of them.
  public mutating func merge(_ days: [DayPartials], decoder: EventDecoder) throws {
    if days.isEmpty { return }
    try connection.execute("truncate pg_temp.partial_delta, pg_temp.wanted_sketch")
    try connection.copyIn("pg_temp.partial_delta", place: "partial_delta") { writer in
      for day in days {
        for (key, partial) in day.partials {
          try writer.row(7)
          write(key, day.day, decoder: decoder, to: &writer)
          writer.int64(partial.numerator)
          writer.int64(partial.denominator)
        }
      }
    }
    try run("merge_partials", [Parameter(publication), Parameter("\(businessDate)"), baseParameter])
    try mergeSketches(days, decoder: decoder)
    rows += days.reduce(0) { $0 + $1.partials.count + $1.latencies.count }
  }

  private func write(_ key: PartialKey, _ day: Day, decoder: EventDecoder, to writer: inout CopyWriter) {
    writer.text(dimensions.locations[Int(key.location)].id)
    writer.int32(day.number)
    writer.text(key.measure.name)
    writer.text(key.dimension.name)
    switch key.dimension {
    // Latency alone is told apart by source, and has sketches instead of partials
    case .all, .source: writer.text("")
    case .channel: writer.text(decoder.channelName(key.value))
    case .reason: writer.text(decoder.reasonName(key.value))
    }
  }

  private struct SketchPlace: Hashable {
    let location: ByteText
    let source: ByteText
    let type: ByteText
    let day: Int32

    init(location: String, source: String, type: String, day: Int32) {
      self.location = ByteText(location)
      self.source = ByteText(source)
      self.type = ByteText(type)
      self.day = day
    }
  }

  private mutating func mergeSketches(_ days: [DayPartials], decoder: EventDecoder) throws {
    var cells: [SketchPlace: (key: LatencyKey, cell: LatencyCell)] = [:]
    for day in days {
      for (key, cell) in day.latencies {
        let place = SketchPlace(
          location: dimensions.locations[Int(key.location)].id, source: decoder.sourceName(key.source), type: key.type.name,
          day: day.day.number)
        if cells[place] == nil { cells[place] = (key, cell) } else { cells[place]?.cell.merge(cell) }
      }
    }
    let places = cells.keys.sorted { ($0.day, $0.location, $0.source, $0.type) < ($1.day, $1.location, $1.source, $1.type) }
    try connection.copyIn("pg_temp.wanted_sketch", place: "wanted_sketch") { writer in
      for place in places {
        try writer.row(4)
        writer.text(place.location.text)
        writer.text(place.source.text)
        writer.text(place.type.text)
        writer.int32(place.day)
      }
    }
    // -infinity is a date no night has
    let select = try files.text("publish/newest_sketches")
      .replacingOccurrences("$1", with: "\(publication)")
      .replacingOccurrences("$2", with: base.map { "(date '2000-01-01' + \($0.number))" } ?? "'-infinity'::date")
    try connection.copyOut(select, place: "sql/publish/newest_sketches.sql") { row in
      let place = SketchPlace(
        location: row.text() ?? "", source: row.text() ?? "", type: row.text() ?? "", day: row.optionalInt32() ?? 0)
      var cell = LatencyCell()
      cell.sketch = try DDSketch(packed: row.byteArray() ?? [])
      cell.events = row.optionalInt64() ?? 0
      cell.sketch.add(0, count: row.optionalInt64() ?? 0)
      cell.sketch.add(-1, count: row.optionalInt64() ?? 0)
      cell.dayPrecision = row.optionalInt64() ?? 0
      cell.arrivalDelay = row.optionalInt64() ?? 0
      cells[place]?.cell.merge(cell)
    }
    try connection.query(
      """
      delete from trueup.latency_sketch using pg_temp.wanted_sketch
      where latency_sketch.location_id = wanted_sketch.location_id and latency_sketch.source_system = wanted_sketch.source_system
        and latency_sketch.event_type = wanted_sketch.event_type and latency_sketch.day = wanted_sketch.day
        and latency_sketch.publication_id = $1
      """, [Parameter(publication)], place: "latency_sketch")
    try copySketches(
      places.compactMap { place in cells[place].map { ($0.key, Day(number: place.day), $0.cell) } }, decoder: decoder)
  }

  private mutating func copySketches(_ cells: [(LatencyKey, Day, LatencyCell)], decoder: EventDecoder) throws {
    rows += try connection.copyIn(
      """
      trueup.latency_sketch (location_id, source_system, event_type, day, publication_id, business_date, buckets, events,
        zero_count, preposted_count, day_precision_count, arrival_delay)
      """, place: "latency_sketch"
    ) { writer in
      for (key, day, cell) in cells {
        try writer.row(12)
        writer.text(dimensions.locations[Int(key.location)].id)
        writer.text(decoder.sourceName(key.source))
        writer.text(key.type.name)
        writer.int32(day.number)
        writer.int64(publication)
        writer.int32(businessDate.number)
        writer.byteArray(cell.sketch.packed())
        writer.int64(cell.events)
        writer.int64(cell.sketch.zeroCount)
        writer.int64(cell.sketch.negativeCount)
        writer.int64(cell.dayPrecision)
        writer.int64(cell.arrivalDelay)
      }
    }
  }

  // MARK: Counts

  /// Writes counts read for the first time and what late events change about earlier ones.
  public mutating func write(counts: [CountVariance], amendments: [CountAmendment]) throws {
    if !counts.isEmpty {
      rows += try connection.copyIn(
        """
        trueup.count_variance (location_id, item_id, counted_at, publication_id, business_date, day, selection,
          inclusion_probability, document_id, counted, book, gap, timing, carry, starts_at, starts_with, exposure, is_withdrawn)
        """, place: "count_variance"
      ) { writer in
        for count in counts { try write(count, to: &writer) }
      }
    }
    if amendments.isEmpty { return }
    try connection.execute("truncate pg_temp.count_amendment")
    try connection.copyIn("pg_temp.count_amendment", place: "count_amendment") { writer in
      for amendment in merged(amendments) {
        try writer.row(5)
        writer.text(location(amendment.slot))
        writer.text(item(amendment.slot))
        writer.int64(amendment.countedAt)
        writer.int64(amendment.moves)
        writer.byteArray(amendment.exposure.packed)
      }
    }
    try run("amend_counts", [Parameter(publication), Parameter("\(businessDate)"), baseParameter])
  }

  /// One amendment per count, however many batches spoke of it.
  private func merged(_ amendments: [CountAmendment]) -> [CountAmendment] {
    var byCount: [CountKey: Int] = [:]
    var merged: [CountAmendment] = []
    for amendment in amendments {
      let key = CountKey(slot: amendment.slot, at: amendment.countedAt)
      if let index = byCount[key] {
        merged[index].moves += amendment.moves
        merged[index].exposure.add(amendment.exposure)
      } else {
        byCount[key] = merged.count
        merged.append(amendment)
      }
    }
    return merged
  }

  private struct CountKey: Hashable {
    let slot: Int32
    let at: Int64
  }

  private func write(_ count: CountVariance, to writer: inout CopyWriter) throws {
    let location = dimensions.location(of: count.slot)
    try writer.row(18)
    writer.text(self.location(count.slot))
    writer.text(item(count.slot))
    writer.int64(count.countedAt)
    writer.int64(publication)
    writer.int32(businessDate.number)
    writer.int32(dimensions.day(of: count.countedAt, location: location).number)
    writer.text(count.selection.name)
    writer.double(count.inclusionProbability.isNaN ? nil : count.inclusionProbability)
    writer.text(count.document)
    writer.int64(count.counted)
    writer.int64(count.book)
    writer.int64(count.split?.gap)
    writer.int64(count.split?.timing)
    writer.int64(count.split?.carry)
    writer.int64(count.startsWith == .none ? nil : count.startsAt)
    writer.int16(count.startsWith.rawValue)
    writer.byteArray(count.exposure.packed)
    writer.bool(false)
  }

  private func location(_ slot: Int32) -> String { dimensions.locations[Int(dimensions.location(of: slot))].id }
  private func item(_ slot: Int32) -> String { dimensions.items[Int(dimensions.item(of: slot))].id }

  /// Replaces what this night said about the counts of rebuilt positions; `pg_temp.wanted_position` names them.
  public mutating func replace(counts: [CountVariance]) throws {
    try run("forget_counts", [Parameter(publication)])
    try write(counts: counts, amendments: [])
    if base != nil { try run("withdraw_counts", [Parameter(publication), Parameter("\(businessDate)"), baseParameter]) }
  }

  /// Takes back what the nights up to `date` left and a fold of everything does not have.
  public func withdrawMissing(before date: Day) throws {
    for file in ["withdraw_partials", "withdraw_sketches", "withdraw_missing_counts"] {
      try run(file, [Parameter(publication), Parameter("\(businessDate)"), Parameter("\(date)")])
    }
  }

  /// Removes what only repeats what the nights up to `date` left; counts can after a full refresh or a rebuild.
  public func prune(before date: Day, counts: Bool) throws {
    let parameters = [Parameter(publication), Parameter("\(date)")]
    if counts { try run("prune_counts", parameters) }
    try run("prune_partials", parameters)
    try run("prune_sketches", parameters)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ target: String, with replacement: String) -> String {
    split(separator: target, omittingEmptySubsequences: false).joined(separator: replacement)
  }
}
