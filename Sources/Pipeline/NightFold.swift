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
  /// Messages that repeat another under a new id, new to this night; and their number by place since the base, less those that
  /// count now.
  var resends: [MessageKey] = []
  /// Usable messages of the night whose ids have more to them than one row, by source.
  var specialMessages: [ByteText: Int64] = [:]
  var resendsBySource: [(location: Int32, source: String, messages: Int64)] = []
  var conflicts = 0
  var rebuiltPositions = 0
  /// Of the night that this one continues from; `nil` where it begins from go-live.
  var positionsBefore: Int?
  var factRows = 0
  var refused: [(message: RefusedMessage, rows: Int64)] = []
  /// Keys an earlier night refused for a missing master row, usable now.
  var resolved: [MessageKey] = []
  /// Keys an earlier night took for resends, which count now.
  var noResends: [MessageKey] = []
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
  let setting: Setting
  /// Rows between two looks at the clock of days; bounds the memory of a full history.
  var batchRows = 1 << 18

  /// What the fold takes as given.
  struct Setting {
    var companions: Companions
    var dimensions: Dimensions
    /// By location: the snapshot of its system of record.
    var openings: [OpeningSnapshot?]
    /// Items that the base did not know.
    var newItems: [String]
    var limits: EventDecoder.Limits
    var resends: ResendRule
    var cutoffs: CutoffTimes
    var costs: Ledger.Costs
    /// What some items cost in earlier nights.
    var costHistory: (_ items: [String]) throws -> CostHistory
    /// For the end of the step `prepare`.
    var notes: [String]
  }

  /// From the open step `prepare` through `extract` into the open step `settle`.
  func run(facts: inout FactWriter, steps: StepRecorder) throws -> FoldedNight {
    let (companions, dimensions) = (setting.companions, setting.dimensions)
    let extract = EventExtract(feed: feed, files: target.files, input: input)
    let decoder = EventDecoder(
      dimensions: dimensions, reasons: companions.reference.reasons,
      goLive: setting.openings.map { $0?.at.microseconds ?? Int64.min }, limits: setting.limits, resends: setting.resends)
    var night = FoldedNight(
      ledger: Ledger(dimensions: dimensions, cutoff: input.cutoff, cutoffs: setting.cutoffs, costs: setting.costs),
      decoder: decoder, companions: companions, index: MasterIndex(dimensions))
    let openings = OpeningBooks(
      extract: extract, index: night.index, dimensions: dimensions, cutoff: input.cutoff, openings: setting.openings)
    // The server looks for repeated ids on one session while the state comes in on the other
    let search = SideWork { (special: try extract.specialKeys(), lines: try extract.continuedLines()) }
    let restored = Result { try restore(&night) }
    let (special, continued) = try search.value()
    try restored.get()
    night.ledger.continues(lines: continued)
    try open(&night, openings)
    let refusedBefore = try refusedKeys()
    try steps.end(
      rows: night.ledger.states.count + night.ledger.lines.count,
      note: (["\(special.list.count) ids repeated, correcting or corrected"] + setting.notes).joined(separator: "; "))
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
        work.ledger.fold(batch.events, documents: batch.documents, channels: batch.channels)
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
      let key = MessageKey(source: head.text() ?? "", eventID: head.text() ?? "")
      let before = night.decoder.batch.events.count
      try takeIn(&row)
      if night.decoder.batch.events.count != before, refusedBefore.contains(key) {
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
    try valueEarlierMovements(&night)
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
    let restored = Set(night.ledger.stateSlots.map(night.ledger.dimensions.location(of:)))
    let base = input.base.map { (cutoff: $0.cutoff, newItems: setting.newItems) }
    let unread = try openings.unread(base: base) { !restored.contains($0) }
    for (slot, opening) in unread.sorted(by: { $0.key < $1.key }) where !night.ledger.hasState(slot: slot) {
      night.ledger.restore(opening, slot: slot)
    }
  }

  private func valueEarlierMovements(_ night: inout FoldedNight) throws {
    let items = Set(night.ledger.earlierMovements.map(\.item)).sorted()
    if items.isEmpty { return }
    night.ledger.valueEarlierMovements(
      by: try setting.costHistory(items.map { setting.dimensions.items[Int($0)].id }))
  }

  private func refusedKeys() throws -> Set<MessageKey> {
    guard let base = input.base else { return [] }
    let rows = try feed.query(
      """
      select source_system, event_id from trueup.open_quarantine($1)
      where code in ('unknown_location', 'unknown_item') and event_id is not null
      """, [Parameter(base.publication)], place: "open_quarantine")
    return Set(
      try rows.map { row throws(DatabaseError) in MessageKey(source: try row.text(0), eventID: try row.text(1)) })
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
    _ keys: [(source: String, eventID: String)], refusedBefore: Set<MessageKey>, extract: EventExtract, night: inout FoldedNight,
    facts: inout FactWriter
  ) throws {
    let deliveries = try extract.deliveries(of: keys, decoder: &night.decoder, refusedBefore: refusedBefore)
    let resolution = Resolution(of: deliveries.map(\.version))
    night.duplicates = resolution.duplicates
    night.conflicts = resolution.conflicts
    let before = Set(resolution.before)
    let now = Set(resolution.now)
    note(resolution, of: deliveries, in: &night)
    var events: [Event] = []
    for (index, delivery) in deliveries.enumerated() {
      switch delivery.outcome {
      case .event(var event):
        if delivery.version.isKnown, !delivery.version.wasKnown {
          night.specialMessages[delivery.version.key.source, default: 0] += 1
        }
        event.weight = (now.contains(index) ? 1 : 0) - (before.contains(index) ? 1 : 0)
        if event.weight != 0 { events.append(event) }
        if delivery.version.isKnown, refusedBefore.contains(delivery.version.key) { night.resolved.append(delivery.version.key) }
      case .refused(let message):
        if delivery.version.isKnown, !delivery.version.wasKnown { night.refused.append((message, 1)) }
      case .special:
        break
      }
    }
    let batch = night.decoder.takeBatch()
    night.ledger.fold(events, documents: batch.documents, channels: batch.channels)
    try NightFold.flush(&night.ledger, facts: &facts, names: night.decoder, hasBase: input.base != nil)
  }

  /// What repeats another message under a new id, and what did for the base and counts now.
  private func note(_ resolution: Resolution, of deliveries: [EventExtract.Delivery], in night: inout FoldedNight) {
    let (before, now) = (Set(resolution.resendsBefore), Set(resolution.resends))
    func places(_ indices: Set<Int>) -> [(key: MessageKey, location: Int32)] {
      indices.sorted().compactMap { index in
        guard case .event(let event) = deliveries[index].outcome else { return nil }
        return (deliveries[index].version.key, setting.dimensions.location(of: event.slot))
      }
    }
    let (new, gone) = (places(now.subtracting(before)), places(before.subtracting(now)))
    night.resends = new.map(\.key)
    night.noResends = gone.map(\.key)
    night.resendsBySource =
      new.map { ($0.location, $0.key.source.text, 1) } + gone.map { ($0.location, $0.key.source.text, -1) }
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
      let (documents, channels) = (night.decoder.takeBatch().documents, night.decoder.channelNames)
      let byLine = Dictionary(grouping: events.filter { $0.document >= 0 }) { documents[Int($0.document)] }
      for line in some { night.ledger.rebuild(line: line, events: byLine[line] ?? [], channels: channels) }
    }
  }
}

extension EventDecoder.Limits {
  init(_ metrics: JobFile.Metrics) {
    self.init(lateAfter: metrics.latencyLimits, otherwise: JobFile.Metrics.otherwise)
  }
}
