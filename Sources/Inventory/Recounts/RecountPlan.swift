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
  /// Last day the count is worth doing.
  public var dueBy: Day

  public init(
    slot: Int32, item: String, zone: String?, pWrong: Double, value: Double, minutes: Double, isCoolingDown: Bool, mustWait: Bool,
    dueBy: Day
  ) {
    self.slot = slot
    self.item = item
    self.zone = zone
    self.pWrong = pWrong
    self.value = value
    self.minutes = minutes
    self.isCoolingDown = isCoolingDown
    self.mustWait = mustWait
    self.dueBy = dueBy
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
  /// One sentence for the person who counts.
  public var reason = ""
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
