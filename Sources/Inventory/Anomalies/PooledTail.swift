internal import Glibc
internal import Statistics

/// How large the residuals of a kind of series get by themselves, learned from the training days of all of them.
///
/// One late message in twenty moves a day's quantile far more often than a normal law has it. Beyond the 95 % quantile u the
/// tail is the Pareto one through the 99 % quantile v,
///
///     P(Z > z) = 0.05 (z / u)^-alpha,   alpha = log 5 / log(v / u)
///
/// which past faults do not make heavier while they are fewer than one day in a hundred; the location that strays most often is
/// left out, because days of a fault come together. alpha is at most what it is for a normal law: where a few messages make two
/// heaps of days, the upper heap says nothing of what lies beyond. The tail is never lighter than Student's t of the series, and
/// t alone where the days are too few to tell.
struct PooledTail {
  private let threshold: Double
  private let index: Double
  private let isKnown: Bool

  private static let fewest = 200
  /// log 5 / log(2.326 / 1.645).
  private static let normalIndex = 4.643

  /// - Parameter series: residuals by location, standardised as the judged ones are.
  init(_ series: [[Double]]) {
    let extreme = quantile(series.joined().map { $0 }, 0.99) ?? 0
    let strays = series.map { $0.count { $0 >= extreme } }
    let most = strays.indices.max { strays[$0] < strays[$1] }
    let pooled = series.indices.filter { $0 != most }.flatMap { series[$0] }
    let (u, v) = (quantile(pooled, 0.95) ?? 0, quantile(pooled, 0.99) ?? 0)
    isKnown = pooled.count >= PooledTail.fewest && u > 0 && v > u
    threshold = u
    index = isKnown ? min(PooledTail.normalIndex, log(5) / log(v / u)) : 0
  }

  func p(_ z: Double, degrees: Double) -> Double {
    let normal = StudentT(degreesOfFreedom: degrees).upperTail(z)
    return isKnown ? max(normal, 0.05 * exp(-index * log(max(z / threshold, 1)))) : normal
  }
}
