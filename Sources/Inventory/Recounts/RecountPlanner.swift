internal import Crypto
internal import Statistics

/// A position that might be counted.
public struct RecountCandidate: Sendable {
  public var slot: Int32
  public var item: String
  public var zone: String?
  public var pWrong: Double
  /// Loss that a count is expected to avert over the horizon.
  public var value: Double
  public var minutes: Double
  public var isCoolingDown: Bool
  public var mustWait: Bool
  public var reason: String

  public init(
    slot: Int32, item: String, zone: String?, pWrong: Double, value: Double, minutes: Double, isCoolingDown: Bool, mustWait: Bool,
    reason: String
  ) {
    self.slot = slot
    self.item = item
    self.zone = zone
    self.pWrong = pWrong
    self.value = value
    self.minutes = minutes
    self.isCoolingDown = isCoolingDown
    self.mustWait = mustWait
    self.reason = reason
  }
}

/// What a location has to spend on counting.
public struct CountingBudget: Sendable {
  public var minutes: Double
  public var base: Double
  public var perZone: Double

  public init(minutes: Double, base: Double, perZone: Double) {
    self.minutes = minutes
    self.base = base
    self.perZone = perZone
  }
}

/// A recommended count.
public struct PlannedRecount: Sendable {
  public enum Selection: String, Sendable {
    case random, value
  }

  public var id: String
  public var candidate: RecountCandidate
  public var selection: Selection
  public var inclusionProbability: Double?
  public var rank: Int
}

public struct RecountPlan: Sendable {
  public var recounts: [PlannedRecount] = []
  public var minutes: Double
  public var used: Double = 0
  public var randomMinutes: Double = 0
  public var value: Double = 0
  /// Bound on what a better choice could add, as a share of the value chosen.
  public var optimalityGap: Double = 0
  public var nextHourValue: Double = 0
}

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
    var left = budget.minutes - budget.base
    var zones: Set<String> = []
    func cost(_ candidate: RecountCandidate) -> Double {
      candidate.minutes + (candidate.zone.map { zones.contains($0) ? 0 : budget.perZone } ?? 0)
    }
    func take(_ candidate: RecountCandidate, _ selection: PlannedRecount.Selection, probability: Double?) {
      let minutes = cost(candidate)
      if let zone = candidate.zone { zones.insert(zone) }
      left -= minutes
      plan.used += minutes
      if selection == .random { plan.randomMinutes += minutes }
      plan.value += candidate.value
      plan.recounts.append(
        PlannedRecount(
          id: id(location: location, item: candidate.item, businessDate: businessDate), candidate: candidate,
          selection: selection,
          inclusionProbability: probability, rank: plan.recounts.count + 1))
    }

    // Poisson sampling over the whole population, blind to score, cool-down and zone: what keeps us honest.
    // Its expected minutes are the share; a draw that falls large is still taken, or the probabilities would lie.
    let meanMinutes = candidates.reduce(0) { $0 + $1.minutes + budget.perZone / 4 } / Double(candidates.count)
    let probability = min(1, randomShare * budget.minutes / meanMinutes / Double(candidates.count))
    var chosen: Set<Int32> = []
    for candidate in candidates where draw(location: location, item: candidate.item, businessDate: businessDate) < probability {
      take(candidate, .random, probability: probability)
      chosen.insert(candidate.slot)
    }

    let open = candidates.filter { !chosen.contains($0.slot) && !$0.isCoolingDown && !$0.mustWait && $0.value > 0 }
      .sorted { ($1.value * $0.minutes, $0.item) < ($0.value * $1.minutes, $1.item) }
    var passedOver: [RecountCandidate] = []
    for candidate in open {
      if cost(candidate) <= left {
        take(candidate, .value, probability: nil)
      } else {
        passedOver.append(candidate)
      }
    }
    // Fractional knapsack without zone travel: nothing that fits the minutes is worth more
    var bound = plan.recounts.filter { $0.selection == .random }.reduce(0) { $0 + $1.candidate.value }
    var minutes = budget.minutes - budget.base - plan.randomMinutes
    for candidate in open {
      let share = min(1, max(0, minutes / candidate.minutes))
      bound += share * candidate.value
      minutes -= share * candidate.minutes
      if minutes <= 0 { break }
    }
    plan.optimalityGap = plan.value > 0 ? max(0, bound / plan.value - 1) : 0
    var hour = 60 + max(0, left)
    for candidate in passedOver {
      let share = min(1, max(0, hour / candidate.minutes))
      plan.nextHourValue += share * candidate.value
      hour -= share * candidate.minutes
      if hour <= 0 { break }
    }
    plan.used += plan.recounts.isEmpty ? 0 : budget.base
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
