import Statistics
import Testing

@testable import Inventory

@Suite struct CostHistoryTests {
  @Test("a cost holds from the cut-off of the night before the one that found it; the first also before")
  func dated() {
    var history = CostHistory()
    history.add(CostHistory.Entry(after: 100, cost: 5), item: 0)
    history.add(CostHistory.Entry(after: 200, cost: 7), item: 0)
    #expect([50, 100, 101, 200, 201].map { history.cost(of: 0, recordedAt: $0) } == [5, 5, 5, 5, 7])
    #expect(history.cost(of: 1, recordedAt: 50) == nil)
  }

  @Test("values stay within their bound, whatever quantity and cost are")
  func bounded() {
    #expect(CostHistory.value(12_000, at: 2500) == 30_000)
    #expect(CostHistory.value(Int64.max, at: Int64.max) == CostHistory.highestValue)
    #expect(CostHistory.value(Int64.min, at: Int64.max) == -CostHistory.highestValue)
    #expect(CostHistory.value(10_000_000_000, at: 10_000_000_000) == CostHistory.highestValue)
  }

  /// Costs change twice; sales come on any later night, and some are withdrawn on one later still.
  @Test("what is withdrawn takes off what it added, whatever the item costs by then", arguments: 1...30 as ClosedRange<UInt64>)
  func withdrawn(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let cutoffs = (1...6).map { Int64($0) * day }
    let costs: [Int64] = [1000, 1000, 4000, 4000, 9000, 9000]
    var history = CostHistory()
    for night in [0, 2, 4] {
      history.add(CostHistory.Entry(after: night == 0 ? .min : cutoffs[night - 1], cost: costs[night]), item: 0)
    }
    let sales = (0..<40).map { number -> (event: Event, comes: Int, goes: Int) in
      let recorded = Int64.random(in: 0..<6 * day, using: &generator)
      let event = Event(
        slot: 0, type: .sale, quantity: 1000, at: recorded, recordedAt: recorded, ingestedAt: recorded, source: 0,
        identity: UInt64(number))
      let comes = Int.random(in: Int(recorded / day)...5, using: &generator)
      return (event, comes, generator.happens(0.4) && comes < 5 ? Int.random(in: comes + 1...5, using: &generator) : 9)
    }
    var total: Int64 = 0
    for night in 0..<6 {
      let now = Dimensions(
        locations: grid.locations,
        items: grid.items.map {
          Item(
            id: $0.id, sku: nil, gtin: nil, name: $0.name, category: nil, unitCost: costs[night], unitPrice: nil, packSize: nil)
        },
        zones: grid.zones)
      var ledger = Ledger(
        dimensions: now, cutoff: Instant(microseconds: cutoffs[night]),
        costs: .now(after: night == 0 ? .min : cutoffs[night - 1]))
      var events = sales.filter { $0.comes == night }.map(\.event)
      for sale in sales where sale.goes == night {
        var gone = sale.event
        gone.weight = -1
        events.append(gone)
      }
      ledger.fold(events, documents: [], channels: [])
      ledger.valueEarlierMovements(by: history)
      for cells in ledger.takeRemainingDays() {
        for (key, partial) in cells.partials where key.measure == .salesCost { total += partial.numerator }
      }
    }
    let expected = sales.filter { $0.goes == 9 }.reduce(Int64(0)) { $0 + costs[Int($1.event.recordedAt / day)] }
    #expect(total == expected, "seed \(seed)")
  }
}
