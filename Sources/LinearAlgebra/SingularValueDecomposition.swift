import CLAPACK

/// `A = U diag(values) V'`, the thin form: k = min(rows, columns) values and as many columns of U and of V.
///
/// Each pair of vectors is signed so that the largest loading of the column of V is positive. For the rank of a design
/// use `PivotedQR`, which puts columns of different units on one footing first; singular values of the raw matrix
/// depend on the units.
public struct SingularValueDecomposition: Equatable, Sendable {
  /// rows x k.
  public let left: Matrix
  /// From the largest to the smallest, none negative.
  public let values: [Double]
  /// columns x k.
  public let right: Matrix

  /// Largest over smallest value; infinite for a singular matrix, 1 for an empty one.
  public var conditionNumber: Double {
    guard let largest = values.first, let smallest = values.last else { return 1 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  /// - Throws: `.notFinite` (LAPACK would never return), `.resultNotFinite`, `.notConverged`, `.dimensions` beyond
  ///   LAPACK's integers.
  public init(_ matrix: Matrix) throws(LinearAlgebraError) {
    _ = BLASThreads.single
    guard matrix.isFinite else { throw .notFinite(argument: "matrix") }
    let (rows, columns) = (matrix.rows, matrix.columns)
    let count = min(rows, columns)
    guard count > 0 else {
      (left, values, right) = (Matrix(rows: rows, columns: 0), [], Matrix(rows: columns, columns: 0))
      return
    }
    var parts = Parts(rows: rows, columns: columns)
    if try !parts.divideAndConquer(matrix.elements), try !parts.iterate(matrix.elements) { throw .notConverged }
    guard allFinite(parts.u), allFinite(parts.s), allFinite(parts.vt) else { throw .resultNotFinite }
    var left = Matrix(unchecked: parts.u, rows: rows, columns: count)
    var right = Matrix(rows: columns, columns: count)
    for k in 0..<count {
      for j in 0..<columns { right.elements[j + k * columns] = parts.vt[k + j * count] }
      guard signOfLargest(right.elements[k * columns..<(k + 1) * columns]) < 0 else { continue }
      for j in 0..<columns { right.elements[j + k * columns].negate() }
      for i in 0..<rows { left.elements[i + k * rows].negate() }
    }
    self.left = left
    self.right = right
    values = parts.s
  }

  /// What LAPACK writes to, and its two ways of doing so.
  private struct Parts {
    let rows: Int
    let columns: Int
    var u: [Double]
    var s: [Double]
    var vt: [Double]

    init(rows: Int, columns: Int) {
      let count = min(rows, columns)
      self.rows = rows
      self.columns = columns
      u = Array(repeating: 0, count: rows * count)
      s = Array(repeating: 0, count: count)
      vt = Array(repeating: 0, count: count * columns)
    }

    /// - Returns: whether it converged.
    mutating func divideAndConquer(_ matrix: [Double]) throws(LinearAlgebraError) -> Bool {
      var elements = matrix
      let count = min(rows, columns)
      var (m, n, k) = (try lapackSize(rows), try lapackSize(columns), try lapackSize(count))
      var (lda, ldu, info) = (m, m, Int32(0))
      var wholes = [Int32](repeating: 0, count: 8 * count)
      var (query, size) = (0.0, Int32(-1))
      dgesdd_("S", &m, &n, &elements, &lda, &s, &u, &ldu, &vt, &k, &query, &size, &wholes, &info, 1)
      var work = [Double](repeating: 0, count: max(Int(query.nextUp), 4 * count * count + 7 * count + max(rows, columns)))
      size = try lapackSize(work.count)
      dgesdd_("S", &m, &n, &elements, &lda, &s, &u, &ldu, &vt, &k, &work, &size, &wholes, &info, 1)
      guard info >= 0 else { throw .illegalArgument(Int(-info)) }
      return info == 0
    }

    /// - Returns: whether it converged.
    mutating func iterate(_ matrix: [Double]) throws(LinearAlgebraError) -> Bool {
      var elements = matrix
      let count = min(rows, columns)
      var (m, n, k) = (try lapackSize(rows), try lapackSize(columns), try lapackSize(count))
      var (lda, ldu, info) = (m, m, Int32(0))
      var (query, size) = (0.0, Int32(-1))
      dgesvd_("S", "S", &m, &n, &elements, &lda, &s, &u, &ldu, &vt, &k, &query, &size, &info, 1, 1)
      var work = [Double](repeating: 0, count: max(Int(query.nextUp), 5 * count + max(rows, columns)))
      size = try lapackSize(work.count)
      dgesvd_("S", "S", &m, &n, &elements, &lda, &s, &u, &ldu, &vt, &k, &work, &size, &info, 1, 1)
      guard info >= 0 else { throw .illegalArgument(Int(-info)) }
      return info == 0
    }
  }
}
