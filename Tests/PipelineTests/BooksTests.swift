import Inventory
import Pipeline
import PostgreSQL
import Retailer
import TestSupport
import Testing

@Suite(.database) struct BooksTests {
  /// The slow definition is the retailer's own ledger, which shares nothing with the fold.
  @Test("every night's books equal the retailer's own ledger to the unit, state by state and settled")
  func books() throws {
    let deliveries = Deliveries.small
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 24))
    for day in 24..<30 {
      try rehearsal.deliver(deliveries.days[day].messages)
      try rehearsal.run(deliveries.days[day])
      let publication = Parameter(try rehearsal.current())
      let states = StateBooks.states.map(\.name)
      let books = try rehearsal.rows(
        """
        select location_id, item_id, state.name, state.quantity
        from trueup.position
        cross join lateral (values \(states.map { "('\($0)', \($0))" }.joined(separator: ", "))) as state (name, quantity)
        where publication_id = $1 and state.quantity <> 0
        """, [publication])
      let expected = deliveries.books[day].map { "\($0.locationID)|\($0.itemID)|\($0.state.name)|\($0.quantity)" }
      #expect(books == expected.sorted(), "day \(day)")

      let settled = try rehearsal.rows(
        """
        select location_id, item_id, available + coalesce(backroom, 0) + coalesce(display, 0) - coalesce(preposted, 0)
        from trueup.position where publication_id = $1
        """, [publication])
      let truth = Set(deliveries.truth[day].map { "\($0.locationID)|\($0.itemID)|\($0.eventBook)" })
      #expect(truth.subtracting(settled).isEmpty, "day \(day)")
    }
    // The retailer has what the test is about
    #expect(deliveries.books[29].contains { $0.state != .available })
    #expect(deliveries.truth[24...].joined().contains { $0.book != $0.eventBook })
  }
}
