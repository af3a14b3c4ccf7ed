public import Inventory
internal import PostgreSQL
public import Store

/// `trueup feed check --data`: everything that a feed holds, looked at by hand. Reads only, and needs no night.
public struct FeedExamination {
  private let target: Target

  public init(target: Target) {
    self.target = target
  }

  /// - Parameter since: record time after which messages are looked at; `nil` for all.
  public func run(since: Instant?, now: Instant) throws -> DataCheck.Outcome {
    let session = try target.workingSession(as: nil)
    try Installation(session).requireInstalled()
    try session.execute("begin isolation level repeatable read read only", place: "begin")
    let night = try session.query(
      """
      select pg_catalog.pg_current_snapshot()::text, max(current_publication.publication_id) from trueup.current_publication
      """, place: "snapshot")[0]
    let found = try DataCheck(files: target.files, on: session).run(
      DataCheck.Scope(snapshot: try night.text(0), cutoff: now, base: nil, books: try night.optionalInt(1), since: since))
    try session.execute("rollback", place: "rollback")
    return found
  }
}
