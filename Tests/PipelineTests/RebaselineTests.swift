import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// The feed is somewhere else: nothing is read by a watermark of another cluster, and somebody has to say go on.
@Suite(.database) struct RebaselineTests {
  private let deliveries = Deliveries.tiny

  private func played(_ conninfo: String) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 28))
    try rehearsal.run(deliveries.days[27])
    try rehearsal.deliver(deliveries.days[28].messages)
    return rehearsal
  }

  private func undisturbed() async throws -> (state: [String], facts: [String]) {
    try await TestDatabase.scoped { conninfo in
      let plain = try played(conninfo)
      try plain.run(deliveries.days[28])
      return (try plain.state(), try plain.newestFacts())
    }
  }

  @Test(
    "another system identifier, timeline or table stops the night with 76 until somebody says to go on",
    arguments: ["system_identifier = 'another'", "timeline = timeline + 1", "feed_oid = feed_oid::bigint + 1"])
  func changed(identity: String) async throws {
    let rehearsal = try played(TestDatabase.conninfo)
    #expect(try Rebaseline(rehearsal.owner).run() == nil, "nothing to do")
    try rehearsal.owner.execute("update trueup.publication set \(identity)")
    let before = try rehearsal.current()
    for night in [27, 28] {
      let problem = #expect(throws: RunProblem.self) { try rehearsal.run(deliveries.days[night]) }
      #expect(problem?.exitCode == 76)
    }
    #expect(try rehearsal.current() == before)
    #expect(try Rebaseline(rehearsal.owner).run() == 0)
    #expect(try Rebaseline(rehearsal.owner).run() == nil)
    #expect(try rehearsal.rows("select action from trueup.audit") == ["source.rebaseline"])
    // What was read elsewhere cannot be read again; the next night can
    let problem = #expect(throws: RunProblem.self) { try rehearsal.run(deliveries.days[27]) }
    #expect(problem?.exitCode == 76)
    #expect(try rehearsal.run(deliveries.days[28]).outcome == .published)
    let wanted = try await undisturbed()
    #expect(difference(try rehearsal.state(), wanted.state).isEmpty)
    #expect(difference(try rehearsal.newestFacts(), wanted.facts).isEmpty)
    #expect(try rehearsal.run(deliveries.days[28]).outcome == .unchanged)
  }

  @Test("a database that was restored from a dump is another source, and goes on after a rebaseline")
  func restored() async throws {
    let rehearsal = try played(TestDatabase.conninfo)
    let name = try rehearsal.owner.query("select current_database()")[0].text(0)
    let copy = "\(name)_restored"
    try rehearsal.owner.execute("create database \(copy)")
    defer { try? rehearsal.owner.execute("drop database \(copy) with (force)") }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "pg_dump '\(name)' | psql -qXv ON_ERROR_STOP=1 -d '\(copy)' >/dev/null"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let restored = try Rehearsal("dbname=\(copy)", ReferenceData())
    let problem = #expect(throws: RunProblem.self) { try restored.run(deliveries.days[28]) }
    #expect(problem?.exitCode == 76)
    #expect(try Rebaseline(restored.owner).run() != nil)
    #expect(try restored.run(deliveries.days[28]).outcome == .published)
    let wanted = try await undisturbed()
    #expect(difference(try restored.state(), wanted.state).isEmpty)
    #expect(difference(try restored.newestFacts(), wanted.facts).isEmpty)
    let grants = try GrantMatrix(files: restored.target.files, on: restored.owner)
    #expect(grants.unknown.isEmpty && grants.missing.isEmpty)
  }

  /// Rows of a dump bring the transaction numbers of their old cluster along, which may lie ahead of this one's.
  @Test("rows with transaction numbers from ahead are read after a rebaseline, once")
  func dumped() async throws {
    let rehearsal = try played(TestDatabase.conninfo)
    try rehearsal.owner.execute(
      """
      update feed.inventory_event set ingest_xid = (ingest_xid::text::bigint + 4000000000)::text::xid8;
      update trueup.publication set system_identifier = 'another'
      """)
    let rows = try rehearsal.owner.query("select count(*) from feed.inventory_event")[0].int(0)
    #expect(try Rebaseline(rehearsal.owner).run() == Int(rows))
    #expect(try rehearsal.run(deliveries.days[28]).outcome == .published)
    let wanted = try await undisturbed()
    #expect(difference(try rehearsal.state(), wanted.state).isEmpty)
    #expect(difference(try rehearsal.newestFacts(), wanted.facts).isEmpty)
    // And nothing a second time in the night after
    try rehearsal.deliver(deliveries.days[29].messages)
    let report = try rehearsal.run(deliveries.days[29])
    #expect(report.rowsRead <= deliveries.days[29].messages.count)
  }
}
