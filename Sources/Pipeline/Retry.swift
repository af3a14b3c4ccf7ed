internal import Foundation
internal import PostgreSQL
internal import Store

/// Whole transactions, tried again when the trouble is of the kind that passes: eight tries, full jitter.
enum Retry {
  static let tries = 8

  /// Waits before the next try: anything between nothing and 0.1, 0.2, 0.4 ... 6.4 s, so that those who failed together
  /// do not come back together.
  static func pause(after attempt: Int) {
    Thread.sleep(forTimeInterval: Double.random(in: 0...0.05) * Double(1 << attempt))
  }

  /// Runs the body until it succeeds, fails for a reason that stays, or has failed eight times.
  ///
  /// - Parameter session: what the body works on; it is not tried again on one that broke.
  static func run<T>(on session: Connection? = nil, _ body: () throws -> T) throws -> T {
    for attempt in 1..<tries {
      do {
        return try body()
      } catch let error as DatabaseError where error.isTransient && !(session?.isBroken ?? false) {
        pause(after: attempt)
      }
    }
    return try body()
  }

  /// Runs a transaction, on new sessions where one breaks, and never twice: when the answer to its COMMIT is lost, the
  /// server is asked what became of it.
  ///
  /// - Returns: the session that it ended on; the one given, unless that broke.
  static func transaction(
    _ session: Connection, reconnect: () throws -> Connection, _ body: (Connection) throws -> Void
  ) throws -> Connection {
    var session = session
    for attempt in 1... {
      var number: String?
      do {
        // One that sleeps in the middle holds the run's row; the others wait for it no longer than this
        try session.transaction("begin; set local idle_in_transaction_session_timeout = '20s'") { connection in
          number = try connection.query("select pg_catalog.pg_current_xact_id()::text", place: "transaction")[0].text(0)
          try body(connection)
        }
        return session
      } catch let error as DatabaseError where error.isTransient && attempt < tries {
        pause(after: attempt)
        guard session.isBroken else { continue }
        session = try run(reconnect)
        if let number, try isCommitted(number, session) { return session }
      }
    }
    return session
  }

  /// What became of a transaction whose end nobody was told.
  private static func isCommitted(_ number: String, _ session: Connection, patience: Duration = .seconds(60)) throws -> Bool {
    let deadline = ContinuousClock.now + patience
    while true {
      let status = try session.query(
        "select pg_catalog.pg_xact_status($1::pg_catalog.xid8)", [Parameter(number)], place: "lost commit")[0].optionalText(0)
      switch status {
      case "committed": return true
      case "aborted": return false
      default:
        // Its server process works on, or has not noticed yet that nobody listens
        guard ContinuousClock.now < deadline else {
          throw DatabaseError(
            kind: .connection, state: nil, place: "lost commit",
            message: "transaction \(number) has neither ended nor failed within \(patience); run again later")
        }
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }
}
