import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// The same business event under a new id: recognised, counted once, listed; and two events that look alike stay two.
@Suite(.database) struct ResendTests {
  private let deliveries = Deliveries.small
  private let nights = 20..<24

  /// One in twenty of some messages again under another id, an hour later. Recorded when the first was: a later record would be
  /// a later sign of life of the source, and rightly count as that.
  private func again(_ messages: [FeedMessage], nth: Int = 20) -> [FeedMessage] {
    messages.enumerated().filter { $0.offset % nth == 0 && $0.element.eventID != nil && $0.element.correctsEventID == nil }
      .map { index, message in
        var message = message
        message.eventID = "again-\(index)-\(message.eventID ?? "")"
        message.ingestedAt = message.ingestedAt?.advanced(bySeconds: 3600)
        return message
      }
  }

  private func played(_ conninfo: String, resending: Bool) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    let history = deliveries.history(before: nights.lowerBound)
    try rehearsal.deliver(history)
    if resending { try rehearsal.deliver(again(history)) }
    for night in nights {
      try rehearsal.deliver(deliveries.days[night].messages)
      // What comes again is of last night's as well as of tonight's messages
      if resending, night > nights.lowerBound {
        try rehearsal.deliver(again(deliveries.days[night - 1].messages + deliveries.days[night].messages, nth: 13))
      }
      try rehearsal.run(deliveries.days[night])
    }
    return rehearsal
  }

  @Test("a feed in which one message in twenty comes again leaves the figures of one in which none does")
  func counted() async throws {
    let resent = try played(TestDatabase.conninfo, resending: true)
    let ids = try resent.rows("select event_id from trueup.quarantine where code = 'resend' and resolved_publication_id is null")
    #expect(ids.count > 100)
    #expect(ids.allSatisfy { $0.hasPrefix("again-") || !$0.isEmpty })
    let listed = try resent.rows("select sum(resends) from trueup_v1.freshness")
    #expect(listed == ["\(ids.count)"])
    let (state, facts) = (try resent.state(), try resent.newestFacts())
    let items = try resent.rows("select to_jsonb(t) - 'business_date' from trueup_v1.item_confidence as t")
    try await TestDatabase.scoped { conninfo in
      let once = try played(conninfo, resending: false)
      #expect(difference(try once.state(), state) == [])
      #expect(difference(try once.newestFacts(), facts) == [])
      let others = try once.rows("select to_jsonb(t) - 'business_date' from trueup_v1.item_confidence as t")
      let found = difference(others, items)
      #expect(found == [], "\(found)")
    }
    let refreshed = try resent.run(deliveries.days[nights.upperBound - 1]) { $0.fullRefresh = true }
    #expect(refreshed.outcome == .unchanged)
    #expect(
      try resent.rows("select event_id from trueup.quarantine where code = 'resend' and resolved_publication_id is null") == ids)
  }

  private func start() throws -> (rehearsal: Rehearsal, sale: FeedMessage) {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 12))
    try rehearsal.run(deliveries.days[11])
    var sale = try #require(deliveries.days[12].messages.first { $0.eventType == "sale" && $0.correctsEventID == nil })
    sale.eventID = "scan"
    sale.documentType = "receipt"
    sale.documentID = "R-1"
    sale.documentLine = "1"
    return (rehearsal, sale)
  }

  private func book(_ rehearsal: Rehearsal, _ message: FeedMessage) throws -> String {
    try rehearsal.rows(
      "select available from trueup.position where publication_id = $1 and location_id = $2 and item_id = $3",
      [Parameter(try rehearsal.current()), Parameter(message.locationID), Parameter(message.itemID)]
    ).first ?? "-"
  }

  /// Which of two scans of a line are two events: of another moment, of another quantity, or where the job file says so.
  @Test(
    "two genuine scans of one line stay two, and a source that is trusted keeps all",
    arguments: ["another moment", "another quantity", "another line", "the same", "the same, and distinct"])
  func genuine(case name: String) throws {
    let (rehearsal, sale) = try start()
    var other = sale
    other.eventID = "scan again"
    var job = rehearsal.job
    switch name {
    case "another moment": other.eventTime = sale.eventTime?.advanced(bySeconds: 1)
    case "another quantity": other.quantity = .units(2)
    case "another line": other.documentLine = "2"
    case "the same, and distinct": job.resends.keepDistinct(source: sale.sourceSystem ?? "", types: ["sale"])
    default: break
    }
    let isTwo = name != "the same"
    try rehearsal.deliver(deliveries.days[12].messages.filter { $0.eventID != sale.eventID } + [sale, other])
    var options = RunOptions(now: deliveries.days[12].cutoff.advanced(bySeconds: 60))
    options.date = deliveries.days[12].day
    let report = try NightRun(target: rehearsal.target, job: job, options: options, observer: SilentObserver()).run()
    #expect(report.rowsResent == (isTwo ? 0 : 1))
    #expect(
      try rehearsal.rows("select event_id from trueup.quarantine where code = 'resend'") == (isTwo ? [] : ["scan again"]))
  }

  @Test("a resend counts once its first is withdrawn, and its row in quarantine is resolved")
  func withdrawn() throws {
    let (rehearsal, sale) = try start()
    var other = sale
    other.eventID = "scan again"
    other.recordTime = sale.recordTime?.advanced(bySeconds: 60)
    try rehearsal.deliver(deliveries.days[12].messages + [sale, other])
    try rehearsal.run(deliveries.days[12])
    let before = try book(rehearsal, sale)
    var void = FeedMessage()
    void.sourceSystem = sale.sourceSystem
    void.eventID = "void"
    void.eventType = "void"
    void.correctsEventID = "scan"
    void.recordTime = deliveries.days[12].cutoff.advanced(bySeconds: 3600)
    void.ingestedAt = void.recordTime
    try rehearsal.deliver([void])
    try rehearsal.run(deliveries.days[13])
    #expect(try book(rehearsal, sale) == before)
    #expect(
      try rehearsal.rows(
        "select event_id, resolved_publication_id = \(rehearsal.current()) from trueup.quarantine where code = 'resend'")
        == ["scan again|t"])
    #expect(try rehearsal.run(deliveries.days[13]) { $0.fullRefresh = true }.outcome == .unchanged)
  }

  @Test("without a document, two messages of one minute or of one device less are two")
  func withoutDocument() throws {
    let (rehearsal, sale) = try start()
    func variant(_ id: String, _ change: (inout FeedMessage) -> Void) -> FeedMessage {
      var message = sale
      (message.documentType, message.documentID, message.documentLine) = (nil, nil, nil)
      message.eventID = id
      message.eventTime = sale.eventTime?.advanced(bySeconds: 3)
      change(&message)
      return message
    }
    let minute = sale.eventTime?.advanced(bySeconds: 7)
    try rehearsal.deliver(
      deliveries.days[12].messages + [
        variant("plain") { _ in }, variant("plain again") { _ in },
        variant("other person") { $0.actorID = "mia" },
        variant("minute") { ($0.eventTime, $0.eventTimePrecision) = (minute, "minute") },
        variant("minute again") { ($0.eventTime, $0.eventTimePrecision) = (minute, "minute") },
      ])
    #expect(try rehearsal.run(deliveries.days[12]).rowsResent == 1)
    #expect(try rehearsal.rows("select event_id from trueup.quarantine where code = 'resend'") == ["plain again"])
  }
}
