/// How far the records of one location can be trusted.
public struct LocationConfidence: Sendable {
  public var location: Int32
  public var confidence: Double?
  public var lower: Double?
  public var upper: Double?
  public var byUnit: Double?
  public var byValue: Double?
  public var byDemand: Double?
  public var itemsScored: Int
  public var counts: Int
  public var randomCounts: Int
  public var valueAtRisk: Double
  public var driver: Driver?
  /// Hours since the most silent source recorded anything, and its name when that is late.
  public var feedAgeHours: Double?
  public var silentSource: String?
  public var status: ScoreStatus
}
