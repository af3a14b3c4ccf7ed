/// What to count at each location of a night: its records as candidates under its hours.
public struct LocationRecounts: Sendable {
  private let dimensions: Dimensions
  private let planner: RecountPlanner
  private let businessDate: Day
  private let deadlines: PromotionDeadlines
  private let zones: [Int32: String]
  private let dismissed: Set<Int32>
  private let coolAfter: Int64

  /// - Parameters:
  ///   - zones: by slot, where the assortment names one.
  ///   - dismissed: slots that people decided not to count.
  ///   - coolAfter: microseconds; what was counted later is not counted again yet.
  public init(
    dimensions: Dimensions, planner: RecountPlanner, businessDate: Day, promotions: [Promotion], zones: [Int32: String],
    dismissed: Set<Int32>, coolAfter: Int64
  ) {
    self.dimensions = dimensions
    self.planner = planner
    self.businessDate = businessDate
    self.zones = zones
    self.dismissed = dismissed
    self.coolAfter = coolAfter
    deadlines = PromotionDeadlines(promotions, dimensions: dimensions, businessDate: businessDate)
  }

  /// - Parameter items: the records of the location, by ascending slot.
  public func plan(location code: Int, items: ArraySlice<ItemConfidence>, labour: LabourBudget) -> RecountPlan {
    let candidates = items.map { item in
      let place = Int(dimensions.item(of: item.slot))
      return RecountCandidate(
        slot: item.slot, item: dimensions.items[place].id, zone: zones[item.slot],
        pWrong: 1 - (item.pExact ?? 0.5), value: worth(item, cost: Double(dimensions.unitCosts[place]) / 1000),
        minutes: labour.minutesPerCount + labour.minutesPerUnit * max(item.book, 0),
        isCoolingDown: (item.lastCountedAt ?? Int64.min) > coolAfter || dismissed.contains(item.slot),
        mustWait: item.action == .waitForFeed, dueBy: deadlines.dueBy(location: code, item: place))
    }
    let budget = CountingBudget(minutes: labour.minutes, base: labour.minutesBase, perZone: labour.minutesPerZone)
    var plan = planner.plan(
      location: dimensions.locations[code].id, businessDate: businessDate, candidates: candidates, budget: budget)
    // Sentences are for the chosen few
    let chosen = Dictionary(uniqueKeysWithValues: plan.recounts.indices.map { (plan.recounts[$0].candidate.slot, $0) })
    for item in items {
      if let index = chosen[item.slot] { plan.recounts[index].reason = RecountReason.sentence(item) }
    }
    return plan
  }

  /// What a count of a record is worth: the loss it averts, and the money on the books that it puts right.
  private func worth(_ item: ItemConfidence, cost: Double) -> Double {
    (item.valueAtRisk ?? 0) + (item.expectedError ?? 0) * cost
  }

  /// By location, where its records stand among all of them, which follow each other by slot.
  public static func ranges(of items: [ItemConfidence], dimensions: Dimensions) -> [Range<Int>] {
    var ranges = [Range<Int>](repeating: 0..<0, count: dimensions.locations.count)
    var start = 0
    while start < items.count {
      let code = dimensions.location(of: items[start].slot)
      let end = items[start...].firstIndex { dimensions.location(of: $0.slot) != code } ?? items.count
      ranges[Int(code)] = start..<end
      start = end
    }
    return ranges
  }
}
