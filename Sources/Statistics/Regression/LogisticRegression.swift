import Glibc
public import LinearAlgebra

/// Logistic regression by maximum likelihood, or with a normal prior on each coefficient (ridge).
///
///     ln posterior = sum w_i (y_i eta_i - ln(1 + e^eta_i)) - 1/2 sum_j ridge_j (b_j - prior_j)^2,   eta = X b
///
/// Newton steps on the Cholesky factor of X'WX + ridge, halved until the value rises; it is concave, so the maximum is
/// one. A ridge keeps coefficients finite under separation. Without one, separation is a verdict, aliased columns are
/// named, and a nearly singular design goes through an orthonormal basis of its columns.
///
/// Permuting rows, or repeating all of them with half the weight, changes nothing but rounding. Multiplying a column
/// divides its coefficient, without a prior.
public struct LogisticRegression: Equatable, Sendable {
  /// Coefficients, covariance and verdicts.
  public let fit: LikelihoodFit
  /// Whether a plane puts every row on its own side: complete separation. The size of the coefficients then comes from
  /// the ridge, or from where the climb was stopped.
  public let isSeparated: Bool

  /// In log odds, one for each column; 0 for aliased columns.
  public var coefficients: [Double] { fit.coefficients }
  /// Inverse of the negative Hessian at the maximum (Laplace).
  public var covariance: Matrix { fit.covariance }
  /// sqrt of the diagonal of `covariance`; infinite where the data do not determine the coefficient.
  public var standardErrors: [Double] { fit.standardErrors }
  /// Without the prior.
  public var logLikelihood: Double { fit.logLikelihood }
  /// Whether the maximum was reached.
  public var converged: Bool { fit.converged }
  /// Without a ridge, complete or quasi-complete; with one, only complete separation is looked for.
  public var separation: Separation { isSeparated ? .complete : fit.separation }

  /// - Parameters:
  ///   - design: one row for each outcome; the intercept, if wanted, is a column of ones.
  ///   - weights: not negative; all 1 when absent.
  ///   - ridge: prior precision of each coefficient, positive; maximum likelihood when absent.
  ///   - prior: prior mean of each coefficient; all 0 when absent.
  ///   - offset: added to the log odds of each row; 0 when absent.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public static func fit(
    design: Matrix, outcomes: [Bool], weights: [Double]? = nil, ridge: [Double]? = nil, prior: [Double]? = nil,
    offset: [Double]? = nil
  ) throws(StatisticsError) -> LogisticRegression {
    let columns = design.columns
    guard outcomes.count == design.rows else { throw .dimensions(expected: design.rows, found: outcomes.count) }
    try check(weights: weights, offset: offset, rows: design.rows)
    try check(ridge: ridge, prior: prior, columns: columns)
    let family = LogisticFamily(outcomes, weights: weights)
    let fit: LikelihoodFit
    if let ridge {
      let prior = prior ?? Array(repeating: 0, count: columns)
      fit = try LikelihoodFit.maximumPosterior(design, offset: offset, family: family, ridge: ridge, prior: prior)
    } else {
      fit = try LikelihoodFit.maximumLikelihood(design, offset: offset, family: family)
    }
    let separated =
      try ridge == nil
      ? fit.separation == .complete
      : isPlane(fit.coefficients, design, offset, outcomes, weights)
    return LogisticRegression(fit: fit, isSeparated: separated)
  }

  /// The log odds at a row of the design.
  public func logOdds(_ row: [Double]) -> Double { fit.predictor(row) }

  /// The probability at a row of the design.
  public func probability(_ row: [Double]) -> Double {
    logistic(logOdds(row)).x
  }

  /// The standard error of the log odds at a row: sqrt(x' covariance x).
  public func standardError(_ row: [Double]) -> Double { fit.standardError(row) }

  /// Whether every row with weight lies on the side of its outcome. Stops at the first that does not.
  private static func isPlane(
    _ coefficients: [Double], _ design: Matrix, _ offset: [Double]?, _ outcomes: [Bool], _ weights: [Double]?
  ) throws(StatisticsError) -> Bool {
    var some = false
    for row in outcomes.indices where weights?[row] != 0 {
      some = true
      var eta = offset?[row] ?? 0
      for j in coefficients.indices { eta += design[row, j] * coefficients[j] }
      guard outcomes[row] ? eta > 0 : eta < 0 else { return false }
    }
    return some
  }
}

/// - Throws: `.dimensions`, `.outOfRange` for a weight that is negative or not finite, `.notFinite` for an offset.
func check(weights: [Double]?, offset: [Double]?, rows: Int) throws(StatisticsError) {
  if let weights {
    guard weights.count == rows else { throw .dimensions(expected: rows, found: weights.count) }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "weights") }
  }
  if let offset {
    guard offset.count == rows else { throw .dimensions(expected: rows, found: offset.count) }
    guard offset.allSatisfy(\.isFinite) else { throw .notFinite(argument: "offset") }
  }
}

/// - Throws: `.dimensions`, `.outOfRange` for a ridge that is not positive and finite, `.notFinite` for a prior.
func check(ridge: [Double]?, prior: [Double]?, columns: Int) throws(StatisticsError) {
  if let ridge {
    guard ridge.count == columns else { throw .dimensions(expected: columns, found: ridge.count) }
    guard ridge.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "ridge") }
  }
  if let prior {
    guard prior.count == columns else { throw .dimensions(expected: columns, found: prior.count) }
    guard prior.allSatisfy(\.isFinite) else { throw .notFinite(argument: "prior") }
  }
}
