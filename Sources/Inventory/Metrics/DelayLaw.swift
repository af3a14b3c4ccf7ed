internal import Statistics

/// How many cut-offs the messages of one source at one location miss, and how late those are that miss some.
///
/// The product-limit law of `RightTruncatedLaw`, each hazard shrunk towards that of the source over all locations as if
/// the location had seen so many messages more that behave like it:
///
///     h(u) = (n(u) + w n'(u) / R'(u)) / (R(u) + w),   w = `borrowed`
public struct DelayLaw: Sendable {
  /// Messages that a location borrows from all locations.
  static let borrowed = 20.0

  private let law: RightTruncatedLaw
  private let own: DelayCounts
  private let everywhere: DelayCounts

  init(own: DelayCounts, everywhere: DelayCounts) throws {
    self.own = own
    self.everywhere = everywhere
    let hazards = own.cases.indices.map { age in
      let borrowed = everywhere.atRisk[age] > 0 ? DelayLaw.borrowed : 0
      let risk = own.atRisk[age] + borrowed
      return risk > 0 ? (own.hazard(age) * own.atRisk[age] + borrowed * everywhere.hazard(age)) / risk : 0
    }
    law = try RightTruncatedLaw(cases: hazards, atRisk: hazards.map { _ in 1 })
  }

  /// F: the share of a day's messages that are recorded when the day has the age of so many nights, of those that ever are.
  public func recorded(age: Int) -> Double { law.cumulative(age) }

  /// How late one message is, in seconds, that a day of this age still lacks. Sums to less than 1 by those whose time is
  /// known to the day only.
  func unrecorded(age: Int) -> SketchMixture {
    var delays = SketchMixture()
    let missing = 1 - law.cumulative(age)
    guard missing > 0 else { return delays }
    for later in age + 1..<ArrivalLog.window where law.probability(later) > 0 {
      let borrowed = DelayLaw.borrowed * everywhere.hazard(later)
      var together = SketchMixture()
      together.add(own.sketches[later])
      if borrowed > 0 { together.add(everywhere.sketches[later], weight: borrowed / everywhere.cases[later]) }
      let messages = max(own.cases[later], 0) + borrowed
      if together.count > 0, messages > 0 {
        delays.add(together, weight: law.probability(later) / missing / max(messages, together.count))
      }
    }
    return delays
  }
}
