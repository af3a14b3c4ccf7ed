internal import CPQ
internal import Glibc

/// One session with a server, through libpq, synchronous.
///
/// Not `Sendable`: it belongs to the thread that uses it. The conninfo is libpq's own: keywords, URI, service,
/// `PG*` variables and password file all work and are passed through untouched.
public final class Connection {
  private let session: OpaquePointer
  private let cancellation: Canceller

  /// - Throws: `.connection` with libpq's reason when there is no session.
  public init(_ conninfo: String, applicationName: String = "trueup") throws(DatabaseError) {
    let keywords = ["dbname", "fallback_application_name"]
    let values = [conninfo, applicationName]
    let opened = withCStrings(keywords) { k in
      withCStrings(values) { v in
        // An empty conninfo leaves everything to the PG* variables
        conninfo.isEmpty ? PQconnectdb("fallback_application_name=\(applicationName)") : PQconnectdbParams(k, v, 1)
      }
    }
    guard let session = opened else {
      throw DatabaseError(kind: .connection, state: nil, place: "connect", message: "out of memory")
    }
    guard PQstatus(session) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(session)).trimmed
      PQfinish(session)
      throw DatabaseError(kind: .connection, state: nil, place: "connect", message: message)
    }
    self.session = session
    cancellation = Canceller(PQgetCancel(session))
    PQsetNoticeProcessor(session, { _, _ in }, nil)
  }

  deinit { PQfinish(session) }

  /// Ends the statement that runs now, from any thread.
  public var canceller: Canceller { cancellation }

  /// The session is gone; nothing can be asked of it any more.
  public var isBroken: Bool { PQstatus(session) == CONNECTION_BAD }

  /// The server's version, 150004 for 15.4.
  public var serverVersion: Int { Int(PQserverVersion(session)) }

  /// The server's process, as in `pg_stat_activity.pid`.
  public var backendPID: Int { Int(PQbackendPID(session)) }

  /// Runs a text of one or more statements without parameters.
  public func execute(_ sql: String, place: String = "") throws(DatabaseError) {
    try check(PQexec(session, sql), place: place, wants: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY]).clear()
  }

  /// Runs one statement and returns its rows.
  @discardableResult
  public func query(_ sql: String, _ parameters: [Parameter] = [], place: String = "") throws(DatabaseError) -> Rows {
    let result = withCStrings(parameters.map(\.text)) { values in
      PQexecParams(session, sql, CInt(parameters.count), nil, values, nil, nil, 0)
    }
    return Rows(result: try check(result, place: place, wants: [PGRES_COMMAND_OK, PGRES_TUPLES_OK]).pointer, place: place)
  }

  /// Parses and plans a statement, so that a broken one is found before it is needed.
  public func prepare(_ name: String, _ sql: String, place: String) throws(DatabaseError) {
    try check(PQprepare(session, name, sql, 0, nil), place: place, wants: [PGRES_COMMAND_OK]).clear()
  }

  /// Runs the body in a transaction: commits when it returns, rolls back when it throws.
  public func transaction<T>(_ begin: String = "begin", _ body: (Connection) throws -> T) throws -> T {
    try execute(begin, place: "begin")
    do {
      let value = try body(self)
      try execute("commit", place: "commit")
      return value
    } catch {
      // The first error is the one worth telling; a failed rollback means that the session is gone
      try? execute("rollback", place: "rollback")
      throw error
    }
  }

  /// Streams `COPY ... TO STDOUT (FORMAT binary)`, one call per row.
  public func copyOut(_ select: String, place: String, _ row: (inout CopyRow) throws -> Void) throws {
    try check(PQexec(session, "copy (\(select)) to stdout (format binary)"), place: place, wants: [PGRES_COPY_OUT]).clear()
    var isFirst = true
    var buffer: UnsafeMutablePointer<CChar>?
    while true {
      let length = PQgetCopyData(session, &buffer, 0)
      if length < 0 { break }
      guard let message = buffer else { break }
      defer { PQfreemem(message) }
      var bytes = UnsafeRawBufferPointer(start: message, count: Int(length))
      if isFirst {
        // The header shares the first row's message: 11 bytes signature, 4 flags, 4 extension length
        isFirst = false
        let header = 19 + Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 15, as: UInt32.self)))
        bytes = UnsafeRawBufferPointer(rebasing: bytes[header...])
        if bytes.isEmpty { continue }
      }
      var cursor = CopyRow(bytes)
      if cursor.columns < 0 { continue }
      do {
        try row(&cursor)
      } catch {
        abandonCopyOut()
        throw error
      }
    }
    try finish(place: place)
  }

  /// Streams rows into `COPY table (columns) FROM STDIN (FORMAT binary)` and returns how many the server took.
  @discardableResult
  public func copyIn(_ target: String, place: String, _ body: (inout CopyWriter) throws -> Void) throws -> Int {
    try check(PQexec(session, "copy \(target) from stdin (format binary)"), place: place, wants: [PGRES_COPY_IN]).clear()
    var writer = CopyWriter(session: session, place: place)
    do {
      try body(&writer)
      try writer.close()
    } catch {
      PQputCopyEnd(session, "abandoned by the client")
      while let result = PQgetResult(session) { PQclear(result) }
      throw error
    }
    guard PQputCopyEnd(session, nil) == 1 else { throw broken(place: place) }
    return try finish(place: place)
  }

  private func abandonCopyOut() {
    canceller.cancel()
    var buffer: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(session, &buffer, 0) > 0 { PQfreemem(buffer) }
    while let result = PQgetResult(session) { PQclear(result) }
  }

  /// The final result of a COPY: an error of the last row is only here.
  @discardableResult
  private func finish(place: String) throws(DatabaseError) -> Int {
    var rows = 0
    var failure: DatabaseError?
    while let result = PQgetResult(session) {
      if PQresultStatus(result) == PGRES_COMMAND_OK {
        rows = Int(String(cString: PQcmdTuples(result))) ?? 0
      } else if failure == nil {
        failure = error(of: result, place: place)
      }
      PQclear(result)
      if PQstatus(session) == CONNECTION_BAD { break }
    }
    if let failure { throw failure }
    if PQstatus(session) == CONNECTION_BAD { throw broken(place: place) }
    return rows
  }

  private struct Checked {
    let pointer: OpaquePointer
    func clear() { PQclear(pointer) }
  }

  private func check(_ result: OpaquePointer?, place: String, wants: [ExecStatusType]) throws(DatabaseError) -> Checked {
    guard let result else { throw broken(place: place) }
    if wants.contains(PQresultStatus(result)) { return Checked(pointer: result) }
    let failure = error(of: result, place: place)
    PQclear(result)
    throw failure
  }

  private func broken(place: String) -> DatabaseError {
    DatabaseError(kind: .connection, state: nil, place: place, message: String(cString: PQerrorMessage(session)).trimmed)
  }

  private func error(of result: OpaquePointer, place: String) -> DatabaseError {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, CInt(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
    guard let state = field("C").map(SQLState.init) else { return broken(place: place) }
    var whereabouts = place
    if let position = field("P").flatMap(Int.init), !place.isEmpty { whereabouts += ":\(position)" }
    // Classes 22 and 23 quote the row in their text: its kind is all that may be shown
    let quotesRows = state.errorClass == "22" || state.errorClass == "23"
    let message =
      quotesRows
      ? "the server refused a value" + (field("n").map { " (\($0))" } ?? "") + (field("c").map { " in column \($0)" } ?? "")
      : field("M") ?? ""
    return DatabaseError(kind: .statement, state: state, place: whereabouts, message: message)
  }
}

/// Ends a running statement from another thread; PostgreSQL answers it with state 57014.
public final class Canceller: Sendable {
  // PQcancel is thread-safe by libpq's documentation, and the pointer is never changed
  private nonisolated(unsafe) let handle: OpaquePointer?

  init(_ handle: OpaquePointer?) {
    self.handle = handle
  }

  deinit { PQfreeCancel(handle) }

  public func cancel() {
    var reason = [CChar](repeating: 0, count: 256)
    PQcancel(handle, &reason, 256)
  }
}

extension String {
  /// libpq ends its messages with a line break.
  var trimmed: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// Null-terminated copies of the strings, and a null at the end of the list, for the time of the call.
private func withCStrings<T>(_ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
  var copies: [UnsafePointer<CChar>?] = strings.map { text in
    text.map { UnsafePointer<CChar>(strdup($0)) }
  }
  copies.append(nil)
  defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
  return copies.withUnsafeBufferPointer { buffer in
    // The list has at least its closing null
    body(buffer.baseAddress.unsafelyUnwrapped)
  }
}
