/// A count whose record was scored the night before, and drawn with a known probability; what was believed at its moment.
public struct ScoredCount: Sendable {
  public var location: Int32
  public var pExact: Double
  public var isExact: Bool
  public var inclusionProbability: Double
  /// Chance that the count itself erred.
  public var miscount: Double
  /// All that was believed and found; `nil` where the night before did not keep it.
  public var errors: Errors?

  public struct Errors: Sendable {
    public var believed: RecordError
    public var found: RecordError
    /// Just before the count, units, and the cost of a unit.
    public var book: Double
    public var cost: Double

    public init(believed: RecordError, found: RecordError, book: Double, cost: Double) {
      self.believed = believed
      self.found = found
      self.book = book
      self.cost = cost
    }
  }

  public init(
    location: Int32, pExact: Double, isExact: Bool, inclusionProbability: Double, miscount: Double = 0, errors: Errors? = nil
  ) {
    self.location = location
    self.pExact = pExact
    self.isExact = isExact
    self.inclusionProbability = inclusionProbability
    self.miscount = miscount
    self.errors = errors
  }

  /// Found less believed, as the definition weighs a record. A count finds 1 - miscount of the right records right.
  func residual(_ definition: AccuracyDefinition) -> Double? {
    if definition == .exact { return (isExact ? 1 : 0) / (1 - miscount) - pExact }
    guard let errors else { return nil }
    return definition.weights(book: errors.book, cost: errors.cost).numerator
      * (errors.found[definition] - errors.believed[definition])
  }
}

/// How far the records of locations and of groups of them can be trusted.
public struct LocationJudgement: Sendable {
  public var locations: [LocationConfidence] = []
  /// By location, the definitions that have a figure.
  public var accuracy: [[AccuracyEstimate]] = []
  public var groups: [GroupConfidence] = []
  /// By group.
  public var groupAccuracy: [[AccuracyEstimate]] = []

  public init() {}
}

/// Scores locations, regions, channels and kinds of nodes: what the model says of their records, corrected by what random
/// counts found. `AccuracyModel` says how; the confidence is its first definition, the share of exact records.
///
/// p_exact is the one published the night before a count, carried on to its moment. Groups are weighted by the demand that
/// their locations served in 90 days, all of one that served none by its records: the share of a region's demand that stands
/// on an exact record. Net errors keep their sign until the group's sum.
public struct LocationScorer: Sendable {
  /// Two-sided level of the interval.
  public var level: Double
  /// Half-widths above it are no answer.
  public var maximumHalfWidth: Double

  public init(level: Double, maximumHalfWidth: Double) {
    self.level = level
    self.maximumHalfWidth = maximumHalfWidth
  }

  /// - Parameters:
  ///   - countsOf: by location, the counts of 90 days and those of known probability.
  ///   - orderLines: by channel and location, order lines served in 90 days.
  public func score(
    _ items: [ItemConfidence], counts: [ScoredCount], countsOf: [Int: (all: Int, random: Int)],
    orderLines: [String: [Int32: Int64]] = [:], dimensions: Dimensions
  ) throws -> LocationJudgement {
    var sums = [RecordSums](repeating: RecordSums(), count: dimensions.locations.count)
    for item in items {
      sums[Int(dimensions.location(of: item.slot))].add(
        item, cost: Double(dimensions.unitCosts[Int(dimensions.item(of: item.slot))]) / 1000)
    }
    let model = try AccuracyModel(sums, counts: counts, level: level)
    var judgement = LocationJudgement()
    for location in sums.indices {
      let mine = sums[location]
      let status: ScoreStatus =
        mine.scored > 0 ? (mine.stale > 0 ? .staleFeed : .ok) : mine.records > 0 ? .noOpening : .insufficientData
      let accuracy = figures(model, of: [(Int32(location), 1)], status: status)
      let exact = accuracy.first { $0.definition == .exact }
      judgement.accuracy.append(accuracy)
      judgement.locations.append(
        LocationConfidence(
          location: Int32(location), confidence: exact?.value, lower: exact?.lower, upper: exact?.upper, byUnit: mine.unit.mean,
          byValue: mine.value.mean, byDemand: mine.byDemand.mean, itemsScored: mine.scored, counts: countsOf[location]?.all ?? 0,
          randomCounts: countsOf[location]?.random ?? 0, valueAtRisk: mine.valueAtRisk,
          drivers: RecordSums.mainDrivers([(mine, 1)]), status: exact?.status ?? status))
    }
    for group in LocationGroup.all(sums, orderLines: orderLines, dimensions: dimensions) {
      let (confidence, accuracy) = score(group, sums, model, countsOf)
      judgement.groups.append(confidence)
      judgement.groupAccuracy.append(accuracy)
    }
    return judgement
  }

  private func figures(
    _ model: AccuracyModel, of members: [(location: Int32, weight: Double)], status: ScoreStatus
  ) -> [AccuracyEstimate] {
    var estimates = AccuracyDefinition.allCases.compactMap { model.estimate($0, of: members) }
    // Each is corrected by itself; what is exact is within tolerance all the same, and net errors are no larger than their sum
    for (higher, lower) in [
      (AccuracyDefinition.withinTolerance, AccuracyDefinition.exact), (.netUnits, .absoluteUnits), (.netValue, .absoluteValue),
    ] {
      guard let place = estimates.firstIndex(where: { $0.definition == higher }),
        let floor = estimates.first(where: { $0.definition == lower })
      else { continue }
      estimates[place].value = max(estimates[place].value, floor.value)
      estimates[place].lower = max(estimates[place].lower, floor.lower)
      estimates[place].upper = max(estimates[place].upper, floor.upper)
    }
    for index in estimates.indices {
      let isWide = (estimates[index].upper - estimates[index].lower) / 2 > maximumHalfWidth
      estimates[index].status = isWide ? .insufficientData : status
    }
    return estimates
  }

  private func score(
    _ group: LocationGroup, _ sums: [RecordSums], _ model: AccuracyModel, _ countsOf: [Int: (all: Int, random: Int)]
  ) -> (GroupConfidence, [AccuracyEstimate]) {
    let parts = group.members.map { (sums: sums[Int($0.location)], weight: $0.weight) }
    func weighted(_ figure: KeyPath<RecordSums, RecordSums.Figure>) -> Double? {
      let known = parts.compactMap { part in part.sums[keyPath: figure].mean.map { (mean: $0, weight: part.weight) } }
      let total = known.reduce(0) { $0 + $1.weight }
      return total > 0 ? known.reduce(0) { $0 + $1.weight * $1.mean } / total : nil
    }
    func share(_ count: (RecordSums) -> Int) -> Double {
      parts.reduce(0) { $0 + $1.weight * Double(count($1.sums)) / Double(max(1, $1.sums.records)) }
    }
    let scored = parts.reduce(0) { $0 + $1.sums.scored }
    let status: ScoreStatus =
      scored == 0 ? .noOpening : parts.contains { $0.sums.stale > 0 } ? .staleFeed : .ok
    let accuracy = figures(model, of: group.members, status: status)
    let exact = accuracy.first { $0.definition == .exact }
    func counts(_ part: KeyPath<(all: Int, random: Int), Int>) -> Int {
      group.members.reduce(0) { $0 + (countsOf[Int($1.location)]?[keyPath: part] ?? 0) }
    }
    let confidence = GroupConfidence(
      group: group, confidence: exact?.value, lower: exact?.lower, upper: exact?.upper, byUnit: weighted(\.unit),
      byValue: weighted(\.value), byDemand: weighted(\.byDemand), itemsScored: scored,
      unscoredShare: share { $0.records - $0.scored }, staleShare: share(\.stale), counts: counts(\.all),
      randomCounts: counts(\.random), valueAtRisk: group.scope == .channel ? nil : parts.reduce(0) { $0 + $1.sums.valueAtRisk },
      drivers: RecordSums.mainDrivers(parts), status: exact?.status ?? status)
    return (confidence, accuracy)
  }
}

extension LocationGroup {
  /// The regions, channels and kinds of nodes with records, each in the order of names.
  static func all(_ sums: [RecordSums], orderLines: [String: [Int32: Int64]], dimensions: Dimensions) -> [LocationGroup] {
    let places = sums.indices.filter { sums[$0].records > 0 }
    func group(_ scope: GroupScope, by key: (Location) -> String?) -> [LocationGroup] {
      let members = Dictionary(grouping: places.filter { key(dimensions.locations[$0]) != nil }) {
        key(dimensions.locations[$0]) ?? ""
      }
      return members.sorted { $0.key < $1.key }.map { id, locations in
        let served = locations.map { sums[$0].hasServed ? max(0, sums[$0].demand) : 0 }
        // Centres that only supply others serve no demand of their own
        let weights = served.contains { $0 > 0 } ? served : locations.map { Double(sums[$0].records) }
        return LocationGroup(scope: scope, id: id, parts: zip(locations, weights).map { (Int32($0), $1) })
      }
    }
    let channels = orderLines.sorted { $0.key < $1.key }.compactMap { channel, lines -> LocationGroup? in
      let served = lines.filter { $0.value > 0 && sums[Int($0.key)].records > 0 }.sorted { $0.key < $1.key }
      return channel.isEmpty || served.isEmpty
        ? nil : LocationGroup(scope: .channel, id: channel, parts: served.map { ($0.key, Double($0.value)) })
    }
    return group(.region) { $0.region } + channels + group(.kind) { $0.kind.rawValue }
  }

  private init(scope: GroupScope, id: String, parts: [(location: Int32, weight: Double)]) {
    let total = parts.reduce(0) { $0 + $1.weight }
    self.init(
      scope: scope, id: id, members: parts.filter { $0.weight > 0 }.map { ($0.location, $0.weight / total) })
  }
}
