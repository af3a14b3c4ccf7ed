import Glibc
import LinearAlgebra

/// Counts of mean mu = e^eta and variance mu + mu^2 / theta, at a given theta. (NB2)
struct NegativeBinomialFamily: LikelihoodFamily {
  private let counts: [Double]
  private let weights: [Double]?
  private let theta: Double
  private let usesExpectation: Bool

  init(_ counts: [Double], weights: [Double]?, theta: Double, usesExpectation: Bool = false) {
    self.counts = counts
    self.weights = weights
    self.theta = theta
    self.usesExpectation = usesExpectation
  }

  var expected: NegativeBinomialFamily? {
    NegativeBinomialFamily(counts, weights: weights, theta: theta, usesExpectation: true)
  }

  func rows(in ranges: [Range<Int>]) -> NegativeBinomialFamily {
    NegativeBinomialFamily(
      counts.elements(in: ranges), weights: weights?.elements(in: ranges), theta: theta, usesExpectation: usesExpectation)
  }

  func evaluate(_ block: RowBlock) -> Double {
    var value = 0.0
    for (i, row) in block.rows.enumerated() {
      let (y, mean, weight) = (counts[row], exp(block.predictor[i]), weights?[row] ?? 1)
      // shares of gamma rate and of mean: finite where theta + mean is
      let (p, q) = (theta / (theta + mean), mean / (theta + mean))
      block.slope[i] = weight * (y * p - theta * q)
      block.rootCurvature[i] = (weight * (usesExpectation ? theta * q : (y + theta) * p * q)).squareRoot()
      if weight > 0 { value += weight * logTerm(y, mean, p, q) }
    }
    return value
  }

  private func logTerm(_ y: Double, _ mean: Double, _ p: Double, _ q: Double) -> Double {
    y == 0 ? -theta * log1p(mean / theta) : log(theta / (theta + y)) + logBinomialTerm(theta, y, p: p, q: q)
  }

  /// First and second derivative of the log-likelihood by theta, at these means.
  func thetaDerivatives(_ means: [Double]) -> (first: Double, second: Double) {
    var (first, second) = (0.0, 0.0)
    for (row, mean) in means.enumerated() {
      let (y, weight) = (counts[row], weights?[row] ?? 1)
      let total = theta + mean
      let (gamma, slope) = gammaDifferences(y)
      first += weight * (gamma - log1p(mean / theta) + (mean - y) / total)
      // 1/theta - 2/total + (y + theta)/total^2
      second += weight * (slope + mean / (theta * total) + (y - mean) / (total * total))
    }
    return (first, second)
  }

  /// digamma(y + theta) - digamma(theta) and the same of trigamma; for whole y they are short sums.
  private func gammaDifferences(_ y: Double) -> (Double, Double) {
    guard y <= 100, y == y.rounded() else {
      return (digamma(y + theta) - digamma(theta), trigamma(y + theta) - trigamma(theta))
    }
    var (first, second) = (0.0, 0.0)
    for k in 0..<Int(y) {
      let term = 1 / (theta + Double(k))
      first += term
      second -= term * term
    }
    return (first, second)
  }

  func approximation(_ row: Int) -> (weight: Double, response: Double) {
    let mean = counts[row] + 0.1
    return ((weights?[row] ?? 1) * mean * (theta / (theta + mean)), log(mean) - 0.1 / mean)
  }

  func drift(_ row: Int) -> Drift {
    if weights?[row] == 0 { return .anywhere }
    return counts[row] > 0 ? .nowhere : .downwards
  }
}
