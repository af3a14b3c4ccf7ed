internal import Glibc
internal import Statistics

/// A count whose record was scored the night before, and drawn with a known probability; what was believed at its moment.
public struct ScoredCount: Sendable {
  public var location: Int32
  public var pExact: Double
  public var isExact: Bool
  public var inclusionProbability: Double

  public init(location: Int32, pExact: Double, isExact: Bool, inclusionProbability: Double) {
    self.location = location
    self.pExact = pExact
    self.isExact = isExact
    self.inclusionProbability = inclusionProbability
  }
}

/// The share of a location's records that are exact: what the model says, corrected by what random counts found.
///
///     theta = mean p_exact + Hajek mean of (y - p_exact) over counts of known probability
///
/// p_exact is the one published the night before the count, carried on to its moment. The variance is that of the
/// correction and that of the records themselves, sum p (1 - p) / N^2: the share of exact records is a draw, too.
///
/// The corrections are shrunk towards their common mean (Fay & Herriot 1979, with priors: `SmallAreas`), because a handful
/// of counts is no reason to move a location far. A location without such counts has the common correction and its spread.
public struct LocationScorer: Sendable {
  /// Two-sided level of the interval.
  public var level: Double
  /// Half-widths above it are no answer.
  public var maximumHalfWidth: Double

  public init(level: Double, maximumHalfWidth: Double) {
    self.level = level
    self.maximumHalfWidth = maximumHalfWidth
  }

  public func score(
    _ items: [ItemConfidence], counts: [ScoredCount], countsOf: [Int: (all: Int, random: Int)], dimensions: Dimensions
  ) throws -> [LocationConfidence] {
    let locations = dimensions.locations.count
    var byLocation = [[ItemConfidence]](repeating: [], count: locations)
    for item in items { byLocation[Int(dimensions.location(of: item.slot))].append(item) }
    let corrections = try corrections(counts, locations: locations)
    let z = Normal.standard.quantile(0.5 + level / 2)

    return (0..<locations).map { location in
      let mine = byLocation[location]
      let scored = mine.filter { $0.pExact != nil }
      var result = LocationConfidence(
        location: Int32(location), itemsScored: scored.count, counts: countsOf[location]?.all ?? 0,
        randomCounts: countsOf[location]?.random ?? 0, valueAtRisk: scored.reduce(0) { $0 + ($1.valueAtRisk ?? 0) },
        driver: LocationScorer.mainDriver(scored), status: .ok)
      guard !scored.isEmpty else {
        result.status = mine.isEmpty ? .insufficientData : .noOpening
        return result
      }
      func weighted(_ weight: (ItemConfidence) -> Double) -> Double? {
        var sum = 0.0
        var weights = 0.0
        for item in scored {
          let w = max(0, weight(item))
          sum += w * (item.pExact ?? 0)
          weights += w
        }
        return weights > 0 ? sum / weights : nil
      }
      let mean = weighted { _ in 1 } ?? 0
      let count = Double(scored.count)
      // Kept off the ends before the logit: a small location is never 0 or 100 % by accident
      let theta = min(max(mean + corrections[location].mean, 0.5 / count), 1 - 0.5 / count)
      // What the records are once they are drawn, and how far the model may be off here
      let drawn = scored.reduce(0) { $0 + ($1.pExact ?? 0) * (1 - ($1.pExact ?? 0)) } / (count * count)
      let deviation = (corrections[location].variance + drawn).squareRoot()
      let logit = log(theta / (1 - theta))
      let slope = deviation / (theta * (1 - theta))
      result.confidence = theta
      result.lower = 1 / (1 + exp(-(logit - z * slope)))
      result.upper = 1 / (1 + exp(-(logit + z * slope)))
      result.byUnit = weighted { max(0, $0.book) }
      result.byValue = weighted { item in
        max(0, item.book) * Double(dimensions.unitCosts[Int(dimensions.item(of: item.slot))])
      }
      result.byDemand = weighted(\.demand)
      if scored.contains(where: { $0.status == .staleFeed }) { result.status = .staleFeed }
      if ((result.upper ?? 1) - (result.lower ?? 0)) / 2 > maximumHalfWidth { result.status = .insufficientData }
      return result
    }
  }

  /// How far the model's mean may be off, in common and from place to place, before anybody checked.
  private static let spread = 0.03

  private func corrections(_ counts: [ScoredCount], locations: Int) throws -> [(mean: Double, variance: Double)] {
    var residuals = [[Double]](repeating: [], count: locations)
    var weights = [[Double]](repeating: [], count: locations)
    for count in counts where count.inclusionProbability > 0 {
      residuals[Int(count.location)].append((count.isExact ? 1 : 0) - count.pExact)
      weights[Int(count.location)].append(1 / count.inclusionProbability)
    }
    // A few counts can agree by chance; the pooled spread of a residual keeps their variance honest
    let pooled = residuals.flatMap { $0 }
    let spread = pooled.isEmpty ? 0.25 : max(0.01, pooled.reduce(0) { $0 + $1 * $1 } / Double(pooled.count))
    var estimates = [Double?](repeating: nil, count: locations)
    var variances = [Double](repeating: 1, count: locations)
    for location in 0..<locations {
      guard let mean = try hajekMean(residuals[location], weights: weights[location]) else { continue }
      estimates[location] = mean.mean
      variances[location] = spread / max(1, mean.effectiveCount)
    }
    let areas = try SmallAreas(estimates: estimates, variances: variances, spread: LocationScorer.spread)
    return (0..<locations).map { (areas.means[$0], areas.variances[$0]) }
  }

  private static func mainDriver(_ items: [ItemConfidence]) -> Driver? {
    var sums: [String: Double] = [:]
    var total = 0.0
    for item in items {
      for driver in item.drivers { sums[driver.name, default: 0] += driver.share * (item.exposure ?? 0) }
      total += item.exposure ?? 0
    }
    guard total > 0, let most = sums.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    return Driver(name: most.key, share: most.value / total)
  }
}
