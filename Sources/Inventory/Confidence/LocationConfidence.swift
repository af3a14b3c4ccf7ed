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
  /// What most of the expected wrong records come from, up to three.
  public var drivers: [Driver]
  /// Hours since the most silent source recorded anything, and its name when that is late.
  public var feedAgeHours: Double?
  public var silentSource: String?
  public var status: ScoreStatus
}

/// One figure of accuracy of a location or a group, with its interval. See `AccuracyDefinition`.
public struct AccuracyEstimate: Equatable, Sendable {
  public var definition: AccuracyDefinition
  public var value: Double
  public var lower: Double
  public var upper: Double
  /// What the model says before the counts are heard.
  public var believed: Double
  /// Counts of known probability among the records, that were heard.
  public var counts: Int
  public var status: ScoreStatus
}

/// What locations are taken together by.
public enum GroupScope: String, CaseIterable, Sendable {
  case region, channel, kind
}

/// A region, a channel or a kind of node, and what its locations weigh in it.
public struct LocationGroup: Equatable, Sendable {
  public var scope: GroupScope
  public var id: String
  /// Shares of the group's demand that each location served; they sum to 1.
  public var members: [(location: Int32, weight: Double)]

  public init(scope: GroupScope, id: String, members: [(location: Int32, weight: Double)]) {
    self.scope = scope
    self.id = id
    self.members = members
  }

  public static func == (a: LocationGroup, b: LocationGroup) -> Bool {
    a.scope == b.scope && a.id == b.id && a.members.count == b.members.count
      && zip(a.members, b.members).allSatisfy { $0.location == $1.location && $0.weight == $1.weight }
  }
}

/// How far the records behind a group's demand can be trusted.
public struct GroupConfidence: Sendable {
  public var group: LocationGroup
  public var confidence: Double?
  public var lower: Double?
  public var upper: Double?
  /// The same by units, value and demand of the records within each location.
  public var byUnit: Double?
  public var byValue: Double?
  public var byDemand: Double?
  public var itemsScored: Int
  /// Shares of the group's records without a score, and with one that a silent feed makes old.
  public var unscoredShare: Double
  public var staleShare: Double
  public var counts: Int
  public var randomCounts: Int
  /// `nil` for channels: a location's stock is not split by channel.
  public var valueAtRisk: Double?
  public var drivers: [Driver]
  public var status: ScoreStatus
}
