import PostgreSQL
import Store
import TestSupport
import Testing

/// The trail of who did what: whole when only appended to, and telling when it was not.
@Suite(.database) struct AuditTrailTests {
  private func trail(_ entries: Int) throws -> Connection {
    let owner = try Connection(TestDatabase.conninfo)
    for number in 1...entries {
      try owner.query(
        "select trueup.audit_append('test', $1, jsonb_build_object('n', $2::integer))",
        [Parameter("entry \(number)"), Parameter(number)])
    }
    return owner
  }

  private func faults(_ owner: Connection) throws -> [Int64] {
    try owner.query("select trueup.audit_faults() as id order by id").map { row throws(DatabaseError) in try row.int(0) }
  }

  @Test("a trail that was only appended to is whole, in any session's time zone")
  func whole() throws {
    let owner = try trail(20)
    #expect(try faults(owner) == [])
    try owner.execute("set timezone = 'Asia/Kolkata'; set datestyle = 'German'")
    #expect(try faults(owner) == [])
  }

  @Test(
    "a row that was changed, taken away or put in is found",
    arguments: [
      ("update trueup.audit set detail = '{}' where audit_id = 7", [7]),
      ("update trueup.audit set actor = 'nobody' where audit_id = 1", [1]),
      ("update trueup.audit set at = at + interval '1 microsecond' where audit_id = 20", [20]),
      ("delete from trueup.audit where audit_id = 20", [20]),
      ("delete from trueup.audit where audit_id > 10", [20]),
      ("delete from trueup.audit where audit_id = 19", [20]),
      ("delete from trueup.audit", [20]),
      (
        "insert into trueup.audit select 21, at, actor, action, subject, detail, hash from trueup.audit where audit_id = 20", [21]
      ),
    ] as [(String, [Int64])])
  func tampered(deed: String, found: [Int64]) throws {
    let owner = try trail(20)
    try owner.execute(deed)
    #expect(try faults(owner) == found)
  }

  @Test("entries of many sessions at once make one chain")
  func concurrent() throws {
    let conninfo = TestDatabase.conninfo
    let crew = Crew(4) { number in
      let connection = try Connection(conninfo)
      for entry in 0..<25 { try connection.query("select trueup.audit_append('test', '\(number)-\(entry)', '{}')") }
    }
    try crew.join()
    let owner = try Connection(conninfo)
    #expect(try faults(owner) == [])
    #expect(try owner.query("select max(audit_id), count(distinct subject) from trueup.audit")[0].texts == ["100", "100"])
  }
}
