import Testing

@testable import Inventory

@Suite struct DaySlabsTests {
  /// Four days are open; a fifth closes the oldest. Figures whose place was looked up before must reach their own day.
  @Test("a place that was looked up before another day closed still leads to its own day", arguments: 1...4)
  func heldPlace(day: Int32) {
    var slabs = DaySlabs(locations: 1)
    for open in Int32(1)...4 { _ = slabs.place(of: open) }
    let held = slabs.place(of: day)
    _ = slabs.place(of: 5)
    let key = PartialKey(location: 0, measure: .cancelledLines, dimension: .channel, value: 7)
    slabs.add(Partial(numerator: 1, denominator: 1), to: key, at: held)
    slabs.add(Partial(numerator: 1), to: PartialKey(location: 0, measure: .orderedLines, dimension: .all, value: 0), at: held)
    let found = slabs.takeRest().filter { !$0.partials.isEmpty }
    #expect(found.map(\.day) == [Day(number: day)])
    #expect(found.first?.partials.count == 2)
  }
}
