import Glibc
public import LinearAlgebra

/// How often each kind of exposure makes a record wrong.
///
///     P(wrong) = 1 - (1 + theta H)^(-1/theta),   H = sum_c nu_c N_c,   nu_c >= 0;   1 - e^-H for theta = 0
///
/// `N_c` is what a record was exposed to since it was last known right: days, sales, receipts... Error events come as a
/// Poisson process whose rate varies from record to record by a gamma factor of mean 1 and variance theta, the
/// dispersion; a record is wrong when there was at least one event. Each nu has a gamma prior of one shape and its own
/// rate, worth `rate` units of exposure.
public struct ExposureHazard: Equatable, Sendable {
  /// Error events per unit of each exposure: the posterior mode.
  public let rates: [Double]
  /// Inverse of the negative Hessian on the rates that are not 0 (Laplace); rows and columns of the others are 0.
  public let covariance: Matrix
  /// Whether each rate is inside its range; the others are held at 0 by the data.
  public let isFree: [Bool]
  /// Without the prior.
  public let logLikelihood: Double
  /// Whether the last step had nothing more to gain, to 1e-12.
  public let converged: Bool
  /// Weight of rows found wrong without any exposure: no rate can explain them, so they are left out.
  public let unexplainedWeight: Double
  /// Variance of the factor by which records differ; 0 when all have the rates themselves.
  public let dispersion: Double

  /// Expected error events at these exposures.
  public func hazard(_ exposures: [Double]) -> Double {
    zip(rates, exposures).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The probability that a record with these exposures is wrong.
  public func probabilityWrong(_ exposures: [Double]) -> Double { probabilityWrong(hazard(exposures)) }

  /// The probability of at least one event where `hazard` are expected.
  public func probabilityWrong(_ hazard: Double) -> Double {
    -expm1(-(dispersion > 0 ? log1p(dispersion * hazard) / dispersion : hazard))
  }

  /// The variance of the hazard from not knowing the rates: N' covariance N.
  public func hazardVariance(_ exposures: [Double]) -> Double {
    var sum = 0.0
    for i in exposures.indices {
      for j in exposures.indices { sum += exposures[i] * covariance[i, j] * exposures[j] }
    }
    return max(0, sum)
  }

  /// The share of each exposure in the expected error events, nu_c N_c / H, with its standard deviation (delta method).
  ///
  /// All 0 where nothing is expected.
  public func shares(_ exposures: [Double]) -> [(share: Double, standardDeviation: Double)] {
    let total = hazard(exposures)
    guard total > 0 else { return exposures.map { _ in (0, 0) } }
    return exposures.indices.map { c in
      let share = rates[c] * exposures[c] / total
      // d share_c / d nu_j = (N_c [j = c] - share_c N_j) / H
      let slope = exposures.indices.map { j in ((j == c ? exposures[c] : 0) - share * exposures[j]) / total }
      return (share, hazardVariance(slope).squareRoot())
    }
  }

  /// Fits the rates by expectation maximisation, then by Newton steps on the rates that are not held at 0.
  ///
  ///     sum_i w_i [y_i ln(1 - e^-H_i) - (1 - y_i) H_i] + sum_c (shape - 1) ln nu_c - rate_c nu_c
  ///
  /// is concave in nu without dispersion; with it the steps use the expected curvature where the observed one is not
  /// concave. All stages only rise. No rows give the mode of the prior, (shape - 1) / rate; none wrong gives
  /// (shape - 1) / (rate + exposure); all wrong is kept finite by the prior rate.
  /// - Parameters:
  ///   - exposures: one row for each record, one column for each class; not negative.
  ///   - weights: not negative; all 1 when absent.
  ///   - priorShape: at least 1 (1: rates may become 0).
  ///   - priorRate: positive, one for each class.
  ///   - dispersion: theta, not negative; `fitWithDispersion` estimates it.
  ///   - near: rates of a similar problem, to begin from instead of by expectation maximisation.
  public static func fit(
    exposures: Matrix, wrong: [Bool], weights: [Double]? = nil, priorShape: Double, priorRate: [Double],
    dispersion: Double = 0, near: [Double]? = nil
  ) throws(StatisticsError) -> ExposureHazard {
    var problem = try HazardProblem(
      exposures: exposures, wrong: wrong, weights: weights, priorShape: priorShape, priorRate: priorRate,
      dispersion: dispersion)
    var u: [Double]
    if let near, near.count == exposures.columns {
      u = problem.start(near: near)
    } else {
      u = problem.start
      try problem.expectationMaximisation(&u, steps: 60)
    }
    let converged = try problem.newton(&u, steps: 200)
    return try problem.result(u, converged: converged)
  }
}
