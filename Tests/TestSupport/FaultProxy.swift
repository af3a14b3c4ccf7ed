internal import Foundation
internal import Glibc
internal import Synchronization

/// Stands between a client and the server, counts the calls that the client makes, and fails one of them.
///
/// It speaks PostgreSQL's protocol (version 3.0) as far as the borders of messages, so the program under test is the one
/// that is shipped: nothing in it knows of faults. A call is what libpq sends or waits for as one: the start of a session,
/// a statement, the first row of a COPY either way, its end, the end of a session.
public final class FaultProxy: Sendable {
  /// How a call fails.
  public enum Way: String, CaseIterable, Sendable {
    /// The server refuses it.
    case error
    /// The connection is cut before the server hears of it.
    case before
    /// The server does it, the connection is cut before it can say so.
    case after
    /// The client dies.
    case kill
  }

  /// Which call fails.
  public enum Point: Sendable {
    case none
    /// The n-th, from 1.
    case call(Int)
    /// The first one whose message holds this text, after one that held the other.
    case text(String, after: String)
  }

  private struct State {
    var calls = 0
    var point: Point
    var isArmed = false
    var hasFired = false
    var victim: Int32 = 0
    /// Statements to slip in before the first message that holds a text.
    var slip: (before: String, statement: String)?
    var sessions: [Session] = []
  }

  private let way: Way
  private let state: Mutex<State>
  private let listener: Int32
  public let port: UInt16

  /// - Parameter slip: breaks the program on purpose: a statement of ours before the first message with this text.
  public init(_ way: Way, _ point: Point, slip: (before: String, statement: String)? = nil) throws {
    self.way = way
    state = Mutex(State(point: point, slip: slip))
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 32) == 0 && getsockname(listener, address, &size) == 0
      }
    }
    guard bound else { throw TestDatabase.NoServer() }
    port = UInt16(bigEndian: address.sin_port)
    Thread { [self] in accept() }.start()
  }

  /// What to add to a conninfo so that its sessions come through here.
  public var conninfo: String { "host=127.0.0.1 port=\(port) sslmode=disable gssencmode=disable" }

  public var calls: Int { state.withLock { $0.calls } }

  public var hasFired: Bool { state.withLock { $0.hasFired } }

  /// The process that `kill` kills.
  public func setVictim(_ pid: Int32) { state.withLock { $0.victim = pid } }

  /// Ends every session and takes no more.
  public func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
    for session in state.withLock({ $0.sessions }) { session.cut() }
  }

  private func accept() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { return }
      guard let server = Self.connectToServer() else {
        Glibc.close(client)
        continue
      }
      for socket in [client, server] {
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      }
      let session = Session(client: client, server: server, proxy: self)
      state.withLock { $0.sessions.append(session) }
      Thread { session.pumpToServer() }.start()
      Thread { session.pumpToClient() }.start()
    }
  }

  private static func connectToServer() -> Int32? {
    let environment = ProcessInfo.processInfo.environment
    let host = environment["PGHOST"] ?? "127.0.0.1"
    let port = UInt16(environment["PGPORT"] ?? "5432") ?? 5432
    if host.hasPrefix("/") {
      let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(host)/.s.PGSQL.\(port)".utf8.prefix(107)) }
      let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      return connected ? server : nil
    }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = host == "localhost" ? UInt32(0x7F00_0001).bigEndian : inet_addr(host)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
    }
    return connected ? server : nil
  }

  /// Counts a call and says how it fails, if it is the one.
  fileprivate func fault(_ message: [UInt8]) -> Way? {
    state.withLock { state in
      state.calls += 1
      guard !state.hasFired else { return nil }
      switch state.point {
      case .none: return nil
      case .call(let number): guard state.calls == number else { return nil }
      case .text(let text, let earlier):
        if Self.holds(message, earlier) {
          state.isArmed = true
          return nil
        }
        guard state.isArmed, Self.holds(message, text) else { return nil }
      }
      state.hasFired = true
      if way == .kill, state.victim != 0 { Glibc.kill(state.victim, SIGKILL) }
      return way
    }
  }

  fileprivate func takeSlip(_ message: [UInt8]) -> String? {
    state.withLock { state in
      guard let slip = state.slip, Self.holds(message, slip.before) else { return nil }
      state.slip = nil
      return slip.statement
    }
  }

  private static func holds(_ message: [UInt8], _ text: String) -> Bool {
    String(decoding: message, as: UTF8.self).contains(text)
  }
}

/// One session through the proxy: a thread for each direction.
private final class Session: Sendable {
  private struct Manner {
    /// What the server says is swallowed until it is ready: the client was answered, or will not be.
    var swallowsUntilReady = false
    var cutsWhenReady = false
    /// The ready message itself goes through.
    var passesReady = false
    var isCopyingOut = false
    var isFirstRow = false
    var isStarting = true
  }

  private let client: Int32
  private let server: Int32
  private let proxy: FaultProxy
  private let manner = Mutex(Manner())
  /// How many of the two directions have ended. The sockets are closed with the second: a number that is closed may be
  /// another session's a moment later.
  private let ended = Mutex(0)

  init(client: Int32, server: Int32, proxy: FaultProxy) {
    self.client = client
    self.server = server
    self.proxy = proxy
  }

  func cut() {
    ended.withLock { ended in
      guard ended < 2 else { return }
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
  }

  private func end() {
    cut()
    ended.withLock { ended in
      ended += 1
      guard ended == 2 else { return }
      close(client)
      close(server)
    }
  }

  // MARK: Client to server

  func pumpToServer() {
    defer { end() }
    guard let start = read(client, typed: false), start.count >= 8 else { return }
    // A request to cancel comes on a connection of its own
    if start[4] == 4, start[5] == 210 {
      _ = write(server, start)
      return
    }
    guard handle(start, refusal: nil) else { return }
    var group: [UInt8] = []
    var isCopyingIn = false
    while let message = read(client, typed: true) {
      let type = Character(UnicodeScalar(message[0]))
      switch type {
      case "Q", "X", "c", "f":
        isCopyingIn = false
        guard handle(message, refusal: type == "c" ? copyFail : type == "X" ? nil : failure) else { return }
      case "d":
        if isCopyingIn {
          guard write(server, message) else { return }
        } else {
          isCopyingIn = true
          guard handle(message, refusal: copyFail) else { return }
        }
      case "p":
        guard write(server, message) else { return }
      case "S":
        guard handle(group + message, refusal: failure) else { return }
        group = []
      default:
        group += message
      }
    }
  }

  /// Passes a call on or fails it.
  ///
  /// - Parameter refusal: what to send in its place for the server to refuse it.
  private func handle(_ call: [UInt8], refusal: [UInt8]?) -> Bool {
    if let statement = proxy.takeSlip(call) {
      manner.withLock { $0.swallowsUntilReady = true }
      guard write(server, Self.message("Q", Array(statement.utf8) + [0])) else { return false }
      while manner.withLock({ $0.swallowsUntilReady }), ended.withLock({ $0 == 0 }) { usleep(200) }
    }
    switch proxy.fault(call) {
    case nil: return write(server, call)
    case .error:
      guard let refusal else { return false }
      return write(server, refusal)
    case .before, .kill: return false
    case .after:
      // The end of a session and rows of a COPY are not answered
      let type = call[0]
      if type == UInt8(ascii: "X") || type == UInt8(ascii: "d") {
        _ = write(server, call)
        usleep(2000)
        return false
      }
      manner.withLock {
        $0.swallowsUntilReady = true
        $0.cutsWhenReady = true
      }
      return write(server, call)
    }
  }

  private var failure: [UInt8] {
    Self.message("Q", Array("do $$ begin raise exception 'fault' using errcode = 'XX000'; end $$".utf8) + [0])
  }

  private var copyFail: [UInt8] { Self.message("f", Array("fault".utf8) + [0]) }

  private static func message(_ type: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
    [UInt8(ascii: type)] + withUnsafeBytes(of: UInt32(body.count + 4).bigEndian) { Array($0) } + body
  }

  // MARK: Server to client

  func pumpToClient() {
    defer { end() }
    while let message = read(server, typed: true) {
      let type = Character(UnicodeScalar(message[0]))
      // While a session starts the calls are the client's; a start that is cut afterwards ends at the first ready
      var state = manner.withLock { $0 }
      let isReady = type == "Z" || (state.cutsWhenReady && (type == "G" || type == "H"))
      if state.swallowsUntilReady {
        if isReady {
          if state.cutsWhenReady { return }
          manner.withLock { $0.swallowsUntilReady = false }
          if state.passesReady {
            manner.withLock { $0.passesReady = false }
            guard write(client, message) else { return }
          }
        } else if state.isStarting, type == "R" {
          // Who is asked for a password must be asked
          guard write(client, message) else { return }
        }
        continue
      }
      if type == "Z" { state.isStarting = false }
      if type == "H" { state.isFirstRow = true }
      if (type == "d" && state.isFirstRow) || (type == "c") {
        state.isFirstRow = false
        switch proxy.fault(message) {
        case nil: break
        case .error:
          let fields = "SERROR\0VERROR\0CXX000\0Mfault\0\0"
          guard write(client, Self.message("E", Array(fields.utf8))) else { return }
          state.swallowsUntilReady = true
          state.passesReady = true
          manner.withLock { $0 = state }
          continue
        case .before, .kill: return
        case .after:
          _ = write(client, message)
          return
        }
      }
      manner.withLock { current in
        current.isFirstRow = state.isFirstRow
        current.isStarting = state.isStarting
      }
      guard write(client, message) else { return }
    }
  }

  // MARK: Bytes

  private func read(_ socket: Int32, typed: Bool) -> [UInt8]? {
    let head = typed ? 5 : 4
    guard var message = bytes(socket, head) else { return nil }
    let length = message[(head - 4)...].reduce(0) { $0 << 8 | Int($1) }
    guard length >= 4, let body = bytes(socket, length - 4) else { return nil }
    message += body
    return message
  }

  private func bytes(_ socket: Int32, _ count: Int) -> [UInt8]? {
    var filled = 0
    let buffer = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while filled < count {
        let got = recv(socket, buffer.baseAddress.unsafelyUnwrapped + filled, count - filled, 0)
        guard got > 0 else { break }
        filled += got
      }
      initialized = filled
    }
    return filled == count ? buffer : nil
  }

  private func write(_ socket: Int32, _ message: [UInt8]) -> Bool {
    var sent = 0
    return message.withUnsafeBytes { bytes in
      while sent < bytes.count {
        let count = send(socket, bytes.baseAddress.unsafelyUnwrapped + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }
}
