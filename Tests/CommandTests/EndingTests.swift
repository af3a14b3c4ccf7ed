import Foundation
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// How the program ends when it did its work and something is not as it should be.
@Suite(.database) struct EndingTests {
  private let deliveries = Deliveries.tiny

  private func published() throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 3))
    try rehearsal.run(deliveries.days[2])
    return rehearsal
  }

  @Test("--fail-on ends with 1 when an alert that severe is firing, and the night is published all the same")
  func failOn() throws {
    let rehearsal = try published()
    func code(_ failOn: String?) throws -> Int32 {
      let option = failOn.map { ["--fail-on", $0] } ?? []
      return try TrueupProcess.run(["run", "--date", "\(deliveries.days[2].day)", "--dsn", TestDatabase.conninfo] + option).code
    }
    #expect(try [nil, "warning", "critical", "never"].map(code) == [0, 0, 0, 0])
    try rehearsal.owner.execute(
      """
      insert into trueup.alert (alert_id, fingerprint, family, severity, state, scope, starts, last_seen, occurrences, title,
        description, likely_cause, suggested_action, owner_role, publication_id)
      select 'a', 'f', 'latency', 'warning', 'firing', 'S01', now(), now(), 1, 't', 'd', 'c', 'a', 'o', publication_id
      from trueup.current_publication
      """)
    #expect(try [nil, "warning", "critical", "never"].map(code) == [0, 1, 0, 0])
    try rehearsal.owner.execute("update trueup.alert set severity = 'critical'")
    #expect(try [nil, "warning", "critical", "never"].map(code) == [0, 1, 1, 0])
    try rehearsal.owner.execute("update trueup.alert set state = 'acknowledged'")
    #expect(try [nil, "warning", "critical", "never"].map(code) == [0, 0, 0, 0])
  }

  @Test("the doctor ends with 0 or 1 and prints a row for each check")
  func doctor() throws {
    let rehearsal = try published()
    // The simulated night lies months back
    let wrong = try TrueupProcess.run(["doctor", "--format", "csv", "--dsn", TestDatabase.conninfo])
    #expect(wrong.code == 1 && wrong.output.contains("nights,wrong,"), "\(wrong.errors)")
    #expect(wrong.output.split(separator: "\n").count > 8)
    try rehearsal.owner.execute("update trueup.publication set business_date = current_date - 1")
    let fine = try TrueupProcess.run(["doctor", "--dsn", TestDatabase.conninfo])
    #expect(fine.code == 0, "\(fine.output)")
  }

  @Test("a held night ends with 65, is held again by retry, and a second person publishes it")
  func held() throws {
    let rehearsal = try published()
    let night = deliveries.days[3]
    try rehearsal.deliver(night.messages)
    try rehearsal.owner.execute(
      """
      insert into feed.inventory_event (source_system, event_id, event_type, location_id, item_id, quantity, event_time, record_time)
      select source_system, 'bad-' || number, 'sale_v2', location_id, item_id, 1, event_time, record_time
      from (select * from feed.inventory_event where event_type = 'sale' order by record_time desc limit 1) as good
      cross join generate_series(1, 60) as number
      """)
    let run = ["run", "--date", "\(night.day)", "--dsn", TestDatabase.conninfo]
    let first = try TrueupProcess.run(run)
    #expect(first.code == 65 && first.errors.contains("the last one stays"), "\(first.errors)")
    #expect(try TrueupProcess.run(["retry", "--dsn", TestDatabase.conninfo]).code == 65)
    #expect(try TrueupProcess.run(run + ["--accept-held", "reported"]).code == 77)
    let person = try rehearsal.asAnotherPerson()
    let second = try TrueupProcess.run(
      [
        "run", "--date", "\(night.day)", "--dsn", person.conninfo.replacing(" password=test", with: ""), "--accept-held",
        "reported",
      ], environment: ["PGPASSWORD": "test"])
    #expect(second.code == 0, "\(second.errors)")
    #expect(try TrueupProcess.run(["retry", "--dsn", TestDatabase.conninfo]).code == 64)
  }
}
