public import Inventory
public import PostgreSQL

/// The data of a feed asked every question of `FeedCheck`, inside a transaction of the caller's working session.
public struct DataCheck {
  /// What is looked at.
  public struct Scope: Sendable {
    /// `pg_snapshot` of the night, as text.
    public var snapshot: String
    public var cutoff: Instant
    /// The night before: what it saw is not looked at again.
    public var base: (watermark: String, cutoff: Instant)?
    /// The publication whose books are looked at.
    public var books: Int64?
    /// Without a night before: the record time after which messages are looked at, `nil` for all.
    public var since: Instant?

    public init(
      snapshot: String, cutoff: Instant, base: (watermark: String, cutoff: Instant)?, books: Int64?, since: Instant?
    ) {
      self.snapshot = snapshot
      self.cutoff = cutoff
      self.base = base
      self.books = books
      self.since = since
    }
  }

  private let connection: Connection
  private let files: SQLFiles

  public static let fileNames = ["checks/checked_messages"] + FeedCheck.allCases.map { "checks/data/\($0.rawValue)" }

  public init(files: SQLFiles, on connection: Connection) {
    self.files = files
    self.connection = connection
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// Messages looked at.
    public var messages = 0
    /// In the order of the checks.
    public var findings: [FeedFinding] = []
    /// Checks that a value in the feed stopped, each with what the server said of it.
    public var unanswered: [String] = []
  }

  /// - Parameter isNight: the fold knows resends and books below zero itself, and tonight's. A night's long transaction also must
  ///   not touch the tables of publications: the publish would wait for its end.
  public func run(_ scope: Scope, isNight: Bool = false) throws -> Outcome {
    var outcome = Outcome()
    // Groups of a night's messages stay in memory
    try connection.execute("set local work_mem = '64MB'", place: "data check")
    try answer("messages", &outcome) { outcome in
      outcome.messages = try connection.query(
        try files.text("checks/checked_messages"),
        [
          Parameter(scope.base?.watermark), Parameter(scope.snapshot), RunTables.instant(scope.cutoff),
          scope.base == nil ? scope.since.map(RunTables.instant) ?? nil : nil,
        ], place: "sql/checks/checked_messages.sql"
      ).affected
      // Nobody else sees this table, so nobody else analyses it; a small sample says enough
      try connection.execute(
        "set local default_statistics_target = 10; analyze pg_temp.checked_message; set local default_statistics_target to default",
        place: "checked_message")
    }
    for check in FeedCheck.allCases where !(isNight && (check == .resend || check == .negativeBook)) {
      let name = "checks/data/\(check.rawValue)"
      try answer(check.rawValue, &outcome) { outcome in
        let rows = try connection.query(try files.text(name), DataCheck.parameters(of: check, scope), place: "sql/\(name).sql")
        outcome.findings += try rows.map { row throws(DatabaseError) in
          FeedFinding(
            check: check, source: row.optionalText(0), location: row.optionalText(1), detail: row.optionalText(2),
            numerator: try row.int(3), denominator: try row.int(4),
            since: check.isAboutMessages ? scope.base?.cutoff ?? scope.since : nil, until: scope.cutoff)
        }
      }
    }
    try connection.execute("set local work_mem to default", place: "data check")
    return outcome
  }

  /// A value that no statement can work with must not stop the night: its own check is left unanswered.
  private func answer(_ name: String, _ outcome: inout Outcome, _ work: (inout Outcome) throws -> Void) throws {
    try connection.execute("savepoint data_check", place: "data check")
    do {
      try work(&outcome)
      try connection.execute("release savepoint data_check", place: "data check")
    } catch let error as DatabaseError {
      guard let code = error.state?.code, code.hasPrefix("22") else { throw error }
      try connection.execute("rollback to savepoint data_check", place: "data check")
      outcome.unanswered.append("\(name) (\(code))")
    }
  }

  private static func parameters(of check: FeedCheck, _ scope: Scope) -> [Parameter] {
    switch check {
    case .resend:
      [Parameter(scope.base?.watermark), scope.base.map { RunTables.instant($0.cutoff) } ?? nil, Parameter(scope.snapshot)]
    case .unknownType: [Parameter(array: EventType.allCases.map(\.name))]
    case .unknownState: [Parameter(array: StockState.allCases.map(\.name))]
    case .countWithoutAdjustment, .adjustmentWithoutCount: [Parameter(scope.snapshot)]
    case .negativeBook: [scope.books.map { Parameter($0) } ?? nil]
    case .severalSystems, .ghostLocation, .ghostItem, .dayMonthSwap, .zoneOffset, .costMissing, .priceMissing,
      .labourBudgetMissing:
      []
    }
  }

  /// Keeps what was found with its night, in the order of the checks.
  public static func write(_ findings: [FeedFinding], of publication: Int64, to store: Connection) throws {
    let order = FeedCheck.allCases
    let sorted = findings.enumerated().sorted { a, b in
      let (first, second) = (order.firstIndex(of: a.element.check) ?? 0, order.firstIndex(of: b.element.check) ?? 0)
      return (first, a.offset) < (second, b.offset)
    }
    for (place, (_, finding)) in sorted.enumerated() {
      try store.query(
        """
        insert into trueup.feed_check (publication_id, place, code, severity, source_system, location_id, detail, numerator,
          denominator, window_from, window_until, sentence, next_step)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        [
          Parameter(publication), Parameter(place + 1), Parameter(finding.check.rawValue), Parameter(finding.severity.rawValue),
          Parameter(finding.source), Parameter(finding.location), Parameter(finding.detail), Parameter(finding.numerator),
          Parameter(finding.denominator), finding.since.map(RunTables.instant) ?? nil, RunTables.instant(finding.until),
          Parameter(finding.sentence), Parameter(finding.nextStep),
        ], place: "feed_check")
    }
  }
}
