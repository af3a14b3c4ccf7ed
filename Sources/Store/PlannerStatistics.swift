public import PostgreSQL

/// What the planner knows of the tables that a night reads; renewed where it is nothing, or old.
///
/// A feed that was loaded a minute ago has no statistics, and a plan made without them can take longer than the night.
public struct PlannerStatistics {
  /// One table whose statistics are missing or old.
  public struct Stale: Equatable, Sendable {
    let relation: Int64
    public var name: String
    public var owner: String
    /// The function of its schema may analyse it.
    public var isOurs: Bool
  }

  private let connection: Connection
  private let files: SQLFiles

  public init(files: SQLFiles, on connection: Connection) {
    self.files = files
    self.connection = connection
  }

  /// The largest table first.
  public func stale() throws -> [Stale] {
    try connection.query(try files.text("read/stale_statistics"), place: "sql/read/stale_statistics.sql").map {
      row throws(DatabaseError) in
      Stale(relation: try row.int(0), name: try row.text(1), owner: try row.text(2), isOurs: try row.bool(3))
    }
  }

  /// Analyses what it may and says what it did, and what somebody else has to do. No night fails for want of statistics.
  ///
  /// - Returns: at most two sentences.
  public func renew() -> [String] {
    guard let stale = try? stale(), !stale.isEmpty else { return [] }
    for table in stale where table.isOurs {
      let schema = table.name.prefix { $0 != "." }
      _ = try? connection.query(
        "select \(schema).analyze_table($1::bigint::pg_catalog.regclass)", [Parameter(table.relation)], place: "analyze_table")
    }
    let left = (try? self.stale()) ?? stale
    let renewed = stale.filter { table in !left.contains { $0.relation == table.relation } }
    var sentences: [String] = []
    if let sentence = PlannerStatistics.sentence(renewed.map(\.name)) { sentences.append("analysed \(sentence)") }
    if let sentence = PlannerStatistics.sentence(left.map(\.name)), let first = left.first {
      sentences.append(
        "the server knows little of \(sentence), so this night may be slow: as \(first.owner), run "
          + "`\(left.map { "analyze \($0.name)" }.joined(separator: "; "))`")
    }
    return sentences
  }

  /// The first two names, and how many there are beside them.
  private static func sentence(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let more = names.count > 2 ? " and \(names.count - 2) more" : ""
    return names.prefix(2).joined(separator: more.isEmpty ? " and " : ", ") + more
  }
}
