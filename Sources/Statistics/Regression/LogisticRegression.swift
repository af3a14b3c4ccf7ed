import Glibc
public import LinearAlgebra

/// Logistic regression with a normal prior on each coefficient (ridge).
///
///     ln posterior = sum w_i (y_i eta_i - ln(1 + e^eta_i)) - 1/2 sum_j ridge_j (b_j - prior_j)^2,   eta = X b
///
/// Newton steps on the Cholesky factor of X'WX + ridge, halved until the posterior rises; it is strictly concave, so the
/// maximum is one and is found from 0. The ridge keeps coefficients finite under separation.
public struct LogisticRegression: Equatable, Sendable {
  public let coefficients: [Double]
  /// Inverse of the negative Hessian at the maximum (Laplace).
  public let covariance: Matrix
  /// Without the prior.
  public let logLikelihood: Double
  public let converged: Bool
  /// Whether a plane puts every row on its own side: the size of the coefficients then comes from the ridge.
  public let isSeparated: Bool

  /// - Parameters:
  ///   - design: one row for each outcome; the intercept, if wanted, is a column of ones.
  ///   - weights: not negative; all 1 when absent.
  ///   - ridge: prior precision of each coefficient, positive.
  ///   - prior: prior mean of each coefficient; all 0 when absent.
  public static func fit(
    design: Matrix, outcomes: [Bool], weights: [Double]? = nil, ridge: [Double], prior: [Double]? = nil
  ) throws(StatisticsError) -> LogisticRegression {
    let columns = design.columns
    let weights = weights ?? Array(repeating: 1, count: design.rows)
    let prior = prior ?? Array(repeating: 0, count: columns)
    guard outcomes.count == design.rows else { throw .dimensions(expected: design.rows, found: outcomes.count) }
    guard weights.count == design.rows else { throw .dimensions(expected: design.rows, found: weights.count) }
    guard ridge.count == columns else { throw .dimensions(expected: columns, found: ridge.count) }
    guard prior.count == columns else { throw .dimensions(expected: columns, found: prior.count) }
    guard design.isFinite else { throw .notFinite(argument: "design") }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "weights") }
    guard ridge.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "ridge") }
    guard prior.allSatisfy(\.isFinite) else { throw .notFinite(argument: "prior") }
    var b = prior
    var state = try evaluate(design, outcomes, weights, ridge, prior, b)
    var converged = false
    for _ in 0..<100 {
      let gradient = try gradient(design, outcomes, weights, ridge, prior, b, state.eta)
      let factor = try information(design, weights, ridge, state.eta)
      let step = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.solve(gradient) }
      let decrement = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      var (length, moved) = (1.0, false)
      while length > 1e-8 {
        let next = zip(b, step).map { $0 + length * $1 }
        let there = try evaluate(design, outcomes, weights, ridge, prior, next)
        if there.posterior >= state.posterior {
          (b, state, moved) = (next, there, true)
          break
        }
        length /= 2
      }
      // the decrement is twice the posterior still to gain; Newton squares it each time
      if decrement < 1e-12 * (1 + abs(state.posterior)) || !moved {
        converged = decrement < 1e-9 * (1 + abs(state.posterior))
        break
      }
    }
    let factor = try information(design, weights, ridge, state.eta)
    let covariance = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.inverse() }
    let used = state.eta.indices.filter { weights[$0] > 0 }
    let separated = !used.isEmpty && used.allSatisfy { outcomes[$0] ? state.eta[$0] > 0 : state.eta[$0] < 0 }
    return LogisticRegression(
      coefficients: b, covariance: covariance, logLikelihood: state.logLikelihood, converged: converged,
      isSeparated: separated)
  }

  /// The log odds at a row of the design.
  public func logOdds(_ row: [Double]) -> Double {
    zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The probability at a row of the design.
  public func probability(_ row: [Double]) -> Double {
    logistic(logOdds(row)).x
  }

  /// The standard error of the log odds at a row: sqrt(x' covariance x).
  public func standardError(_ row: [Double]) -> Double {
    var sum = 0.0
    for i in row.indices {
      for j in row.indices { sum += row[i] * covariance[i, j] * row[j] }
    }
    return sum.squareRoot()
  }

  private static func evaluate(
    _ design: Matrix, _ outcomes: [Bool], _ weights: [Double], _ ridge: [Double], _ prior: [Double], _ b: [Double]
  ) throws(StatisticsError) -> (eta: [Double], logLikelihood: Double, posterior: Double) {
    let eta = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(b) }
    var sum = 0.0
    for i in eta.indices {
      // -ln(1 + e^-|eta|) keeps its digits on both sides
      let favoured = outcomes[i] == (eta[i] > 0)
      sum -= weights[i] * (log1p(exp(-abs(eta[i]))) + (favoured ? 0 : abs(eta[i])))
    }
    var penalty = 0.0
    for j in b.indices { penalty += ridge[j] * (b[j] - prior[j]) * (b[j] - prior[j]) / 2 }
    return (eta, sum, sum - penalty)
  }

  private static func gradient(
    _ design: Matrix, _ outcomes: [Bool], _ weights: [Double], _ ridge: [Double], _ prior: [Double], _ b: [Double],
    _ eta: [Double]
  ) throws(StatisticsError) -> [Double] {
    let residuals = eta.indices.map { i in
      let (p, q) = logistic(eta[i])
      return weights[i] * (outcomes[i] ? q : -p)
    }
    var gradient = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.transposedTimes(residuals) }
    for j in b.indices { gradient[j] -= ridge[j] * (b[j] - prior[j]) }
    return gradient
  }

  private static func information(
    _ design: Matrix, _ weights: [Double], _ ridge: [Double], _ eta: [Double]
  ) throws(StatisticsError) -> Cholesky {
    let curvature = eta.indices.map { i in
      let (p, q) = logistic(eta[i])
      return weights[i] * p * q
    }
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      var information = try design.gram(weights: curvature)
      for j in ridge.indices { information[j, j] += ridge[j] }
      return try information.cholesky()
    }
  }
}
