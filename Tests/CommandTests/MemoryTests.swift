import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// Memory follows locations, positions and open lines, not history.
@Suite(.database, .enabled(if: runsLong)) struct MemoryTests {
  /// The most memory that the program ever had in a first night, over so many days of 5,000 messages, and in the night
  /// after it, in MB.
  private func peaks(_ conninfo: String, days: Int) throws -> (first: Double, second: Double) {
    let owner = try Connection(conninfo)
    try owner.execute(
      """
      insert into feed.location (location_id, name, kind, time_zone)
      select 'L' || lpad(n::text, 4, '0'), 'L', 'store', 'UTC' from generate_series(0, 9) as n;
      insert into feed.item (item_id, name, unit_cost, unit_price)
      select 'I' || lpad(n::text, 5, '0'), 'I', 5, 9 from generate_series(0, 99) as n
      """)
    let files = try TestDatabase.files()
    // In pieces: one statement would fill the server's memory and not ours
    let last = -200
    for first in stride(from: last - days + 1, through: last, by: 60) {
      try owner.query(
        try files.text("bench/events"), [10, 100, Parameter(min(60, last - first + 1)), 5_000, Parameter(first), 0],
        place: "bench/events")
    }
    try owner.execute("analyze feed.inventory_event")
    func night(_ day: Int) throws -> Double {
      try peak(conninfo, try owner.query("select (date '2026-01-01' + $1::integer)::text", [Parameter(day)])[0].text(0))
    }
    return (try night(last - 1), try night(last))
  }

  private func peak(_ conninfo: String, _ night: String) throws -> Double {
    let process = try TrueupProcess(["run", "-q", "--date", night, "--dsn", conninfo])
    var highest = 0.0
    while process.isRunning {
      let status = (try? String(contentsOfFile: "/proc/\(process.pid)/status", encoding: .utf8)) ?? ""
      if let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Double($0) })
      {
        highest = max(highest, kilobytes / 1024)
      }
      usleep(2000)
    }
    let ending = try process.wait()
    #expect(ending.code == 0, "\(ending.errors)")
    return highest
  }

  /// The shorter history fills the windows of 112 days that baselines and losses are judged by.
  @Test("a night after three times the history takes no more than a tenth more memory")
  func history() async throws {
    let one = try peaks(TestDatabase.conninfo, days: 120)
    let three = try await TestDatabase.scoped { try peaks($0, days: 360) }
    print(
      "peak memory: first night \(one.first) MB with 120 days, \(three.first) MB with 360; the next \(one.second) and \(three.second)"
    )
    #expect(three.second < 1.1 * one.second)
  }
}
