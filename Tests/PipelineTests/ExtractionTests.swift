import Inventory
import PostgreSQL
import Statistics
import Store
import TestSupport
import Testing

/// How often each row was read, by the method that read it.
private struct Readings {
  var times: [String: Int] = [:]

  mutating func read(_ ids: [String]) {
    for id in ids { times[id, default: 0] += 1 }
  }

  func lost(of committed: Set<String>) -> Int { committed.count { times[$0] == nil } }
  var repeated: Int { times.values.reduce(0) { $0 + $1 - 1 } }
}

/// One reader that polls while others write; each of its transactions sees one snapshot.
private struct Poller {
  let connection: Connection
  let files: SQLFiles
  var watermark: String
  var differences = Readings()
  var naive: [String: Readings] = [:]
  private var newestRecord = "-infinity"
  private var newestNumber = "0"
  private var newestLookedBack = "-infinity"

  init(_ conninfo: String) throws {
    files = try TestDatabase.files()
    connection = try Target(conninfo: conninfo, files: files).session(as: nil)
    watermark = try connection.query("select pg_current_snapshot()::text")[0].text(0)
  }

  private func ids(_ sql: String, _ parameters: [Parameter]) throws -> [String] {
    try connection.query(sql, parameters).map { row throws(DatabaseError) in try row.text(0) }
  }

  private func newest(_ expression: String, _ before: String) throws -> String {
    try connection.query("select max(\(expression))::text from feed.inventory_event")[0].optionalText(0) ?? before
  }

  mutating func poll() throws {
    try connection.execute("begin isolation level repeatable read read only")
    let snapshot = try connection.query("select pg_current_snapshot()::text")[0].text(0)
    let forever = Day(year: 2200, month: 1, day: 1).utcStart
    let base = NightInput.Base(publication: 0, businessDate: Day(number: 0), cutoff: forever, watermark: watermark)
    let extract = EventExtract(
      feed: connection, files: files, input: NightInput(snapshot: snapshot, cutoff: forever, base: base))
    var found: [String] = []
    try extract.eachEvent { row in
      _ = row.text()
      if let id = row.text() { found.append(id) }
    }
    differences.read(found)

    let select = "select event_id from feed.inventory_event where"
    try read("record time", "\(select) record_time > $1::timestamptz", newestRecord)
    newestRecord = try newest("record_time", newestRecord)
    try read("number", "\(select) (attributes ->> 'number')::bigint > $1::bigint", newestNumber)
    newestNumber = try newest("(attributes ->> 'number')::bigint", newestNumber)
    try read("look-back", "\(select) record_time > $1::timestamptz - interval '5 milliseconds'", newestLookedBack)
    newestLookedBack = try newest("record_time", newestLookedBack)
    let rows = try ids(
      """
      \(select) (xmin::text::xid8 >= pg_snapshot_xmax($1::pg_snapshot)
          or xmin::text::xid8 = any(array(select pg_snapshot_xip($1::pg_snapshot))))
        and pg_visible_in_snapshot(xmin::text::xid8, $2::pg_snapshot)
      """, [Parameter(watermark), Parameter(snapshot)])
    naive["xmin", default: Readings()].read(rows)
    watermark = snapshot
    try connection.execute("commit")
  }

  private mutating func read(_ method: String, _ sql: String, _ mark: String) throws {
    naive[method, default: Readings()].read(try ids(sql, [Parameter(mark)]))
  }
}

/// Writes messages in transactions of random length, with savepoints kept and given up, and some rolled back whole.
private func write(_ conninfo: String, writer: Int, seed: UInt64, events: Int) throws {
  var generator = SeededGenerator(seed: SeededGenerator.mix(seed &* 64 &+ UInt64(writer)))
  let connection = try Target(conninfo: conninfo, files: try TestDatabase.files()).session(as: nil)
  var number = 0
  func insert() throws {
    number += 1
    try connection.query(
      """
      insert into feed.inventory_event (source_system, event_id, record_time, attributes)
      values ('pos', $1, clock_timestamp(), jsonb_build_object('number', nextval('public.arrival')))
      """, [Parameter("\(writer)-\(number)")])
  }
  while number < events {
    try connection.execute("begin")
    for _ in 0..<Int.random(in: 1...24, using: &generator) {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0:
        try connection.execute("savepoint s")
        try insert()
        try connection.execute("rollback to savepoint s")
      case 1, 2:
        try connection.execute("savepoint s")
        try insert()
        try connection.execute("release savepoint s")
      default:
        try insert()
      }
    }
    try connection.execute(Int.random(in: 0..<8, using: &generator) == 0 ? "rollback" : "commit")
  }
}

@Suite(.database, .serialized) struct ExtractionTests {
  @Test("differences of snapshots lose nothing and repeat nothing while eight write; four watermarks do not manage")
  func differences() throws {
    let conninfo = TestDatabase.conninfo
    let owner = try Target(conninfo: conninfo, files: try TestDatabase.files()).session(as: nil)
    try owner.execute("create sequence public.arrival")
    var lost: [String: Int] = [:]
    var repeated: [String: Int] = [:]
    for seed in 1...UInt64(runsLong ? 20 : 3) {
      try owner.execute("truncate feed.inventory_event")
      var poller = try Poller(conninfo)
      let events = runsLong ? 1250 : 250
      let writers = Crew(8) { try write(conninfo, writer: $0, seed: seed, events: events) }
      while writers.isWorking { try poller.poll() }
      try writers.join()
      try poller.poll()
      let committed = Set(
        try owner.query("select event_id from feed.inventory_event").map { row throws(DatabaseError) in try row.text(0) })
      #expect(committed.count > 4 * events, "seed \(seed)")
      #expect(poller.differences.lost(of: committed) == 0, "seed \(seed)")
      #expect(poller.differences.repeated == 0, "seed \(seed)")
      #expect(Set(poller.differences.times.keys) == committed, "seed \(seed)")
      for (method, readings) in poller.naive {
        lost[method, default: 0] += readings.lost(of: committed)
        repeated[method, default: 0] += readings.repeated
      }
    }
    // The harness catches what it is there to catch
    #expect(lost["record time"] ?? 0 > 0)
    #expect(lost["number"] ?? 0 > 0)
    #expect(lost["look-back"] ?? 0 > 0 || repeated["look-back"] ?? 0 > 0)
    #expect(lost["xmin"] ?? 0 > 0)
  }
}
