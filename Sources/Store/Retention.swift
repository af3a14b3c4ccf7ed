public import PostgreSQL

/// Removes the partitions of nights that nobody reads any more: detached beside their readers, then dropped.
///
/// Nothing here waits long for a reader: what one holds is left as it is and tried again the next night. A transaction
/// that began before keeps every night it could see, whether it has read them yet or not. A location's rows, metrics
/// and labels are kept for ever.
public struct Retention {
  /// What a pass came to.
  public struct Outcome: Equatable, Sendable {
    public var removed: Int
    /// A reader was in the way.
    public var left: Int

    public init(removed: Int = 0, left: Int = 0) {
      self.removed = removed
      self.left = left
    }
  }

  private let connection: Connection

  /// - Parameter connection: a session of `trueup_maintainer`, outside any transaction.
  public init(_ connection: Connection) {
    self.connection = connection
  }

  /// - Parameter patience: how long one statement waits for readers, in milliseconds.
  public func run(patience: Int = 3000) throws -> Outcome {
    try connection.execute("set lock_timeout = \(patience); set statement_timeout = \(patience)", place: "retain")
    var outcome = Outcome()
    let rows = try connection.query(
      """
      select parent, partition, is_attached, is_pending
      from trueup.removable_partition
      -- a table can have one unfinished detachment
      order by parent, is_pending desc, publication_id
      """, place: "removable_partition")
    guard rows.count > 0 else { return outcome }
    guard try earlierTransactionsEnd(within: patience) else {
      outcome.left = rows.count
      return outcome
    }
    var blocked: Set<String> = []
    for index in 0..<rows.count {
      let (parent, partition) = (try rows[index].text(0), try rows[index].text(1))
      let isAttached = try rows[index].bool(2)
      if isAttached, blocked.contains(parent) {
        outcome.left += 1
        continue
      }
      let detachment = isAttached ? (try rows[index].bool(3) ? "finalize" : "concurrently") : nil
      if try remove(partition, of: parent, detachment) {
        outcome.removed += 1
      } else {
        outcome.left += 1
        if isAttached { blocked.insert(parent) }
      }
    }
    return outcome
  }

  /// Removing a partition does not ask for snapshots: a reader with an old one would miss nights it has yet to read.
  private func earlierTransactionsEnd(within patience: Int) throws -> Bool {
    let running = try connection.query(
      """
      select pg_locks.virtualtransaction
      from pg_catalog.pg_locks
      inner join pg_catalog.pg_stat_activity using (pid)
      where pg_locks.locktype = 'virtualxid' and pg_locks.pid <> pg_catalog.pg_backend_pid()
        and pg_stat_activity.datname = pg_catalog.current_database()
      """, place: "readers"
    ).map { row throws(DatabaseError) in try row.text(0) }
    let tables = RunTables(connection)
    let deadline = ContinuousClock.now + .milliseconds(patience)
    while try tables.areStillRunning(running) {
      guard ContinuousClock.now < deadline else { return false }
      try connection.query("select pg_catalog.pg_sleep(0.02)", place: "readers")
    }
    return true
  }

  /// - Returns: whether no reader was in the way.
  private func remove(_ partition: String, of parent: String, _ detachment: String?) throws -> Bool {
    do {
      if let detachment {
        try connection.execute("alter table trueup.\(parent) detach partition trueup.\(partition) \(detachment)", place: "detach")
      }
      try connection.execute("drop table trueup.\(partition)", place: "drop")
      return true
    } catch {
      guard [.lockNotAvailable, .queryCanceled].contains(error.state) else { throw error }
      return false
    }
  }
}
