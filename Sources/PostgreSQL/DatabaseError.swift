/// Five characters that say what kind of trouble it is (PostgreSQL documentation, appendix A).
public struct SQLState: Hashable, Sendable, CustomStringConvertible {
  public let code: String

  public init(_ code: String) {
    self.code = code
  }

  public var description: String { code }

  /// The first two characters.
  public var errorClass: String { String(code.prefix(2)) }

  public static let serializationFailure = SQLState("40001")
  public static let deadlockDetected = SQLState("40P01")
  public static let lockNotAvailable = SQLState("55P03")
  public static let uniqueViolation = SQLState("23505")
  public static let insufficientPrivilege = SQLState("42501")
  public static let queryCanceled = SQLState("57014")
  public static let undefinedTable = SQLState("42P01")
  public static let invalidSchema = SQLState("3F000")
}

/// What PostgreSQL or the way to it refused.
public struct DatabaseError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// No session: refused, unreachable, or broken in the middle of an answer.
    case connection
    /// The server answered with an error.
    case statement
    /// An answer that does not fit what was asked: a column or type other than expected.
    case decoding
  }

  public let kind: Kind
  /// Empty when the connection broke: libpq has no state then.
  public let state: SQLState?
  /// The file in `sql/` or a short name of what was done, with line and column where the server said one.
  public let place: String
  /// The server's text; for classes 22 and 23, which quote rows, only what kind of trouble it was.
  public let message: String

  public init(kind: Kind, state: SQLState?, place: String, message: String) {
    self.kind = kind
    self.state = state
    self.place = place
    self.message = message
  }

  /// A function of ours would not do what was asked, and says why in `message`.
  public var isRefusal: Bool { state.map { ["P0001", "P0002", "55000"].contains($0.code) } ?? false }

  /// The same transaction, tried again from its start, may well succeed.
  public var isTransient: Bool {
    guard let state else { return kind == .connection }
    return ["40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300"].contains(state.code) || state.errorClass == "08"
  }
}

extension DatabaseError: CustomStringConvertible {
  public var description: String {
    [place, state?.code, message].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
