internal import Crypto
internal import Statistics

/// Chooses what one location counts tonight: the random draw first, then value per minute.
public struct RecountPlanner: Sendable {
  public var randomShare: Double
  public var seed: UInt64

  public init(randomShare: Double, seed: UInt64) {
    self.randomShare = randomShare
    self.seed = seed
  }

  /// - Parameter candidates: the whole population of the location, in the order of items.
  public func plan(location: String, businessDate: Day, candidates: [RecountCandidate], budget: CountingBudget) -> RecountPlan {
    var plan = RecountPlan(minutes: budget.minutes)
    guard budget.minutes > budget.base, !candidates.isEmpty else { return plan }

    // Poisson sampling over the whole population, blind to score, cool-down and zone: what keeps us honest.
    // Its expected minutes are the share; a draw that falls large is still taken, or the probabilities would lie.
    let meanMinutes = candidates.reduce(0) { $0 + $1.minutes + budget.perZone / 4 } / Double(candidates.count)
    let probability = min(1, randomShare * budget.minutes / meanMinutes / Double(candidates.count))
    let random = candidates.filter { draw(location: location, item: $0.item, businessDate: businessDate) < probability }
    let zones = Set(random.compactMap(\.zone))
    plan.randomMinutes = random.reduce(0) { $0 + $1.minutes } + Double(zones.count) * budget.perZone

    let drawn = Set(random.map(\.slot))
    let round = CountingRound(
      candidates: candidates.filter { !drawn.contains($0.slot) && !$0.isCoolingDown && !$0.mustWait && $0.value > 0 },
      reached: zones, perZone: budget.perZone)
    let left = budget.minutes - budget.base - plan.randomMinutes
    let chosen = round.best(minutes: left)
    for (place, candidate) in (random + chosen).enumerated() {
      let isDrawn = place < random.count
      plan.recounts.append(
        PlannedRecount(
          id: id(location: location, item: candidate.item, businessDate: businessDate), candidate: candidate,
          selection: isDrawn ? .random : .value, inclusionProbability: isDrawn ? probability : nil, rank: place + 1))
    }
    let randomValue = random.reduce(0) { $0 + $1.value }
    let value = chosen.reduce(0) { $0 + $1.value }
    plan.value = randomValue + value
    plan.used = plan.recounts.isEmpty ? 0 : budget.base + plan.randomMinutes + round.minutes(of: chosen)
    plan.optimalityGap = plan.value > 0 ? max(0, (randomValue + round.bound(minutes: left)) / plan.value - 1) : 0
    plan.nextHourValue = max(0, round.best(minutes: left + 60).reduce(0) { $0 + $1.value } - value)
    return plan
  }

  /// A uniform number that depends on nothing but what it is drawn for.
  func draw(location: String, item: String, businessDate: Day) -> Double {
    var word = seed &+ UInt64(bitPattern: Int64(businessDate.number))
    for byte in "\(location)\n\(item)".utf8 { word = SeededGenerator.mix(word ^ UInt64(byte)) &+ 0x9E37_79B9_7F4A_7C15 }
    return (Double(SeededGenerator.mix(word) >> 11) + 0.5) * 0x1p-53
  }

  private func id(location: String, item: String, businessDate: Day) -> String {
    String(hexadecimal(SHA256.hash(data: Array("\(businessDate)\n\(location)\n\(item)".utf8))).prefix(16))
  }
}
