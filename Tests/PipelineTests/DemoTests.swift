import Demo
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// The demo retailer from end to end: planted faults are found and nothing else, and what the night believes of
/// records ranks them better than the days since their last count.
@Suite(.database) struct DemoTests {
  /// Twelve stores: enough for a day's common shock to be told from a fault of one of them.
  private static func configuration(seed: UInt64) -> RetailerConfiguration {
    var configuration = RetailerConfiguration()
    configuration.stores = 12
    configuration.items = 120
    configuration.days = 70
    configuration.seed = seed
    configuration.surges = [
      Surge(kind: .latency, locationID: "S03", firstDay: 63, days: 6, factor: 30),
      Surge(kind: .cancellation, locationID: "S06", firstDay: 62, days: 7, factor: 12),
      Surge(kind: .shrink, locationID: "S09", firstDay: 46, days: 24, factor: 25),
    ]
    return configuration
  }

  @Test("three planted surges raise their alerts and nothing else does; confidence ranks better than age")
  func demo() throws {
    let target = Target(conninfo: TestDatabase.conninfo, files: try TestDatabase.files())
    let job = JobFile()
    let report = try DemoRetailer(
      target: target, job: job, configuration: DemoTests.configuration(seed: 5), nights: 12
    ).play(observer: SilentObserver()) { _ in }
    #expect(report?.outcome == .published)

    let reader = try target.session(as: nil)
    let raised = try reader.query(
      "select distinct family || ' ' || scope from trueup_v1.alert where state in ('firing', 'resolved') order by 1"
    ).map { row throws(DatabaseError) in try row.text(0) }
    #expect(raised == ["cancellation S06", "latency S03", "shrink S09"])

    let contradicting = try reader.query(
      TestDatabase.files().text("checks/contradicting_records"), place: "contradicting_records")
    #expect(contradicting.count == 0)
    let silent = try reader.query("select 1 from trueup_v1.feed_rhythm where status = 'silent'", place: "silent")
    #expect(silent.count == 0)

    var sentences = SentenceFigures(try target.session(as: nil), target.files)
    try sentences.checkAlerts()
    try sentences.checkRows(every: 20)
    #expect(sentences.faults == [])
    for kind in ["latency", "cancellation", "shrink", "record", "location", "recount"] {
      #expect(sentences.checked[kind, default: 0] > 5, "\(kind)")
    }

    let metrics = try reader.query(
      """
      select count(*) filter (where not value between lower and upper), count(*) filter (where metric = 'shrink_rate')
      from trueup_v1.metric_daily where lower is not null
      """)[0]
    #expect(try metrics.int(0) == 0 && metrics.int(1) > 0)

    let truth = try #require(try Truth(target: target))
    #expect(truth.auc > truth.aucOfAge + 0.02, "\(truth.sentence)")

    // What counts say of the nights before them, kept where readers find it; judging again changes nothing
    let (from, to) = (report?.businessDate.advanced(by: -11) ?? Day(number: 0), report?.businessDate ?? Day(number: 0))
    let evaluation = try #require(try Evaluation(target: target, job: job.name, from: from, to: to))
    let quantities = Set(evaluation.figures.map { "\($0.quantity) of \($0.scope)" })
    for wanted in [
      "auc of records", "brier of logistic regression", "coverage of 90 % location intervals", "lift of money over abc",
      "bin_found of bin 15",
    ] {
      #expect(quantities.contains(wanted), "\(wanted)")
    }
    _ = try Evaluation(target: target, job: job.name, from: from, to: to)
    let kept = try reader.query("select count(*), count(distinct (quantity, scope)) from trueup_v1.evaluation")
    #expect(try kept[0].int(0) == Int64(evaluation.figures.count) && kept[0].int(1) == Int64(evaluation.figures.count))
    // Late movements have arrived by the count, and time went on
    let believed = try target.session().query(
      """
      select count(*) filter (where p_at_count > scored.p_exact_recorded + 1e-12),
        count(*) filter (where p_at_count > scored.p_exact), count(*)
      from trueup.count_label
      inner join trueup.publication on publication.publication_id = count_label.publication_id
      inner join trueup.item_confidence as scored on scored.publication_id = publication.base_publication_id
        and scored.location_id = count_label.location_id and scored.item_id = count_label.item_id
      where selection = 'random' and p_at_count is not null
      """)
    #expect(try believed[0].int(0) == 0 && believed[0].int(1) > 0 && believed[0].int(1) < believed[0].int(2))
    // Distribution centres draw no counts of their own: what is known of them comes from the nights' random draw
    let drawn = try reader.query(
      """
      select count(*) filter (where count_label.inclusion_probability = recount.inclusion_probability), count(*)
      from trueup.count_variance
      inner join trueup.recount on recount.recount_id = count_variance.document_id
      inner join trueup.count_label on count_label.publication_id = count_variance.publication_id
        and count_label.location_id = count_variance.location_id and count_label.item_id = count_variance.item_id
        and count_label.counted_at = count_variance.counted_at
      where recount.selection = 'random' and count_label.selection = 'random' and count_variance.location_id like 'DC%'
      """)
    #expect(try drawn[0].int(1) > 0 && drawn[0].int(0) == drawn[0].int(1))
    #expect(try Evaluation(target: target, job: "weekly", from: from, to: to) == nil)
  }

  @Test("the job's role cannot see what really lies on the shelves")
  func truthIsHidden() throws {
    let target = Target(conninfo: TestDatabase.conninfo, files: try TestDatabase.files())
    let owner = try target.session(as: nil)
    try owner.execute("create schema demo_truth; create table demo_truth.position (physical numeric)")
    let job = try target.session()
    #expect {
      try job.query("select * from demo_truth.position")
    } throws: {
      ($0 as? DatabaseError)?.state == .insufficientPrivilege
    }
  }
}
