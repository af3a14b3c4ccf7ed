internal import Glibc
internal import Statistics

/// The law of a size: what is not negative.
protocol SizeLaw {
  var mean: Double { get }

  /// The size that is not exceeded with probability q.
  func quantile(_ q: Double) -> Double
}

/// The law of |x| for a normal x.
struct FoldedNormal: SizeLaw {
  private let centre: Double
  private let deviation: Double

  /// - Parameters: mean and variance of x.
  init(mean: Double, variance: Double) {
    centre = abs(mean)
    deviation = max(0, variance).squareRoot()
  }

  ///     E|x| = sd sqrt(2 / pi) exp(-mean^2 / 2 var) + |mean| (1 - 2 Phi(-|mean| / sd))
  ///
  /// Leone, Nelson & Nottingham (1961).
  var mean: Double {
    guard deviation > 0 else { return centre }
    let ratio = centre / deviation
    return deviation * (2 / Double.pi).squareRoot() * exp(-ratio * ratio / 2)
      + centre * (1 - 2 * Normal.standard.tails(ratio).upper)
  }

  /// By bisection.
  func quantile(_ q: Double) -> Double {
    guard deviation > 0 else { return centre }
    func lower(_ size: Double) -> Double {
      Normal.standard.tails((size - centre) / deviation).lower - Normal.standard.tails((size + centre) / deviation).upper
    }
    var (low, high) = (0.0, centre + 40 * deviation)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if lower(middle) < q { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// The law of a normal x given that it is positive.
struct PositiveNormal: SizeLaw {
  private let centre: Double
  private let deviation: Double
  /// P(x > 0).
  private let positive: Double

  /// - Parameters: mean and variance of x.
  init(mean: Double, variance: Double) {
    centre = mean
    deviation = max(0, variance).squareRoot()
    // Far below nothing there is nothing to condition on: the law ends at 0
    positive = deviation > 0 ? Normal.standard.tails(-mean / deviation).upper : 0
  }

  ///     E[x | x > 0] = mean + sd phi(mean / sd) / P(x > 0)
  var mean: Double {
    guard positive > 0 else { return max(0, centre) }
    let ratio = centre / deviation
    return max(0, centre + deviation * exp(-ratio * ratio / 2) / (2 * Double.pi).squareRoot() / positive)
  }

  func quantile(_ q: Double) -> Double {
    guard positive > 0, q < 1 else { return max(0, centre) }
    return max(0, centre + deviation * Normal.standard.quantile(upperTail: (1 - q) * positive))
  }
}
