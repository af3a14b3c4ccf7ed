import Glibc

/// What the calibration error of these very probabilities would be if they were true.
///
/// Outcomes are drawn from the probabilities themselves; the bins and weights stay. So the excess of an error over `mean`
/// is what the model is to blame for, and `p` says how often chance alone does as badly.
public struct CalibrationNull: Equatable, Sendable {
  /// Mean calibration error of the simulated, perfectly calibrated outcomes.
  public let mean: Double
  /// Standard deviation of the same.
  public let standardDeviation: Double
  /// (1 + draws with at least the observed error) / (1 + draws).
  public let p: Double

  /// - Parameters:
  ///   - observed: the error that `p` judges.
  ///   - draws: more than 0; a few hundred give the mean to about a per cent.
  /// - Returns: `nil` as `CalibrationTable` does, or without draws.
  public init?(
    _ probabilities: [Double], weights: [Double]? = nil, binning: CalibrationBinning, observed: Double, draws: Int = 400,
    seed: UInt64
  ) {
    guard draws > 0, let cut = BinnedProbabilities(probabilities, weights, binning) else { return nil }
    var chance = SeededGenerator(seed: seed)
    var (sum, squares, exceeding) = (0.0, 0.0, 0)
    var shift: Double?
    for _ in 0..<draws {
      var error = 0.0
      for range in cut.ranges {
        var gap = 0.0
        for place in cut.order[range] {
          let probability = probabilities[Int(place)]
          gap += cut.weight(place) * (probability - (chance.uniform() < probability ? 1 : 0))
        }
        error += abs(gap)
      }
      error /= cut.total
      if error >= observed { exceeding += 1 }
      let origin = shift ?? error
      shift = origin
      sum += error - origin
      squares += (error - origin) * (error - origin)
    }
    let n = Double(draws)
    mean = (shift ?? 0) + sum / n
    standardDeviation = draws > 1 ? (max(0, squares - sum * sum / n) / (n - 1)).squareRoot() : 0
    p = Double(1 + exceeding) / Double(1 + draws)
  }
}
