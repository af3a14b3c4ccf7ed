import Glibc

/// The probability that a random positive scores above a random negative, ties counting one half.
///
///     AUC = (sum of mid-ranks of positives - n1 (n1 + 1) / 2) / (n1 n0)
///
/// Unchanged by any increasing map of the scores; negated scores give 1 - AUC. With weights, both are drawn in proportion
/// to them: 1 / pi for cases that were sampled with probability pi.
/// - Returns: `nil` when a class is absent, lengths differ, a score is NaN or a weight negative or not finite.
public func auc(scores: [Double], labels: [Bool], weights: [Double]? = nil) -> Double? {
  guard let groups = descendingGroups(scores, labels, weights) else { return nil }
  var (positives, negatives, above) = (0.0, 0.0, 0.0)
  for group in groups {
    above += group.negatives * (positives + group.positives / 2)
    positives += group.positives
    negatives += group.negatives
  }
  return positives > 0 && negatives > 0 ? above / (positives * negatives) : nil
}

/// The area below the precision-recall steps, sum (R_k - R_{k-1}) P_k over distinct scores from above.
///
/// Equal scores enter together, so no lucky order among ties is counted. A random order gives about the base rate.
/// - Returns: `nil` when there is no positive, lengths differ, a score is NaN or a weight negative or not finite.
public func averagePrecision(scores: [Double], labels: [Bool], weights: [Double]? = nil) -> Double? {
  guard let groups = descendingGroups(scores, labels, weights) else { return nil }
  var (positives, taken, sum) = (0.0, 0.0, 0.0)
  for group in groups where group.positives + group.negatives > 0 {
    positives += group.positives
    taken += group.positives + group.negatives
    sum += group.positives * (positives / taken)
  }
  return positives > 0 ? sum / positives : nil
}

/// The weight of positives and negatives for each distinct score, largest first; `nil` where scores cannot be ordered.
private func descendingGroups(
  _ scores: [Double], _ labels: [Bool], _ weights: [Double]?
) -> [(positives: Double, negatives: Double)]? {
  guard scores.count == labels.count, !scores.contains(where: \.isNaN) else { return nil }
  guard let weights = relativeWeights(weights, count: scores.count) else { return nil }
  var groups: [(positives: Double, negatives: Double)] = []
  var previous: Double?
  for place in ascendingOrder(scores).reversed() {
    let index = Int(place)
    if scores[index] != previous { groups.append((0, 0)) }
    previous = scores[index]
    let weight = weights?[index] ?? 1
    if labels[index] { groups[groups.count - 1].positives += weight } else { groups[groups.count - 1].negatives += weight }
  }
  return groups
}

/// Weights over their largest, so that no sum or product overflows: `.some(nil)` for none given, `nil` for impossible ones.
func relativeWeights(_ weights: [Double]?, count: Int) -> [Double]?? {
  guard let weights else { return .some(nil) }
  guard weights.count == count, weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
  let largest = weights.max() ?? 0
  return largest > 0 ? weights.map { $0 / largest } : weights
}

/// The mean squared distance of probability and outcome; 0 is perfect, 0.25 a constant one half.
/// - Returns: `nil` for no values, differing lengths, a probability outside 0...1 or impossible weights.
public func brier(_ p: [Double], _ y: [Bool], weights: [Double]? = nil) -> Double? {
  meanScore(p, y, weights) { p, y in y ? (p - 1) * (p - 1) : p * p }
}

/// The mean of -ln(probability of what happened); infinite where something impossible happened.
/// - Returns: `nil` for no values, differing lengths, a probability outside 0...1 or impossible weights.
public func logLoss(_ p: [Double], _ y: [Bool], weights: [Double]? = nil) -> Double? {
  meanScore(p, y, weights) { p, y in y ? -log(p) : -log1p(-p) }
}

private func meanScore(
  _ p: [Double], _ y: [Bool], _ weights: [Double]?, _ score: (Double, Bool) -> Double
) -> Double? {
  guard p.count == y.count, p.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
  guard let weights = relativeWeights(weights, count: p.count) else { return nil }
  var (sum, total) = (0.0, 0.0)
  for index in p.indices {
    let weight = weights?[index] ?? 1
    guard weight > 0 else { continue }
    sum += weight * score(p[index], y[index])
    total += weight
  }
  return total > 0 ? sum / total : nil
}
