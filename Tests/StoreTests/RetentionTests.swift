import PostgreSQL
import Store
import TestSupport
import Testing

/// Old nights go without anybody noticing; what a reader holds waits for the next night.
@Suite(.database) struct RetentionTests {
  /// Forty published nights of one row each, and beside them a replaced revision and attempts in every other state.
  private func nights() throws -> Connection {
    let owner = try Connection(TestDatabase.conninfo)
    try owner.execute(
      """
      insert into trueup.run (job, scheduled_for, revision, business_date, cutoff, state)
      select 'nightly', date '2026-01-02' + night, 1, date '2026-01-01' + night, date '2026-01-02' + night, 'published'
      from generate_series(1, 40) as night;
      insert into trueup.run (job, scheduled_for, revision, business_date, cutoff, state)
      select 'nightly', now(), place, date '2026-02-10', now(), state
      from unnest(array['superseded', 'failed', 'open', 'held', 'published']) with ordinality as other (state, place);
      insert into trueup.publication (run_key, job, business_date, revision, cutoff, watermark, system_identifier, timeline,
        feed_oid, published_at, is_replaced)
      select run_key, job, business_date, revision, cutoff, '1:1:', 's', 1, 1,
        case when run_key <= 40 or run_key = 45 then now() end, run_key = 45
      from trueup.run order by run_key;
      insert into trueup.current_publication values ('nightly', 40);
      select trueup.partition_create(parent, publication_id)
      from unnest(array['position', 'open_line', 'item_confidence']) as parent cross join trueup.publication;
      """)
    // As a run writes them: a row each, then attached; the failed attempt was killed before that
    for publication in 1...45 {
      try owner.execute(
        """
        insert into trueup.item_confidence_\(publication) (publication_id, location_id, item_id, book_qty, settled_book_qty,
          recommended_action, status)
        values (\(publication), 'L', 'I', 0, 0, 'trust', 'ok');
        insert into trueup.location_confidence (publication_id, location_id, items_scored, counts_90d, random_counts_90d, status)
        values (\(publication), 'L', 1, 0, 0, 'ok')
        """)
      guard publication != 42 else { continue }
      try owner.execute(
        """
        select trueup.partition_attach(parent, \(publication))
        from unnest(array['position', 'open_line', 'item_confidence']) as parent
        """)
    }
    return owner
  }

  private func retain(patience: Int = 200) throws -> Retention.Outcome {
    let target = Target(conninfo: TestDatabase.conninfo, files: try TestDatabase.files())
    return try Retention(target.session(as: "trueup_maintainer")).run(patience: patience)
  }

  private func texts(_ connection: Connection, _ sql: String) throws -> [String] {
    try connection.query(sql).map { row in row.texts.map { $0 ?? "-" }.joined(separator: "|") }
  }

  private let partitions =
    "select relname from pg_class where relname ~ '^(position|open_line|item_confidence)_[0-9]+$' and relkind = 'r'"
  private let history = "select count(*), min(business_date) from trueup_v1.item_confidence_history"

  @Test("the newest thirty-five nights stay, with what is being worked on; locations stay for ever")
  func kept() throws {
    let owner = try nights()
    #expect(try texts(owner, history) == ["40|2026-01-02"])
    #expect(try retain() == Retention.Outcome(removed: 24, left: 0))
    let kept = (Array(6...40) + [43, 44]).flatMap { ["position_\($0)", "open_line_\($0)", "item_confidence_\($0)"] }
    #expect(Set(try texts(owner, partitions)) == Set(kept))
    #expect(try texts(owner, history) == ["35|2026-01-07"])
    #expect(try texts(owner, "select count(*) from trueup.location_confidence") == ["45"])
    #expect(try retain() == Retention.Outcome())
  }

  @Test("a reader that holds an old night keeps it; the next pass takes it away")
  func lock() throws {
    let owner = try nights()
    let reader = try Connection(TestDatabase.conninfo)
    try reader.execute("begin")
    #expect(try texts(reader, history) == ["40|2026-01-02"])
    let first = try retain()
    #expect(first.left > 0)
    #expect(try texts(reader, history) == ["40|2026-01-02"])
    try reader.execute("rollback")
    let second = try retain()
    #expect(second.left == 0 && first.removed + second.removed == 24)
    #expect(try texts(owner, history) == ["35|2026-01-07"])
  }

  @Test("a reader with an old snapshot that has read nothing yet finds every night of it")
  func snapshot() throws {
    let owner = try nights()
    let reader = try Connection(TestDatabase.conninfo)
    try reader.execute("begin isolation level repeatable read; select 1")
    #expect(try retain() == Retention.Outcome(removed: 0, left: 24))
    #expect(try texts(reader, history) == ["40|2026-01-02"])
    try reader.execute("rollback")
    #expect(try retain() == Retention.Outcome(removed: 24, left: 0))
    #expect(try texts(owner, history) == ["35|2026-01-07"])
  }

  /// A reader that comes between the two transactions of a detachment leaves it half done.
  @Test("a detachment that was interrupted is finished later, and nights come meanwhile")
  func pending() throws {
    let owner = try nights()
    let reader = try Connection(TestDatabase.conninfo)
    try reader.execute("begin; select from trueup.position where publication_id = 1")
    let maintainer = try Target(conninfo: TestDatabase.conninfo, files: TestDatabase.files()).session(as: "trueup_maintainer")
    try maintainer.execute("set lock_timeout = 100")
    #expect(throws: DatabaseError.self) {
      try maintainer.execute("alter table trueup.position detach partition trueup.position_1 concurrently")
    }
    #expect(try texts(owner, "select partition from trueup.removable_partition where is_pending") == ["position_1"])
    #expect(try retain().left > 0)
    // The night that is published now does not wait for it
    try owner.execute(
      "set lock_timeout = '1s'; select trueup.partition_create('position', 46), trueup.partition_attach('position', 46)")
    try reader.execute("rollback")
    #expect(try retain() == Retention.Outcome(removed: 24, left: 0))
    #expect(try texts(owner, "select count(*) from trueup.position_46") == ["0"])
  }
}
