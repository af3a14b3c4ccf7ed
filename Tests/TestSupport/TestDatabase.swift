internal import Foundation
internal import PostgreSQL
public import Store
public import Testing

/// A database for one test case, copied from a template that is migrated once per process.
public enum TestDatabase {
  /// libpq's conninfo of the running test case's own database.
  @TaskLocal public static var conninfo = ""

  /// The root of the repository, where `sql/` and `jobs/` lie.
  public static let root = String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 })

  public static func files() throws -> SQLFiles {
    try SQLFiles(share: root, environment: [:], executable: "")
  }

  public struct NoServer: Error, CustomStringConvertible {
    public var description: String {
      "no server for the tests: PGHOST or PGPORT must name one that may be filled with databases, see Tests/TestSupport/README.md"
    }
  }

  /// Runs the body with a fresh database and drops it afterwards, whatever comes of it.
  ///
  /// - Parameter conninfo: of a database to copy, which nobody may be connected to; else the migrated one.
  public static func scoped<T>(like conninfo: String? = nil, _ body: (_ conninfo: String) async throws -> T) async throws -> T {
    let name = try await Template.shared.copy(of: conninfo.map { String($0.dropFirst("dbname=".count)) })
    let result: Result<T, any Error>
    do {
      result = .success(try await body("dbname=\(name)"))
    } catch {
      result = .failure(error)
    }
    try Connection("dbname=postgres").execute("drop database \(name) with (force)", place: "drop database")
    return try result.get()
  }
}

/// The migrated database: made by whoever asks first, waited for by the others.
private actor Template {
  static let shared = Template()
  private var made: Task<String, any Error>?
  private var copies = 0

  /// Makes a new database like the template and returns its name.
  func copy(of original: String?) async throws -> String {
    let task = made ?? Task { try Template.make() }
    made = task
    let migrated = try await task.value
    let template = original ?? migrated
    copies += 1
    let name = "trueup_test_\(ProcessInfo.processInfo.processIdentifier)_\(copies)"
    // One at a time, because CREATE DATABASE locks its template
    try Connection("dbname=postgres").execute(
      "create database \(name) template \(template) strategy wal_log", place: "create database")
    return name
  }

  private static func make() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    guard environment["PGHOST"] != nil || environment["PGPORT"] != nil else { throw TestDatabase.NoServer() }
    let name = "trueup_template_\(ProcessInfo.processInfo.processIdentifier)"
    try Connection("dbname=postgres").execute("create database \(name)", place: "create database")
    _ = try Installation(Connection("dbname=\(name)")).migrate(TestDatabase.files())
    return name
  }
}

/// Gives every test case a database of its own: `@Suite(.database)`.
public struct DatabaseTrait: SuiteTrait, TestTrait, TestScoping {
  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await TestDatabase.scoped { conninfo in
      try await TestDatabase.$conninfo.withValue(conninfo) { try await function() }
    }
  }
}

extension Trait where Self == DatabaseTrait {
  public static var database: DatabaseTrait { DatabaseTrait() }
}
