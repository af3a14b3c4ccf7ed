import Inventory
import Statistics
import Testing

@Suite struct RecountPlannerTests {
  private static let date = Day(year: 2026, month: 3, day: 1)
  private static let budget = CountingBudget(minutes: 120, base: 10, perZone: 2)

  private func candidates(_ generator: inout SeededGenerator, count: Int = 200) -> [RecountCandidate] {
    (0..<count).map { index in
      RecountCandidate(
        slot: Int32(index), item: "I\(1000 + index)", zone: "Z\(generator.whole(0...5))", pWrong: generator.uniform(),
        value: generator.uniform() * 50, minutes: 1 + generator.uniform() * 3, isCoolingDown: generator.happens(0.2),
        mustWait: generator.happens(0.1), dueBy: Self.date)
    }
  }

  private func plan(_ candidates: [RecountCandidate], seed: UInt64 = 9, date: Day = date) -> RecountPlan {
    RecountPlanner(randomShare: 0.08, seed: seed).plan(
      location: "S01", businessDate: date, candidates: candidates, budget: Self.budget)
  }

  private func names(_ plan: RecountPlan) -> [String] { plan.recounts.map { "\($0.selection) \($0.candidate.item)" } }

  @Test("value counts fit the minutes, and nobody who waits or cools down is sent for", arguments: 1...30 as ClosedRange<UInt64>)
  func budgets(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let candidates = candidates(&generator)
    let plan = plan(candidates, seed: seed)
    #expect(!plan.recounts.isEmpty)
    #expect(Set(plan.recounts.map(\.candidate.slot)).count == plan.recounts.count)
    #expect(plan.recounts.map(\.rank) == Array(1...plan.recounts.count))
    let valued = plan.recounts.filter { $0.selection == .value }
    #expect(valued.allSatisfy { !$0.candidate.isCoolingDown && !$0.candidate.mustWait && $0.inclusionProbability == nil })
    // The minutes added up again: base, counts, and each zone once
    let zones = Set(plan.recounts.compactMap(\.candidate.zone)).count
    let minutes = 10 + plan.recounts.reduce(0) { $0 + $1.candidate.minutes } + 2 * Double(zones)
    #expect(abs(plan.used - minutes) < 1e-9)
    if plan.randomMinutes <= 110 { #expect(plan.used <= 120 + 1e-9) }
    #expect(plan.optimalityGap >= 0)
  }

  @Test("the random draw heeds neither score nor value nor cool-down nor order", arguments: 1...30 as ClosedRange<UInt64>)
  func blindDraw(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let candidates = candidates(&generator)
    func drawn(_ plan: RecountPlan) -> [String] {
      plan.recounts.filter { $0.selection == .random }.map { "\($0.candidate.item) \($0.inclusionProbability ?? .nan)" }.sorted()
    }
    let expected = drawn(plan(candidates))
    let others = candidates.map { candidate in
      var other = candidate
      other.pWrong = generator.uniform()
      other.value = generator.uniform() * 1000
      other.isCoolingDown = generator.happens(0.5)
      other.mustWait = generator.happens(0.5)
      return other
    }
    #expect(drawn(plan(others)) == expected, "seed \(seed)")
    // The probability is the same number only when the minutes are added in one order
    let items = expected.map { $0.prefix { $0 != " " } }
    #expect(drawn(plan(candidates.shuffled(using: &generator))).map { $0.prefix { $0 != " " } } == items, "seed \(seed)")
  }

  /// Expected draws = sum of the inclusion probabilities; 10,000 nights of 200 candidates, within four standard deviations.
  @Test("candidates are drawn as often as the inclusion probability says")
  func inclusion() {
    var generator = SeededGenerator(seed: 3)
    // Worth nothing, so that nothing is chosen but by the draw
    let candidates = candidates(&generator).map { candidate in
      var worthless = candidate
      worthless.value = 0
      return worthless
    }
    var draws = 0.0
    var probability = 0.0
    for night in 0..<10_000 {
      let random = plan(candidates, date: Self.date.advanced(by: night)).recounts.filter { $0.selection == .random }
      draws += Double(random.count)
      probability = random.first?.inclusionProbability ?? probability
    }
    let mean = 10_000 * 200 * probability
    #expect(probability > 0)
    #expect(abs(draws - mean) < 4 * (mean * (1 - probability)).squareRoot())
  }

  @Test("equal candidates are chosen by item, whatever order they come in")
  func ties() {
    var generator = SeededGenerator(seed: 11)
    let equal = (0..<200).map { index in
      RecountCandidate(
        slot: Int32(index), item: "I\(1000 + index)", zone: nil, pWrong: 0.5, value: 10, minutes: 2, isCoolingDown: false,
        mustWait: false, dueBy: Self.date)
    }
    let expected = names(plan(equal)).sorted()
    for _ in 0..<20 { #expect(names(plan(equal.shuffled(using: &generator))).sorted() == expected) }
    // 110 minutes for counts of two
    #expect(expected.count == 55 || plan(equal).randomMinutes > 110)
  }

  @Test("without minutes or positions there is no plan")
  func empty() {
    #expect(plan([]).recounts.isEmpty)
    var generator = SeededGenerator(seed: 1)
    let broke = RecountPlanner(randomShare: 0.5, seed: 1).plan(
      location: "S01", businessDate: Self.date, candidates: candidates(&generator),
      budget: CountingBudget(minutes: 10, base: 10, perZone: 0))
    #expect(broke.recounts.isEmpty && broke.used == 0)
  }
}
