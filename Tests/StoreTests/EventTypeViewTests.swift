import Inventory
import PostgreSQL
import Store
import TestSupport
import Testing

/// `trueup_v1.event_type` and its examples against the table of the core.
@Suite(.database) struct EventTypeViewTests {
  @Test("the view is the table of the core; after a change of it: a new migration")
  func rows() throws {
    let rows = try Connection(TestDatabase.conninfo).query(
      "select \(EventTypeEntry.columns.joined(separator: ", ")) from trueup_v1.event_type order by place")
    #expect(rows.count == EventType.allCases.count)
    #expect(rows.map(\.texts) == EventType.table.map(\.row))
  }

  @Test("the comment of the column says where the table is")
  func comment() throws {
    let comment = try Connection(TestDatabase.conninfo).query(
      "select col_description('feed.inventory_event'::regclass, attnum) from pg_attribute where attrelid = 'feed.inventory_event'::regclass and attname = 'event_type'"
    )[0].text(0)
    #expect(comment.contains("trueup_v1.event_type"))
  }
}
