/// Least squares to the last digits that the data allow.
///
///     min |y - X b|       (I   A) (r)   (y)
///                         (A'  0) (x) = (0)     A = the kept columns of X, scaled as in `PivotedQR`
///
/// The factorisation by `dgeqp3` gives a first answer. Then residuals of both block rows are taken in `DoubleDouble` and
/// the factors solve for a correction of r and x together, until nothing changes (Björck 1967, "Iterative refinement of
/// linear least squares solutions"; 1996, "Numerical Methods for Least Squares Problems", section 2.9). Each step gains
/// about -log10(condition * eps) digits, whatever the size of the residual, so that coefficients are right to rounding
/// for every design that has full rank in doubles.
///
/// Standard errors come from rows of R^-1, with R corrected to the same precision: Y = A R^-1 is orthonormal but for
/// rounding, so the Cholesky factor C of Y'Y, in `DoubleDouble`, loses nothing, and C R is the exact factor (Yamamoto,
/// Nakatsukasa, Yanagisawa & Fukaya 2015, "Roundoff error analysis of the CholeskyQR2 algorithm").
///
/// Costs about n p^2 operations on `DoubleDouble`: for few columns and not for blocks of responses.
public struct LeastSquares: Sendable {
  /// The pivoted factorisation that the refinement starts from.
  public let factor: PivotedQR
  /// Kept columns in pivot order, scaled, and what rounding left over of them.
  let kept: Matrix
  let tails: Matrix?
  /// W = R^-1 C^-1: (A'A)^-1 = W W'.
  let inverseFactor: UpperTriangle

  /// Rows of the design.
  public var rows: Int { factor.rows }
  /// Columns of the design.
  public var columns: Int { factor.columns }
  /// Columns that do not depend on those before them in pivot order.
  public var rank: Int { factor.rank }
  /// Columns that depend on the others, ascending, from 0.
  public var aliased: [Int] { factor.aliased }

  /// - Parameters:
  ///   - design: one row for each response.
  ///   - tails: rounding errors of the design's elements, for columns that were computed, such as powers: the problem
  ///     solved is that of `design + tails`.
  /// - Throws: `.notFinite`, `.dimensions` unless `tails` has the shape of the design, `.resultNotFinite`.
  public init(_ design: Matrix, tails: Matrix? = nil) throws(LinearAlgebraError) {
    if let tails {
      guard tails.rows == design.rows else { throw .dimensions(expected: design.rows, found: tails.rows) }
      guard tails.columns == design.columns else { throw .dimensions(expected: design.columns, found: tails.columns) }
      guard tails.isFinite else { throw .notFinite(argument: "tails") }
    }
    let factor = try PivotedQR(design)
    let kept = LeastSquares.keptColumns(of: design, factor)
    let keptTails = tails.map { LeastSquares.keptColumns(of: $0, factor) }
    inverseFactor = try LeastSquares.invertedFactor(kept, keptTails, factor)
    self.factor = factor
    self.kept = kept
    self.tails = keptTails
  }

  private static func keptColumns(of matrix: Matrix, _ factor: PivotedQR) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(matrix.rows * factor.rank)
    for column in factor.pivots[..<factor.rank] {
      let scale = factor.columnScales[column]
      for i in column * matrix.rows..<(column + 1) * matrix.rows { elements.append(matrix.elements[i] * scale) }
    }
    return Matrix(unchecked: elements, rows: matrix.rows, columns: factor.rank)
  }

  /// What one response gives.
  public struct Solution: Equatable, Sendable {
    /// 0 for aliased columns.
    public let coefficients: [Double]
    /// y - X b, of the exact coefficients: they do not show the rounding of `coefficients`.
    public let residuals: [Double]
    /// The length of the residual vector, sqrt(sum r^2).
    public let residualNorm: Double
    /// Its square, with the digits that a difference of sums of squares needs; beyond the range of doubles, infinite.
    public let residualSumOfSquares: DoubleDouble
    /// Corrections made.
    public let steps: Int
    /// Whether the last correction was below rounding. If not, the design is singular to working precision.
    public let converged: Bool
  }

  /// - Throws: `.dimensions`, `.notFinite`, `.resultNotFinite` where a coefficient overflows.
  public func solve(_ right: [Double]) throws(LinearAlgebraError) -> Solution {
    guard right.count == rows else { throw .dimensions(expected: rows, found: right.count) }
    guard allFinite(right) else { throw .notFinite(argument: "right-hand side") }
    let scale = right.withUnsafeBufferPointer { powerOfTwoScale($0) }
    var refinement = Refinement(right.map { $0 * scale }, self)
    try refinement.run(limit: 30)
    var coefficients = [Double](repeating: 0, count: columns)
    let largest = refinement.x.reduce(0) { max($0, abs($1.high)) }
    // in these units a coefficient of 0 is left with the rounding of DoubleDouble
    for k in 0..<rank where abs(refinement.x[k].high) > 0x1p-95 * largest {
      let (column, x) = (factor.pivots[k], refinement.x[k].value)
      // one scaling, so that an answer in range is not lost on the way
      let exponent = Int(factor.columnScales[column].exponent) - Int(scale.exponent)
      coefficients[column] = Double(sign: .plus, exponent: exponent, significand: x)
    }
    // what is left where the fit is exact is the rounding of DoubleDouble
    let noise = 0x1p-98 * refinement.x.reduce(2) { $0 + 2 * abs($1.high) }
    let exact = refinement.residuals.map { abs($0.high) <= noise ? DoubleDouble.zero : $0 }
    var squares = DoubleDouble.zero
    for r in exact { squares += r * r }
    let norm = squares.squareRoot().value / scale
    let unscaled = DoubleDouble(high: squares.high / scale / scale, low: squares.low / scale / scale)
    let residuals = exact.map { $0.value / scale }
    guard allFinite(coefficients), allFinite(residuals), norm.isFinite else { throw .resultNotFinite }
    return Solution(
      coefficients: coefficients, residuals: residuals, residualNorm: norm, residualSumOfSquares: unscaled,
      steps: refinement.steps,
      converged: refinement.converged)
  }

  /// Of all coefficients with the least residuals, those of the least length sum b_j^2.
  ///
  /// A design of full rank has only one solution, and this is it. Otherwise the answer depends on the units of the
  /// columns, unlike the fitted values.
  /// - Parameter coefficients: any of those with the least residuals, such as a `Solution` has.
  public func minimumNorm(_ coefficients: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard coefficients.count == columns else { throw .dimensions(expected: columns, found: coefficients.count) }
    guard !aliased.isEmpty else { return coefficients }
    // each aliased column gives one combination of coefficients that changes no fitted value
    var silent = Matrix(rows: columns, columns: aliased.count)
    for (place, k) in (rank..<columns).enumerated() {
      silent[factor.pivots[k], place] = factor.columnScales[factor.pivots[k]]
      for i in 0..<rank {
        silent[factor.pivots[i], place] = -factor.dependence[place * rank + i] * factor.columnScales[factor.pivots[i]]
      }
    }
    return try LeastSquares(silent).solve(coefficients).residuals
  }
}
