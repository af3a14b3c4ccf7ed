import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import Synchronization
import TestSupport
import Testing

private let view = "select distinct business_date, count(*) from trueup_v1.item_confidence group by 1"

/// The same rows, read by a planner that stops for as long as somebody holds advisory lock 1: it has looked up the
/// partitions by then, and its statement takes the snapshot it runs with only afterwards.
private let slowView =
  "select distinct business_date, count(*) from trueup_v1.item_confidence where item_id <> public.after_you() group by 1"

private let afterYou =
  """
  create function public.after_you() returns text language plpgsql stable
  as $$ begin perform pg_advisory_lock_shared(1); perform pg_advisory_unlock_shared(1); return ''; end $$
  """

/// What one read of the view said, `date|rows` per night in it.
private func read(_ connection: Connection, _ sql: String = view) throws -> [String] {
  try connection.query(sql).map { row in row.texts.map { $0 ?? "-" }.joined(separator: "|") }
}

@Suite(.database, .serialized) struct WholeNightTests {
  private let deliveries = Deliveries.tiny

  @Test("readers that poll through publishes see whole nights only")
  func polling() throws {
    let conninfo = TestDatabase.conninfo
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.days[0].messages)
    try rehearsal.run(deliveries.days[0])
    let seen = Mutex<[[String]]>([])
    let isOver = Flag()
    let readers = Crew(4) { _ in
      let connection = try Target(conninfo: conninfo, files: try TestDatabase.files()).session(as: nil)
      while !isOver.isRaised {
        // Two reads in a transaction: the second plans with what the first one locked
        try connection.execute("begin")
        let reads = [try read(connection), try read(connection)]
        try connection.execute("commit")
        seen.withLock { $0 += reads }
      }
    }
    var whole: Set<[String]> = [try read(rehearsal.owner)]
    for night in 1...(runsLong ? 100 : 20) {
      try rehearsal.deliver(deliveries.days[night].messages)
      try rehearsal.run(deliveries.days[night])
      whole.insert(try read(rehearsal.owner))
    }
    isOver.raise()
    try readers.join()
    let reads = seen.withLock { $0 }
    #expect(whole.allSatisfy { $0.count == 1 })
    #expect(Set(reads).subtracting(whole).isEmpty)
    #expect(reads.count > 100)
    #expect(Set(reads).count > 5, "the readers saw nights come")
  }

  /// Starts the slow reader and returns when it stands still; it goes on when the owner gives up advisory lock 1.
  private func slowReader(_ rehearsal: Rehearsal, into seen: Box) throws -> Crew {
    let target = rehearsal.target
    try rehearsal.owner.execute(afterYou)
    try rehearsal.owner.query("select pg_advisory_lock(1)")
    let reader = Crew(1) { _ in
      let rows = try read(try target.session(as: nil), slowView)
      seen.rows.withLock { $0 = rows }
    }
    let waits =
      "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = 1 and database = "
      + "(select oid from pg_database where datname = current_database())"
    while try rehearsal.rows(waits) == ["0"], reader.isWorking {}
    return reader
  }

  private final class Box: Sendable {
    let rows = Mutex<[String]?>(nil)
  }

  private func firstNight() throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.days[0].messages)
    try rehearsal.run(deliveries.days[0])
    return rehearsal
  }

  @Test("a publish waits for the reader that has planned without the new night")
  func waiting() throws {
    let rehearsal = try firstNight()
    let before = try read(rehearsal.owner)
    try rehearsal.deliver(deliveries.days[1].messages)
    let seen = Box()
    let reader = try slowReader(rehearsal, into: seen)
    let (conninfo, night) = (TestDatabase.conninfo, deliveries.days[1])
    let publisher = Crew(1) { _ in try Rehearsal(conninfo, ReferenceData()).run(night) }
    // Until it asks whether the readers have ended, or ends itself, which it must not
    let asks =
      "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
      + "and query like '%virtualxid%'"
    while try rehearsal.rows(asks) == ["0"], publisher.isWorking {}
    #expect(try rehearsal.rows("select count(*) from trueup.kept_publication") == ["1"])
    try rehearsal.owner.query("select pg_advisory_unlock(1)")
    try reader.join()
    #expect(seen.rows.withLock { $0 } == before)
    try publisher.join()
    #expect(try rehearsal.rows("select count(*) from trueup.kept_publication") == ["2"])
  }

  /// The control: what the wait is there for.
  @Test("attaching inside the publish transaction shows the same reader an empty night")
  func control() throws {
    let rehearsal = try firstNight()
    let seen = Box()
    let reader = try slowReader(rehearsal, into: seen)
    try rehearsal.owner.execute(
      """
      begin;
      insert into trueup.publication (run_key, job, business_date, revision, cutoff, watermark, system_identifier, timeline,
        feed_oid, published_at)
      select run_key, job, business_date + 1, 1, cutoff, watermark, system_identifier, timeline, feed_oid, now()
      from trueup.publication;
      select trueup.partition_create('item_confidence', max(publication_id)) from trueup.publication;
      """)
    let publication = try rehearsal.rows("select max(publication_id) from trueup.publication")[0]
    try rehearsal.owner.execute(
      """
      insert into trueup.item_confidence_\(publication)
      select (jsonb_populate_record(t, jsonb_build_object('publication_id', \(publication)))).* from trueup.item_confidence as t;
      select trueup.partition_attach('item_confidence', \(publication));
      update trueup.current_publication set publication_id = \(publication);
      commit
      """)
    try rehearsal.owner.query("select pg_advisory_unlock(1)")
    try reader.join()
    #expect(seen.rows.withLock { $0 } == [])
    #expect(try read(rehearsal.owner).count == 1)
  }
}
