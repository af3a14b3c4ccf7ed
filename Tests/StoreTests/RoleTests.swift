import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// Who may do what: the catalogue against the matrix that is checked in, and each role against what it must not do.
@Suite(.database, .serialized) struct RoleTests {
  private func matrix(_ change: String = "") throws -> GrantMatrix {
    let connection = try Connection(TestDatabase.conninfo)
    if !change.isEmpty { try connection.execute(change) }
    return try GrantMatrix(files: TestDatabase.files(), on: connection)
  }

  @Test("every right in the catalogue is in sql/grants.txt, and the other way round")
  func grants() throws {
    let matrix = try matrix()
    #expect(matrix.unknown.isEmpty, "after a decision: make schema")
    #expect(matrix.missing.isEmpty, "after a decision: make schema")
  }

  @Test(
    "a right that nobody decided is found, whatever it is on",
    arguments: [
      ("grant select on trueup.alert to trueup_bi", "table|trueup.alert|trueup_bi|select"),
      ("grant update on trueup_v1.alert to public", "view|trueup_v1.alert|PUBLIC|update"),
      ("create view trueup_v1.leak as select 1 as one", "view|trueup_v1.leak|installer|owner"),
      ("grant usage on schema trueup to trueup_hook", "schema|trueup|trueup_hook|usage"),
      ("grant update (state) on trueup.run to trueup_planner", "column|trueup.run.state|trueup_planner|update"),
      ("grant usage on sequence trueup.run_run_key_seq to trueup_bi", "sequence|trueup.run_run_key_seq|trueup_bi|usage"),
      ("alter table trueup.run owner to trueup_job", "table|trueup.run|trueup_job|owner"),
      (
        "create function trueup.open_door() returns integer language sql begin atomic select 1; end",
        "function|trueup.open_door()|installer|owner"
      ),
      (
        "grant execute on function trueup.partition_drop(bigint) to public with grant option",
        nil
      ),
      (
        "alter default privileges in schema trueup grant select on tables to public",
        "default|tables made by installer in trueup|PUBLIC|select"
      ),
    ] as [(String, String?)])
  func unknown(change: String, found: String?) throws {
    guard let found else {
      // PUBLIC cannot pass a right on
      let problem = #expect(throws: DatabaseError.self) { try matrix(change) }
      #expect(problem?.state == SQLState("0LP01"))
      return
    }
    #expect(try matrix(change).unknown.contains(found))
  }

  @Test("a right that was taken away is missed")
  func missing() throws {
    let missing = try matrix("revoke select on trueup_v1.alert from trueup_bi").missing
    #expect(missing == ["view|trueup_v1.alert|trueup_bi|select"])
  }

  struct Probe: Sendable, CustomTestStringConvertible {
    var role: String
    var sql: String
    /// `nil`: it may.
    var state: String?

    init(_ role: String, _ sql: String, _ state: String?) {
      self.role = role
      self.sql = sql
      self.state = state
    }

    var testDescription: String { "\(role): \(sql)" }
  }

  private static let probes: [Probe] = [
    // The night reads the feed and does not write it, and it neither owns nor drops anything
    Probe("job", "select count(*) from feed.inventory_event", nil),
    Probe("job", "select trueup.partition_create('position', 7)", nil),
    Probe("job", "insert into feed.inventory_event (event_id) values ('x')", "42501"),
    Probe("job", "delete from feed.inventory_event", "42501"),
    Probe("job", "update feed.item set unit_cost = 0", "42501"),
    Probe("job", "create table trueup.mine (a integer)", "42501"),
    Probe("job", "drop table trueup.run", "42501"),
    Probe("job", "delete from trueup.publication", "42501"),
    Probe("job", "delete from trueup.run", "42501"),
    Probe("job", "update trueup.count_label set is_exact = true", "42501"),
    Probe("job", "update trueup.config set content = ''", "42501"),
    Probe("job", "alter table trueup.position detach partition trueup.position_1", "42501"),
    Probe("job", "select trueup.partition_create('run', 1)", "22023"),
    Probe("job", "select trueup.partition_create('position; drop table trueup.run', 1)", "22023"),
    Probe("job", "set role trueup_owner", "42501"),
    Probe("job", "create schema mine", "42501"),
    Probe("job", "select feed.analyze_table('feed.item'), trueup.analyze_table('trueup.run')", nil),
    Probe("job", "select feed.analyze_table('trueup.run')", "22023"),
    Probe("job", "select trueup.analyze_table('pg_catalog.pg_class')", "22023"),
    Probe("feed", "select feed.analyze_table('feed.item')", "42501"),
    Probe("job", "copy (select 1) to program 'true'", "42501"),
    // The maintainer owns the tables of publications and nothing else
    Probe("maintainer", "alter table trueup.position detach partition trueup.position_1", nil),
    Probe("maintainer", "delete from trueup.run", "42501"),
    Probe("maintainer", "update trueup.publication set published_at = null", "42501"),
    Probe("maintainer", "select count(*) from feed.inventory_event", "42501"),
    Probe("maintainer", "drop table trueup.publication", "42501"),
    // A source adds messages; when they came and in which transaction is not for it to say
    Probe("feed", "insert into feed.inventory_event (source_system, event_id) values ('pos', 'x')", nil),
    Probe("feed", "insert into feed.inventory_event (event_id, ingest_xid) values ('x', '1'::xid8)", "42501"),
    Probe("feed", "insert into feed.inventory_event (event_id, ingested_at) values ('x', now())", "42501"),
    Probe("feed", "select count(*) from feed.inventory_event", "42501"),
    Probe("feed", "update feed.inventory_event set quantity = 0", "42501"),
    Probe("feed", "delete from feed.inventory_event", "42501"),
    Probe("feed", "truncate feed.inventory_event", "42501"),
    Probe("feed", "select count(*) from trueup_v1.alert", "42501"),
    Probe("feed", "select count(*) from trueup.run", "42501"),
    // Readers read views
    Probe("bi", "select count(*) from trueup_v1.item_confidence", nil),
    Probe("bi", "select count(*) from trueup.item_confidence", "42501"),
    Probe("bi", "select count(*) from trueup.item_confidence_1", "42501"),
    Probe("bi", "select count(*) from feed.inventory_event", "42501"),
    Probe("bi", "update trueup.alert set state = 'resolved'", "42501"),
    Probe("bi", "insert into trueup_v1.location_confidence (location_id) values ('x')", "55000"),
    Probe("planner", "select count(*) from trueup_v1.recount", nil),
    Probe("planner", "update trueup.recount set state = 'dismissed'", "42501"),
    Probe("planner", "delete from trueup.alert", "42501"),
    Probe("planner", "select count(*) from feed.inventory_event", "42501"),
    Probe("planner", "select trueup_v1.recount_accept('none')", "P0002"),
    Probe("planner", "select trueup.audit_append('recount.accept', 'none', '{}')", "42501"),
    Probe("planner", "select trueup_v1.alert_acknowledge('none')", "P0002"),
    Probe("planner", "select trueup_v1.silence_add('why', now() + '1 day', scope => 'S01')", nil),
    Probe("planner", "insert into trueup.silence (reason) values ('why')", "42501"),
    Probe("counter", "select trueup_v1.alert_resolve('none', 'real')", "42501"),
    Probe("bi", "select trueup_v1.silence_add('why', now() + '1 day', scope => 'S01')", "42501"),
    // Who counts must not see what the book says
    Probe("counter", "select count(*) from trueup_v1.recount_sheet", nil),
    Probe("counter", "select trueup_v1.recount_result('none', 1)", "P0002"),
    Probe("counter", "select trueup_v1.recount_accept('none')", "42501"),
    Probe("counter", "select trueup_v1.recount_dismiss('none', 'why')", "42501"),
    Probe("bi", "select trueup_v1.recount_accept('none')", "42501"),
    Probe("job", "select trueup_v1.recount_dismiss('none', 'why')", "42501"),
    Probe("counter", "select count(*) from trueup_v1.recount", "42501"),
    Probe("counter", "select count(*) from trueup_v1.item_confidence", "42501"),
    Probe("counter", "select count(*) from trueup.position", "42501"),
    Probe("counter", "select count(*) from feed.inventory_event", "42501"),
    Probe("hook", "select count(*) from trueup_v1.alert", "42501"),
    Probe("hook", "select count(*) from trueup.run", "42501"),
    Probe("auditor", "select count(*) from trueup.attempt", nil),
    Probe("auditor", "select count(*) from trueup_v1.run", nil),
    Probe("auditor", "update trueup.attempt set outcome = ''", "42501"),
    Probe("auditor", "select count(*) from feed.inventory_event", "42501"),
  ]

  /// A login of its own for each probe: a superuser's SET ROLE would be let through where a real one is not.
  @Test("each role can do its work and is refused what is not its work")
  func denied() throws {
    let owner = try Connection(TestDatabase.conninfo)
    try owner.execute(
      """
      select trueup.partition_create(name, 1), trueup.partition_attach(name, 1)
      from unnest(array['position', 'item_confidence']) as name
      """)
    let logins = Dictionary(
      uniqueKeysWithValues: Role.allCases.map {
        ($0.rawValue, "probe_\($0.rawValue)_\(ProcessInfo.processInfo.processIdentifier)")
      })
    defer { for login in logins.values { try? owner.execute("drop owned by \(login); drop role \(login)") } }
    for role in Role.allCases {
      let login = try #require(logins[role.rawValue])
      try owner.execute("create role \(login) login password 'probe'")
      try Role.grant([role], to: login, connections: 3, on: owner)
    }
    for probe in Self.probes {
      let login = try #require(logins[probe.role])
      let connection = try Connection("\(TestDatabase.conninfo) user=\(login) password=probe")
      var state: String?
      do {
        try connection.execute("begin; \(probe.sql)")
      } catch {
        state = error.state?.code ?? "broken"
      }
      #expect(state == probe.state, "\(probe.testDescription)")
    }
  }

  @Test("a login has the roles it was given last, and no more sessions than allowed")
  func login() throws {
    let owner = try Connection(TestDatabase.conninfo)
    let login = "someone_\(ProcessInfo.processInfo.processIdentifier)"
    try owner.execute("create role \"\(login)\" login password 'probe'")
    defer { try? owner.execute("drop owned by \(login); drop role \(login)") }
    func roles() throws -> [String] {
      try owner.query(
        """
        select granted.rolname from pg_auth_members
        inner join pg_roles as granted on granted.oid = roleid inner join pg_roles as member on member.oid = member
        where member.rolname = $1 order by 1
        """, [Parameter(login)]
      ).map { row throws(DatabaseError) in try row.text(0) }
    }
    try Role.grant([.job, .maintainer], to: login, connections: 1, on: owner)
    #expect(try roles() == ["trueup_job", "trueup_maintainer"])
    let conninfo = "\(TestDatabase.conninfo) user=\(login) password=probe"
    let first = try Target(conninfo: conninfo, files: TestDatabase.files()).workingSession()
    let second = #expect(throws: DatabaseError.self) { try Connection(conninfo) }
    #expect(second?.kind == .connection && second?.message.contains("too many connections") == true)
    #expect(first.backendPID > 0)
    try Role.grant([.planner], to: login, connections: nil, on: owner)
    #expect(try roles() == ["trueup_planner"])
    try Role.grant([], to: login, connections: nil, on: owner)
    #expect(try roles() == [])
    #expect(throws: Role.Problem.self) { try Role.grant([.bi], to: "trueup_job", connections: nil, on: owner) }
    #expect(throws: Role.Problem.self) { try Role.grant([.bi], to: "no one; drop", connections: nil, on: owner) }
  }

  @Test("who may make roles and owns the database can install, without being a superuser")
  func installer() throws {
    let owner = try Connection("dbname=postgres")
    let number = ProcessInfo.processInfo.processIdentifier
    let (login, database) = ("installer_\(number)", "installed_\(number)")
    try owner.execute("create role \(login) login createrole password 'probe'")
    try owner.execute("create database \(database) owner \(login)")
    defer {
      try? owner.execute("drop database \(database) with (force)")
      try? owner.execute("drop role \(login)")
    }
    let connection = try Connection("dbname=\(database) user=\(login) password=probe")
    let files = try TestDatabase.files()
    #expect(try !Installation(connection).migrate(files).isEmpty)
    let matrix = try GrantMatrix(files: files, on: connection)
    #expect(matrix.unknown.isEmpty && matrix.missing.isEmpty)
    #expect(try Installation(connection).migrate(files).isEmpty)
  }
}
