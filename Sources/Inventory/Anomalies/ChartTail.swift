internal import Glibc
internal import Statistics

/// How far the charts of ordinary locations stray by themselves, learned from past windows of all of them.
///
/// Below u, the share of past values that are larger; beyond it, through the pooled 90 and 99 % quantiles u and v,
///
///     average   P(X > x) = 0.1 exp(-beta (x - u)),   beta = log 10 / (v - u)      errors are bounded, so their average is nearly normal
///     sum       P(X > x) = 0.1 (x / u)^-alpha,       alpha = log 10 / log(v / u)
///
/// A cumulative sum would have the first law too, were all errors alike (Siegmund 1985, "Sequential Analysis"); a window that
/// is foretold a little too low makes its sum climb all the way, and few such windows make the far end of the tail.
struct ChartTail {
  /// How fast it ends.
  enum Shape { case average, sum }

  private let shape: Shape
  private let sorted: [Double]
  private let u: Double
  private let v: Double

  private static let fewest = 200
  /// Of a normal law between its 90 and 99 % points; no average of few past windows is lighter.
  private static let normalDecay = 2.302_585_092_994_046 / (2.326_347_874_040_841 - 1.281_551_565_544_600)

  /// - Parameter values: of past windows.
  /// - Returns: `nil` where there are too few to tell.
  init?(_ values: [Double], _ shape: Shape) {
    guard values.count >= ChartTail.fewest, let u = quantile(values, 0.9), let v = quantile(values, 0.99), u > 0, v > u else {
      return nil
    }
    (self.shape, self.u, self.v) = (shape, u, v)
    sorted = values.sorted()
  }

  func p(_ x: Double) -> Double {
    guard x < u else {
      return switch shape {
      case .average: 0.1 * exp(-min(ChartTail.normalDecay, log(10) / (v - u)) * (x - u))
      case .sum: 0.1 * exp(-log(10) / log(v / u) * log(x / u))
      }
    }
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < x { low = middle + 1 } else { high = middle }
    }
    return Double(1 + sorted.count - low) / Double(1 + sorted.count)
  }
}
