public import Inventory
internal import PostgreSQL

/// How runs stand: which were missed, which wait for a person.
extension RunTables {
  /// The newest business date before another that was run or skipped.
  public func newestRun(job: String, before day: Day) throws -> Day? {
    try connection.query(
      "select max(business_date) - date '2000-01-01' from trueup.run where job = $1 and business_date < $2",
      [Parameter(job), Parameter("\(day)")], place: "newest run")[0].optionalInt(0).map { Day(number: Int32($0)) }
  }

  /// Notes that a fire time was missed and a later one stands for it.
  public func skip(job: String, scheduledFor: Instant, businessDate: Day) throws {
    try connection.query(
      """
      insert into trueup.run (job, scheduled_for, revision, business_date, cutoff, state, finished_at)
      select $1, $2, 1, $3, $2, 'skipped', pg_catalog.now()
      where not exists (select from trueup.run where run.job = $1 and run.business_date = $3)
      on conflict do nothing
      """, [Parameter(job), RunTables.instant(scheduledFor), Parameter("\(businessDate)")], place: "skipped run")
  }

  public struct Unfinished: Equatable, Sendable {
    public var key: Int64
    public var job: String
    public var businessDate: Day
  }

  /// A run that was held or failed: the one named, else the newest.
  public func unfinished(_ key: Int64?) throws -> Unfinished? {
    let rows = try connection.query(
      """
      select run_key, job, business_date - date '2000-01-01' from trueup.run
      where state in ('held', 'failed') and ($1::bigint is null or run_key = $1)
      order by business_date desc, run_key desc limit 1
      """, [key.map { Parameter($0) } ?? nil], place: "unfinished run")
    guard let row = rows.first else { return nil }
    return Unfinished(key: try row.int(0), job: try row.text(1), businessDate: Day(number: Int32(try row.int(2))))
  }

  /// Whether the run was opened when a later night was published already: what was visible on time nobody noted.
  public func isLate(_ run: Run) throws -> Bool {
    try connection.query(
      """
      select exists (
        select from trueup.run
        inner join trueup.readable_publication as later
          on later.job = run.job and later.business_date > run.business_date and later.published_at < run.opened_at
        where run.run_key = $1)
      """, [Parameter(run.key)], place: "late run")[0].bool(0)
  }

  /// The logins that a night was held for, and the login of this session; `nil` where the night is not held.
  public func held(job: String, scheduledFor: Instant) throws -> (logins: [String], me: String)? {
    let rows = try connection.query(
      """
      select attempt.login, session_user::text from trueup.run
      inner join trueup.attempt on attempt.run_key = run.run_key and attempt.outcome = 'held'
      where run.job = $1 and run.scheduled_for = $2 and run.state in ('open', 'held', 'failed')
      """, [Parameter(job), RunTables.instant(scheduledFor)], place: "held run")
    guard let me = try rows.first?.text(1) else { return nil }
    return (try rows.map { row throws(DatabaseError) in try row.text(0) }, me)
  }

  /// Whether the state of a night is still there to be continued; it then stays until this transaction ends.
  ///
  /// Asked in the transaction that reads it: the lock keeps a detachment from ending, and its snapshot sees the partition.
  public func keepsState(of publication: Int64) throws -> Bool {
    try connection.execute("lock table trueup.position, trueup.open_line in access share mode", place: "state of the base")
    return try connection.query(
      """
      select count(*) = 2 from pg_catalog.pg_inherits
      where inhrelid in (pg_catalog.to_regclass('trueup.position_' || $1), pg_catalog.to_regclass('trueup.open_line_' || $1))
        and not inhdetachpending
      """, [Parameter(publication)], place: "state of the base")[0].bool(0)
  }
}
