import Foundation
import TestSupport
import Testing

/// Exit codes of sysexits(3), and what is said beside them; nothing of a refusal goes to standard output.
@Suite(.database) struct RefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var code: Int32
    var says: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  private static let refusals = [
    Refusal(arguments: ["rum"], code: 64, says: "rum"),
    Refusal(arguments: ["run", "--frobnicate"], code: 64, says: "--frobnicate"),
    Refusal(arguments: ["run", "--date", "2026-02-30"], code: 64, says: "2026-02-30"),
    Refusal(arguments: ["run", "--date", "2999-01-01", "--dsn", "DATABASE"], code: 64, says: "2999-01-01"),
    Refusal(arguments: ["run", "--workers", "0"], code: 64, says: "1 to 64"),
    Refusal(arguments: ["run", "weekly", "--dsn", "DATABASE"], code: 64, says: "weekly"),
    Refusal(arguments: ["run", "--fail-on", "maybe"], code: 64, says: "maybe"),
    Refusal(arguments: ["run", "--accept-held", " "], code: 64, says: "reason"),
    Refusal(
      arguments: ["run", "--accept-held", "fine", "--date", "2026-01-05", "--dsn", "DATABASE"], code: 64, says: "not held"),
    Refusal(arguments: ["retry", "--dsn", "DATABASE"], code: 64, says: "no run was held"),
    Refusal(arguments: ["retry", "7", "--dsn", "DATABASE"], code: 64, says: "run 7"),
    Refusal(
      arguments: ["backfill", "nightly", "--from", "2026-02-02", "--to", "2026-02-01"], code: 64, says: "--from 2026-02-02"),
    Refusal(
      arguments: ["backfill", "nightly", "--from", "2026-02-02", "--to", "2999-02-01", "--dsn", "DATABASE"], code: 64,
      says: "2999-02-01"),
    Refusal(arguments: ["db", "grant", "nobody-here", "job", "--dsn", "DATABASE"], code: 64, says: "create role"),
    Refusal(arguments: ["db", "grant", "me", "king", "--dsn", "DATABASE"], code: 64, says: "auditor (got king)"),
    Refusal(arguments: ["db", "rebaseline", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["status", "--format", "xml"], code: 64, says: "xml"),
    Refusal(arguments: ["status", "--dsn", "host=/nowhere"], code: 69, says: "/nowhere"),
    Refusal(arguments: ["db", "check", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["run", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["db", "check", "--share", "/nowhere", "--dsn", "DATABASE"], code: 78, says: "/nowhere"),
    Refusal(arguments: ["explain", "location", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["status", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["alerts", "list", "--dsn", "dbname=postgres"], code: 78, says: "trueup db init"),
    Refusal(arguments: ["explain", "location", "S99", "--dsn", "DATABASE"], code: 64, says: "S99"),
    Refusal(arguments: ["evaluate", "--dsn", "DATABASE"], code: 65, says: "trueup run"),
    Refusal(arguments: ["evaluate", "--from", "2026-03-02", "--to", "2026-03-01"], code: 64, says: "--from"),
    Refusal(
      arguments: ["feed", "import", "csv", "/nowhere.csv", "--map", "/nowhere.yaml", "--dsn", "DATABASE"], code: 64,
      says: "/nowhere"),
  ]

  @Test("what cannot be done is refused with its code and with what to do", arguments: refusals)
  func refused(_ refusal: Refusal) throws {
    let arguments = refusal.arguments.map { $0 == "DATABASE" ? TestDatabase.conninfo : $0 }
    let ending = try TrueupProcess.run(arguments)
    #expect(ending.code == refusal.code && !ending.wasKilled, "\(ending.errors)")
    #expect(ending.errors.contains(refusal.says), "\(ending.errors)")
    #expect(ending.output.isEmpty)
  }

  @Test("a password among the arguments is refused and not repeated")
  func password() throws {
    for dsn in ["postgres://me:hush-hush@nowhere/db", "host=nowhere password=hush-hush"] {
      let ending = try TrueupProcess.run(["status", "--dsn", dsn])
      #expect(ending.code == 64)
      #expect(ending.errors.contains("PGPASSFILE"))
      #expect(!(ending.errors + ending.output).contains("hush-hush"))
    }
  }

  @Test("help and version are answers, not errors")
  func help() throws {
    for arguments in [["--help"], ["run", "--help"], ["--version"]] {
      let ending = try TrueupProcess.run(arguments)
      #expect(ending.code == 0 && !ending.output.isEmpty && ending.errors.isEmpty)
    }
  }
}
