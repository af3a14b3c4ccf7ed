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
    let weekday = night.date.advanced(by: 1).isoWeekday
    let recounts = LocationRecounts(
      dimensions: dimensions, planner: RecountPlanner(randomShare: job.recounts.randomShare, seed: 0x7265_636F_756E_7473),
      businessDate: night.date, promotions: reference.promotions, zones: zones, dismissed: try dismissedRecounts(),
      coolAfter: cutoff.microseconds - Int64(job.recounts.cooldownDays) * Instant.microsecondsPerDay)
    let items = judged.items
    let ranges = LocationRecounts.ranges(of: items, dimensions: dimensions)
    let places = dimensions.locations.indices.compactMap { code -> (code: Int, labour: LabourBudget)? in
      let location = dimensions.locations[code]
      guard location.kind == .store || location.kind == .dc, !ranges[code].isEmpty else { return nil }
      return reference.budget(locationID: location.id, weekday: weekday).map { (code, $0) }
    }
    judged.plans = parallelMap(places.count, workers: workers, chunk: 8) { place in
      let (code, labour) = places[place]
      return (Int32(code), recounts.plan(location: code, items: items[ranges[code]], labour: labour))
    }
    judged.completion = try randomCompletion()
  }

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
