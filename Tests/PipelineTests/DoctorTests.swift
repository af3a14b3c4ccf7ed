import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Each trouble is found by its own check, and its sentence says what to do.
@Suite(.database) struct DoctorTests {
  private let night = Deliveries.tiny.days[1]

  private func wrong(_ rehearsal: Rehearsal, by person: Target? = nil, later seconds: Int64 = 3600) throws -> [String: String] {
    let findings = try Doctor(
      target: person ?? rehearsal.target, job: rehearsal.job, now: night.cutoff.advanced(bySeconds: seconds)
    ).findings()
    return Dictionary(findings.filter { !$0.isFine }.map { ($0.subject, $0.sentence) }) { $0 + $1 }
  }

  private func published() throws -> Rehearsal {
    let deliveries = Deliveries.tiny
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 2))
    try rehearsal.run(night)
    return rehearsal
  }

  @Test("a healthy installation has nothing wrong, for a login that runs nights too")
  func healthy() throws {
    let rehearsal = try published()
    #expect(try wrong(rehearsal) == [:])
    #expect(try wrong(rehearsal, by: rehearsal.asAnotherPerson()) == [:])
  }

  @Test(
    "each trouble is found, and its sentence says what to do",
    arguments: [
      ("drop schema trueup cascade", "schemas", "trueup db init"),
      ("delete from trueup.migration where name like '0002%'", "schemas", "trueup db migrate"),
      ("update trueup.migration set digest = '' where name like '0003%'", "schemas", "never edited"),
      ("grant select on trueup.position to trueup_bi", "rights", "revoke"),
      ("alter table feed.item drop column unit_price cascade", "contract", "feed.item.unit_price is missing"),
      ("update trueup.publication set system_identifier = 'another'", "source", "trueup db rebaseline"),
      ("update trueup.run set state = 'held'", "held nights", "trueup retry"),
      (
        "update trueup.run set state = 'open'; update trueup.lease set beat_at = now() - interval '1 hour'", "lease",
        "takes it up"
      ),
      ("update trueup.freshness set status = 'silent'", "freshness", "ask who sends"),
      ("select trueup.audit_append('a', 'b', '{}'); update trueup.audit set action = 'c'", "audit", "trueup.audit"),
    ])
  func found(trouble: String, subject: String, advice: String) throws {
    let rehearsal = try published()
    try rehearsal.owner.execute(trouble)
    let wrong = try wrong(rehearsal)
    #expect(wrong.keys.sorted() == [subject])
    #expect(wrong[subject]?.contains(advice) == true, "\(wrong)")
  }

  @Test("a night that is overdue, and a login that is no member of the roles")
  func overdue() throws {
    let rehearsal = try published()
    #expect(try wrong(rehearsal, later: 2 * 86_400)["nights"]?.contains("trueup run") == true)
    let stranger = try rehearsal.asAnotherPerson("trueup_test_stranger")
    try rehearsal.owner.execute("revoke trueup_job, trueup_maintainer from trueup_test_stranger")
    #expect(try wrong(rehearsal, by: stranger)["login"]?.contains("trueup db grant trueup_test_stranger job maintainer") == true)
  }

  @Test("a partition whose detachment was interrupted is named")
  func stuck() throws {
    let rehearsal = try published()
    let publication = try rehearsal.current()
    let reader = try rehearsal.target.session()
    try reader.execute("begin; select from trueup.position")
    try rehearsal.owner.execute("set lock_timeout = 100")
    #expect(throws: DatabaseError.self) {
      try rehearsal.owner.execute("alter table trueup.position detach partition trueup.position_\(publication) concurrently")
    }
    #expect(try wrong(rehearsal).keys.sorted() == ["partitions"])
  }
}
