import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// What people do with recommended counts, and what the night after makes of it.
@Suite(.database) struct RecountLifeTests {
  private let deliveries = Deliveries.tiny
  private static let firstNight = 30

  private func rehearsal(through last: Int = firstNight) throws -> Rehearsal {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: Self.firstNight))
    for night in Self.firstNight...last { try run(rehearsal, night) }
    return rehearsal
  }

  private func run(_ rehearsal: Rehearsal, _ night: Int) throws {
    try rehearsal.deliver(deliveries.days[night].messages)
    try rehearsal.run(deliveries.days[night])
  }

  private func ids(_ rehearsal: Rehearsal, where condition: String = "state = 'proposed'") throws -> [String] {
    try rehearsal.rows("select recount_id from trueup_v1.recount where \(condition)")
  }

  private func act(_ rehearsal: Rehearsal, _ call: String) throws -> Int64 {
    try rehearsal.owner.query("select trueup_v1.\(call)", place: "test")[0].int(0)
  }

  private func refusal(_ rehearsal: Rehearsal, _ call: String) -> String? {
    #expect(throws: DatabaseError.self) { try act(rehearsal, call) }.map { $0.isRefusal ? $0.message : "\($0)" }
  }

  /// Time goes on with the retailer's, which is not the database's: a count is a moment after a cut-off.
  private func after(_ night: Int) -> String { "'\(deliveries.days[night].cutoff.advanced(bySeconds: 3600))'" }

  @Test("each action checks the state and the version it was read at, and leaves one row in the audit trail")
  func actions() throws {
    let rehearsal = try rehearsal()
    let open = try ids(rehearsal)
    try #require(open.count >= 4)
    let (a, b) = (open[0], open[1])
    #expect(try act(rehearsal, "recount_accept('\(a)', 1)") == 2)
    #expect(refusal(rehearsal, "recount_accept('\(a)', 2)") == "recount \(a) is accepted already")
    #expect(refusal(rehearsal, "recount_assign('\(a)', 'mia', 1)")?.contains("is at version 2, not 1") == true)
    #expect(refusal(rehearsal, "recount_assign('\(a)', '  ', 2)") == "a recount is assigned to somebody")
    #expect(try act(rehearsal, "recount_assign('\(a)', 'mia', 2)") == 3)
    #expect(refusal(rehearsal, "recount_start('\(b)')") == "recount \(b) is proposed, and only what was accepted is counted")
    #expect(try act(rehearsal, "recount_start('\(a)')") == 4)
    #expect(refusal(rehearsal, "recount_dismiss('\(b)', '')") == "a recount is dismissed with a reason")
    #expect(try act(rehearsal, "recount_dismiss('\(b)', 'shelf is being rebuilt')") == 2)
    #expect(refusal(rehearsal, "recount_accept('\(b)')") == "recount \(b) is dismissed already")
    #expect(refusal(rehearsal, "recount_accept('nobody''s')") == "there is no recount nobody's")
    #expect(
      try rehearsal.rows("select action, subject, detail ->> 'reason' from trueup.audit")
        == [
          "recount.accept|\(a)|-", "recount.assign|\(a)|-", "recount.dismiss|\(b)|shelf is being rebuilt", "recount.start|\(a)|-",
        ].sorted())
    #expect(try rehearsal.rows("select trueup.audit_faults()").isEmpty)
    // The sheet says what to count, where and until when, and nothing of the book
    #expect(try rehearsal.rows("select recount_id from trueup_v1.recount_sheet") == [a])
    let columns = try rehearsal.rows(
      "select column_name from information_schema.columns where table_schema = 'trueup_v1' and table_name = 'recount_sheet'")
    #expect(
      columns == ["assignee", "due_by", "gtin", "item_id", "location_id", "recount_id", "version", "zone"])
  }

  @Test("a result goes into the feed once and the next night learns from it, with the probability of the draw")
  func learned() throws {
    var night = Self.firstNight
    let rehearsal = try rehearsal()
    while try ids(rehearsal, where: "state = 'proposed' and selection = 'random'").isEmpty {
      night += 1
      try run(rehearsal, night)
    }
    let random = try ids(rehearsal, where: "state = 'proposed' and selection = 'random'")[0]
    let valued = try ids(rehearsal, where: "state = 'proposed' and selection = 'value'")[0]
    let counted = after(night)
    #expect(
      refusal(rehearsal, "recount_result('\(random)', -1, \(counted))")?.hasPrefix("a counted quantity is 0 or more") == true)
    #expect(refusal(rehearsal, "recount_result('\(random)', 'NaN', \(counted))")?.hasPrefix("a counted quantity") == true)
    #expect(refusal(rehearsal, "recount_result('\(random)', 0.0005, \(counted))")?.hasPrefix("a counted quantity") == true)
    #expect(refusal(rehearsal, "recount_result('\(random)', 3, '2020-01-01Z')")?.contains("before it was recommended") == true)
    #expect(refusal(rehearsal, "recount_result('\(random)', 3, now() + '1 day')")?.contains("in the future") == true)
    #expect(refusal(rehearsal, "recount_result('\(random)', 3, \(counted), scope => 'damaged')")?.contains("backroom") == true)
    // Not every place was looked at: noted, and nothing learned
    _ = try act(rehearsal, "recount_result('\(random)', 2, \(counted), complete => false)")
    #expect(try ids(rehearsal, where: "state = 'counting'") == [random])
    #expect(try rehearsal.rows("select event_id from feed.inventory_event where source_system = 'trueup'").isEmpty)

    _ = try act(rehearsal, "recount_result('\(random)', 3, \(counted), 'mia', 2.5, cause_confirmed => 'receipts')")
    _ = try act(rehearsal, "recount_result('\(valued)', 7, \(counted))")
    #expect(refusal(rehearsal, "recount_result('\(random)', 3, \(counted))") == "recount \(random) is counted already")
    let believed = try rehearsal.rows(
      """
      select recount.recount_id, item_confidence.p_exact, recount.inclusion_probability
      from trueup.recount inner join trueup.item_confidence using (location_id, item_id)
      where item_confidence.publication_id = (select publication_id from trueup.current_publication)
        and recount.recount_id in ('\(random)', '\(valued)')
      """)
    // What is entered today was recorded today, by the database's clock
    try rehearsal.owner.execute(
      "update feed.inventory_event set record_time = event_time, ingested_at = event_time where source_system = 'trueup'")
    try run(rehearsal, night + 1)
    let labels = try rehearsal.rows(
      """
      select recount.recount_id, count_label.p_exact, count_label.inclusion_probability
      from trueup.count_variance inner join trueup.count_label using (location_id, item_id, counted_at)
      inner join trueup.recount on recount.recount_id = document_id
      """)
    #expect(labels == believed)
    #expect(
      try rehearsal.rows(
        """
        select recount.recount_id, recount.counted_qty, recount.counted_by, actual_minutes, cause_confirmed,
          outcome = case when count_variance.counted = count_variance.book then 'exact' else 'wrong' end,
          abs(realised_value - abs(count_variance.counted - count_variance.book) / 1000.0 * unit_cost) < 1e-9, state
        from trueup.recount inner join trueup.count_variance on document_id = recount_id where recount_id = '\(random)'
        """) == ["\(random)|3|mia|2.5|receipts|t|t|counted"])
    let selections = try rehearsal.rows(
      """
      select count_label.selection
      from trueup.count_label inner join trueup.count_variance using (location_id, item_id, counted_at)
      where document_id in ('\(random)', '\(valued)')
      """)
    #expect(selections == ["random", "triggered"])
  }

  /// The count of a recount arrives twice: through `recount_result`, and from the system it was made in, before or after.
  @Test(
    "another count with the recount's document is the same count, in one night or two", arguments: [false, true], [-600, 600])
  func twice(isLater: Bool, seconds: Int) throws {
    let rehearsal = try rehearsal()
    let recount = try ids(rehearsal)[0]
    let night = Self.firstNight
    let at = deliveries.days[night].cutoff.advanced(bySeconds: 3600)
    _ = try act(rehearsal, "recount_result('\(recount)', 5, '\(at)')")
    try rehearsal.owner.execute(
      "update feed.inventory_event set record_time = event_time, ingested_at = event_time where source_system = 'trueup'")
    if isLater { try run(rehearsal, night + 1) }
    // Recorded with the night it arrives in
    let recorded = deliveries.days[night + (isLater ? 1 : 0)].cutoff.advanced(bySeconds: 7200)
    try rehearsal.owner.execute(
      """
      insert into feed.inventory_event (source_system, event_id, event_type, location_id, item_id, quantity, event_time,
        record_time, document_type, document_id, count_selection, ingested_at)
      select 'wms', 'again', 'count', location_id, item_id, 5, '\(at.advanced(bySeconds: Int64(seconds)))', '\(recorded)', 'count',
        recount_id, 'triggered', '\(recorded)'
      from trueup.recount where recount_id = '\(recount)'
      """)
    try run(rehearsal, night + (isLater ? 2 : 1))
    let kept = try rehearsal.rows(
      """
      select distinct on (location_id, item_id, counted_at) counted, is_withdrawn
      from trueup.count_variance where document_id = '\(recount)'
      order by location_id, item_id, counted_at, business_date desc
      """)
    #expect(kept.count { $0 == "5000|f" } == 1, "\(kept)")
    #expect(try rehearsal.rows("select state, counted_qty from trueup.recount where recount_id = '\(recount)'") == ["counted|5"])
    // Told by the other system first, it is not to be entered again
    let other = try #require(try ids(rehearsal).first)
    try rehearsal.owner.execute(
      """
      insert into feed.inventory_event (source_system, event_id, event_type, location_id, item_id, quantity, event_time,
        record_time, document_id)
      select 'wms', 'first', 'count', location_id, item_id, 5, now(), now(), recount_id
      from trueup.recount where recount_id = '\(other)'
      """)
    #expect(refusal(rehearsal, "recount_result('\(other)', 5)") == "the feed has the count of recount \(other) already")
  }

  @Test("what was dismissed is not recommended for its value again within the cool-down, and is within the draw")
  func dismissed() throws {
    let rehearsal = try rehearsal()
    let dismissed = try ids(rehearsal, where: "state = 'proposed' and selection = 'value'")
    for recount in dismissed { _ = try act(rehearsal, "recount_dismiss('\(recount)', 'no')") }
    // The retailer's time is not the database's
    try rehearsal.owner.execute(
      "update trueup.recount set dismissed_at = '\(deliveries.days[Self.firstNight].cutoff)' where state = 'dismissed'")
    func again() throws -> [String] {
      try rehearsal.rows(
        """
        select distinct proposed.recount_id from trueup.recount as dismissed
        inner join trueup.recount as proposed using (location_id, item_id)
        where dismissed.state = 'dismissed' and proposed.selection = 'value' and proposed.business_date > dismissed.business_date
        """)
    }
    for night in 1...8 { try run(rehearsal, Self.firstNight + night) }
    #expect(try again().isEmpty)
    for night in 9...14 { try run(rehearsal, Self.firstNight + night) }
    #expect(try !again().isEmpty)
    let completion = try rehearsal.rows(
      "select random_completion from trueup_v1.recount_plan where random_completion is not null")
    #expect(completion.allSatisfy { (Double($0) ?? 2) <= 1 })
  }

  @Test("what somebody took on stays open, is the draw's count when it is drawn, and outlives a revision of its night")
  func takenOn() throws {
    let rehearsal = try rehearsal()
    let open = try ids(rehearsal)
    for recount in open { _ = try act(rehearsal, "recount_accept('\(recount)')") }
    try rehearsal.run(deliveries.days[Self.firstNight]) { $0.revise = true }
    #expect(try ids(rehearsal, where: "state = 'accepted'") == open)
    for night in 1...4 { try run(rehearsal, Self.firstNight + night) }
    #expect(Set(try ids(rehearsal, where: "state = 'accepted'")).isSubset(of: Set(open)))
    #expect(try !ids(rehearsal, where: "state = 'accepted'").isEmpty)
    #expect(
      try rehearsal.rows(
        "select location_id, item_id from trueup.recount where state in ('proposed', 'accepted') group by 1, 2 having count(*) > 1"
      ).isEmpty)
    for night in 5...12 { try run(rehearsal, Self.firstNight + night) }
    #expect(try ids(rehearsal, where: "state = 'accepted'").isEmpty, "a week after they were due")
  }
}
