import Glibc

/// Means of small areas that differ around a common one, when differences of a known order are expected.
///
///     y_i = theta_i + e_i,   theta_i ~ N(mu, tau^2),   mu ~ N(0, s^2),   tau ~ Rayleigh(s)
///
/// The model of Fay & Herriot (1979) with priors on both unknowns, tau integrated out on a grid: the posterior variances
/// hold the uncertainty of tau, and do not explode where areas are few and agree, as the corrections of the moment
/// estimate do. The density of tau is 0 at 0 (as Chung, Rabe-Hesketh, Dorie, Gelman & Liu 2013 advise): estimates that
/// agree by chance do not make areas equal, and intervals stay honest. An area without a value has the predictive mean and
/// variance, s^2 + 2 s^2 where nothing is known at all.
public struct SmallAreas: Equatable, Sendable {
  /// Posterior means, in the order of the areas and the unit of the estimates.
  public let means: [Double]
  /// Posterior variances: the uncertainty of mu and tau is in them.
  public let variances: [Double]
  /// Posterior mean of tau.
  public let tau: Double

  /// One point of the grid of tau: its share of the posterior, and what is known of mu there.
  private struct Point: Equatable {
    var share: Double
    var mean: Double
    var precision: Double
    var tau2: Double
  }

  private let grid: [Point]
  private let estimates: [Double?]
  private let errors: [Double]

  private static let points = 200

  /// - Parameters:
  ///   - estimates: one for each area; `nil` where there is none.
  ///   - variances: of the estimates, positive where there is one.
  ///   - spread: s, positive, in the unit of the estimates.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public init(estimates: [Double?], variances: [Double], spread: Double) throws(StatisticsError) {
    guard estimates.count == variances.count else { throw .dimensions(expected: estimates.count, found: variances.count) }
    guard spread > 0, spread.isFinite else { throw .outOfRange(argument: "spread") }
    let known = estimates.indices.filter { estimates[$0] != nil }
    guard known.allSatisfy({ (estimates[$0] ?? 0).isFinite && !variances[$0].isNaN }) else {
      throw .notFinite(argument: "estimates")
    }
    guard known.allSatisfy({ variances[$0] > 0 }) else { throw .outOfRange(argument: "variances") }
    var (logs, points): ([Double], [Point]) = ([], [])
    let step = 4 * spread / Double(SmallAreas.points)
    for point in 1...SmallAreas.points {
      let tau = Double(point) * step
      var (precision, weighted, squares, logWeights) = (1 / (spread * spread), 0.0, 0.0, 0.0)
      for i in known {
        let (y, w) = (estimates[i] ?? 0, 1 / (tau * tau + variances[i]))
        precision += w
        weighted += w * y
        squares += w * y * y
        logWeights += w > 0 ? log(w) : 0
      }
      let mean = weighted / precision
      let likelihood = (logWeights - log(precision) - (squares - weighted * mean)) / 2
      logs.append(likelihood + log(tau) - tau * tau / (2 * spread * spread))
      points.append(Point(share: 0, mean: mean, precision: precision, tau2: tau * tau))
    }
    let highest = logs.max() ?? 0
    var weights = logs.map { exp($0 - highest) }
    // Trapezoids: the end counts half, and the other one is 0
    weights[SmallAreas.points - 1] /= 2
    let total = weights.reduce(0, +)
    for index in points.indices { points[index].share = weights[index] / total }
    grid = points
    self.estimates = estimates
    errors = variances
    tau = points.reduce(0) { $0 + $1.share * $1.tau2.squareRoot() }
    var (first, second) = ([Double](repeating: 0, count: estimates.count), [Double](repeating: 0, count: estimates.count))
    for point in points {
      for i in estimates.indices {
        let (mean, own, common) = SmallAreas.area(estimates[i], variances[i], at: point)
        first[i] += point.share * mean
        second[i] += point.share * (own + common * common / point.precision + mean * mean)
      }
    }
    means = first
    self.variances = zip(first, second).map { max(0, $1 - $0 * $0) }
  }

  /// Given tau: the posterior mean of an area, its own variance, and how far it moves with mu.
  private static func area(_ y: Double?, _ v: Double, at point: Point) -> (mean: Double, own: Double, common: Double) {
    guard let y else { return (point.mean, point.tau2, 1) }
    let g = point.tau2 / (point.tau2 + v)
    return (point.mean + g * (y - point.mean), point.tau2 * (1 - g), 1 - g)
  }

  /// Posterior mean and variance of a weighted sum of areas.
  ///
  ///     var = E_tau [sum a_i^2 own_i + (sum a_i (1 - g_i))^2 var mu] + var_tau [sum a_i mean_i]
  ///
  /// Areas share mu and tau, so that their errors do not cancel as independent ones would.
  /// - Parameter terms: an area and its weight, each area once.
  public func sum(_ terms: [(area: Int, weight: Double)]) -> (mean: Double, variance: Double) {
    var (first, second) = (0.0, 0.0)
    for point in grid {
      var (mean, own, common) = (0.0, 0.0, 0.0)
      for (area, weight) in terms {
        let part = SmallAreas.area(estimates[area], errors[area], at: point)
        mean += weight * part.mean
        own += weight * weight * part.own
        common += weight * part.common
      }
      first += point.share * mean
      second += point.share * (own + common * common / point.precision + mean * mean)
    }
    return (first, max(0, second - first * first))
  }
}
