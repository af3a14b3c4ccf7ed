public import LinearAlgebra

/// Linear regression by least squares, with what is inferred from it.
///
///     y = X b + e      s^2 = sum r^2 / (n - rank)      se_j = s sqrt((X'X)^-1_jj)
///
/// Coefficients, residuals and standard errors are those of the given doubles to rounding, for every design of full
/// rank: see `LeastSquares`. Adding a multiple c of a design column to y adds c to its coefficient and changes nothing
/// else; multiplying y multiplies coefficients and errors; repeating every row leaves the coefficients.
public struct LinearRegression: Sendable {
  /// 0 for aliased columns.
  public let coefficients: [Double]
  /// Infinite where the data do not determine the coefficient: aliased columns, those they depend on, and all when no
  /// degree of freedom is left.
  public let standardErrors: [Double]
  /// y - X b.
  public let residuals: [Double]
  /// s; `nil` when no degree of freedom is left.
  public let residualStandardDeviation: Double?
  /// Rows less rank.
  public let degreesOfFreedom: Int
  /// Whether a column is constant, so that sums of squares are taken about the mean.
  public let hasIntercept: Bool
  /// 1 - sum r^2 / sum (y - mean)^2, about 0 without an intercept; `nil` when the response does not vary.
  public let rSquared: Double?
  /// The mean square that the columns (but the intercept) explain, over s^2; infinite for a perfect fit, `nil` when
  /// there is nothing to compare.
  public let fStatistic: Double?
  /// Degrees of freedom of the numerator of F: rank, less 1 with an intercept.
  public let modelDegreesOfFreedom: Int
  /// Whether the coefficients are right to rounding. If not, the design is singular to working precision.
  public let converged: Bool
  private let problem: LeastSquares

  /// The number of independent columns.
  public var rank: Int { problem.rank }
  /// Columns that depend on the others, ascending, from 0.
  public var aliased: [Int] { problem.aliased }

  /// - Parameters:
  ///   - design: one row for each response; the intercept, if wanted, is a column of ones.
  ///   - tails: rounding errors of the design's elements, where known; see `LeastSquares`.
  /// - Throws: `.dimensions`, `.notFinite`, and `.linearAlgebra(.resultNotFinite)` where an answer overflows.
  public static func fit(
    design: Matrix, response: [Double], tails: Matrix? = nil
  ) throws(StatisticsError) -> LinearRegression {
    guard response.count == design.rows else { throw .dimensions(expected: design.rows, found: response.count) }
    guard design.isFinite else { throw .notFinite(argument: "design") }
    guard response.allSatisfy(\.isFinite) else { throw .notFinite(argument: "response") }
    let hasIntercept = (0..<design.columns).contains { j in
      let column = design.column(j)
      return column.first.map { first in first != 0 && column.allSatisfy { $0 == first } } ?? false
    }
    let unit = binaryUnit(of: response)
    let scaled = response.map { $0 / unit }
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let problem = try LeastSquares(design, tails: tails)
      return try LinearRegression(problem, problem.solve(scaled), scaled, unit: unit, hasIntercept: hasIntercept)
    }
  }

  /// y = b_0 + b_1 x + ... + b_degree x^degree.
  ///
  /// Powers are formed in `DoubleDouble`: rounding them to doubles first would cost as many digits as the condition of
  /// the design has.
  /// - Throws: as `fit(design:response:)`, and `.outOfRange` for a negative degree.
  public static func fit(
    polynomial degree: Int, of x: [Double], response: [Double]
  ) throws(StatisticsError) -> LinearRegression {
    guard degree >= 0 else { throw .outOfRange(argument: "degree") }
    guard x.allSatisfy(\.isFinite) else { throw .notFinite(argument: "x") }
    var powers = x.map { _ in DoubleDouble(1) }
    var (design, tails) = (Matrix(rows: x.count, columns: degree + 1), Matrix(rows: x.count, columns: degree + 1))
    for k in 0...degree {
      for i in x.indices {
        design[i, k] = powers[i].high
        tails[i, k] = powers[i].high.isFinite ? powers[i].low : 0
        powers[i] = powers[i] * x[i]
      }
    }
    return try fit(design: design, response: response, tails: tails)
  }

  private init(
    _ problem: LeastSquares, _ solution: LeastSquares.Solution, _ response: [Double], unit: Double, hasIntercept: Bool
  ) throws(LinearAlgebraError) {
    let degrees = response.count - problem.rank
    let model = problem.rank - (hasIntercept ? 1 : 0)
    let total = LinearRegression.sumOfSquares(response, aboutMean: hasIntercept)
    let residual = solution.residualSumOfSquares
    let s = degrees > 0 ? solution.residualNorm / Double(degrees).squareRoot() : nil
    let factors = problem.standardErrorFactors()
    coefficients = solution.coefficients.map { $0 * unit }
    residuals = solution.residuals.map { $0 * unit }
    // a factor may be infinite, and infinity times 0 would be NaN
    standardErrors = factors.map { factor in s.map { factor.isFinite ? factor * $0 * unit : .infinity } ?? .infinity }
    residualStandardDeviation = s.map { $0 * unit }
    guard (coefficients + residuals).allSatisfy(\.isFinite), (s ?? 0) * unit < .infinity else { throw .resultNotFinite }
    degreesOfFreedom = degrees
    modelDegreesOfFreedom = max(0, model)
    self.hasIntercept = hasIntercept
    let explained = total - residual
    rSquared = total.high > 0 ? min(max((explained / total).value, 0), 1) : nil
    if degrees > 0, model > 0, total.high > 0 {
      let ratio = residual.high > 0 ? (explained / residual).value : .infinity
      fStatistic = max(0, ratio * Double(degrees) / Double(model))
    } else {
      fStatistic = nil
    }
    converged = solution.converged
    self.problem = problem
  }

  private static func sumOfSquares(_ values: [Double], aboutMean: Bool) -> DoubleDouble {
    var mean = DoubleDouble.zero
    if aboutMean {
      for value in values { mean += value }
      mean = mean / Double(max(1, values.count))
    }
    var sum = DoubleDouble.zero
    for value in values {
      let distance = DoubleDouble(value) - mean
      sum += distance * distance
    }
    return sum
  }
}

extension LinearRegression {
  /// Of a coefficient of 0, by Student's t: the two-sided p-value; 1 where the standard error is infinite.
  public var pValues: [Double] {
    zip(coefficients, standardErrors).map { coefficient, error in
      guard error.isFinite else { return 1 }
      guard error > 0 else { return coefficient == 0 ? 1 : 0 }
      return StudentT(degreesOfFreedom: Double(degreesOfFreedom)).twoSidedP(coefficient / error)
    }
  }

  /// Of no column but the intercept mattering, by Fisher's F; `nil` where F is.
  public var fPValue: Double? {
    fStatistic.map { fisherUpperTail($0, modelDegreesOfFreedom, degreesOfFreedom) }
  }

  /// The diagonal of the hat matrix: how much each row decides its own fitted value, from 0 to 1.
  public func leverages() -> [Double] { problem.leverages() }

  /// s^2 (X'X)^-1; `nil` without a degree of freedom. Rows and columns of aliased coefficients are 0.
  public func covariance() -> Matrix? {
    guard let s = residualStandardDeviation else { return nil }
    var covariance = problem.covarianceFactor()
    covariance.withMutableElements { elements in
      for place in elements.indices { elements[place] = elements[place] * s * s }
    }
    return covariance
  }

  /// The coefficients of least length among all that fit as well; see `LeastSquares.minimumNorm`.
  public func minimumNormCoefficients() throws(StatisticsError) -> [Double] {
    let basic = coefficients
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in try problem.minimumNorm(basic) }
  }

  /// What is expected at a row of regressors.
  public struct Prediction: Equatable, Sendable {
    /// x'b.
    public let expected: Double
    /// Of `expected` as an estimate of the mean; infinite where the design says nothing about the row.
    public let standardErrorOfMean: Double
    /// Of one new value about `expected`.
    public let standardErrorOfValue: Double
    /// Of the t law of both errors.
    public let degreesOfFreedom: Int
  }

  /// - Throws: `.linearAlgebra` with `.dimensions` or `.notFinite` for the row.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Prediction {
    let leverage = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try problem.leverage(of: row) }
    var expected = DoubleDouble.zero
    for (x, b) in zip(row, coefficients) { expected += DoubleDouble.product(x, b) }
    let s = residualStandardDeviation ?? .infinity
    let mean = leverage == 0 ? 0 : s * leverage.squareRoot()
    return Prediction(
      expected: expected.value, standardErrorOfMean: s == 0 && leverage.isInfinite ? .infinity : mean,
      standardErrorOfValue: s == 0 && leverage.isInfinite ? .infinity : s * (1 + leverage).squareRoot(),
      degreesOfFreedom: degreesOfFreedom)
  }
}
