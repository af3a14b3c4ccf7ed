public import PostgreSQL

/// Does the feed still have the columns we read? Added ones are nobody's business.
public struct FeedContract {
  private let files: SQLFiles

  public init(files: SQLFiles) {
    self.files = files
  }

  /// One sentence per missing or changed column.
  public func faults(on connection: Connection) throws -> [String] {
    try connection.query(try files.text("checks/feed_columns"), place: "sql/checks/feed_columns.sql").map {
      row throws(DatabaseError) in
      let column = "feed.\(try row.text(0)).\(try row.text(1))"
      let wanted = try row.text(2)
      guard let found = row.optionalText(3) else { return "\(column) is missing (want \(wanted))" }
      return "\(column) is \(found) (want \(wanted))"
    }
  }
}
