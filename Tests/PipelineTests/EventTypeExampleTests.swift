import Inventory
import Pipeline
import Retailer
import Store
import TestSupport
import Testing

/// The examples of the table of event types, delivered.
@Suite(.database) struct EventTypeExampleTests {
  @Test("a night takes every example and refuses none")
  func examples() throws {
    let deliveries = Deliveries.tiny
    let day = deliveries.days[1]
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    let store = try #require(deliveries.reference.locations.first { $0.kind == .store })
    let item = try #require(deliveries.reference.items.first)
    try rehearsal.deliver(
      EventType.table.enumerated().map { index, entry in
        var message = entry.example
        message.eventID = "example-\(index)"
        message.locationID = store.id
        message.itemID = item.id
        message.eventTime = day.cutoff.advanced(bySeconds: -36_000)
        message.recordTime = day.cutoff.advanced(bySeconds: -35_000)
        message.ingestedAt = message.recordTime
        return message
      })
    let report = try rehearsal.run(day)
    #expect(report.rowsRead == EventType.allCases.count && report.rowsQuarantined == 0)
  }
}
