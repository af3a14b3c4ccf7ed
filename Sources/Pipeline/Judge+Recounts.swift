internal import Inventory
internal import PostgreSQL
internal import Store

/// What to count next.
extension Judge {
  func planRecounts(_ judged: inout Judgement) throws {
    let reference = folded.companions.reference
    var zones: [Int32: String] = [:]
    for entry in reference.assortment {
      let place = (folded.index.location(entry.locationID), folded.index.item(entry.itemID))
      if place.0 >= 0, place.1 >= 0 { zones[dimensions.slot(location: place.0, item: place.1)] = entry.zone }
    }
    let dismissed = try dismissedRecounts()
    let deadlines = PromotionDeadlines(reference.promotions, dimensions: dimensions, businessDate: night.date)
    let weekday = night.date.advanced(by: 1).isoWeekday
    let planner = RecountPlanner(randomShare: job.recounts.randomShare, seed: 0x7265_636F_756E_7473)
    let byLocation = Dictionary(grouping: judged.items) { dimensions.location(of: $0.slot) }
    let coolAfter = cutoff.microseconds - Int64(job.recounts.cooldownDays) * Instant.microsecondsPerDay
    for (code, location) in dimensions.locations.enumerated() where location.kind == .store || location.kind == .dc {
      let items = byLocation[Int32(code)] ?? []
      guard !items.isEmpty, let labour = reference.budget(locationID: location.id, weekday: weekday) else { continue }
      let candidates = items.map { item in
        RecountCandidate(
          slot: item.slot, item: dimensions.items[Int(dimensions.item(of: item.slot))].id, zone: zones[item.slot],
          pWrong: 1 - (item.pExact ?? 0.5), value: worth(item),
          minutes: labour.minutesPerCount + labour.minutesPerUnit * max(item.book, 0),
          isCoolingDown: (item.lastCountedAt ?? Int64.min) > coolAfter || dismissed.contains(item.slot),
          mustWait: item.action == .waitForFeed, reason: RecountReason.sentence(item),
          dueBy: deadlines.dueBy(location: code, item: Int(dimensions.item(of: item.slot))))
      }
      let budget = CountingBudget(minutes: labour.minutes, base: labour.minutesBase, perZone: labour.minutesPerZone)
      judged.plans.append(
        (Int32(code), planner.plan(location: location.id, businessDate: night.date, candidates: candidates, budget: budget)))
    }
    judged.completion = try randomCompletion()
  }

  /// What a count of a record is worth: the loss it averts, and the money on the books that it puts right.
  private func worth(_ item: ItemConfidence) -> Double {
    (item.valueAtRisk ?? 0) + (item.expectedError ?? 0) * unitCost(item.slot)
  }

  private func unitCost(_ slot: Int32) -> Double { Double(dimensions.unitCosts[Int(dimensions.item(of: slot))]) / 1000 }

  /// Positions that people decided not to count, within the cool-down: they are not asked again at once.
  private func dismissedRecounts() throws -> Set<Int32> {
    var slots: Set<Int32> = []
    try copy(
      "read/dismissed_recounts",
      [.instant(cutoff.microseconds), .integer(0), .integer(Int64(job.recounts.cooldownDays))]
    ) { row in
      let location = row.field().map(folded.index.location) ?? -1
      let item = row.field().map(folded.index.item) ?? -1
      if location >= 0, item >= 0 { slots.insert(dimensions.slot(location: location, item: item)) }
    }
    return slots
  }

  /// By location: the share of the random draws, due by now, that were counted.
  private func randomCompletion() throws -> [Int32: Double] {
    var shares: [Int32: Double] = [:]
    try copy("read/random_completion", [.day(night.date.number), .integer(0), .integer(publication)]) { row in
      let location = row.field().map(folded.index.location) ?? -1
      if location >= 0, let share = row.optionalDouble() { shares[location] = share }
    }
    return shares
  }
}
