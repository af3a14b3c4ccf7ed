import Foundation
import Pipeline
import PostgreSQL
import Store

/// The last published night, as `run` and `status` print it.
struct Night {
  let target: Target
  private let connection: Connection

  init(target: Target) throws {
    self.target = target
    // Whoever may read the views may look
    connection = try target.session(as: nil)
    try Installation(connection).requireInstalled()
  }

  func query(_ name: String, _ parameters: [Parameter] = []) throws -> Rows {
    try connection.query(try target.files.text("read/\(name)"), parameters, place: "sql/read/\(name).sql")
  }

  /// - Parameter alertLimit: alerts that are shown; the others are counted.
  func print(format: OutputFormat, alertLimit: Int = 25) throws {
    let printer = Printer(format: format)
    let locations = try query("night_locations")
    guard format == .table else {
      printer.print(locations)
      return
    }
    let alerts = try query("night_alerts", [Parameter(alertLimit)])
    let open = try connection.query(
      "select count(*) from trueup_v1.alert where state in ('firing', 'acknowledged', 'suppressed')", place: "alerts")[0].int(0)
    let recounts = try query("night_recounts", [10])
    let total = try connection.query("select count(*) from trueup_v1.recount where state = 'proposed'", place: "recounts")[0].int(
      0)
    func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    let verdict = [counted(locations.count, "location"), counted(Int(open), "open alert"), counted(Int(total), "recount")]
    Swift.print(verdict.joined(separator: ", ") + " recommended\n")
    printer.print(locations)
    Swift.print("")
    if alerts.count > 0 { printer.print(alerts) } else { Swift.print("No open alert.") }
    if open > alerts.count { Swift.print("... and \(Int(open) - alerts.count) more: trueup alerts list --limit \(open)") }
    Swift.print("")
    if recounts.count > 0 { printer.print(recounts) } else { Swift.print("Nothing to count.") }
  }
}

extension Night {
  func rows(_ sql: String, _ parameters: [Parameter], place: String) throws -> Rows {
    try connection.query(sql, parameters, place: place)
  }
}
