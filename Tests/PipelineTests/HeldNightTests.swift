import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// A night that its audit holds: nothing to see, judged again, or let through by a second person.
@Suite(.database) struct HeldNightTests {
  private let deliveries = Deliveries.small
  private var night: RetailerDay { deliveries.days[20] }

  /// A night in which a till sent sixty messages of a type nobody knows.
  private func held() throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 20))
    try rehearsal.run(deliveries.days[19])
    try rehearsal.deliver(night.messages)
    let good = try #require(night.messages.first { $0.eventType == "sale" })
    try rehearsal.deliver(
      (0..<60).map { number in
        var message = good
        message.eventID = "bad-type-\(number)"
        message.eventType = "sale_v2"
        return message
      })
    let before = try rehearsal.current()
    let problem = #expect(throws: RunProblem.self) { try rehearsal.run(night) }
    guard case .held(let reasons)? = problem else {
      Issue.record("not held: \(String(describing: problem))")
      return rehearsal
    }
    #expect(reasons.count == 1 && reasons[0].contains("were refused"))
    #expect(problem?.exitCode == 65)
    #expect(try rehearsal.current() == before)
    #expect(
      try rehearsal.rows("select state from trueup_v1.run where business_date = $1", [Parameter("\(night.day)")]) == ["held"])
    return rehearsal
  }

  @Test("judged again it is held again, on the same input")
  func again() throws {
    let rehearsal = try held()
    let before = try rehearsal.current()
    let unfinished = try #require(try RunTables(rehearsal.owner).unfinished(nil))
    #expect(unfinished.businessDate == night.day)
    // Good messages that arrive now are not this night's: the share of refused ones stays
    try rehearsal.deliver(deliveries.days[21].messages + deliveries.days[22].messages)
    #expect(throws: RunProblem.self) { try rehearsal.run(night) }
    let attempts = try rehearsal.rows(
      "select attempt.epoch, attempt.outcome from trueup.attempt where run_key = $1", [Parameter(unfinished.key)])
    #expect(attempts == ["1|held", "2|held"])
    #expect(try rehearsal.current() == before)
  }

  @Test("a second person lets it through with a reason, which is kept; the first person cannot")
  func accepted() throws {
    let rehearsal = try held()
    let before = try rehearsal.current()
    let same = #expect(throws: RunProblem.self) { try rehearsal.run(night) { $0.acceptHeld = "looks fine" } }
    #expect(same?.exitCode == 77)
    let person = try rehearsal.asAnotherPerson()
    let never = #expect(throws: RunProblem.self) {
      try rehearsal.run(deliveries.days[19], by: person) { $0.acceptHeld = "why not" }
    }
    #expect(never?.exitCode == 64)
    #expect(try rehearsal.current() == before)
    #expect(try rehearsal.rows("select count(*) from trueup.audit") == ["0"])

    let report = try rehearsal.run(night, by: person) { $0.acceptHeld = "the new till software, reported" }
    #expect(report.outcome == .published)
    #expect(try rehearsal.current() == report.publication)
    #expect(
      try rehearsal.rows("select actor, action, detail ->> 'reason' from trueup.audit")
        == ["trueup_test_person|run.accept_held|the new till software, reported"])
    #expect(try rehearsal.rows("select trueup.audit_faults()").isEmpty)
  }

  @Test("the database refuses the first person too, whatever the program thinks")
  func refused() throws {
    let rehearsal = try held()
    let key = try #require(try RunTables(rehearsal.owner).unfinished(nil)?.key)
    let person = try rehearsal.asAnotherPerson().session()
    func state(_ connection: Connection, _ sql: String) -> String? {
      do {
        try connection.execute("begin; \(sql)")
        try connection.execute("rollback")
        return nil
      } catch {
        try? connection.execute("rollback")
        return error.state?.code
      }
    }
    let mine = try rehearsal.target.session()
    #expect(state(mine, "select trueup.accept_held(\(key), 'fine')") == "42501")
    #expect(state(person, "select trueup.accept_held(\(key), ' ')") == "22023")
    #expect(state(person, "select trueup.accept_held(\(key - 1), 'fine')") == "55000")
    #expect(state(person, "select trueup.accept_held(\(key), 'fine')") == nil)
    // Nor can it be said afterwards that somebody else had run it
    #expect(state(mine, "update trueup.attempt set login = 'somebody'") == "42501")
    #expect(state(mine, "select trueup.audit_append('x', 'y', '{}')") == "42501")
    #expect(state(mine, "insert into trueup.audit select * from trueup.audit") == "42501")
  }

  @Test("a record that has another book than its position, or no position, does not tie")
  func totals() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 3))
    try rehearsal.run(deliveries.days[2])
    let publication = try rehearsal.current()
    let text = try rehearsal.target.files.text("checks/night_totals")
    // Every location and every item of this retailer is scored
    let parameters = [Parameter(publication), Parameter(array: []), Parameter(array: [])]
    #expect(try rehearsal.rows(text, parameters) == [])
    for damage in [
      "update trueup.item_confidence set book_qty = book_qty + 0.001 where ctid = (select min(ctid) from trueup.item_confidence where publication_id = $1) and publication_id = $1",
      "delete from trueup.position where publication_id = $1 and available + coalesce(backroom, 0) <> 0 and ctid = (select min(ctid) from trueup.position where publication_id = $1 and available + coalesce(backroom, 0) <> 0)",
    ] {
      try rehearsal.owner.execute("begin")
      #expect(try rehearsal.owner.query(damage, [Parameter(publication)]).affected == 1)
      #expect(try rehearsal.rows(text, parameters).count == 1)
      try rehearsal.owner.execute("rollback")
    }
  }
}
