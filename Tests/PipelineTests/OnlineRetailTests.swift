import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store
import Testing

private let root = String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 })
private let retailFile = "\(root)/../shared/data/online-retail/online_retail_dec2010.csv"
private let hasServer = ["PGHOST", "PGPORT"].contains { ProcessInfo.processInfo.environment[$0] != nil }

/// The real file, read a second time in the plainest way there is: it shares nothing with the import.
private struct SlowCount {
  struct Day {
    var cancelledLines = 0
    var cancelledUnits = 0
    var shippedLines = 0
    var shippedUnits = 0
    var writtenOffLines = 0
  }

  var days: [String: Day] = [:]
  var codes: Set<String> = []
  var left = 0

  /// Only the description holds commas, so the other columns are counted from both ends. Goods have codes that begin
  /// with a digit.
  init() throws {
    for line in try String(contentsOfFile: retailFile, encoding: .utf8).split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count >= 8, let units = Int(fields[fields.count - 5]) else { continue }
      guard fields[1].first?.isNumber == true else {
        left += 1
        continue
      }
      codes.insert(fields[1].uppercased())
      let date = fields[fields.count - 4].split(separator: " ")[0].split(separator: "/")
      let name = "20\(date[2])-\(date[0])-\(date[1].count == 1 ? "0" : "")\(date[1])"
      var day = days[name] ?? Day()
      if fields[0].first == "C" {
        day.cancelledLines += 1
        day.cancelledUnits -= units
      } else if units < 0 {
        day.writtenOffLines += 1
      } else {
        day.shippedLines += 1
        day.shippedUnits += units
      }
      days[name] = day
    }
  }
}

/// A database of its own, dropped afterwards, with the schemas installed.
private func withTarget(_ body: (Target) throws -> Void) throws {
  let name = "online_retail_\(ProcessInfo.processInfo.processIdentifier)_\(UInt32.random(in: 0...UInt32.max))"
  let server = try Connection("dbname=postgres")
  try server.execute("create database \(name)", place: "create database")
  defer { try? server.execute("drop database \(name) with (force)", place: "drop database") }
  let target = Target(conninfo: "dbname=\(name)", files: try SQLFiles(share: root, environment: [:], executable: ""))
  _ = try Installation(try target.session(as: nil)).migrate(target.files)
  try body(target)
}

private func rules() throws -> ImportRules {
  let text = try String(contentsOfFile: "\(root)/notebooks-data/maps/online-retail.yaml", encoding: .utf8)
  return try ImportMap(yaml: text, file: "online-retail.yaml").rules
}

private func number(_ sql: String, _ target: Target) throws -> Int {
  Int(try target.session(as: nil).query(sql, place: "test")[0].int(0))
}

private func night(_ day: Int, _ target: Target) throws -> NightReport {
  let text = try String(contentsOfFile: "\(root)/jobs/nightly.yaml", encoding: .utf8)
  var options = RunOptions(now: Day(year: 2011, month: 1, day: 10).utcStart)
  options.date = Day(year: 2010, month: 12, day: day)
  return try NightRun(
    target: target, job: try JobFile(yaml: text, file: "nightly.yaml"), options: options, observer: SilentObserver()
  ).run()
}

@Suite(
  .serialized,
  .enabled(if: FileManager.default.fileExists(atPath: retailFile), "../shared/data/online-retail is not beside the repository"))
struct OnlineRetailTests {
  @Test("the file as it is: every line is a message, left out for a reason, or the broken last one")
  func findings() throws {
    let slow = try SlowCount()
    let found = try FeedImport([retailFile], rules: rules()).findings()
    #expect(found.rows == 14_595)
    #expect(
      found.faults.map(\.fault.description) == [
        "14596:1: field_count: the row is not as wide as the header (got 1 field, want 8, as the header has)"
      ])
    #expect(found.messages[.cancellation] == slow.days.values.reduce(0) { $0 + $1.cancelledLines })
    #expect(found.messages[.writeOff] == slow.days.values.reduce(0) { $0 + $1.writtenOffLines })
    #expect(found.messages[.shipment] == slow.days.values.reduce(0) { $0 + $1.shippedLines })
    #expect(found.leftOut.values.reduce(0, +) == slow.left)
    #expect(found.messageCount + slow.left + found.rowsRefused == found.rows)
    #expect(Set(found.items.items.map(\.id)) == slow.codes)
  }

  @Test(
    "its nights: cancellations of every day with intervals, no delays, no invented books", .enabled(if: hasServer, "no server"))
  func nights() throws {
    let slow = try SlowCount()
    let file = FeedImport([retailFile], rules: try rules())
    let found = try file.findings()
    try withTarget { target in
      // As the feed's own role, which may set neither arrival nor watermark
      try file.write(found, to: try target.session(as: "trueup_feed"))
      #expect(try number("select count(*) from feed.inventory_event", target) == found.messageCount)
      // Only the owner may; a server's own housekeeping comes too late for a test
      try target.session(as: nil).execute("analyze feed.inventory_event")
      #expect(try number("select count(distinct event_id) from feed.inventory_event", target) == found.messageCount)
      let report = try night(6, target)
      #expect(report.outcome == .published)
      #expect(report.rowsQuarantined == 0)
      try check(target, against: slow, days: 1...6)

      // Again, as somebody does who is not sure whether it worked
      try file.write(found, to: try target.session(as: "trueup_feed"))
      let later = try night(7, target)
      #expect(later.rowsDuplicate == found.messageCount)
      try check(target, against: slow, days: 1...7)
    }
  }

  private func check(_ target: Target, against slow: SlowCount, days: ClosedRange<Int>) throws {
    let rows = try target.session(as: "trueup_job").query(
      """
      select day::text, metric, numerator, denominator, lower < value and value < upper and lower > 0 and upper < 1
      from trueup_v1.metric_daily
      where location_id = 'WEB' and dimension = 'all' and metric in ('cancellation_rate_lines', 'cancellation_rate_units')
      order by day, metric
      """, place: "test")
    var found: [String] = []
    for index in 0..<rows.count {
      let row = rows[index]
      found.append("\(try row.text(0)) \(try row.text(1)) \(try row.int(2))/\(try row.int(3))")
      if try row.text(1) == "cancellation_rate_lines" { #expect(try row.bool(4), "\(found[index])") }
    }
    let names = days.map { "2010-12-0\($0)" }
    let expected = names.compactMap { name in slow.days[name].map { (name, $0) } }.flatMap { name, day in
      [
        "\(name) cancellation_rate_lines \(day.cancelledLines)/\(day.cancelledLines + day.shippedLines)",
        "\(name) cancellation_rate_units \(day.cancelledUnits * 1000)/\((day.cancelledUnits + day.shippedUnits) * 1000)",
      ]
    }
    #expect(found == expected)

    let delays = "from trueup_v1.metric_daily where metric like 'recording_latency%'"
    #expect(try number("select count(*) \(delays)", target) > 0)
    #expect(try number("select count(*) \(delays) and (verdict <> 'not_computable' or value is not null)", target) == 0)
    #expect(try number("select count(*) from trueup_v1.item_confidence", target) > 2000)
    #expect(
      try number(
        "select count(*) from trueup_v1.item_confidence where status <> 'no_opening' or p_exact is not null", target) == 0)
  }

  @Test("a file that changes between its two readings is not imported", .enabled(if: hasServer, "no server"))
  func changes() throws {
    let path = NSTemporaryDirectory() + "online_retail_\(UInt32.random(in: 0...UInt32.max)).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
    let row = "1,22,\"LAMP, small\",2,12/1/10 8:26,1.5,,France\n"
    try (header + row).write(toFile: path, atomically: true, encoding: .utf8)
    let file = FeedImport([path], rules: try rules())
    let found = try file.findings()
    try withTarget { target in
      try (header + row + row).write(toFile: path, atomically: true, encoding: .utf8)
      #expect(throws: FeedImport.Changed.self) { try file.write(found, to: try target.session(as: nil)) }
      #expect(try number("select count(*) from feed.inventory_event", target) == 0)
      #expect(try number("select count(*) from feed.item", target) == 0)
      let again = try file.findings()
      try file.write(again, to: try target.session(as: nil))
      #expect(try number("select count(*) from feed.inventory_event", target) == 2)
      #expect(try number("select count(*) from feed.item where name = 'LAMP, small' and unit_price = 1.5", target) == 1)
    }
  }
}
