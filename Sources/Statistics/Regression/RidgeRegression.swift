import Glibc
public import LinearAlgebra

/// Linear regression with a normal prior on each coefficient and a known variance of the errors: the exact posterior.
///
///     b ~ Normal(prior, 1 / precision),   y ~ Normal(X b, variance)
///     minimise  |y - X b|^2 / variance + sum_j precision_j (b_j - prior_j)^2
///
/// Solved as least squares with one more row for each coefficient, so that no digit is lost in squares. A precision of 0
/// is a flat prior. The posterior mean moves from the least squares to the prior as precision grows.
public struct RidgeRegression: Equatable, Sendable {
  /// Posterior mean, which is the mode; 0 for aliased columns.
  public let coefficients: [Double]
  /// Posterior covariance; rows and columns of aliased coefficients are 0.
  public let covariance: Matrix
  /// Columns that neither data nor prior tell from the others.
  public let aliased: [Int]

  /// - Parameters:
  ///   - design: one row for each response; the intercept, if wanted, is a column of ones, usually of precision 0.
  ///   - precision: not negative.
  ///   - prior: prior mean of each coefficient; all 0 when absent.
  ///   - variance: of the errors, positive. With 1, `precision` is the classical ridge.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public static func fit(
    design: Matrix, response: [Double], precision: [Double], prior: [Double]? = nil, variance: Double = 1
  ) throws(StatisticsError) -> RidgeRegression {
    let (rows, columns) = (design.rows, design.columns)
    guard response.count == rows else { throw .dimensions(expected: rows, found: response.count) }
    guard precision.count == columns else { throw .dimensions(expected: columns, found: precision.count) }
    guard design.isFinite else { throw .notFinite(argument: "design") }
    guard response.allSatisfy(\.isFinite) else { throw .notFinite(argument: "response") }
    guard precision.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "precision") }
    guard variance > 0, variance.isFinite else { throw .outOfRange(argument: "variance") }
    try check(ridge: nil, prior: prior, columns: columns)
    // distances from the prior mean: the added rows then have a response of exactly 0
    var extended = Matrix(rows: rows + columns, columns: columns)
    var right = [Double](repeating: 0, count: rows + columns)
    for i in 0..<rows {
      var expected = DoubleDouble.zero
      for j in 0..<columns {
        extended[i, j] = design[i, j]
        if let prior { expected += DoubleDouble.product(design[i, j], prior[j]) }
      }
      right[i] = (DoubleDouble(response[i]) - expected).value
    }
    for j in 0..<columns { extended[rows + j, j] = (precision[j] * variance).squareRoot() }
    let (problem, solution) = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let problem = try LeastSquares(extended)
      return (problem, try problem.solve(right))
    }
    var covariance = problem.covarianceFactor()
    covariance.withMutableElements { elements in
      for place in elements.indices { elements[place] *= variance }
    }
    return RidgeRegression(
      coefficients: zip(prior ?? solution.coefficients.map { _ in 0 }, solution.coefficients).map { $0 + $1 },
      covariance: covariance, aliased: problem.aliased)
  }

  /// The posterior mean of x'b and its standard deviation, without the error of a new value.
  public func predict(_ row: [Double]) -> (mean: Double, standardDeviation: Double) {
    var (mean, variance) = (0.0, 0.0)
    for i in row.indices {
      mean += row[i] * coefficients[i]
      for j in row.indices { variance += row[i] * covariance[i, j] * row[j] }
    }
    return (mean, max(0, variance).squareRoot())
  }
}
