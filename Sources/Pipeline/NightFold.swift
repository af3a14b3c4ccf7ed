internal import Inventory
internal import PostgreSQL
internal import Store

/// One night's input folded: the ledger with every position and open line, and what was met on the way.
struct FoldedNight {
  var ledger: Ledger
  var decoder: EventDecoder
  var companions: Companions
  var index: MasterIndex
  var rowsRead = 0
  var duplicates = 0
  var conflicts = 0
  var rebuiltPositions = 0
  /// Of the night that this one continues from; `nil` where it begins from go-live.
  var positionsBefore: Int?
  var factRows = 0
  var refused: [(message: RefusedMessage, rows: Int64)] = []
  /// Keys an earlier night refused for a missing master row, usable now.
  var resolved: [(source: String, eventID: String)] = []
}

/// What the fold works on while messages are read.
private struct FoldWork {
  var ledger: Ledger
  var facts: FactWriter
}

/// Extracts a night and folds it onto the state of the night before: the only code that turns messages into state.
struct NightFold {
  let target: Target
  let feed: Connection
  let store: Connection
  let input: NightInput
  /// Digests of what the base read.
  let referencesBefore: [String]?
  let limits: EventDecoder.Limits
  /// Rows between two looks at the clock of days; bounds the memory of a full history.
  var batchRows = 1 << 18

  /// From the open step `prepare` through `extract` into the open step `settle`.
  func run(companions: Companions, facts: inout FactWriter, dimensions: Dimensions, steps: StepRecorder) throws -> FoldedNight {
    let extract = EventExtract(feed: feed, files: target.files, input: input)
    let goLive = dimensions.locations.map { companions.goLive[$0.id]?.at ?? Int64.min }
    let decoder = EventDecoder(
      dimensions: dimensions, reasons: companions.reference.reasons, goLive: goLive, limits: limits)
    var night = FoldedNight(
      ledger: Ledger(dimensions: dimensions, cutoff: input.cutoff), decoder: decoder, companions: companions,
      index: MasterIndex(dimensions))
    let openings = OpeningBooks(extract: extract, index: night.index, dimensions: dimensions, cutoff: input.cutoff)
    // The server looks for repeated ids on one session while the state comes in on the other
    let search = SideWork { try extract.specialKeys() }
    let restored = Result { try restore(&night) }
    let special = try search.value()
    try restored.get()
    try open(&night, openings)
    let refusedBefore = try refusedKeys()
    try steps.end(
      rows: night.ledger.states.count + night.ledger.lines.count,
      note: "\(special.list.count) ids repeated, correcting or corrected")
    try steps.begin("extract")

    // The ledger is taken over, not copied: it is the largest thing there is
    var work = FoldWork(ledger: .empty, facts: facts)
    swap(&work.ledger, &night.ledger)
    let lane = FoldLane(consume work)
    func foldBatch() throws {
      let batch = night.decoder.takeBatch()
      if batch.events.isEmpty { return }
      let (names, hasBase) = (night.decoder, input.base != nil)
      try lane.submit(batch) { work, batch in
        work.ledger.fold(batch.events, documents: batch.documents)
        try NightFold.flush(&work.ledger, facts: &work.facts, names: names, hasBase: hasBase)
      }
    }
    func takeIn(_ row: inout CopyRow) throws {
      night.decoder.append(&row, specials: special.keys)
      guard night.decoder.batch.events.count >= batchRows else { return }
      try foldBatch()
      steps.progress(rows: night.decoder.rows)
    }
    try extract.eachEvent(takeIn)
    night.rowsRead = night.decoder.rows
    try extract.eachReturning { row in
      var head = row
      let key = (source: head.text() ?? "", eventID: head.text() ?? "")
      let before = night.decoder.batch.events.count
      try takeIn(&row)
      if night.decoder.batch.events.count != before, refusedBefore.contains("\(key.source)\n\(key.eventID)") {
        night.resolved.append(key)
      }
    }
    try foldBatch()
    var folded = try lane.finish(leaving: FoldWork(ledger: .empty, facts: facts))
    swap(&folded.ledger, &night.ledger)
    facts = folded.facts
    try steps.end(rows: night.decoder.rows, note: "\(night.decoder.refused.values.reduce(0, +)) refused")
    try steps.begin("settle")
    try foldSpecials(special.list, refusedBefore: refusedBefore, extract: extract, night: &night, facts: &facts)
    try rebuildPositions(extract, openings, night: &night, facts: &facts)
    try rebuildLines(extract, night: &night)
    let rest = night.ledger.takeRemainingDays()
    try facts.merge(rest, decoder: night.decoder)
    night.factRows = facts.rows
    night.refused += night.decoder.refused.map { ($0.key, $0.value) }
    return night
  }

  /// The state of the base.
  private func restore(_ night: inout FoldedNight) throws {
    if let base = input.base {
      night.positionsBefore = try PositionTable.restore(
        publication: base.publication, from: store, into: &night.ledger, index: night.index)
      try OpenLineTable.restore(
        publication: base.publication, from: store, into: &night.ledger, index: night.index, decoder: &night.decoder)
    }
  }

  /// An opening for every position that has no state yet.
  private func open(_ night: inout FoldedNight, _ openings: OpeningBooks) throws {
    let companions = night.companions
    let base = try input.base.map { base in
      let (goLive, newItems) = try companions.earlier(referencesBefore, store: store)
      return (cutoff: base.cutoff, goLive: goLive, newItems: newItems)
    }
    let restored = Set(night.ledger.stateSlots.map(night.ledger.dimensions.location(of:)))
    let unread = try openings.unread(companions, base: base) { !restored.contains(night.index.location($0)) }
    for (slot, opening) in unread.sorted(by: { $0.key < $1.key }) where !night.ledger.hasState(slot: slot) {
      night.ledger.restore(opening, slot: slot)
    }
  }

  private func refusedKeys() throws -> Set<String> {
    guard let base = input.base else { return [] }
    let rows = try feed.query(
      """
      select source_system, event_id from trueup.open_quarantine($1)
      where code in ('unknown_location', 'unknown_item') and event_id is not null
      """, [Parameter(base.publication)], place: "open_quarantine")
    return Set(try rows.map { row throws(DatabaseError) in "\(try row.text(0))\n\(try row.text(1))" })
  }

  /// Days that are over leave memory; so do late cells once there are many.
  private static func flush(_ ledger: inout Ledger, facts: inout FactWriter, names: EventDecoder, hasBase: Bool) throws {
    let closed = ledger.takeClosedDays()
    if hasBase { try facts.merge(closed, decoder: names) } else { try facts.append(closed, decoder: names) }
    if ledger.sparseCells > 20_000 { try facts.merge(ledger.takeSparseDays(), decoder: names) }
    let found = ledger.takeCounts()
    try facts.write(counts: found.counts, amendments: found.amendments)
  }

  private func foldSpecials(
    _ keys: [(source: String, eventID: String)], refusedBefore: Set<String>, extract: EventExtract, night: inout FoldedNight,
    facts: inout FactWriter
  ) throws {
    let deliveries = try extract.deliveries(of: keys, decoder: &night.decoder, refusedBefore: refusedBefore)
    let resolution = Resolution(of: deliveries.map(\.version))
    night.duplicates = resolution.duplicates
    night.conflicts = resolution.conflicts
    let before = Set(resolution.before)
    let now = Set(resolution.now)
    var events: [Event] = []
    for (index, delivery) in deliveries.enumerated() {
      switch delivery.outcome {
      case .event(var event):
        event.weight = (now.contains(index) ? 1 : 0) - (before.contains(index) ? 1 : 0)
        if event.weight != 0 { events.append(event) }
        let key = "\(delivery.version.source)\n\(delivery.version.eventID)"
        if now.contains(index), refusedBefore.contains(key) {
          night.resolved.append((delivery.version.source, delivery.version.eventID))
        }
      case .refused(let message):
        if delivery.version.isKnown, !delivery.version.wasKnown, !delivery.version.isVoid { night.refused.append((message, 1)) }
      case .special:
        break
      }
    }
    let documents = night.decoder.takeBatch().documents
    night.ledger.fold(events, documents: documents)
    try NightFold.flush(&night.ledger, facts: &facts, names: night.decoder, hasBase: input.base != nil)
  }

  private func rebuildPositions(
    _ extract: EventExtract, _ openings: OpeningBooks, night: inout FoldedNight, facts: inout FactWriter
  ) throws {
    let slots = night.ledger.positionsToRebuild
    let dimensions = night.ledger.dimensions
    night.rebuiltPositions = slots.count
    for start in stride(from: 0, to: slots.count, by: 4096) {
      let some = slots[start..<min(start + 4096, slots.count)]
      let positions = some.map { slot in
        (
          location: dimensions.locations[Int(dimensions.location(of: slot))].id,
          item: dimensions.items[Int(dimensions.item(of: slot))].id
        )
      }
      let events = Dictionary(grouping: try extract.events(ofPositions: positions, decoder: &night.decoder), by: \.slot)
      let documents = night.decoder.takeBatch().documents
      let opened = try openings.of(positions)
      var counts: [CountVariance] = []
      for slot in some {
        counts += night.ledger.rebuild(
          slot: slot, opening: opened[slot], events: events[slot] ?? [], documents: documents)
      }
      try store.execute("truncate pg_temp.wanted_position")
      try store.copyIn("pg_temp.wanted_position", place: "wanted_position") { writer in
        for position in positions {
          try writer.row(2)
          writer.text(position.location)
          writer.text(position.item)
        }
      }
      // A plan for a table nobody knows anything of reads the whole history of counts
      try store.execute("analyze pg_temp.wanted_position", place: "wanted_position")
      try facts.replace(counts: counts)
    }
  }

  private func rebuildLines(_ extract: EventExtract, night: inout FoldedNight) throws {
    let lines = night.ledger.linesToRebuild
    for start in stride(from: 0, to: lines.count, by: 4096) {
      let some = Array(lines[start..<min(start + 4096, lines.count)])
      let events = try extract.events(ofLines: some, decoder: &night.decoder)
      let documents = night.decoder.takeBatch().documents
      let byLine = Dictionary(grouping: events.filter { $0.document >= 0 }) { documents[Int($0.document)] }
      for line in some { night.ledger.rebuild(line: line, events: byLine[line] ?? []) }
    }
  }
}

extension EventDecoder.Limits {
  init(_ metrics: JobFile.Metrics) {
    self.init(lateAfter: metrics.latencyLimits, otherwise: JobFile.Metrics.otherwise)
  }
}
