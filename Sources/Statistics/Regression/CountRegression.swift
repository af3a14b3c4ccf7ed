import Glibc
public import LinearAlgebra

/// Poisson regression with a log link.
///
///     y ~ Poisson(exposure e^(x'b + offset))
///
/// Multiplying all exposures by c takes ln c from the intercept and changes nothing else.
public struct PoissonRegression: Equatable, Sendable {
  /// Coefficients, covariance and verdicts.
  public let fit: LikelihoodFit

  /// - Parameters:
  ///   - design: one row for each count; the intercept, if wanted, is a column of ones.
  ///   - counts: not negative. Fractions have no Poisson law, but the same estimate (quasi-likelihood).
  ///   - exposures: positive, or 0 where the count is 0, which says nothing; all 1 when absent.
  ///   - offset: added to the log mean of each row; 0 when absent.
  ///   - weights: not negative; all 1 when absent.
  ///   - ridge: prior precision of each coefficient, positive; maximum likelihood when absent.
  ///   - prior: prior mean of each coefficient; all 0 when absent.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public static func fit(
    design: Matrix, counts: [Double], exposures: [Double]? = nil, offset: [Double]? = nil, weights: [Double]? = nil,
    ridge: [Double]? = nil, prior: [Double]? = nil
  ) throws(StatisticsError) -> PoissonRegression {
    try check(ridge: ridge, prior: prior, columns: design.columns)
    let rows = try CountRows(counts, exposures: exposures, offset: offset, weights: weights, rows: design.rows)
    let family = PoissonFamily(counts, weights: rows.weights)
    if let ridge {
      let prior = prior ?? Array(repeating: 0, count: design.columns)
      return PoissonRegression(
        fit: try LikelihoodFit.maximumPosterior(design, offset: rows.offset, family: family, ridge: ridge, prior: prior))
    }
    return PoissonRegression(fit: try LikelihoodFit.maximumLikelihood(design, offset: rows.offset, family: family))
  }

  /// The mean count at a row of regressors.
  public func mean(_ row: [Double], exposure: Double = 1) -> Double {
    exposure * exp(fit.predictor(row))
  }
}

/// Negative binomial regression (NB2) with a log link; theta by maximum likelihood.
///
///     mean mu = exposure e^(x'b + offset),   variance mu + mu^2 / theta
///
/// At a given theta the log-likelihood is concave in b; theta is the root of its own slope along the best b, found by
/// Newton steps in ln theta inside a bracket. Covariance of b is that of the expected information at this theta, of which
/// theta is independent (Lawless 1987, "Negative binomial and mixed Poisson regression").
public struct NegativeBinomialRegression: Equatable, Sendable {
  /// What the data say about spread beyond Poisson.
  public enum Dispersion: Equatable, Sendable {
    /// More than Poisson: theta is finite.
    case overdispersed
    /// No more than Poisson: the likelihood rises towards theta = infinity, and the fit is Poisson's.
    case poisson
    /// The coefficients have no maximum, so theta was not sought.
    case undetermined
  }

  /// Coefficients, covariance and verdicts; the log-likelihood is that at `theta`.
  public let fit: LikelihoodFit
  /// Infinite unless overdispersed.
  public let theta: Double
  /// From the curvature of the log-likelihood in theta; infinite unless overdispersed.
  public let thetaStandardError: Double
  /// What the data say about spread beyond Poisson.
  public let dispersion: Dispersion

  /// - Parameters: as `PoissonRegression.fit`.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public static func fit(
    design: Matrix, counts: [Double], exposures: [Double]? = nil, offset: [Double]? = nil, weights: [Double]? = nil
  ) throws(StatisticsError) -> NegativeBinomialRegression {
    let rows = try CountRows(counts, exposures: exposures, offset: offset, weights: weights, rows: design.rows)
    let poisson = try LikelihoodFit.maximumLikelihood(
      design, offset: rows.offset, family: PoissonFamily(counts, weights: rows.weights))
    guard poisson.converged else {
      return NegativeBinomialRegression(
        fit: poisson, theta: .infinity, thetaStandardError: .infinity, dispersion: .undetermined)
    }
    var search = ThetaSearch(design: design, counts: counts, rows: rows, poisson: poisson)
    return try search.run()
  }

  /// The law of a new count at a row of regressors.
  public func law(_ row: [Double], exposure: Double = 1) -> NegativeBinomial {
    NegativeBinomial(mean: exposure * exp(fit.predictor(row)), size: theta)
  }
}

/// What counts, exposures and weights come to, once checked.
struct CountRows {
  let offset: [Double]?
  let weights: [Double]?

  init(
    _ counts: [Double], exposures: [Double]?, offset: [Double]?, weights: [Double]?, rows: Int
  ) throws(StatisticsError) {
    guard counts.count == rows else { throw .dimensions(expected: rows, found: counts.count) }
    guard counts.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "counts") }
    try check(weights: weights, offset: offset, rows: rows)
    guard let exposures else {
      (self.offset, self.weights) = (offset, weights)
      return
    }
    guard exposures.count == rows else { throw .dimensions(expected: rows, found: exposures.count) }
    guard exposures.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "exposures") }
    guard zip(exposures, counts).allSatisfy({ $0 > 0 || $1 == 0 }) else { throw .outOfRange(argument: "exposures") }
    self.offset = exposures.indices.map { (exposures[$0] > 0 ? log(exposures[$0]) : 0) + (offset?[$0] ?? 0) }
    if exposures.contains(0) {
      self.weights = exposures.indices.map { exposures[$0] > 0 ? weights?[$0] ?? 1 : 0 }
    } else {
      self.weights = weights
    }
  }
}
