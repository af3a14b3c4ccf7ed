import Glibc
import LinearAlgebra

/// Counts of mean e^eta.
struct PoissonFamily: LikelihoodFamily {
  private let counts: [Double]
  private let weights: [Double]?
  /// ln P(y) at mean y: what the deviance is measured from.
  private let peaks: [Double]

  init(_ counts: [Double], weights: [Double]?) {
    self.init(counts: counts, weights: weights, peaks: counts.map { logPoissonTerm($0, mean: $0) })
  }

  private init(counts: [Double], weights: [Double]?, peaks: [Double]) {
    self.counts = counts
    self.weights = weights
    self.peaks = peaks
  }

  func rows(in ranges: [Range<Int>]) -> PoissonFamily {
    PoissonFamily(
      counts: counts.elements(in: ranges), weights: weights?.elements(in: ranges), peaks: peaks.elements(in: ranges))
  }

  func evaluate(_ block: RowBlock) -> Double {
    var value = 0.0
    for (i, row) in block.rows.enumerated() {
      let (y, mean, weight) = (counts[row], exp(block.predictor[i]), weights?[row] ?? 1)
      block.slope[i] = weight * (y - mean)
      block.rootCurvature[i] = (weight * mean).squareRoot()
      if weight > 0 { value += weight * (peaks[row] - deviancePart(y, mean)) }
    }
    return value
  }

  func approximation(_ row: Int) -> (weight: Double, response: Double) {
    let mean = counts[row] + 0.1
    return ((weights?[row] ?? 1) * mean, log(mean) - 0.1 / mean)
  }

  func drift(_ row: Int) -> Drift {
    if weights?[row] == 0 { return .anywhere }
    return counts[row] > 0 ? .nowhere : .downwards
  }
}
