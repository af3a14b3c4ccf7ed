internal import Foundation
public import PostgreSQL

/// Who may do what, as `sql/grants.txt` has it and as the catalogue has it.
public struct GrantMatrix {
  private let wanted: Set<String>
  private let found: Set<String>

  /// - Parameter connection: a session that may read the catalogue, which every role may.
  public init(files: SQLFiles, on connection: Connection) throws {
    let path = "\(files.root)/sql/grants.txt"
    guard let data = FileManager.default.contents(atPath: path) else { throw SQLFiles.Problem.missing("sql/grants.txt") }
    wanted = Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
    let rows = try connection.query(try files.text("checks/grants"), place: "sql/checks/grants.sql")
    found = Set(rows.map { row in row.texts.map { $0 ?? "" }.joined(separator: "|") })
  }

  /// `kind|object|role|privileges` that nobody decided.
  public var unknown: [String] { found.subtracting(wanted).sorted() }

  /// What was decided and is not there.
  public var missing: [String] { wanted.subtracting(found).sorted() }
}

/// The roles that logins are members of; none of them can log in itself.
public enum Role: String, CaseIterable, Sendable {
  case job, maintainer, feed, planner, counter, hook, bi, auditor

  public var name: String { "trueup_\(rawValue)" }

  public enum Problem: Error, CustomStringConvertible {
    case noLogin(String)

    public var description: String {
      switch self {
      case .noLogin(let login): "there is no role \(login) that may log in; create it first: create role \(login) login"
      }
    }
  }

  /// Makes a login a member of roles, and of no others of ours; sets how many sessions it may have.
  public static func grant(_ roles: [Role], to login: String, connections: Int?, on connection: Connection) throws {
    let rows = try connection.query(
      "select pg_catalog.quote_ident(rolname) from pg_catalog.pg_roles where rolname = $1 and rolcanlogin", [Parameter(login)],
      place: "login")
    guard let quoted = try rows.first?.text(0) else { throw Problem.noLogin(login) }
    try connection.transaction { connection in
      for role in allCases {
        let verb = roles.contains(role) ? ("grant", "to") : ("revoke", "from")
        try connection.execute("\(verb.0) \(role.name) \(verb.1) \(quoted)", place: "\(verb.0) \(role.name)")
      }
      // PUBLIC may do both unless somebody took it away
      let database = try connection.query(
        "select pg_catalog.quote_ident(pg_catalog.current_database())", place: "database")[0].text(0)
      try connection.execute("grant connect, temporary on database \(database) to \(quoted)", place: "grant connect")
      if let connections {
        try connection.execute("alter role \(quoted) connection limit \(connections)", place: "connection limit")
      }
    }
  }
}
