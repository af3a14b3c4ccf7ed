public import Inventory
public import PostgreSQL

/// What a night reads from the feed, and against which earlier night.
public struct NightInput: Sendable {
  /// The state that this night continues from.
  public struct Base: Sendable {
    public var publication: Int64
    public var businessDate: Day
    public var cutoff: Instant
    public var watermark: String

    public init(publication: Int64, businessDate: Day, cutoff: Instant, watermark: String) {
      self.publication = publication
      self.businessDate = businessDate
      self.cutoff = cutoff
      self.watermark = watermark
    }
  }

  /// `pg_snapshot` of the night, as text.
  public var snapshot: String
  public var cutoff: Instant
  /// `nil` folds from go-live.
  public var base: Base?

  public init(snapshot: String, cutoff: Instant, base: Base?) {
    self.snapshot = snapshot
    self.cutoff = cutoff
    self.base = base
  }
}

/// The reading side of a night: every extract file, on one session inside one read-only transaction.
public struct EventExtract {
  private let feed: Connection
  private let files: SQLFiles
  private let input: NightInput

  /// Checked at the start of a run, so that a broken file stops it before the first step.
  public static let fileNames = [
    "all_events", "new_events", "returning_events", "deferred_keys", "deferred_keys_all", "special_keys", "special_keys_all",
    "continued_lines", "continued_lines_all", "versions", "position_events", "line_events", "openings", "position_openings",
  ].map { "extract/\($0)" }

  public init(feed: Connection, files: SQLFiles, input: NightInput) {
    self.feed = feed
    self.files = files
    self.input = input
  }

  private func copy(_ file: String, _ literals: [Literal], _ row: (inout CopyRow) throws -> Void) throws {
    let name = "extract/\(file)"
    try feed.copyOut(try files.copyText(name, literals), place: "sql/\(name).sql", row)
  }

  /// Looks rows up by key. The planner knows nothing of the temporary tables that hold the keys and would rather
  /// read the whole history; the cost of a night must follow its news.
  private func copyByKey(_ file: String, _ literals: [Literal], _ row: (inout CopyRow) throws -> Void) throws {
    try feed.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off", place: "plan by key")
    try copy(file, literals, row)
    try feed.execute("reset enable_seqscan; reset enable_hashjoin; reset enable_mergejoin", place: "plan by key")
  }

  /// Every message of the night, one row at a time: all of them without a base, else what is new since it.
  public func eachEvent(_ row: (inout CopyRow) throws -> Void) throws {
    if let base = input.base {
      try copy(
        "new_events", [.snapshot(base.watermark), .snapshot(input.snapshot), .instant(input.cutoff.microseconds)], row)
    } else {
      try copy("all_events", [.snapshot(input.snapshot), .instant(input.cutoff.microseconds)], row)
    }
  }

  /// Messages that the base saw and left: past its cut-off, or refused for a master row that has come.
  public func eachReturning(_ row: (inout CopyRow) throws -> Void) throws {
    guard let base = input.base else { return }
    try copyByKey(
      "returning_events",
      [
        .snapshot(base.watermark), .integer(base.publication), .instant(input.cutoff.microseconds),
        .instant(base.cutoff.microseconds),
      ], row)
  }

  /// Keys of messages recorded after the cut-off, with their record times.
  public func eachDeferred(_ row: (inout CopyRow) throws -> Void) throws {
    if let base = input.base {
      // A history that was loaded in few transactions makes the planner expect most of it here
      try copyByKey(
        "deferred_keys",
        [
          .snapshot(base.watermark), .snapshot(input.snapshot), .instant(input.cutoff.microseconds), .integer(base.publication),
        ], row)
    } else {
      try copy("deferred_keys_all", [.snapshot(input.snapshot), .instant(input.cutoff.microseconds)], row)
    }
  }

  /// Ids delivered more than once, correcting, corrected or saying what others say: decided from all their deliveries, not
  /// from the stream.
  public func specialKeys() throws -> (keys: KeySet, list: [(source: String, eventID: String)]) {
    var keys = KeySet()
    var list: [(source: String, eventID: String)] = []
    let row: (inout CopyRow) -> Void = { row in
      guard let source = row.text(), let eventID = row.text() else { return }
      keys.insert(source: source, eventID: eventID)
      list.append((source, eventID))
    }
    if let base = input.base {
      try copyByKey("special_keys", literals(since: base), row)
    } else {
      try copy("special_keys_all", [.snapshot(input.snapshot)], row)
    }
    return (keys, list)
  }

  private func literals(since base: NightInput.Base) -> [Literal] {
    [
      .snapshot(base.watermark), .snapshot(input.snapshot), .integer(base.publication), .instant(base.cutoff.microseconds),
    ]
  }

  /// Order lines that the night's messages place and that are more than they are.
  public func continuedLines() throws -> [Document] {
    var lines: [Document] = []
    let row: (inout CopyRow) -> Void = { row in
      guard let id = row.text(), let line = row.text() else { return }
      lines.append(Document(kind: .order, id: id, line: line))
    }
    if let base = input.base {
      try copyByKey("continued_lines", literals(since: base), row)
    } else {
      try copy("continued_lines_all", [.snapshot(input.snapshot)], row)
    }
    return lines
  }

  /// One delivery of a special key: the version, and the event where the row could be used.
  public struct Delivery {
    public var version: Version
    public var outcome: EventDecoder.Outcome
  }

  /// All deliveries of the keys, of what is tied to them by corrections, and of what says the same.
  ///
  /// - Parameter refusedBefore: keys that the base refused for an unknown master row; it did not count them.
  public func deliveries(
    of keys: [(source: String, eventID: String)], decoder: inout EventDecoder, refusedBefore: Set<MessageKey>
  ) throws -> [Delivery] {
    if keys.isEmpty { return [] }
    try want(keys.map { [$0.source, $0.eventID] }, in: "wanted_key")
    var found: [Delivery] = []
    // Without a base nothing was known before: a snapshot that shows nothing
    let before = input.base.map { (Literal.snapshot($0.watermark), $0.cutoff) } ?? (.snapshot("1:1:"), Instant(microseconds: 0))
    try copyByKey(
      "versions",
      [before.0, .instant(before.1.microseconds), .snapshot(input.snapshot), .instant(input.cutoff.microseconds)]
    ) { row in
      var head = row
      let source = head.text() ?? ""
      let eventID = head.text() ?? ""
      let type = head.text() ?? ""
      for _ in 0..<5 { _ = head.field() }
      let recordedAt = head.optionalInt64()
      var outcome = decoder.decode(&row, specials: nil)
      let corrects = row.text()
      let contents = row.text() ?? ""
      let business = row.text()
      let wasKnown = row.bool()
      let isKnown = row.bool()
      let isVoid = type == EventType.void.name
      // All that a withdrawal needs is what it withdraws, and when
      if isVoid { outcome = EventDecoder.withdrawal(source: source, eventID: eventID, recordedAt: recordedAt) }
      var isUsable = isVoid
      if case .refused = outcome { isUsable = false }
      var arrivedAt: Int64 = 0
      if case .event(let event) = outcome { (isUsable, arrivedAt) = (true, event.ingestedAt) }
      found.append(
        Delivery(
          version: Version(
            source: source, eventID: eventID, corrects: corrects, isVoid: isVoid, recordedAt: recordedAt ?? 0,
            arrivedAt: arrivedAt, contents: contents,
            business: decoder.resends.areDistinct(source: source, type: type) ? nil : business,
            wasKnown: wasKnown && !refusedBefore.contains(MessageKey(source: source, eventID: eventID)), isKnown: isKnown,
            isUsable: isUsable),
          outcome: outcome))
    }
    return found
  }

  /// Every effective event of the positions, whatever night it came in.
  public func events(
    ofPositions positions: [(location: String, item: String)], decoder: inout EventDecoder
  ) throws -> [Event] {
    try want(positions.map { [$0.location, $0.item] }, in: "wanted_position")
    return try effective("position_events", decoder: &decoder)
  }

  /// Every effective event of the order lines.
  public func events(ofLines lines: [Document], decoder: inout EventDecoder) throws -> [Event] {
    try want(lines.map { [$0.id, $0.line] }, in: "wanted_line")
    return try effective("line_events", decoder: &decoder)
  }

  private func effective(_ file: String, decoder: inout EventDecoder) throws -> [Event] {
    var rows: [(event: Event, contents: UInt64, isSpecial: Bool, source: String, eventID: String)] = []
    // All that says the same is of one position and of one line, so it is among these rows
    var same: [UInt64: Int] = [:]
    try copyByKey(file, [.snapshot(input.snapshot), .instant(input.cutoff.microseconds)]) { row in
      var head = row
      let outcome = decoder.decode(&row, specials: nil)
      guard case .event(let event) = outcome else { return }
      let (source, eventID) = (head.text() ?? "", head.text() ?? "")
      let contents = EventDecoder.hashOfContents(event, after: &head)
      same[contents, default: 0] += 1
      rows.append((event, contents, row.bool(), source, eventID))
    }
    var events: [Event] = []
    var special: [(source: String, eventID: String)] = []
    var candidates: Set<UInt64> = []
    for row in rows {
      if row.isSpecial || same[row.contents] != 1 {
        special.append((row.source, row.eventID))
        candidates.insert(row.event.identity)
      } else {
        events.append(row.event)
      }
    }
    let deliveries = try deliveries(of: special, decoder: &decoder, refusedBefore: [])
    for index in Resolution(of: deliveries.map(\.version)).now {
      // Others of the family may belong to another position
      if case .event(let event) = deliveries[index].outcome, candidates.contains(event.identity) { events.append(event) }
    }
    return events
  }

  /// The book of one state of a position at go-live, thousandths.
  public typealias Opening = (location: String, item: String, state: String, quantity: Int64, at: Int64)

  /// Opening books of all positions of the locations, of the snapshot that is named for each.
  public func eachOpening(
    ofLocations locations: [(location: String, opening: OpeningSnapshot)], _ row: (Opening) -> Void
  ) throws {
    if locations.isEmpty { return }
    try want(openings: locations)
    try copy("openings", []) { fields in if let opening = EventExtract.opening(&fields) { row(opening) } }
  }

  public func eachOpening(
    ofPositions positions: [(location: String, item: String)],
    openedBy locations: [(location: String, opening: OpeningSnapshot)], _ row: (Opening) -> Void
  ) throws {
    if positions.isEmpty { return }
    try want(openings: locations)
    try want(positions.map { [$0.location, $0.item] }, in: "wanted_position")
    try feed.execute("analyze pg_temp.wanted_position", place: "wanted_position")
    try copy("position_openings", []) { fields in if let opening = EventExtract.opening(&fields) { row(opening) } }
  }

  private static func opening(_ fields: inout CopyRow) -> Opening? {
    guard let location = fields.text(), let item = fields.text(), let state = fields.text(),
      let quantity = fields.optionalInt64(), let at = fields.optionalInt64()
    else { return nil }
    return (location, item, state, quantity, at)
  }

  private func want(openings: [(location: String, opening: OpeningSnapshot)]) throws {
    try feed.execute("delete from pg_temp.wanted_opening")
    try feed.copyIn("pg_temp.wanted_opening", place: "wanted_opening") { writer in
      for (location, opening) in openings {
        try writer.row(3)
        writer.text(location)
        writer.text(opening.system)
        writer.int64(opening.at.microseconds)
      }
    }
    try feed.execute("analyze pg_temp.wanted_opening", place: "wanted_opening")
  }

  /// Fills a temporary table with keys.
  private func want(_ keys: [[String]], in table: String) throws {
    try feed.execute("delete from pg_temp.\(table)")
    try feed.copyIn("pg_temp.\(table)", place: table) { writer in
      for key in keys {
        try writer.row(Int16(key.count))
        for part in key { writer.text(part) }
      }
    }
  }
}
