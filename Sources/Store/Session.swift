public import PostgreSQL
internal import Synchronization

/// Where the database is, and as whom the jobs work there.
public struct Target: Sendable {
  /// libpq's conninfo: keywords or URI; empty leaves it to the PG* variables.
  public var conninfo: String
  public var files: SQLFiles
  private let sessions = Sessions()

  public init(conninfo: String, files: SQLFiles) {
    self.conninfo = conninfo
    self.files = files
  }

  /// A session of the nightly job: its role, UTC, no search path, and no server process left working for a dead client.
  public func session(as role: String? = "trueup_job") throws -> Connection {
    let connection = try Connection(conninfo)
    sessions.add(connection.canceller)
    try connection.execute(
      """
      select pg_catalog.set_config('search_path', '', false);
      set timezone = 'UTC'; set client_connection_check_interval = '1s'; set lock_timeout = '30s';
      set idle_in_transaction_session_timeout = '30min'; set datestyle = 'ISO'; set extra_float_digits = 1; set jit = off;
      """, place: "session")
    guard let role else { return connection }
    do {
      try connection.execute("set role \(role)", place: "set role \(role)")
    } catch {
      // A server that was never installed on knows no such role
      try Installation(connection).requireInstalled()
      throw error
    }
    return connection
  }

  /// Ends the statements that sessions of this target are waiting for, from any thread.
  public func cancelStatements() { sessions.cancel() }

  /// A session with the temporary tables that carry keys and deltas to the server.
  public func workingSession(as role: String? = "trueup_job") throws -> Connection {
    let connection = try session(as: role)
    try connection.execute(try files.text("publish/temporary_tables"), place: "sql/publish/temporary_tables.sql")
    return connection
  }
}

/// The sessions that are open, to end their statements when the program is asked to stop.
private final class Sessions: Sendable {
  private struct Entry: Sendable {
    weak var canceller: Canceller?
  }

  private let entries = Mutex<[Entry]>([])

  func add(_ canceller: Canceller) {
    entries.withLock { entries in
      entries.removeAll { $0.canceller == nil }
      entries.append(Entry(canceller: canceller))
    }
  }

  func cancel() {
    for entry in entries.withLock({ $0 }) { entry.canceller?.cancel() }
  }
}
