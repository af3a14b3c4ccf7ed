internal import Inventory
internal import PostgreSQL

extension JudgementTables {
  /// Locations and groups of them, and how accurate they are by each definition.
  func writeConfidence(_ judged: Judgement) throws {
    try connection.copyIn(
      """
      trueup.location_confidence (publication_id, location_id, confidence, lower, upper, by_unit, by_value, by_demand,
        items_scored, counts_90d, random_counts_90d, value_at_risk, change_7d, change_28d, driver, driver_share, driver_2,
        driver_2_share, driver_3, driver_3_share, feed_age_hours, silent_source, status, unrecorded_share, silent_days)
      """, place: "location_confidence"
    ) { writer in
      for (index, score) in judged.locations.enumerated() {
        let id = location(score.location)
        try writer.row(25)
        writer.int64(publication)
        writer.text(id)
        for value in [score.confidence, score.lower, score.upper, score.byUnit, score.byValue, score.byDemand] {
          writer.double(value)
        }
        writer.int64(Int64(score.itemsScored))
        writer.int64(Int64(score.counts))
        writer.int64(Int64(score.randomCounts))
        writer.double(score.valueAtRisk)
        for past in [judged.past.week, judged.past.month] {
          writer.double(change(score.confidence, past.locations[ByteText(id)]))
        }
        write(score.drivers, to: &writer)
        writer.double(score.feedAgeHours)
        writer.text(score.silentSource)
        writer.text(score.status.rawValue)
        writer.double(judged.missed[index])
        writer.double(judged.board?.backlogs[index].silentDays)
      }
    }
    try connection.copyIn(
      """
      trueup.group_confidence (publication_id, scope, scope_id, locations, confidence, lower, upper, by_unit, by_value,
        by_demand, items_scored, unscored_share, stale_share, counts_90d, random_counts_90d, value_at_risk, change_7d,
        change_28d, driver, driver_share, driver_2, driver_2_share, driver_3, driver_3_share, status)
      """, place: "group_confidence"
    ) { writer in
      for score in judged.groups {
        try writer.row(25)
        writer.int64(publication)
        writer.text(score.group.scope.rawValue)
        writer.text(score.group.id)
        writer.int64(Int64(score.group.members.count))
        for value in [score.confidence, score.lower, score.upper, score.byUnit, score.byValue, score.byDemand] {
          writer.double(value)
        }
        writer.int64(Int64(score.itemsScored))
        writer.double(score.unscoredShare)
        writer.double(score.staleShare)
        writer.int64(Int64(score.counts))
        writer.int64(Int64(score.randomCounts))
        writer.double(score.valueAtRisk)
        for past in [judged.past.week, judged.past.month] {
          writer.double(change(score.confidence, past.groups[score.group.scope]?[score.group.id]))
        }
        write(score.drivers, to: &writer)
        writer.text(score.status.rawValue)
      }
    }
    try connection.copyIn(
      "trueup.group_member (publication_id, scope, scope_id, location_id, weight)", place: "group_member"
    ) { writer in
      for group in judged.groups.map(\.group) {
        for member in group.members {
          try writer.row(5)
          writer.int64(publication)
          writer.text(group.scope.rawValue)
          writer.text(group.id)
          writer.text(location(member.location))
          writer.double(member.weight)
        }
      }
    }
    try connection.copyIn(
      "trueup.accuracy (publication_id, scope, scope_id, definition, value, lower, upper, believed, counts, status)",
      place: "accuracy"
    ) { writer in
      let places = judged.locations.map { ("location", location($0.location)) }
      let groups = judged.groups.map { ($0.group.scope.rawValue, $0.group.id) }
      for ((scope, id), estimates) in zip(places + groups, judged.accuracy + judged.groupAccuracy) {
        for estimate in estimates {
          try writer.row(10)
          writer.int64(publication)
          writer.text(scope)
          writer.text(id)
          writer.text(estimate.definition.rawValue)
          for value in [estimate.value, estimate.lower, estimate.upper, estimate.believed] { writer.double(value) }
          writer.int64(Int64(estimate.counts))
          writer.text(estimate.status.rawValue)
        }
      }
    }
  }

  private func change(_ now: Double?, _ past: Double?) -> Double? { now.flatMap { now in past.map { now - $0 } } }

  private func write(_ drivers: [Driver], to writer: inout CopyWriter) {
    for place in 0..<3 {
      writer.text(place < drivers.count ? drivers[place].name : nil)
      writer.double(place < drivers.count ? drivers[place].share : nil)
    }
  }
}
