import Foundation
import Inventory
import PostgreSQL
import TestSupport
import Testing

/// `trueup feed types` and `trueup feed check` as a user and as a program read them.
@Suite(.database) struct FeedCommandTests {
  private func objects(_ ending: TrueupProcess.Ending) throws -> [[String: Any]] {
    try #require(JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
  }

  @Test("the types are the table of the core, without any database")
  func types() throws {
    let json = try TrueupProcess.run(["feed", "types", "--format", "json"])
    let rows = try objects(json).map { row in EventTypeEntry.columns.map { row[$0] as? String } }
    #expect(json.code == 0 && rows == EventType.table.map(\.row))
    #expect(try TrueupProcess.run(["feed", "types", "--markdown"]).output == EventType.document)
    let lines = try TrueupProcess.run(["feed", "types", "--format", "csv"]).output.split(separator: "\n")
    #expect(lines.count == EventType.allCases.count + 1 && lines[1].hasPrefix("order_placed,"))
  }

  @Test("a check says what it looked at, and what it did not")
  func columns() throws {
    let ending = try TrueupProcess.run(["feed", "check", "--dsn", TestDatabase.conninfo])
    #expect(
      ending.output
        == "every column that a night reads is there, with its type; what is in them was not looked at: trueup feed check --data\n"
    )
    let json = try TrueupProcess.run(["feed", "check", "--format", "json", "--dsn", TestDatabase.conninfo])
    #expect(try objects(json).map { $0["code"] as? String } == ["columns"])
  }

  @Test("every check has a row, numbers are numbers, and a warning ends with 1")
  func data() throws {
    let arguments = ["feed", "check", "--data", "--format", "json", "--dsn", TestDatabase.conninfo]
    let clean = try TrueupProcess.run(arguments)
    #expect(clean.code == 0 && clean.errors.isEmpty)
    let codes = ["columns"] + FeedCheck.allCases.map(\.rawValue)
    #expect(try objects(clean).compactMap { $0["code"] as? String } == codes)
    #expect(try objects(clean).allSatisfy { $0["state"] as? String == "ok" })

    try Connection(TestDatabase.conninfo).execute(
      "insert into feed.location (location_id, name, kind, time_zone) values ('S1', 'S1', 'store', 'UTC'), ('W', 'W', 'web', 'UTC')"
    )
    let ending = try TrueupProcess.run(arguments)
    #expect(ending.code == 1 && ending.errors.contains("1 warning about the data"))
    let budget = try #require(try objects(ending).first { $0["code"] as? String == "labour_budget_missing" })
    #expect(budget["numerator"] as? Int == 1 && budget["denominator"] as? Int == 1 && budget["state"] as? String == "warning")
    let table = try TrueupProcess.run(["feed", "check", "--data", "--dsn", TestDatabase.conninfo])
    #expect(table.output.contains("1 of 1 stores and distribution centres have no labour budget"))
    #expect(table.output.contains("0 messages looked at"))
  }

  @Test("a day to begin at is for the data, and must be one")
  func since() throws {
    #expect(try TrueupProcess.run(["feed", "check", "--since", "2026-01-01"]).code == 64)
    #expect(try TrueupProcess.run(["feed", "check", "--data", "--since", "2026-02-30"]).code == 64)
    #expect(try TrueupProcess.run(["feed", "check", "--data", "--dsn", "dbname=postgres"]).code == 65)
  }
}
