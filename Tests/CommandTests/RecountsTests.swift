import Foundation
import Inventory
import PostgreSQL
import Retailer
import TestSupport
import Testing

/// From the list to the sheet, from the filled sheet to the night: as a planner and a counter would.
@Suite(.database) struct RecountsTests {
  private func published() throws -> Rehearsal {
    let deliveries = Deliveries.tiny
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 31))
    try rehearsal.run(deliveries.days[30])
    return rehearsal
  }

  private func trueup(_ arguments: String...) throws -> TrueupProcess.Ending {
    try TrueupProcess.run(["recounts"] + arguments + ["--dsn", TestDatabase.conninfo])
  }

  private func importing(_ text: String, _ arguments: String...) throws -> TrueupProcess.Ending {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("counts-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let ending = try TrueupProcess.run(["recounts", "import-counts", file.path, "--dsn", TestDatabase.conninfo] + arguments)
    return TrueupProcess.Ending(
      code: ending.code, wasKilled: ending.wasKilled, output: ending.output,
      errors: ending.errors.replacingOccurrences(of: file.path, with: "FILE"))
  }

  @Test("a sheet that is filled in is a file of counts")
  func roundTrip() throws {
    let rehearsal = try published()
    let open = try rehearsal.rows("select recount_id from trueup_v1.recount where state = 'proposed'")
    try #require(open.count >= 3)
    #expect(try trueup("list").output.contains(open[0]))
    #expect(try trueup("accept", open[0], open[1], "nobody").code == 65)
    #expect(try rehearsal.rows("select state from trueup.recount where state <> 'proposed'").isEmpty, "all or none")
    #expect(try trueup("accept", open[0], open[1]).code == 0)
    #expect(try trueup("assign", open[1], "--to", "mia").code == 0)
    #expect(try trueup("dismiss", open[2], "--reason", "being rebuilt").code == 0)
    let sheet = try trueup("sheet", "--format", "csv").output.split(separator: "\n").map(String.init)
    #expect(
      sheet.count == 3 && sheet[0].hasPrefix("recount_id,location_id,item_id,gtin,zone,due_by,assignee,counted_qty,counted_at"))
    let at = Deliveries.tiny.days[30].cutoff.advanced(bySeconds: 600)
    let filled = sheet.map { $0.hasPrefix(open[0]) ? $0.dropLast(4) + ",4,\(at),mia,2" : $0 }
    let ending = try importing(filled.joined(separator: "\n"))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("1 count imported, 1 row without one"))
    #expect(
      try rehearsal.rows("select event_id, quantity, actor_id from feed.inventory_event where source_system = 'trueup'")
        == ["\(open[0])|4|mia"])
    // Again: the counts are there
    let again = try importing(filled.joined(separator: "\n"))
    #expect(again.code == 65 && again.errors.contains("FILE:") && again.errors.contains("counted already"))
  }

  @Test("every fault of the file is said at once with its place and without its value, and nothing is imported")
  func faults() throws {
    let rehearsal = try published()
    let open = try rehearsal.rows("select recount_id from trueup_v1.recount where state = 'proposed'")
    let at = Deliveries.tiny.days[30].cutoff.advanced(bySeconds: 600)
    let text = """
      recount_id,counted_qty,counted_at,complete,scope
      \(open[0]),secret,\(at),,
      \(open[0]),-1,secret,secret,secret
      ,1,2026-01-05T10:00:00,,
      \(open[0]),1
      \(open[0]),2,\(at),,
      unknown,2,\(at),,
      \(open[1]),1e3,\(at),,
      """
    let ending = try importing(text)
    #expect(ending.code == 65 && !ending.errors.contains("secret"))
    for place in [
      "FILE:2:18", "FILE:3:18", "FILE:3:21", "FILE:3:28", "FILE:3:35", "FILE:4:1", "FILE:4:4", "FILE:5:1", "FILE:8:18",
    ] {
      #expect(ending.errors.contains(place + ":"), "\(place) in \(ending.errors)")
    }
    #expect(ending.errors.contains("9 faults; nothing was imported; --keep-going"))
    func reported() throws -> [String] {
      try rehearsal.rows("select event_id from feed.inventory_event where source_system = 'trueup'")
    }
    #expect(try reported().isEmpty)
    // Good rows, but one that the database does not take
    let refused = try importing("recount_id,counted_qty,counted_at\n\(open[0]),2,\(at)\nunknown,2,\(at)")
    #expect(refused.code == 65 && refused.errors.contains("FILE:3: there is no recount unknown"))
    #expect(try reported().isEmpty)
    let some = try importing(text, "--keep-going")
    #expect(some.code == 1, "\(some.errors)")
    #expect(try reported() == [open[0]])
    #expect(try importing("recount_id,counted_qty\n").errors.contains("counted_at"))
    #expect(try importing("").code == 65)
  }
}
