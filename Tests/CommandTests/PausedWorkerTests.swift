import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store
import TestSupport
import Testing

/// A worker that is stopped past its lease and wakes up after somebody else has done its work.
@Suite(.database, .serialized) struct PausedWorkerTests {
  private let deliveries = Deliveries.tiny

  @Test("a paused worker that wakes up publishes nothing")
  func paused() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    var chance = SeededGenerator(seed: 20_261_121)
    var woken: [Int32: Int] = [:]
    let trials = runsLong ? 50 : 4
    for number in 0..<trials {
      let night = deliveries.days[number]
      try rehearsal.deliver(night.messages)
      let process = try TrueupProcess(["run", "-q", "--date", "\(night.day)", "--dsn", TestDatabase.conninfo])
      // After a step, for then its sessions stand: one that is stopped while it logs in blocks DROP DATABASE in other tests
      let step = ["prepare", "extract", "settle", "metrics", "baselines", "confidence", "decide", "write"].randomElement(
        using: &chance)
      let steps =
        "select count(*) from trueup.run_step inner join trueup.run using (run_key) where business_date = $1 and step = $2"
      while process.isRunning, try rehearsal.rows(steps, [Parameter("\(night.day)"), Parameter(step)]) == ["0"] { usleep(500) }
      usleep(UInt32(chance.uniform() * 5000))
      process.send(SIGSTOP)
      // A minute goes by
      try rehearsal.owner.execute("update trueup.lease set beat_at = beat_at - interval '61 seconds'")
      let report = try rehearsal.run(night)
      let seen = try rehearsal.rows("select md5(v::text) from trueup_v1.item_confidence_history as v")
      process.send(SIGCONT)
      let ending = try process.wait()
      woken[ending.code, default: 0] += 1
      // Where it had published before it was stopped, the other one found nothing to do
      #expect(ending.code == (report.outcome == .published ? 75 : 0), "trial \(number): \(ending.errors)")
      #expect(try rehearsal.rows("select md5(v::text) from trueup_v1.item_confidence_history as v") == seen)
      let kept = try rehearsal.rows(
        "select count(*), min(publication_id) = max(current_publication.publication_id) from trueup.kept_publication inner join trueup.current_publication using (publication_id)"
      )
      #expect(kept == ["1|t"])
    }
    #expect(
      try rehearsal.rows("select count(*), count(distinct business_date) from trueup.kept_publication") == ["\(trials)|\(trials)"]
    )
    // How many are stopped in the middle is up to the machine; one at least, or nothing was tried
    #expect(woken[75] != nil, "all were too fast to be stopped in the middle: \(woken)")
  }

  @Test(
    "one that is stopped in the middle of its publish keeps the next one waiting for half a minute at most",
    .enabled(if: runsLong))
  func insidePublish() async throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    let night = deliveries.days[0]
    try rehearsal.deliver(night.messages)
    let gate = try rehearsal.target.session(as: nil)
    try gate.execute("begin; lock table trueup.current_publication in share mode")
    let process = try TrueupProcess(["run", "-q", "--date", "\(night.day)", "--dsn", TestDatabase.conninfo])
    let waiting =
      "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%current_publication%'"
    while process.isRunning, try rehearsal.rows(waiting) == ["0"] { usleep(500) }
    process.send(SIGSTOP)
    try gate.execute("rollback")
    try rehearsal.owner.execute("update trueup.lease set beat_at = beat_at - interval '61 seconds'")
    let began = ContinuousClock.now
    #expect(try rehearsal.run(night).outcome == .published)
    #expect(ContinuousClock.now - began < .seconds(45))
    process.send(SIGCONT)
    #expect(try process.wait().code != 0)
    #expect(try rehearsal.rows("select count(*) from trueup.kept_publication") == ["1"])
  }
}
