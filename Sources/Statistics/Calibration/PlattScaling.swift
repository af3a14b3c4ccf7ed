import Glibc

/// Turns a score into a probability by a logistic line (Platt 1999).
///
///     p = 1 / (1 + e^-(slope score + intercept))
///     targets: (n1 + 1) / (n1 + 2) for positives, 1 / (n0 + 2) for negatives
///
/// The targets are not quite 1 and 0, so there is always a finite answer, also for separated scores or one class alone;
/// scores that are all equal answer the mean target. With weights, n1 and n0 are the effective numbers
/// (sum w)^2 / sum w^2 of their class: weights 1 / pi do not make a sample larger than it is.
public struct PlattScaling: Equatable, Sendable {
  /// Log odds for one more of the score.
  public let slope: Double
  /// Log odds at score 0.
  public let intercept: Double

  /// A map from its parameters.
  public init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// - Throws: `.dimensions`, `.notFinite` for scores, `.outOfRange` for negative weights, none at all, or scores that
  ///   spread over more than doubles can square.
  public init(scores: [Double], labels: [Bool], weights: [Double]? = nil) throws(StatisticsError) {
    let weights = try checkedCases(scores, labels, weights)
    var classes = (positive: (sum: 0.0, squares: 0.0), negative: (sum: 0.0, squares: 0.0))
    for (label, w) in zip(labels, weights) {
      if label {
        classes.positive = (classes.positive.sum + w, classes.positive.squares + w * w)
      } else {
        classes.negative = (classes.negative.sum + w, classes.negative.squares + w * w)
      }
    }
    let positives = classes.positive.sum > 0 ? classes.positive.sum * classes.positive.sum / classes.positive.squares : 0
    let negatives = classes.negative.sum > 0 ? classes.negative.sum * classes.negative.sum / classes.negative.squares : 0
    let (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2))
    let targets = labels.map { $0 ? high : low }
    switch LogisticLine([scores], targets: targets, weights: weights) {
    case .fitted(let fit): self.init(slope: fit.coefficients[1], intercept: fit.coefficients[0])
    case .collinear, .separated:
      guard scores.allSatisfy({ abs($0) < 1e150 }) else { throw .outOfRange(argument: "scores") }
      let mean = (classes.positive.sum * high + classes.negative.sum * low) / (classes.positive.sum + classes.negative.sum)
      self.init(slope: 0, intercept: log(mean / (1 - mean)))
    }
  }

  /// The probability of a score: 1 / (1 + e^-(slope score + intercept)).
  public func callAsFunction(_ score: Double) -> Double {
    logistic(slope * score + intercept).x
  }
}

/// Sizes, scores and weights of a fit: the weights, relative to the largest.
func checkedCases(_ scores: [Double], _ labels: [Bool], _ weights: [Double]?) throws(StatisticsError) -> [Double] {
  guard labels.count == scores.count else { throw .dimensions(expected: scores.count, found: labels.count) }
  guard scores.allSatisfy(\.isFinite) else { throw .notFinite(argument: "scores") }
  if let weights, weights.count != scores.count { throw .dimensions(expected: scores.count, found: weights.count) }
  guard let relative = relativeWeights(weights, count: scores.count) else { throw .outOfRange(argument: "weights") }
  let result = relative ?? Array(repeating: 1, count: scores.count)
  guard result.contains(where: { $0 > 0 }) else { throw .outOfRange(argument: "weights") }
  return result
}
