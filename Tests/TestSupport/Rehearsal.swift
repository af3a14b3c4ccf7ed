internal import Foundation
public import Inventory
public import Pipeline
public import PostgreSQL
public import Retailer
public import Store

/// A database with a retailer's master data, in which messages are delivered and nights are run.
public struct Rehearsal {
  public let target: Target
  public let owner: Connection
  public let job: JobFile

  public init(_ conninfo: String, _ reference: ReferenceData) throws {
    target = Target(conninfo: conninfo, files: try TestDatabase.files())
    owner = try target.session(as: nil)
    let path = "jobs/nightly.yaml"
    let text = FileManager.default.contents(atPath: "\(TestDatabase.root)/\(path)").map { String(decoding: $0, as: UTF8.self) }
    job = try JobFile(yaml: text ?? "", file: path)
    try FeedWriter(owner).add(reference)
  }

  /// Delivers in one transaction; the arrival is the retailer's, so that databases can be compared.
  public func deliver(_ messages: some Sequence<FeedMessage>) throws {
    try FeedWriter(owner).append(messages, keepsArrival: true)
  }

  @discardableResult
  public func run(
    _ day: RetailerDay, by person: Target? = nil, observer: any RunObserver = SilentObserver(),
    _ change: (inout RunOptions) -> Void = { _ in }
  ) throws -> NightReport {
    var options = RunOptions(now: day.cutoff.advanced(bySeconds: 60))
    options.date = day.day
    change(&options)
    return try NightRun(target: person ?? target, job: job, options: options, observer: observer).run()
  }

  /// The same database for somebody else: another login that may run nights.
  public func asAnotherPerson(_ login: String = "trueup_test_person") throws -> Target {
    // Logins belong to the cluster, so another test may be making this one
    try owner.execute(
      """
      do $$ begin
        perform pg_advisory_xact_lock(7);
        if not exists (select from pg_roles where rolname = '\(login)') then create role \(login) login password 'test'; end if;
      end $$
      """)
    try owner.execute("grant trueup_job, trueup_maintainer to \(login)")
    return Target(conninfo: "\(target.conninfo) user=\(login) password=test", files: target.files)
  }

  /// Rows of a query as texts joined by `|`, sorted.
  public func rows(_ sql: String, _ parameters: [Parameter] = []) throws -> [String] {
    try owner.query(sql, parameters, place: "test").map { row in
      row.texts.map { $0 ?? "-" }.joined(separator: "|")
    }.sorted()
  }

  /// The publication that readers see.
  public func current() throws -> Int64 {
    try owner.query("select publication_id from trueup.current_publication", place: "test")[0].int(0)
  }

  /// Every row of the state that the next night continues from.
  public func state() throws -> [String] {
    let publication = Parameter(try current())
    return try ["position", "open_line"].flatMap { table in
      try rows(
        "select to_jsonb(t) - 'publication_id' from trueup.\(table) as t where publication_id = $1", [publication]
      ).map { "\(table) \($0)" }
    }
  }

  /// Every row that a night published of the tables that its digest covers.
  public func published(_ publication: Int64) throws -> [String] {
    try [
      "item_confidence", "location_confidence", "group_confidence", "group_member", "accuracy", "metric_daily",
      "baseline_score", "alert_event", "recount_plan", "freshness", "partial_daily", "latency_sketch", "count_variance",
      "deferred",
    ].flatMap { table in
      try rows(
        "select to_jsonb(t) - 'publication_id' from trueup.\(table) as t where publication_id = $1", [Parameter(publication)]
      ).map { "\(table) \($0)" }
    }
  }

  /// The newest row of every cell of the fact tables: what training and evaluation read. A cell that was taken back says
  /// so by its newest row, and has no figure.
  public func newestFacts() throws -> [String] {
    try [
      ("partial_daily", "location_id, day, measure, dimension, dimension_value", "numerator <> 0 or denominator <> 0"),
      ("latency_sketch", "location_id, source_system, event_type, day", "events <> 0"),
      ("count_variance", "location_id, item_id, counted_at", "not is_withdrawn"),
    ].flatMap { table, key, stands in
      try rows(
        """
        select to_jsonb(newest) - 'publication_id' - 'business_date'
        from (
          select distinct on (\(key)) t.*
          from trueup.\(table) as t
          inner join trueup.kept_publication using (publication_id)
          order by \(key), t.business_date desc
        ) as newest
        where \(stands)
        """
      ).map { "\(table) \($0)" }
    }.sorted()
  }
}
