import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store
import TestSupport
import Testing

/// Runs that are asked to stop, and runs that are killed without being asked.
///
/// These tests wait with `usleep`, which keeps their thread: one that is given away comes back when another test ends, long after
/// the server has given up waiting for a lock.
@Suite(.database) struct SignalTests {
  private let deliveries = Deliveries.small
  private var night: RetailerDay { deliveries.days[28] }

  private func firstNight(_ conninfo: String) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 28))
    try rehearsal.run(deliveries.days[27])
    try rehearsal.deliver(night.messages)
    return rehearsal
  }

  private func arguments(_ conninfo: String) -> [String] { ["run", "--date", "\(night.day)", "--dsn", conninfo] }

  private func visible(_ rehearsal: Rehearsal) throws -> [String] {
    try ["item_confidence_history", "location_confidence_history", "alert_event", "metric_daily", "recount", "alert"].flatMap {
      view in try rehearsal.rows("select md5(v::text) from trueup_v1.\(view) as v").map { "\(view) \($0)" }
    }
  }

  private func digest(_ rehearsal: Rehearsal) throws -> String {
    try rehearsal.rows(
      "select digest from trueup_v1.run where business_date = $1 and state = 'published'", [Parameter("\(night.day)")]
    )
    .joined()
  }

  private func attempts(_ rehearsal: Rehearsal) throws -> Int64 {
    try rehearsal.owner.query(
      "select count(*) from trueup.attempt inner join trueup.run using (run_key) where business_date = $1",
      [Parameter("\(night.day)")])[0].int(0)
  }

  private func sessions(_ rehearsal: Rehearsal, _ condition: String) throws -> Int64 {
    try rehearsal.owner.query(
      "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and \(condition)"
    )[0].int(0)
  }

  @Test(
    "a run killed at any instant leaves nothing to see, and the next one ends like an undisturbed one", arguments: [1]
  )
  func killed(seed: UInt64) async throws {
    let undisturbed = try firstNight(TestDatabase.conninfo)
    let before = try visible(undisturbed)
    #expect(try TrueupProcess.run(arguments(TestDatabase.conninfo)).code == 0)
    let after = try visible(undisturbed)
    #expect(after != before)
    try await TestDatabase.scoped { conninfo in
      let rehearsal = try firstNight(conninfo)
      var chance = SeededGenerator(seed: seed)
      // Nobody gets past the last statement of a publish while this is held
      let gate = try rehearsal.target.session(as: nil)
      try gate.execute("begin; lock table trueup.current_publication in share mode")
      for kill in 1...7 {
        let process = try TrueupProcess(arguments(conninfo))
        while process.isRunning, try attempts(rehearsal) < kill { usleep(1000) }
        if kill < 7 {
          usleep(UInt32(60_000 * (Double(kill) + chance.uniform())))
        } else {
          while process.isRunning, try sessions(rehearsal, "wait_event_type = 'Lock'") == 0 {
            usleep(5000)
          }
        }
        process.send(SIGKILL)
        let ending = try process.wait()
        #expect(ending.wasKilled, "\(ending.errors)")
        // Its server processes end by themselves
        while try sessions(rehearsal, "pid not in (select pid from pg_locks where mode = 'ShareLock' and granted)") > 0 {
          usleep(10_000)
        }
        #expect(try visible(rehearsal) == before, "kill \(kill), seed \(seed)")
        let refused = try TrueupProcess.run(arguments(conninfo))
        #expect(refused.code == 75, "\(refused.errors)")
        // The lease of one that could not say goodbye ends after a minute
        try rehearsal.owner.execute("update trueup.lease set beat_at = beat_at - interval '61 seconds'")
      }
      try gate.execute("rollback")
      let last = try TrueupProcess.run(arguments(conninfo))
      #expect(last.code == 0, "\(last.errors)")
      #expect(try digest(rehearsal) == digest(undisturbed))
      #expect(try visible(rehearsal) == after)
      let left = try rehearsal.rows(
        "select relname from pg_class where relname ~ '^(position|open_line|item_confidence)_[0-9]+$' and relkind = 'r' and not relispartition"
      )
      #expect(left.isEmpty)
    }
  }

  @Test("asked to stop while it waits for the server, a run ends its statement after ten seconds and lets the night go")
  func asked() throws {
    let rehearsal = try firstNight(TestDatabase.conninfo)
    let before = try visible(rehearsal)
    let other = try rehearsal.target.session(as: nil)
    try other.execute("begin; lock table feed.inventory_event in access exclusive mode")
    let process = try TrueupProcess(arguments(TestDatabase.conninfo))
    while process.isRunning, try sessions(rehearsal, "wait_event_type = 'Lock'") == 0 {
      usleep(10_000)
    }
    process.send(SIGTERM)
    let ending = try process.wait()
    #expect(ending.code == 143 && !ending.wasKilled, "\(ending.errors)")
    #expect(ending.errors.contains("nothing was published"))
    try other.execute("rollback")
    #expect(try visible(rehearsal) == before)
    // The lease was let go: nobody has to wait for it
    #expect(try TrueupProcess.run(arguments(TestDatabase.conninfo)).code == 0)
  }

  @Test("asked a second time, a run ends at once and the night can be run again")
  func askedTwice() throws {
    let rehearsal = try firstNight(TestDatabase.conninfo)
    let other = try rehearsal.target.session(as: nil)
    try other.execute("begin; lock table feed.inventory_event in access exclusive mode")
    let process = try TrueupProcess(arguments(TestDatabase.conninfo))
    while process.isRunning, try sessions(rehearsal, "wait_event_type = 'Lock'") == 0 {
      usleep(10_000)
    }
    process.send(SIGINT)
    usleep(100_000)
    process.send(SIGINT)
    let ending = try process.wait()
    #expect(ending.code == 130)
    #expect(!ending.errors.contains("nothing was published"), "it waited for its statement to be ended")
    try other.execute("rollback")
    try rehearsal.owner.execute("update trueup.lease set beat_at = '-infinity'")
    #expect(try TrueupProcess.run(arguments(TestDatabase.conninfo)).code == 0)
  }

  @Test("a reader that stops early is no error and is not told about")
  func closedOutput() throws {
    _ = try firstNight(TestDatabase.conninfo)
    let listing = try TrueupProcess.shell("\"$TRUEUP\" recounts list --dsn '\(TestDatabase.conninfo)' --limit 5000 | head -n 1")
    #expect(listing.output.hasPrefix("recount") && listing.errors.isEmpty, "\(listing.errors)")
    let closed = try TrueupProcess.shell("\"$TRUEUP\" status --dsn '\(TestDatabase.conninfo)' >&-")
    #expect(!closed.errors.contains("Fatal"), "\(closed.errors)")
  }

  @Test("what a run prints can be read by programs")
  func output() throws {
    _ = try firstNight(TestDatabase.conninfo)
    let dry = try TrueupProcess.run(arguments(TestDatabase.conninfo) + ["--dry-run"])
    #expect(dry.code == 0, "\(dry.errors)")
    let run = try TrueupProcess.run(arguments(TestDatabase.conninfo) + ["--format", "json"])
    #expect(run.code == 0, "\(run.errors)")
    let rows = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    #expect(rows?.isEmpty == false)
    let table = try TrueupProcess.run(["recounts", "list", "--format", "csv", "--dsn", TestDatabase.conninfo])
    let lines = table.output.split(separator: "\n")
    #expect(lines.count > 1 && lines[0].hasPrefix("recount,state,location,item,"))
    let refused = try TrueupProcess.run(["feed", "quarantine", "--dsn", TestDatabase.conninfo])
    #expect(refused.code == 0 && refused.output.contains("unknown_item"))
    for step in ["prepare", "extract", "settle", "publish"] { #expect(run.errors.contains("\(step) ")) }
  }
}
