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
    var (logs, moments): ([Double], [(mean: Double, precision: Double, tau2: Double)]) = ([], [])
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
      moments.append((mean, precision, tau * tau))
    }
    let highest = logs.max() ?? 0
    var weights = logs.map { exp($0 - highest) }
    // Trapezoids: the end counts half, and the other one is 0
    weights[SmallAreas.points - 1] /= 2
    let total = weights.reduce(0, +)
    var first = [Double](repeating: 0, count: estimates.count)
    var second = first
    var tau = 0.0
    for (weight, moment) in zip(weights, moments) {
      let share = weight / total
      tau += share * moment.tau2.squareRoot()
      for i in estimates.indices {
        var (mean, variance) = (moment.mean, moment.tau2 + 1 / moment.precision)
        if let y = estimates[i] {
          let g = moment.tau2 / (moment.tau2 + variances[i])
          mean += g * (y - mean)
          variance = moment.tau2 * (1 - g) + (1 - g) * (1 - g) / moment.precision
        }
        first[i] += share * mean
        second[i] += share * (variance + mean * mean)
      }
    }
    means = first
    self.variances = zip(first, second).map { max(0, $1 - $0 * $0) }
    self.tau = tau
  }
}
