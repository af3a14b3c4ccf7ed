import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// A feed that was loaded a minute ago, on a server that analyses nothing by itself.
@Suite(.database) struct PlannerStatisticsTests {
  private let deliveries = Deliveries.tiny
  private let first = 60

  private func loaded() throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    for table in try rehearsal.rows(
      """
      select pg_class.oid::regclass from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace
      where nspname in ('feed', 'trueup') and relkind = 'r'
      """)
    {
      try rehearsal.owner.execute("alter table \(table) set (autovacuum_enabled = off)")
    }
    try deliver(deliveries.history(before: first), to: rehearsal)
    return rehearsal
  }

  /// The server learns of changed rows when a session has nothing else to do; here it learns at once.
  private func deliver(_ messages: some Sequence<FeedMessage>, to rehearsal: Rehearsal) throws {
    try rehearsal.deliver(messages)
    try rehearsal.owner.execute("select pg_stat_force_next_flush()")
  }

  private func prepared(_ rehearsal: Rehearsal, night: Int) throws -> String {
    let report = try rehearsal.run(deliveries.days[night])
    return try #require(report.steps.first { $0.name == "check" }?.note)
  }

  private func isKnown(_ table: String, _ rehearsal: Rehearsal) throws -> Bool {
    try rehearsal.rows(
      "select attname from pg_stats where schemaname = 'feed' and tablename = $1", [Parameter(table)]
    ).isEmpty == false
  }

  @Test("a night analyses what nobody has analysed, once, and again when a fifth of it is new")
  func fresh() throws {
    let rehearsal = try loaded()
    #expect(try !isKnown("inventory_event", rehearsal))
    #expect(try prepared(rehearsal, night: first - 1).contains("analysed feed.inventory_event"))
    #expect(try isKnown("inventory_event", rehearsal))
    try deliver(deliveries.days[first].messages, to: rehearsal)
    #expect(try !prepared(rehearsal, night: first).contains("feed.inventory_event"))
    try deliver(deliveries.days[(first + 1)...].flatMap(\.messages), to: rehearsal)
    #expect(try prepared(rehearsal, night: 109).contains("analysed feed.inventory_event"))
  }

  @Test("a feed that is partitioned is analysed as one table")
  func partitioned() throws {
    let rehearsal = try loaded()
    try rehearsal.owner.execute(
      """
      create table feed.parts (like feed.inventory_event including defaults) partition by list (source_system);
      create table feed.parts_all partition of feed.parts default with (autovacuum_enabled = off);
      insert into feed.parts select * from feed.inventory_event
      """)
    #expect(try PlannerStatistics(files: rehearsal.target.files, on: rehearsal.target.session()).renew().count == 1)
    #expect(try isKnown("parts", rehearsal) && isKnown("parts_all", rehearsal))
  }

  @Test(
    "in a feed of somebody else the night says who has to analyse it, and goes on",
    arguments: [
      "drop function feed.analyze_table(regclass)",
      "alter function feed.analyze_table(regclass) owner to trueup_auditor",
    ])
  func foreign(change: String) throws {
    let rehearsal = try loaded()
    try rehearsal.owner.execute("alter table feed.inventory_event owner to trueup_hook; \(change)")
    let note = try prepared(rehearsal, night: first - 1)
    #expect(note.contains("the server knows little of feed.inventory_event"))
    #expect(note.contains("as trueup_hook, run `analyze feed.inventory_event"))
    #expect(try !isKnown("inventory_event", rehearsal))
  }

  @Test("a table that somebody holds keeps nobody waiting")
  func held() throws {
    let rehearsal = try loaded()
    let other = try rehearsal.target.session(as: nil)
    try other.execute("begin; lock table feed.item in share row exclusive mode")
    #expect(try prepared(rehearsal, night: first - 1).contains("analyze feed.item"))
  }
}
