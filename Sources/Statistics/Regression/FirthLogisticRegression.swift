import Glibc
public import LinearAlgebra

/// Logistic regression with Firth's penalty, finite under every separation. (Firth 1993; Heinze & Schemper 2002)
///
///     maximise  log-likelihood + 1/2 ln det X'WX,     W = diag(w p (1 - p))
///     0 = X' (w (y - p) + h (1/2 - p)),               h = diagonal of W^1/2 X (X'WX)^-1 X' W^1/2
///
/// The penalty is Jeffreys' prior and takes away the first-order bias of maximum likelihood. Works in an orthonormal
/// basis of the columns, which moves the penalty by a constant only. Multiplying a column divides its coefficient.
public struct FirthLogisticRegression: Equatable, Sendable {
  /// 0 for aliased columns.
  public let coefficients: [Double]
  /// (X'WX)^-1; rows and columns of aliased coefficients are 0.
  public let covariance: Matrix
  /// Without the penalty.
  public let logLikelihood: Double
  /// Columns that depend on the others, ascending, from 0.
  public let aliased: [Int]
  /// Whether the maximum was reached.
  public let converged: Bool
  /// Newton steps.
  public let steps: Int

  /// sqrt of the diagonal of `covariance`; infinite for aliased coefficients.
  public var standardErrors: [Double] {
    coefficients.indices.map { aliased.contains($0) ? .infinity : covariance[$0, $0].squareRoot() }
  }

  /// The probability at a row of the design.
  public func probability(_ row: [Double]) -> Double {
    logistic(zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }).x
  }

  /// - Parameters:
  ///   - design: one row for each outcome; the intercept, if wanted, is a column of ones.
  ///   - weights: how often each row was seen; not negative; all 1 when absent.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`; `.linearAlgebra(.resultNotFinite)` where weights overflow.
  public static func fit(
    design: Matrix, outcomes: [Bool], weights: [Double]? = nil
  ) throws(StatisticsError) -> FirthLogisticRegression {
    guard outcomes.count == design.rows else { throw .dimensions(expected: design.rows, found: outcomes.count) }
    guard design.isFinite else { throw .notFinite(argument: "design") }
    try check(weights: weights, offset: nil, rows: design.rows)
    // a row without weight must not count for the rank
    let seen = outcomes.indices.filter { weights?[$0] != 0 }
    let rows = design.rows(in: seen.map { $0..<$0 + 1 })
    let factor = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try PivotedQR(rows) }
    let basis = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.orthonormalBasis() }
    var climb = FirthClimb(basis: basis, outcomes: seen.map { outcomes[$0] }, weights: seen.map { weights?[$0] ?? 1 })
    let (summit, converged, steps) = try climb.run()
    guard summit.logLikelihood.isFinite else { throw .linearAlgebra(.resultNotFinite) }
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let covariance = try summit.factor.inverse()
      return FirthLogisticRegression(
        coefficients: try factor.coefficients(ofBasis: Matrix(columns: [summit.coordinates])).elements,
        covariance: try factor.coefficients(ofBasis: factor.coefficients(ofBasis: covariance).transposed),
        logLikelihood: summit.logLikelihood, aliased: factor.aliased, converged: converged, steps: steps)
    }
  }
}

/// The way to the top of Firth's penalised likelihood, on an orthonormal design.
struct FirthClimb {
  let basis: Matrix
  let outcomes: [Bool]
  let weights: [Double]

  struct Point {
    let coordinates: [Double]
    let logLikelihood: Double
    let penalised: Double
    let score: [Double]
    /// Of X'WX.
    let factor: Cholesky
    /// Of X'W(1 + h)X: minus the derivative of the score while h stands still. Steps on X'WX alone overshoot by up to 2.
    let stepFactor: Cholesky
  }

  func point(_ coordinates: [Double]) throws(LinearAlgebraError) -> Point {
    let eta = try basis.times(coordinates)
    var (value, slopes, curvature) = (0.0, eta, eta)
    for i in eta.indices {
      let (p, q) = logistic(eta[i])
      let margin = outcomes[i] ? eta[i] : -eta[i]
      value += weights[i] * (min(margin, 0) - log1p(exp(-abs(margin))))
      slopes[i] = weights[i] * (outcomes[i] ? q : -p)
      curvature[i] = weights[i] * p * q
    }
    let factor = try basis.gram(weights: curvature).cholesky()
    let forms = try factor.inverseForms(rowsOf: basis)
    var steep = curvature
    for i in eta.indices {
      let leverage = curvature[i] * forms[i]
      slopes[i] += leverage * -0.5 * tanh(eta[i] / 2)
      // h (1/2 - p) belongs to pseudo-observations of weight h, whatever the weight of the row
      steep[i] = curvature[i] + (weights[i] > 0 ? leverage * curvature[i] / weights[i] : 0)
    }
    return Point(
      coordinates: coordinates, logLikelihood: value, penalised: value + factor.logDeterminant / 2,
      score: try basis.transposedTimes(slopes), factor: factor, stepFactor: try basis.gram(weights: steep).cholesky())
  }

  mutating func run() throws(StatisticsError) -> (summit: Point, converged: Bool, steps: Int) {
    let zeros = [Double](repeating: 0, count: basis.columns)
    var here = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try point(zeros) }
    var last = Double.infinity
    for step in 1...500 {
      let now = here
      let direction = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try now.stepFactor.solve(now.score) }
      let gain = zip(direction, here.score).reduce(0) { $0 + $1.0 * $1.1 }
      if gain <= 1e-28 || (gain <= 1e-16 && gain >= last) { return (here, true, step) }
      last = gain
      var (length, next) = (1.0, Point?.none)
      while length > 1e-10, next == nil {
        let target = zip(here.coordinates, direction).map { $0 + length * $1 }
        // a point too far out has a singular information: it is no rise either
        if let there = try? point(target), there.penalised >= here.penalised - 1e-13 * (1 + abs(here.penalised)) {
          next = there
        }
        length /= 2
      }
      guard let next else { return (here, gain <= 1e-12, step) }
      here = next
    }
    return (here, false, 500)
  }
}
