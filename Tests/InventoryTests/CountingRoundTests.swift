import Statistics
import Testing

@testable import Inventory

/// The choice for value against every other choice there is.
@Suite struct CountingRoundTests {
  private let date = Day(year: 2026, month: 3, day: 1)

  private func candidates(_ generator: inout SeededGenerator, count: Int, zones: Int) -> [RecountCandidate] {
    (0..<count).map { index in
      RecountCandidate(
        slot: Int32(index), item: "I\(100 + index)", zone: zones == 0 ? nil : "Z\(generator.whole(0...Int64(zones) - 1))",
        pWrong: 0.5,
        value: generator.uniform() * 50, minutes: 1 + generator.uniform() * 6, isCoolingDown: false, mustWait: false,
        dueBy: date)
    }
  }

  /// Minutes added up from the definition: each count, and the way to each zone once.
  private func minutes(_ counts: [RecountCandidate], reached: Set<String>, perZone: Double) -> Double {
    let zones = Set(counts.compactMap(\.zone)).subtracting(reached)
    return counts.reduce(0) { $0 + $1.minutes } + Double(zones.count) * perZone
  }

  /// The largest value of all 2^n sets.
  private func optimum(_ candidates: [RecountCandidate], reached: Set<String>, perZone: Double, minutes limit: Double) -> Double {
    (0..<(1 << candidates.count)).map { subset in
      let counts = candidates.indices.filter { subset >> $0 & 1 == 1 }.map { candidates[$0] }
      let isWithin = minutes(counts, reached: reached, perZone: perZone) <= limit
      return isWithin ? counts.reduce(0) { $0 + $1.value } : 0
    }.max() ?? 0
  }

  @Test("what is chosen fits the minutes, is near the best of all sets, and the bound holds for the best of them")
  func exhaustive() {
    var shares: [Double] = []
    for seed in UInt64(1)...50 {
      var generator = SeededGenerator(seed: seed)
      let zones = Int(generator.whole(0...4))
      let candidates = candidates(&generator, count: 9, zones: zones)
      let reached: Set<String> = generator.happens(0.5) ? ["Z0"] : []
      let perZone = generator.uniform() * 8
      let limit = 5 + generator.uniform() * 20
      let round = CountingRound(candidates: candidates, reached: reached, perZone: perZone)
      let chosen = round.best(minutes: limit)
      let spent = minutes(chosen, reached: reached, perZone: perZone)
      #expect(spent <= limit + 1e-9, "seed \(seed)")
      #expect(abs(spent - round.minutes(of: chosen)) < 1e-9, "seed \(seed)")
      let best = optimum(candidates, reached: reached, perZone: perZone, minutes: limit)
      #expect(round.bound(minutes: limit) >= best - 1e-9, "seed \(seed)")
      let value = chosen.reduce(0) { $0 + $1.value }
      #expect(value <= best + 1e-9, "seed \(seed)")
      if best > 0 { shares.append(value / best) }
    }
    #expect(shares.reduce(0, +) / Double(shares.count) > 0.97)
    #expect(shares.min() ?? 0 > 0.75)
  }

  @Test("a zone is entered for all that it holds, not for its best count alone")
  func bundles() {
    func candidate(_ slot: Int32, _ zone: String?, _ value: Double, _ minutes: Double) -> RecountCandidate {
      RecountCandidate(
        slot: slot, item: "I\(slot)", zone: zone, pWrong: 0.5, value: value, minutes: minutes, isCoolingDown: false,
        mustWait: false, dueBy: date)
    }
    // By itself each count of the far zone is worth 8 in 2 + 6 minutes, less per minute than the near one; together they are not
    let far = (1...6).map { candidate(Int32($0), "far", 8, 2) }
    let near = (7...12).map { candidate(Int32($0), nil, 4.5, 3) }
    let round = CountingRound(candidates: far + near, reached: [], perZone: 6)
    #expect(round.best(minutes: 18).map(\.slot).sorted() == [1, 2, 3, 4, 5, 6])
  }

  @Test("two small counts do not keep out a large one that is worth more")
  func exchange() {
    func candidate(_ slot: Int32, _ value: Double, _ minutes: Double) -> RecountCandidate {
      RecountCandidate(
        slot: slot, item: "I\(slot)", zone: nil, pWrong: 0.5, value: value, minutes: minutes, isCoolingDown: false,
        mustWait: false, dueBy: date)
    }
    let round = CountingRound(candidates: [candidate(1, 3, 1), candidate(2, 20, 10)], reached: [], perZone: 0)
    #expect(round.best(minutes: 10).map(\.slot) == [2])
  }

  @Test("an hour more is worth something or nothing, never less", arguments: 1...40 as ClosedRange<UInt64>)
  func nextHour(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let candidates = candidates(&generator, count: 80, zones: 5)
    func plan(_ minutes: Double) -> RecountPlan {
      RecountPlanner(randomShare: 0, seed: 1).plan(
        location: "S01", businessDate: date, candidates: candidates,
        budget: CountingBudget(minutes: minutes, base: 5, perZone: 3))
    }
    let (now, later) = (plan(60), plan(120))
    #expect(now.nextHourValue >= 0)
    #expect(abs(now.value + now.nextHourValue - max(now.value, later.value)) < 1e-9)
    // With all of them counted nothing is left
    #expect(plan(10_000).nextHourValue == 0)
    #expect(plan(10_000).recounts.count == 80)
  }

  @Test("a count is due before a promotion of its item there begins")
  func promotions() {
    let dimensions = Dimensions(
      locations: [
        Location(id: "S01", name: "S01", kind: .store, region: "north", timeZone: "UTC", currency: nil),
        Location(id: "S02", name: "S02", kind: .store, region: "south", timeZone: "UTC", currency: nil),
      ],
      items: ["A", "B"].map {
        Item(id: $0, sku: nil, gtin: nil, name: $0, category: "food", unitCost: nil, unitPrice: nil, packSize: nil)
      }, zones: (0..<2).map { _ in ZoneOffsets(identifier: "UTC", initialOffset: 0, changes: []) })
    func due(_ starts: Int, item: String? = nil, category: String? = nil, region: String? = nil, at location: Int = 0) -> Int {
      let start = date.advanced(by: starts).utcStart.advanced(bySeconds: 3600)
      let promotion = Promotion(
        itemID: item, category: category, region: region, locationID: nil, starts: start, ends: start.advanced(bySeconds: 86400))
      return PromotionDeadlines([promotion], dimensions: dimensions, businessDate: date).dueBy(location: location, item: 0)
        .days(since: date)
    }
    #expect(due(2, item: "A") == 1)
    #expect(due(2, category: "food", region: "north") == 1)
    #expect(due(1, item: "A") == 1)
    #expect(due(3, item: "A") == 2)
    #expect(due(-1, item: "A") == 2)
    #expect(due(2, item: "B") == 2)
    #expect(due(2, category: "toys") == 2)
    #expect(due(2, region: "north", at: 1) == 2)
  }
}
