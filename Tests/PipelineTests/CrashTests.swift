import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

private struct Killed: Error {}

/// Stops a run at the border before a step, after doing something there.
private struct Saboteur: RunObserver {
  var step: String
  var deed: () throws -> Void = { throw Killed() }

  func willBegin(step: String) throws {
    if step == self.step { try deed() }
  }
  func progress(step: String, rows: Int) {}
  func didEnd(_ report: StepReport) {}
}

@Suite(.database) struct CrashTests {
  private let deliveries = Deliveries.small

  private func firstNight(_ conninfo: String) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 28))
    try rehearsal.run(deliveries.days[27])
    try rehearsal.deliver(deliveries.days[28].messages)
    return rehearsal
  }

  /// What readers see: every row of every view of nights.
  private func visible(_ rehearsal: Rehearsal) throws -> [String] {
    try ["item_confidence_history", "location_confidence_history", "alert_event", "metric_daily", "recount"].flatMap { view in
      try rehearsal.rows("select md5(v::text) from trueup_v1.\(view) as v").map { "\(view) \($0)" }
    }
  }

  @Test("a run killed at any border leaves nothing to see, and the next one ends like an undisturbed one")
  func borders() async throws {
    let undisturbed = try firstNight(TestDatabase.conninfo)
    let before = try visible(undisturbed)
    let expected = try undisturbed.run(deliveries.days[28])
    #expect(expected.outcome == .published)
    let after = try visible(undisturbed)
    #expect(after != before)
    try await TestDatabase.scoped { conninfo in
      let rehearsal = try firstNight(conninfo)
      for step in ["check", "prepare", "extract", "settle", "metrics", "baselines", "confidence", "decide", "write", "publish"] {
        #expect(throws: Killed.self) { try rehearsal.run(deliveries.days[28], observer: Saboteur(step: step)) }
        #expect(try visible(rehearsal) == before, "killed before \(step)")
      }
      let report = try rehearsal.run(deliveries.days[28])
      #expect(report.digest == expected.digest)
      #expect(report.revision == 1)
      #expect(try visible(rehearsal) == after)
    }
  }

  @Test("an attempt that another one took over from is fenced")
  func fence() throws {
    let rehearsal = try firstNight(TestDatabase.conninfo)
    let night = deliveries.days[28]
    let before = try visible(rehearsal)
    let sleeper = Saboteur(step: "publish") {
      // While the lease is alive nobody else gets in
      #expect(throws: RunTables.LeaseProblem.self) { try rehearsal.run(night) }
      try rehearsal.owner.execute("update trueup.lease set beat_at = '-infinity'")
      #expect(throws: Killed.self) { try rehearsal.run(night, observer: Saboteur(step: "prepare")) }
    }
    let problem = #expect(throws: RunProblem.self) { try rehearsal.run(night, observer: sleeper) }
    guard case .fenced? = problem else {
      Issue.record("the old attempt was not fenced: \(String(describing: problem))")
      return
    }
    #expect(try visible(rehearsal) == before)
    #expect(try rehearsal.run(night).outcome == .published)
  }

  @Test("a run that wakes up after another one published its night publishes nothing")
  func takenOver() throws {
    let rehearsal = try firstNight(TestDatabase.conninfo)
    let night = deliveries.days[28]
    var taken: NightReport?
    let sleeper = Saboteur(step: "publish") {
      try rehearsal.owner.execute("update trueup.lease set beat_at = '-infinity'")
      taken = try rehearsal.run(night)
    }
    #expect(throws: (any Error).self) { try rehearsal.run(night, observer: sleeper) }
    let published = try #require(taken)
    #expect(published.outcome == .published)
    let kept = try rehearsal.rows(
      "select publication_id, digest from trueup.kept_publication where business_date = $1", [Parameter("\(night.day)")])
    #expect(kept == ["\(published.publication)|\(published.digest)"])
    #expect(try rehearsal.current() == published.publication)
    #expect(
      try rehearsal.rows("select state from trueup.run where business_date = $1", [Parameter("\(night.day)")]) == ["published"])
    #expect(try rehearsal.run(night).outcome == .unchanged)
  }
}
