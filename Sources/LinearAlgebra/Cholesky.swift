import CBLAS
import CLAPACK
import Glibc

/// The factor `L` of a symmetric positive definite matrix `A = L L'`.
public struct Cholesky: Equatable, Sendable {
  /// Lower triangle; what is above the diagonal has no meaning.
  let factor: Matrix

  /// Rows and columns of the factored matrix.
  public var order: Int { factor.rows }

  /// L_jj^2: what is left of A_jj after the columns before it. Near 0 against A_jj, column j is a combination of them.
  public var pivots: [Double] { (0..<order).map { factor[$0, $0] * factor[$0, $0] } }

  /// ln det A = 2 sum ln L_ii.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += log(factor[i, i]) }
    return 2 * sum
  }

  /// `A^-1 B`, one column for each of `B`.
  public func solve(_ right: consuming Matrix) throws(LinearAlgebraError) -> Matrix {
    guard right.rows == order else { throw .dimensions(expected: order, found: right.rows) }
    guard right.isFinite else { throw .notFinite(argument: "right-hand side") }
    var (n, leading) = (try lapackSize(order), try lapackSize(Swift.max(1, order)))
    var (count, leadingRight) = (try lapackSize(right.columns), leading)
    var info: Int32 = 0
    dpotrs_("L", &n, &count, factor.elements, &leading, &right.elements, &leadingRight, &info, 1)
    guard info == 0 else { throw .illegalArgument(Int(-info)) }
    guard right.isFinite else { throw .resultNotFinite }
    return right
  }

  /// `A^-1 b`.
  public func solve(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(unchecked: right, rows: right.count, columns: 1)).elements
  }

  /// The quadratic form `x' A^-1 x`, as the squared length of `L^-1 x`: never negative.
  public func inverseForm(_ vector: [Double]) throws(LinearAlgebraError) -> Double {
    guard vector.count == order else { throw .dimensions(expected: order, found: vector.count) }
    guard allFinite(vector) else { throw .notFinite(argument: "vector") }
    var solved = vector
    try solveTriangle("L", "N", factor.elements, leading: order, order: order, &solved, leadingRight: order, count: 1)
    return solved.reduce(0) { $0 + $1 * $1 }
  }

  /// The quadratic form `x' A^-1 x` for every row x of `matrix`: squared Mahalanobis distances, leverages.
  public func inverseForms(rowsOf matrix: Matrix) throws(LinearAlgebraError) -> [Double] {
    _ = BLASThreads.single
    guard matrix.columns == order else { throw .dimensions(expected: order, found: matrix.columns) }
    guard matrix.isFinite else { throw .notFinite(argument: "matrix") }
    let (rows, columns) = (matrix.rows, matrix.columns)
    let (m, n) = (try lapackSize(rows), try lapackSize(columns))
    var forms = [Double](repeating: 0, count: rows)
    guard m > 0, n > 0 else { return forms }
    var solved = matrix.elements
    cblas_dtrsm(
      CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, m, n, 1, factor.elements, n, &solved, m)
    for j in 0..<columns {
      for i in 0..<rows { forms[i] += solved[i + j * rows] * solved[i + j * rows] }
    }
    guard allFinite(forms) else { throw .resultNotFinite }
    return forms
  }

  /// `A^-1` itself, for where the covariance is the answer. To solve a system, `solve` it.
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    var inverse = try solve(Matrix.identity(order))
    for j in 0..<order {
      for i in 0..<j {
        let mean = (inverse[i, j] + inverse[j, i]) / 2
        inverse[i, j] = mean
        inverse[j, i] = mean
      }
    }
    return inverse
  }
}

extension Matrix {
  /// Factorises a symmetric positive definite matrix in its own storage; only the lower triangle is read.
  /// - Throws: `.notPositiveDefinite(order:)` with LAPACK's own index, `.notFinite`, `.dimensions` unless square.
  public consuming func cholesky() throws(LinearAlgebraError) -> Cholesky {
    _ = BLASThreads.single
    guard rows == columns else { throw .dimensions(expected: rows, found: columns) }
    guard isFinite else { throw .notFinite(argument: "matrix") }
    var (n, leading) = (try lapackSize(rows), try lapackSize(Swift.max(1, rows)))
    var info: Int32 = 0
    var factor = self
    dpotrf_("L", &n, &factor.elements, &leading, &info, 1)
    guard info >= 0 else { throw .illegalArgument(Int(-info)) }
    guard info == 0 else { throw .notPositiveDefinite(order: Int(info)) }
    guard factor.isFinite else { throw .resultNotFinite }
    return Cholesky(factor: factor)
  }
}

/// Solves a triangular system in place, by dtrtrs.
func solveTriangle(
  _ triangle: String, _ transpose: String, _ factor: [Double], leading: Int, order: Int, _ right: inout [Double],
  leadingRight: Int, count: Int
) throws(LinearAlgebraError) {
  _ = BLASThreads.single
  guard order > 0, count > 0 else { return }
  var (n, lda) = (try lapackSize(order), try lapackSize(leading))
  var (columns, ldb) = (try lapackSize(count), try lapackSize(leadingRight))
  var info: Int32 = 0
  dtrtrs_(triangle, transpose, "N", &n, &columns, factor, &lda, &right, &ldb, &info, 1, 1, 1)
  guard info >= 0 else { throw .illegalArgument(Int(-info)) }
  guard info == 0 else { throw .rankDeficient(rank: Int(info) - 1, aliased: []) }
}
