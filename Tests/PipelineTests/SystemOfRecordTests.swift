import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Opening books of several systems are those of one of them, and never their sum.
@Suite(.database) struct SystemOfRecordTests {
  private let deliveries = Deliveries.small

  /// The ERP's openings, and those of two others: one with half of the positions, one that counts a unit more of each.
  private func reference() -> ReferenceData {
    var reference = deliveries.reference
    for (index, opening) in deliveries.reference.openings.enumerated() {
      var other = opening
      other.system = "wms"
      other.quantity += 1000
      if index % 2 == 0 { reference.openings.append(other) }
      other.system = "channel"
      other.asOf = opening.asOf.advanced(bySeconds: 3600)
      if index % 3 == 0 { reference.openings.append(other) }
    }
    return reference
  }

  /// Notes of the steps of a run.
  private final class Notes: RunObserver {
    private(set) var all: [String] = []
    func willBegin(step: String) throws {}
    func progress(step: String, rows: Int) {}
    func didEnd(_ report: StepReport) { all.append(report.note) }
  }

  @Test("the system with the most rows opens the books, as if the others had sent nothing, and the run says so")
  func most() async throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, reference())
    try rehearsal.deliver(deliveries.history(before: 12))
    let notes = Notes()
    try rehearsal.run(deliveries.days[11], observer: notes)
    let sentence = notes.all.first { $0.contains("books opened by") } ?? ""
    let system = try #require(deliveries.reference.openings.first?.system)
    #expect(
      sentence.contains("books opened by \(system) at") && sentence.contains("; not added: ") && sentence.contains("wms at"))
    let state = try rehearsal.state()
    try await TestDatabase.scoped { conninfo in
      let alone = try Rehearsal(conninfo, deliveries.reference)
      try alone.deliver(deliveries.history(before: 12))
      try alone.run(deliveries.days[11])
      #expect(difference(try alone.state(), state) == [])
    }
  }

  @Test("the job file names another; a change of it between two nights folds the history anew")
  func named() async throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, reference())
    try rehearsal.deliver(deliveries.history(before: 12))
    try rehearsal.run(deliveries.days[11])
    try rehearsal.deliver(deliveries.days[12].messages)
    var job = rehearsal.job
    job.systems.byKind[.store] = "wms"
    func run(_ rehearsal: Rehearsal, _ notes: Notes) throws {
      var options = RunOptions(now: deliveries.days[12].cutoff.advanced(bySeconds: 60))
      options.date = deliveries.days[12].day
      _ = try NightRun(target: rehearsal.target, job: job, options: options, observer: notes).run()
    }
    let notes = Notes()
    try run(rehearsal, notes)
    #expect(notes.all.contains { $0.contains("opening books, so the history is folded anew") })
    let (state, facts) = (try rehearsal.state(), try rehearsal.newestFacts())
    try await TestDatabase.scoped { conninfo in
      let whole = try Rehearsal(conninfo, reference())
      try whole.deliver(deliveries.history(before: 13))
      try run(whole, Notes())
      #expect(difference(try whole.state(), state) == [])
      #expect(difference(try whole.newestFacts(), facts) == [])
    }
  }
}
