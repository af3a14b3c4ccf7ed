import Glibc

/// Where probabilities are cut into bins.
public enum CalibrationBinning: Equatable, Sendable {
  /// Cut at the values of rank round(k n / bins) in ascending order (by cumulative weight where weighted).
  case equalMass(Int)
  /// Cut at k / bins.
  case equalWidth(Int)
  /// Cut at these ascending values.
  case edges([Double])
}

/// Probabilities against outcomes, bin by bin.
///
/// A bin is open below and closed above, (edge before, edge], so equal probabilities are never separated and the order of
/// the cases does not matter. Empty bins are left out.
public struct CalibrationTable: Equatable, Sendable {
  /// Predictions of one stretch of probabilities, and what came of them.
  public struct Bin: Equatable, Sendable {
    /// The largest probability that belongs here.
    public let upperEdge: Double
    /// Rows in the bin.
    public let count: Int
    /// Share of the whole weight.
    public let mass: Double
    /// Weighted mean prediction.
    public let meanProbability: Double
    /// Weighted share of true outcomes.
    public let positiveShare: Double
    /// Weighted variance of the probabilities inside, and their covariance with the outcomes.
    let variance: Double
    let covariance: Double
  }

  /// Ascending in probability; empty bins are left out.
  public let bins: [Bin]
  /// The weighted share of positives over all.
  public let baseRate: Double

  /// `nil` for no weight at all, differing lengths, a probability outside 0...1, impossible weights, fewer than one bin
  /// or edges that do not ascend.
  public init?(_ p: [Double], _ y: [Bool], weights: [Double]? = nil, binning: CalibrationBinning) {
    guard p.count == y.count, let cut = BinnedProbabilities(p, weights, binning) else { return nil }
    var bins: [Bin] = []
    var hits = 0.0
    for range in cut.ranges {
      var (weight, probability, positive) = (0.0, 0.0, 0.0)
      for place in cut.order[range] {
        let w = cut.weight(place)
        weight += w
        probability += w * p[Int(place)]
        if y[Int(place)] { positive += w }
      }
      guard weight > 0 else { continue }
      let (mean, share) = (probability / weight, positive / weight)
      var (variance, covariance) = (0.0, 0.0)
      for place in cut.order[range] {
        let d = cut.weight(place) * (p[Int(place)] - mean)
        variance += d * (p[Int(place)] - mean)
        covariance += d * ((y[Int(place)] ? 1 : 0) - share)
      }
      hits += positive
      bins.append(
        Bin(
          upperEdge: cut.upperEdge(range), count: range.count, mass: weight / cut.total, meanProbability: mean,
          positiveShare: share, variance: variance / weight, covariance: covariance / weight))
    }
    self.bins = bins
    baseRate = hits / cut.total
  }

  /// The mean over bins of |mean probability - share of positives|, by mass. Above 0 even for a perfect model: compare
  /// with `CalibrationNull`.
  public var expectedError: Double {
    bins.reduce(0) { $0 + $1.mass * abs($1.meanProbability - $1.positiveShare) }
  }

  /// The largest distance of prediction and share in a bin, 0 to 1.
  public var largestError: Double {
    bins.reduce(0) { max($0, abs($1.meanProbability - $1.positiveShare)) }
  }

  /// Murphy (1973), with the two terms inside bins of Stephenson, Coelho & Jolliffe (2008):
  ///
  ///     Brier = reliability - resolution + uncertainty + within
  ///     reliability = sum m (p - o)^2,  resolution = sum m (o - base)^2,  uncertainty = base (1 - base)
  ///     within      = sum m (var p - 2 cov(p, y)) inside bins; 0 where each bin holds one probability
  public var murphy: (reliability: Double, resolution: Double, uncertainty: Double, within: Double) {
    var (reliability, resolution, within) = (0.0, 0.0, 0.0)
    for bin in bins {
      let (gap, lift) = (bin.meanProbability - bin.positiveShare, bin.positiveShare - baseRate)
      reliability += bin.mass * gap * gap
      resolution += bin.mass * lift * lift
      within += bin.mass * (bin.variance - 2 * bin.covariance)
    }
    return (reliability, resolution, baseRate * (1 - baseRate), within)
  }
}

/// The mean over bins of |mean probability - share of positives|, weighted by bin size; bins of equal mass.
///
/// The values in ascending order of probability are cut at ranks round(k n / bins), equal ones staying together. It is
/// above 0 even for a perfectly calibrated model (about 0.013 for 15 bins of 12,000 values).
/// - Returns: `nil` for no values, differing lengths, a probability outside 0...1 or fewer than one bin.
public func calibrationError(_ p: [Double], _ y: [Bool], weights: [Double]? = nil, bins: Int = 15) -> Double? {
  CalibrationTable(p, y, weights: weights, binning: .equalMass(bins))?.expectedError
}

/// Places in ascending order of probability, cut into bins.
struct BinnedProbabilities {
  let order: [Int32]
  let ranges: [Range<Int>]
  let total: Double
  private let weights: [Double]?
  private let last: [Double]

  init?(_ p: [Double], _ weights: [Double]?, _ binning: CalibrationBinning) {
    guard p.allSatisfy({ $0 >= 0 && $0 <= 1 }), let weights = relativeWeights(weights, count: p.count) else { return nil }
    let order = ascendingOrder(p)
    total = weights.map { $0.reduce(0, +) } ?? Double(p.count)
    guard total > 0 else { return nil }
    var edges: [Double] = []
    switch binning {
    case .edges(let given):
      guard zip(given, given.dropFirst()).allSatisfy({ $0 < $1 }), !given.contains(where: \.isNaN) else { return nil }
      edges = given
    case .equalWidth(let count):
      guard count > 0, count <= 1 << 20 else { return nil }
      edges = (1..<max(2, count)).map { Double($0) / Double(count) }
      if count == 1 { edges = [] }
    case .equalMass(let count):
      guard count > 0 else { return nil }
      edges = BinnedProbabilities.massEdges(p, order, weights, total, min(count, p.count))
    }
    var (ranges, start) = ([Range<Int>](), 0)
    for edge in edges + [.infinity] {
      var end = start
      while end < order.count, p[Int(order[end])] <= edge { end += 1 }
      if end > start { ranges.append(start..<end) }
      start = end
    }
    self.order = order
    self.ranges = ranges
    self.weights = weights
    last = ranges.map { p[Int(order[$0.upperBound - 1])] }
  }

  func weight(_ place: Int32) -> Double { weights?[Int(place)] ?? 1 }

  func upperEdge(_ range: Range<Int>) -> Double {
    last[ranges.firstIndex(of: range) ?? 0]
  }

  private static func massEdges(
    _ p: [Double], _ order: [Int32], _ weights: [Double]?, _ total: Double, _ count: Int
  ) -> [Double] {
    guard let weights else {
      return (1..<max(1, count)).map { p[Int(order[max(0, (p.count * $0 + count / 2) / count - 1)])] }
    }
    var (edges, taken, next) = ([Double](), 0.0, 1)
    for place in order {
      taken += weights[Int(place)]
      while next < count, taken >= total * Double(next) / Double(count) * (1 - 1e-12) {
        edges.append(p[Int(place)])
        next += 1
      }
    }
    return edges
  }
}
