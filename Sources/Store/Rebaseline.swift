public import PostgreSQL

/// Goes on with another source: a cluster that was restored or failed over, or a feed that was made anew.
///
/// Transaction numbers of the old source say nothing about the new one, so watermarks are not carried over: the next
/// night folds the whole history once, and nights before it can no longer be computed again.
public struct Rebaseline {
  private let connection: Connection

  /// - Parameter connection: a session of whoever may update the feed.
  public init(_ connection: Connection) {
    self.connection = connection
  }

  /// Rows whose transaction number lies ahead of this cluster's: a restore from a dump brings them along, and no
  /// snapshot would ever see them, or only one that comes by chance much later.
  ///
  /// - Returns: how many were stamped anew; `nil` where the source is the one the last night read.
  public func run() throws -> Int? {
    let tables = RunTables(connection)
    let identity = try tables.identity()
    return try connection.transaction { connection -> Int? in
      guard try tables.isForeign(identity) else { return nil }
      try connection.query(
        "insert into trueup.baseline (system_identifier, timeline, feed_oid) values ($1, $2, $3)",
        [Parameter(identity.system), Parameter(identity.timeline), Parameter(identity.feed)], place: "baseline")
      let stamped = try connection.query(
        """
        update feed.inventory_event set ingest_xid = pg_catalog.pg_current_xact_id()
        where ingest_xid >= pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())
        """, place: "inventory_event")
      // What unfinished runs noted as visible was noted elsewhere
      try connection.query(
        """
        update trueup.run set input_snapshot = null, input_references = null
        where state in ('open', 'held', 'failed')
        """, place: "run")
      try connection.query(
        "select trueup.audit_append('source.rebaseline', $1, pg_catalog.jsonb_build_object('stamped', $2::bigint))",
        [Parameter("\(identity.system) \(identity.timeline) \(identity.feed)"), Parameter(stamped.affected)], place: "audit")
      return stamped.affected
    }
  }
}

extension RunTables {
  /// Whether the last night of some job was read from another source than this, and nobody said to go on.
  func isForeign(_ identity: Identity) throws -> Bool {
    try connection.query(
      """
      select exists (
          select from (
            select distinct on (job) system_identifier, timeline, feed_oid from trueup.kept_publication
            order by job, business_date desc
          ) as newest
          where (newest.system_identifier, newest.timeline, newest.feed_oid::bigint) <> ($1, $2::integer, $3::bigint)
        ) and not \(RunTables.isBaseline)
      """, [Parameter(identity.system), Parameter(identity.timeline), Parameter(identity.feed)], place: "source")[0].bool(0)
  }

  /// Whether somebody said that nights may go on with this source.
  public func isAccepted(_ identity: Identity) throws -> Bool {
    try connection.query(
      "select \(RunTables.isBaseline)", [Parameter(identity.system), Parameter(identity.timeline), Parameter(identity.feed)],
      place: "baseline")[0].bool(0)
  }

  private static let isBaseline = """
    exists (
      select from trueup.baseline
      where (baseline.system_identifier, baseline.timeline, baseline.feed_oid::bigint) = ($1, $2::integer, $3::bigint))
    """
}
