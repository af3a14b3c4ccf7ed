internal import Glibc
internal import Statistics

/// How accurate the records of any weighted set of locations are, by each of the eight definitions.
///
///     f = sum_l w_l (what the model says of l + correction of l)
///
/// The correction of a location is the Hajek mean of what counts of known probability found less what was believed of them,
/// on the scale of the figure, shrunk towards the common correction (Fay & Herriot 1979, with priors: `SmallAreas`). Locations
/// share that common correction and the spread around it, so that the errors of a region's members do not cancel as
/// independent ones would. The records themselves are draws: the share of exact ones has a variance though its law is known.
///
/// - Shares have their interval on the logit.
/// - sum |e| / sum B, and the share of records that disagree about stock, are normal given that they are not negative.
/// - sum e / sum B is normal, of either sign, and what counts is its size: E|x| knows of chance, |E x| does not.
struct AccuracyModel {
  private struct Part {
    /// By location: what the model says, and its variance from the records being draws.
    var believed: [Double?]
    var drawn: [Double]
    var counts: [Int]
    var areas: SmallAreas
  }

  private var parts: [Part] = []
  private let scored: [Int]
  private let z: Double

  /// How far the model's mean may be off, in common and from place to place, before anybody checked: of shares, and of errors
  /// relative to their expected size.
  private static let spread = 0.03
  private static let relativeSpread = 0.5

  /// - Parameter level: two-sided, of the intervals.
  init(_ sums: [RecordSums], counts: [ScoredCount], level: Double) throws {
    scored = sums.map(\.scored)
    z = Normal.standard.quantile(0.5 + level / 2)
    for (place, definition) in AccuracyDefinition.allCases.enumerated() {
      parts.append(try AccuracyModel.part(definition, sums.map { $0.figures[place] }, sums, counts))
    }
  }

  private static func part(
    _ definition: AccuracyDefinition, _ figures: [RecordSums.Figure], _ sums: [RecordSums], _ counts: [ScoredCount]
  ) throws -> Part {
    let drawn = figures.map { $0.denominator > 0 ? $0.variance / ($0.denominator * $0.denominator) : 0 }
    var residuals = [[Double]](repeating: [], count: figures.count)
    var weights = residuals
    for count in counts where count.inclusionProbability > 0 {
      let location = Int(count.location)
      guard figures[location].denominator > 0, let residual = count.residual(definition) else { continue }
      residuals[location].append(residual * Double(sums[location].scored) / figures[location].denominator)
      weights[location].append(1 / count.inclusionProbability)
    }
    // A few counts can agree by chance; the pooled spread of a residual keeps their variance honest
    let pooled = residuals.flatMap { $0 }
    var least = 0.01
    var prior = spread
    if definition.reading != .share {
      let known = figures.indices.filter { figures[$0].denominator > 0 }
      let expected = known.map { drawn[$0] * Double(sums[$0].scored) }
      least = max(1e-12, 0.05 * expected.reduce(0, +) / Double(max(1, known.count)))
      prior = max(1e-9, relativeSpread * typicalError(definition, sums))
    }
    let variance = pooled.isEmpty ? 1 : max(least, pooled.reduce(0) { $0 + $1 * $1 } / Double(pooled.count))
    var estimates = [Double?](repeating: nil, count: figures.count)
    var variances = [Double](repeating: 1, count: figures.count)
    for location in figures.indices {
      guard let mean = try hajekMean(residuals[location], weights: weights[location]) else { continue }
      estimates[location] = mean.mean
      variances[location] = variance / max(1, mean.effectiveCount)
    }
    return Part(
      believed: figures.map(\.mean), drawn: drawn, counts: residuals.map(\.count),
      areas: try SmallAreas(estimates: estimates, variances: variances, spread: prior))
  }

  /// Mean over locations of sum |e| / sum B, by units or value as the definition goes.
  private static func typicalError(_ definition: AccuracyDefinition, _ sums: [RecordSums]) -> Double {
    let absolute: AccuracyDefinition =
      switch definition {
      case .netValue: .absoluteValue
      case .netUnits: .absoluteUnits
      default: definition
      }
    guard let place = AccuracyDefinition.allCases.firstIndex(of: absolute) else { return 0 }
    let known = sums.compactMap { $0.figures[place].mean }
    return known.reduce(0, +) / Double(max(1, known.count))
  }

  /// - Parameter members: locations and their weights, which need not sum to 1; those without a figure are left out.
  /// - Returns: `nil` where no member has one.
  func estimate(_ definition: AccuracyDefinition, of members: [(location: Int32, weight: Double)]) -> AccuracyEstimate? {
    guard let place = AccuracyDefinition.allCases.firstIndex(of: definition) else { return nil }
    let part = parts[place]
    let known = members.filter { part.believed[Int($0.location)] != nil && $0.weight > 0 }
    let total = known.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    let terms = known.map { (area: Int($0.location), weight: $0.weight / total) }
    let believed = terms.reduce(0) { $0 + $1.weight * (part.believed[$1.area] ?? 0) }
    let drawn = terms.reduce(0) { $0 + $1.weight * $1.weight * part.drawn[$1.area] }
    let correction = part.areas.sum(terms)
    let (mean, variance) = (believed + correction.mean, correction.variance + drawn)
    var estimate = AccuracyEstimate(
      definition: definition, value: 0, lower: 0, upper: 0, believed: believed,
      counts: terms.reduce(0) { $0 + part.counts[$1.area] }, status: .ok)
    switch definition.reading {
    case .share:
      // Kept off the ends before the logit: a small location is never 0 or 100 % by accident
      let least = 0.5 / Double(terms.reduce(0) { $0 + scored[$1.area] })
      let theta = min(max(mean, least), 1 - least)
      let slope = variance.squareRoot() / (theta * (1 - theta))
      let logit = log(theta / (1 - theta))
      estimate.value = theta
      estimate.lower = 1 / (1 + exp(-(logit - z * slope)))
      estimate.upper = 1 / (1 + exp(-(logit + z * slope)))
    case .complement:
      read(PositiveNormal(mean: mean, variance: variance), into: &estimate)
      estimate.believed = 1 - believed
    case .complementOfSize:
      read(FoldedNormal(mean: mean, variance: variance), into: &estimate)
      estimate.believed = 1 - FoldedNormal(mean: believed, variance: drawn).mean
    }
    return estimate
  }

  private func read(_ error: some SizeLaw, into estimate: inout AccuracyEstimate) {
    let tail = Normal.standard.tails(z).upper
    estimate.value = 1 - error.mean
    estimate.lower = 1 - error.quantile(1 - tail)
    estimate.upper = 1 - error.quantile(tail)
  }
}
