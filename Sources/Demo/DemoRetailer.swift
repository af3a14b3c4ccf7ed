internal import Inventory
public import Pipeline
internal import PostgreSQL
public import Retailer
public import Store

/// The demo retailer delivered to a database night by night, with a run after each of its last nights.
public struct DemoRetailer {
  private let target: Target
  private let job: JobFile
  private let configuration: RetailerConfiguration
  /// Nights that are run one by one; everything before is history.
  private let nights: Int

  public init(target: Target, job: JobFile, configuration: RetailerConfiguration, nights: Int = 14) {
    self.target = target
    self.job = job
    self.configuration = configuration
    self.nights = min(nights, configuration.days)
  }

  /// Delivers and runs; the schemas must be installed and the feed empty.
  ///
  /// - Parameter report: told what happens, one line each.
  public func play(observer: any RunObserver, report: (String) -> Void) throws -> NightReport? {
    let owner = try target.session(as: nil)
    let writer = FeedWriter(owner)
    var retailer = Retailer(configuration)
    try writer.add(retailer.reference)
    var waiting: [FeedMessage] = []
    var delivered = 0
    var last: NightReport?
    for index in 0..<configuration.days {
      let requests = try index > configuration.days - nights ? openRecounts() : []
      let day = retailer.step(counting: requests)
      waiting += day.messages
      let isRun = index >= configuration.days - nights
      if isRun || waiting.count > 100_000 {
        delivered += try writer.append(waiting, keepsArrival: true)
        waiting.removeAll(keepingCapacity: true)
      }
      guard isRun else { continue }
      if index == configuration.days - nights {
        report("history of \(index) days delivered, \(delivered) messages")
        try owner.execute("analyze feed.inventory_event")
      }
      var options = RunOptions(now: day.cutoff.advanced(bySeconds: 60))
      options.date = day.day
      last = try NightRun(target: target, job: job, options: options, observer: observer).run()
      if let last { report("night \(last.businessDate): \(last.rowsRead) messages, digest \(last.digest.prefix(12))") }
    }
    try writeTruth(retailer, owner: owner)
    return last
  }

  /// What the last night asked to be counted: the demo's people do as they are told.
  private func openRecounts() throws -> [CountRequest] {
    let connection = try target.session()
    return try connection.query(
      """
      select location_id, item_id, recount_id from trueup_v1.recount
      where state = 'proposed' and business_date = (select max(business_date) from trueup_v1.recount)
      order by location_id, rank
      """, place: "recounts"
    ).map { row throws(DatabaseError) in
      CountRequest(locationID: try row.text(0), itemID: try row.text(1), recountID: try row.text(2))
    }
  }

  /// The truth, for whoever wants to check: in a schema that no role of trueup can read.
  private func writeTruth(_ retailer: Retailer, owner: Connection) throws {
    try owner.execute(
      """
      drop schema if exists demo_truth cascade;
      create schema demo_truth;
      comment on schema demo_truth is 'What really lies on the shelves of the demo retailer; no job may read it.';
      create table demo_truth.position (
        location_id text not null, item_id text not null, physical numeric not null, book numeric not null,
        primary key (location_id, item_id))
      """, place: "demo_truth")
    try owner.copyIn("demo_truth.position", place: "demo_truth.position") { writer in
      for row in retailer.truth() {
        try writer.row(4)
        writer.text(row.locationID)
        writer.text(row.itemID)
        writer.numeric(thousandths: row.physical)
        writer.numeric(thousandths: row.book)
      }
    }
  }
}
