public import Inventory
public import PostgreSQL

/// `trueup.run`, `attempt`, `run_step`, `lease`, `publication`: who works on which night, and what readers see.
public struct RunTables {
  public let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public struct Identity: Equatable, Sendable {
    public var system: String
    public var timeline: Int64
    public var feed: Int64
  }

  public struct Run: Sendable {
    public var key: Int64
    public var revision: Int64
    public var epoch: Int64
    public var snapshot: String?
    public var references: [String]?
  }

  public struct Published: Sendable {
    public var publication: Int64
    public var runKey: Int64
    public var businessDate: Day
    public var revision: Int64
    public var cutoff: Instant
    public var watermark: String
    public var digest: String
    public var configDigest: String
    public var identity: Identity
    public var isAside: Bool
    public var isReconstructed: Bool
    /// Digests of the companions that it read.
    public var references: [String]?
    /// What it was folded with; `nil` where nobody noted it.
    public var foldInputs: String?
  }

  static func instant(_ instant: Instant) -> Parameter {
    Parameter(Literal.isoText(instant))
  }

  // MARK: What is there

  public func identity() throws -> Identity {
    let row = try connection.query(
      """
      select (pg_catalog.pg_control_system()).system_identifier, (pg_catalog.pg_control_checkpoint()).timeline_id,
        'feed.inventory_event'::pg_catalog.regclass::pg_catalog.oid::bigint
      """, place: "identity of the source")[0]
    return Identity(system: try row.text(0), timeline: try row.int(1), feed: try row.int(2))
  }

  /// The current revision of the newest night up to a date (before it, with `strictly`) that nights continue from.
  public func newest(job: String, upTo day: Day?, strictly: Bool = false) throws -> Published? {
    try published(
      job: job,
      "not publication.is_aside and ($2::date is null or publication.business_date < $2 or publication.business_date = $2 and not $3)",
      [day.map { Parameter("\($0)") } ?? nil, Parameter(strictly)])
  }

  /// The current revision of one night, continued from or not.
  public func night(_ day: Day, job: String) throws -> Published? {
    try published(job: job, "publication.business_date = $2", [Parameter("\(day)")])
  }

  private func published(job: String, _ condition: String, _ parameters: [Parameter]) throws -> Published? {
    let rows = try connection.query(
      """
      select publication.publication_id, publication.run_key, publication.business_date - date '2000-01-01', publication.revision,
        (extract(epoch from publication.cutoff) * 1000000)::bigint - 946684800000000, publication.watermark::text,
        coalesce(publication.digest, ''), publication.system_identifier, publication.timeline, publication.feed_oid::bigint,
        coalesce(run.config_digest, ''), publication.is_aside, publication.is_reconstructed, run.input_references::text, publication.fold_inputs
      from trueup.readable_publication as publication
      inner join trueup.run on run.run_key = publication.run_key
      where publication.job = $1 and \(condition)
      order by publication.business_date desc limit 1
      """, [Parameter(job)] + parameters, place: "publication")
    guard let row = rows.first else { return nil }
    return Published(
      publication: try row.int(0), runKey: try row.int(1), businessDate: Day(number: Int32(try row.int(2))),
      revision: try row.int(3), cutoff: Instant(microseconds: try row.int(4)), watermark: try row.text(5),
      digest: try row.text(6), configDigest: try row.text(10),
      identity: Identity(system: try row.text(7), timeline: try row.int(8), feed: try row.int(9)),
      isAside: try row.bool(11), isReconstructed: try row.bool(12), references: RunTables.list(row.optionalText(13)),
      foldInputs: row.optionalText(14))
  }

  // MARK: Runs and attempts

  public enum LeaseProblem: Error, CustomStringConvertible {
    case held(job: String, pid: String, host: String)

    public var description: String {
      switch self {
      case .held(let job, let pid, let host):
        "\(job): another process (\(pid) on \(host)) is working on this night; try again when it has ended"
      }
    }
  }

  /// Opens the run of a night, or takes up one that an attempt left open, and counts the lease up.
  ///
  /// - Parameters:
  ///   - reuse: the run whose input a new revision reads again.
  ///   - config: digest and text of the job file.
  public func open(
    job: String, scheduledFor: Instant, businessDate: Day, cutoff: Instant, reuse: Int64?, config: (digest: String, text: String),
    process: (pid: Int32, host: String, version: String, blas: String)
  ) throws -> Run {
    try connection.transaction { connection in
      try connection.query(
        "insert into trueup.config (digest, content) values ($1, $2) on conflict (digest) do nothing",
        [Parameter(config.digest), Parameter(config.text)], place: "config")
      // One opener of a night at a time; the lock ends with this transaction
      try connection.query(
        "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))",
        [Parameter("trueup run \(job) \(scheduledFor)")], place: "opening lock")
      let open = try connection.query(
        """
        select run.run_key, run.revision, run.lease_epoch, run.input_snapshot::text, run.input_references::text,
          lease.beat_at > pg_catalog.clock_timestamp() - interval '60 seconds', attempt.pid, attempt.host
        from trueup.run
        left join trueup.lease on lease.run_key = run.run_key
        left join trueup.attempt on attempt.run_key = run.run_key and attempt.epoch = run.lease_epoch
        where run.job = $1 and run.scheduled_for = $2 and run.state in ('open', 'held', 'failed')
        order by run.revision desc limit 1
        for update of run
        """, [Parameter(job), RunTables.instant(scheduledFor)], place: "open run")
      let run: Run
      if let row = open.first {
        if row.optionalText(5) == "t" {
          throw LeaseProblem.held(job: job, pid: row.optionalText(6) ?? "?", host: row.optionalText(7) ?? "?")
        }
        run = Run(
          key: try row.int(0), revision: try row.int(1), epoch: try row.int(2) + 1, snapshot: row.optionalText(3),
          references: RunTables.list(row.optionalText(4)))
        try connection.query(
          "update trueup.run set lease_epoch = $2, state = 'open', config_digest = $3, finished_at = null where run_key = $1",
          [Parameter(run.key), Parameter(run.epoch), Parameter(config.digest)], place: "take up run")
      } else {
        let row = try connection.query(
          """
          insert into trueup.run (job, scheduled_for, revision, business_date, cutoff, lease_epoch, input_snapshot,
            input_references, config_digest)
          select $1, $2, coalesce(max(run.revision), 0) + 1, $3, $4, 1,
            (select earlier.input_snapshot from trueup.run as earlier where earlier.run_key = $5),
            (select earlier.input_references from trueup.run as earlier where earlier.run_key = $5), $6
          from trueup.run where run.job = $1 and run.scheduled_for = $2
          returning run_key, revision, lease_epoch, input_snapshot::text, input_references::text
          """,
          [
            Parameter(job), RunTables.instant(scheduledFor), Parameter("\(businessDate)"), RunTables.instant(cutoff),
            reuse.map { Parameter($0) } ?? nil, Parameter(config.digest),
          ], place: "open run")[0]
        run = Run(
          key: try row.int(0), revision: try row.int(1), epoch: try row.int(2), snapshot: row.optionalText(3),
          references: RunTables.list(row.optionalText(4)))
      }
      try connection.query(
        "insert into trueup.attempt (run_key, epoch, pid, host, version, blas) values ($1, $2, $3, $4, $5, $6)",
        [
          Parameter(run.key), Parameter(run.epoch), Parameter(process.pid), Parameter(process.host), Parameter(process.version),
          Parameter(process.blas),
        ], place: "attempt")
      try connection.query(
        """
        insert into trueup.lease (run_key, epoch, beat_at) values ($1, $2, pg_catalog.clock_timestamp())
        on conflict (run_key) do update set epoch = excluded.epoch, beat_at = excluded.beat_at
        """, [Parameter(run.key), Parameter(run.epoch)], place: "lease")
      return run
    }
  }

  private static func list(_ array: String?) -> [String]? {
    guard let array, array.hasPrefix("{"), array.hasSuffix("}") else { return nil }
    return array.dropFirst().dropLast().split(separator: ",").map(String.init)
  }

  /// Fixes what the run reads, once: later attempts read the same.
  public func fix(_ run: Run, snapshot: String, references: [String]) throws {
    try connection.query(
      """
      update trueup.run set input_snapshot = $3::pg_catalog.pg_snapshot, input_references = $4::text[]
      where run_key = $1 and lease_epoch = $2 and input_snapshot is null
      """, [Parameter(run.key), Parameter(run.epoch), Parameter(snapshot), Parameter(array: references)],
      place: "input of the run")
  }

  /// Nobody took the run over since this attempt opened it.
  public func isOurs(_ run: Run) throws -> Bool {
    try connection.query(
      "select exists (select from trueup.run where run_key = $1 and lease_epoch = $2 and state = 'open')",
      [Parameter(run.key), Parameter(run.epoch)], place: "fence")[0].bool(0)
  }

  /// A sign of life; answers whether the lease is still ours.
  @discardableResult
  public func beat(_ run: Run) throws -> Bool {
    try connection.query(
      "update trueup.lease set beat_at = pg_catalog.clock_timestamp() where run_key = $1 and epoch = $2",
      [Parameter(run.key), Parameter(run.epoch)], place: "lease"
    ).affected == 1
  }

  public func record(step: String, ordinal: Int, rows: Int, seconds: Double, note: String, of run: Run) throws {
    try connection.query(
      """
      insert into trueup.run_step (run_key, epoch, step, ordinal, row_count, seconds, note) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (run_key, epoch, step) do update set row_count = excluded.row_count, seconds = excluded.seconds
      """,
      [
        Parameter(run.key), Parameter(run.epoch), Parameter(step), Parameter(ordinal), Parameter(rows), Parameter(seconds),
        Parameter(note),
      ], place: "run_step")
  }

  /// Ends the attempt and, unless it is published, the run.
  public func finish(_ run: Run, outcome: String, state: String?, message: String?) throws {
    try connection.query(
      "update trueup.attempt set finished_at = pg_catalog.now(), outcome = $3, message = $4 where run_key = $1 and epoch = $2",
      [Parameter(run.key), Parameter(run.epoch), Parameter(outcome), Parameter(message)], place: "attempt")
    if let state {
      try connection.query(
        "update trueup.run set state = $3, finished_at = pg_catalog.now() where run_key = $1 and lease_epoch = $2 and state = 'open'",
        [Parameter(run.key), Parameter(run.epoch), Parameter(state)], place: "run")
    }
    try connection.query(
      "update trueup.lease set beat_at = '-infinity' where run_key = $1 and epoch = $2",
      [Parameter(run.key), Parameter(run.epoch)], place: "lease")
  }

  // MARK: Publications

  public func createPublication(
    for run: Run, job: String, businessDate: Day, base: Int64?, cutoff: Instant, watermark: String, identity: Identity,
    isAside: Bool, isReconstructed: Bool
  ) throws -> Int64 {
    try connection.query(
      """
      insert into trueup.publication (run_key, job, business_date, revision, base_publication_id, cutoff, watermark,
        system_identifier, timeline, feed_oid, is_aside, is_reconstructed)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning publication_id
      """,
      [
        Parameter(run.key), Parameter(job), Parameter("\(businessDate)"), Parameter(run.revision),
        base.map { Parameter($0) } ?? nil, RunTables.instant(cutoff), Parameter(watermark), Parameter(identity.system),
        Parameter(identity.timeline), Parameter(identity.feed), Parameter(isAside), Parameter(isReconstructed),
      ], place: "publication")[0].int(0)
  }

  public func note(foldInputs: String, publication: Int64) throws {
    try connection.query(
      "update trueup.publication set fold_inputs = $2 where publication_id = $1",
      [Parameter(publication), Parameter(foldInputs)],
      place: "publication")
  }

  /// How many positions a night has.
  public func positions(of publication: Int64) throws -> Int {
    Int(
      try connection.query(
        "select count(*) from trueup.position where publication_id = $1", [Parameter(publication)], place: "position")[0].int(0))
  }

  public static let partitionedTables = ["position", "open_line", "item_confidence"]

  public func createPartitions(_ publication: Int64) throws {
    for table in RunTables.partitionedTables {
      try connection.query(
        "select trueup.partition_create($1, $2)", [Parameter(table), Parameter(publication)], place: "partition_create")
    }
  }

  /// All or none, in one statement: one that is stopped between two would keep the parents locked.
  public func attachPartitions(_ publication: Int64) throws {
    try connection.query(
      "select trueup.partition_attach(name, $2) from pg_catalog.unnest($1::text[]) as name",
      [Parameter(array: RunTables.partitionedTables), Parameter(publication)], place: "partition_attach")
  }

  /// Transactions that held a lock on a parent table just now: readers whose plans may not know the new partition.
  public func readersOfPartitionedTables() throws -> [String] {
    try connection.query(
      """
      select distinct pg_locks.virtualtransaction
      from pg_catalog.pg_locks
      where pg_locks.relation in ('trueup.position'::pg_catalog.regclass, 'trueup.open_line'::pg_catalog.regclass,
          'trueup.item_confidence'::pg_catalog.regclass)
        and pg_locks.granted and pg_locks.pid <> pg_catalog.pg_backend_pid()
        and pg_locks.database = (select pg_database.oid from pg_catalog.pg_database
          where pg_database.datname = pg_catalog.current_database())
      """, place: "readers"
    ).map { row throws(DatabaseError) in try row.text(0) }
  }

  public func areStillRunning(_ transactions: [String]) throws -> Bool {
    try connection.query(
      """
      select exists (select from pg_catalog.pg_locks
        where pg_locks.locktype = 'virtualxid' and pg_locks.virtualtransaction = any($1::text[]))
      """, [Parameter(array: transactions)], place: "readers")[0].bool(0)
  }
}

extension Literal {
  /// An instant as ISO 8601 text with microseconds, for parameters.
  static func isoText(_ instant: Instant) -> String {
    let fraction = ((instant.microseconds % 1_000_000) + 1_000_000) % 1_000_000
    let digits = String(fraction)
    let padded = String(repeating: "0", count: 6 - digits.count) + digits
    return "\(instant)".replacingLast("Z", with: ".\(padded)Z")
  }
}

extension String {
  fileprivate func replacingLast(_ suffix: String, with replacement: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) + replacement : self
  }
}
