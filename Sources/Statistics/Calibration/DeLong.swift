import Glibc

/// An area under the ROC curve and how well it is known (DeLong, DeLong & Clarke-Pearson 1988).
///
///     V_i = share of negatives below positive i,   V_j = share of positives above negative j, ties half
///     var AUC = var(V_i) / n1 + var(V_j) / n0
///
/// All placements come from one ordering, n log n in all (Sun & Xu 2014). With weights the shares and means are weighted,
/// and var(V) / n is sum w^2 (V - AUC)^2 / (sum w)^2 times n_eff / (n_eff - 1).
public struct AreaUnderCurve: Equatable, Sendable {
  /// The area: the chance that a true case scores above a false one, ties half.
  public let value: Double
  /// 0 where the classes are separated, which is not certainty; infinite where a class has one effective case.
  public let variance: Double

  /// `nil` when a class is absent, lengths differ, a score is NaN or a weight impossible.
  public init?(scores: [Double], labels: [Bool], weights: [Double]? = nil) {
    guard let placements = Placements(scores, labels, weights) else { return nil }
    value = placements.auc
    variance = placements.covariance(with: placements)
  }

  /// The normal interval, cut at 0 and 1; `level` is the probability inside.
  public func interval(level: Double = 0.95) -> (lower: Double, upper: Double) {
    guard level > 0, level < 1 else { return (.nan, .nan) }
    let half = Normal.standard.quantile(upperTail: (1 - level) / 2) * variance.squareRoot()
    return (max(0, value - half), min(1, value + half))
  }
}

/// The difference of two areas on the same cases: their errors go together, and a paired test knows it.
public struct AreaDifference: Equatable, Sendable {
  /// The first area less the second.
  public let value: Double
  /// Of the paired difference.
  public let variance: Double

  /// `nil` as for either area alone.
  public init?(_ first: [Double], _ second: [Double], labels: [Bool], weights: [Double]? = nil) {
    guard let a = Placements(first, labels, weights), let b = Placements(second, labels, weights) else { return nil }
    value = a.auc - b.auc
    variance = max(0, a.covariance(with: a) + b.covariance(with: b) - 2 * a.covariance(with: b))
  }

  /// Two-sided p-value of equal areas; 1 where the two are the same.
  public var p: Double {
    value == 0 ? 1 : 2 * Normal.standard.upperTail(abs(value) / variance.squareRoot())
  }
}

/// The placement of each case among those of the other class, with its weight.
private struct Placements {
  let auc: Double
  private var positives: [(value: Double, weight: Double)] = []
  private var negatives: [(value: Double, weight: Double)] = []

  init?(_ scores: [Double], _ labels: [Bool], _ weights: [Double]?) {
    guard scores.count == labels.count, !scores.contains(where: \.isNaN) else { return nil }
    guard let weights = relativeWeights(weights, count: scores.count) else { return nil }
    var totals = (positive: 0.0, negative: 0.0)
    for index in scores.indices {
      let weight = weights?[index] ?? 1
      if labels[index] { totals.positive += weight } else { totals.negative += weight }
    }
    guard totals.positive > 0, totals.negative > 0 else { return nil }
    let order = ascendingOrder(scores)
    // placements by case, in the order of the cases: two models of the same cases can then be compared
    var placement = [Double](repeating: 0, count: scores.count)
    var below = (positive: 0.0, negative: 0.0)
    var start = 0
    while start < order.count {
      let score = scores[Int(order[start])]
      var (end, tied) = (start, (positive: 0.0, negative: 0.0))
      while end < order.count, scores[Int(order[end])] == score {
        let index = Int(order[end])
        let weight = weights?[index] ?? 1
        if labels[index] { tied.positive += weight } else { tied.negative += weight }
        end += 1
      }
      for place in order[start..<end] {
        let index = Int(place)
        placement[index] =
          labels[index]
          ? (below.negative + tied.negative / 2) / totals.negative
          : 1 - (below.positive + tied.positive / 2) / totals.positive
      }
      below = (below.positive + tied.positive, below.negative + tied.negative)
      start = end
    }
    for index in scores.indices {
      let weight = weights?[index] ?? 1
      if labels[index] { positives.append((placement[index], weight)) } else { negatives.append((placement[index], weight)) }
    }
    auc = positives.reduce(0) { $0 + $1.weight * $1.value } / totals.positive
  }

  func covariance(with other: Placements) -> Double {
    Placements.meanCovariance(positives, other.positives, auc, other.auc)
      + Placements.meanCovariance(negatives, other.negatives, auc, other.auc)
  }

  private static func meanCovariance(
    _ first: [(value: Double, weight: Double)], _ second: [(value: Double, weight: Double)], _ a: Double, _ b: Double
  ) -> Double {
    var (sum, squares, products) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) {
      sum += x.weight
      squares += x.weight * x.weight
      products += x.weight * x.weight * (x.value - a) * (y.value - b)
    }
    let effective = sum * sum / squares
    return effective > 1 + 1e-9 ? products / (sum * sum) * (effective / (effective - 1)) : .infinity
  }
}
