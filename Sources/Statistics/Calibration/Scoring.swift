import Glibc

/// The probability that a random positive scores above a random negative, ties counting one half.
///
///     AUC = (sum of mid-ranks of positives - n1 (n1 + 1) / 2) / (n1 n0)
///
/// Unchanged by any increasing map of the scores; negated scores give 1 - AUC.
/// - Returns: `nil` when a class is absent, lengths differ or a score is NaN.
public func auc(scores: [Double], labels: [Bool]) -> Double? {
  guard let groups = descendingGroups(scores, labels) else { return nil }
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
/// - Returns: `nil` when there is no positive, lengths differ or a score is NaN.
public func averagePrecision(scores: [Double], labels: [Bool]) -> Double? {
  guard let groups = descendingGroups(scores, labels) else { return nil }
  var (positives, taken, sum) = (0.0, 0.0, 0.0)
  for group in groups {
    positives += group.positives
    taken += group.positives + group.negatives
    sum += group.positives * positives / taken
  }
  return positives > 0 ? sum / positives : nil
}

/// Positives and negatives for each distinct score, largest first; `nil` where scores cannot be ordered.
private func descendingGroups(_ scores: [Double], _ labels: [Bool]) -> [(positives: Double, negatives: Double)]? {
  guard scores.count == labels.count, !scores.contains(where: \.isNaN) else { return nil }
  let order = scores.indices.sorted { scores[$0] > scores[$1] }
  var groups: [(positives: Double, negatives: Double)] = []
  var previous: Double?
  for index in order {
    if scores[index] != previous { groups.append((0, 0)) }
    previous = scores[index]
    if labels[index] { groups[groups.count - 1].positives += 1 } else { groups[groups.count - 1].negatives += 1 }
  }
  return groups
}

/// The mean squared distance of probability and outcome; 0 is perfect, 0.25 a constant one half.
/// - Returns: `nil` for no values, differing lengths or NaN.
public func brier(_ p: [Double], _ y: [Bool]) -> Double? {
  guard p.count == y.count, !p.isEmpty, !p.contains(where: \.isNaN) else { return nil }
  var sum = 0.0
  for (p, y) in zip(p, y) { sum += (p - (y ? 1 : 0)) * (p - (y ? 1 : 0)) }
  return sum / Double(p.count)
}

/// The mean over bins of |mean probability - share of positives|, weighted by bin size; bins of equal mass.
///
/// The values in ascending order of probability are cut at ranks round(k n / bins); equal probabilities keep the order
/// they came in. It is above 0 even for a perfectly calibrated model (about 0.013 for 15 bins of 12,000 values).
/// - Returns: `nil` for no values, differing lengths, NaN or fewer than one bin.
public func calibrationError(_ p: [Double], _ y: [Bool], bins: Int = 15) -> Double? {
  guard p.count == y.count, !p.isEmpty, bins > 0, !p.contains(where: \.isNaN) else { return nil }
  // the index breaks ties: `sorted` alone does not promise to keep their order
  let order = p.indices.sorted { p[$0] != p[$1] ? p[$0] < p[$1] : $0 < $1 }
  var (sum, start) = (0.0, 0)
  for bin in 1...bins {
    let end = (p.count * bin + bins / 2) / bins
    var gap = 0.0
    for index in order[start..<min(end, p.count)] { gap += p[index] - (y[index] ? 1 : 0) }
    sum += abs(gap)
    start = min(end, p.count)
  }
  return sum / Double(p.count)
}
