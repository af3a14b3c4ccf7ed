import CLAPACK

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix: `A = V diag(values) V'`.
///
/// Values fall, as in principal components. Each vector is signed so that its largest loading is positive: an
/// eigenvector has no sign of its own, and libraries differ. Where values are equal to rounding, only the space that
/// their vectors span is determined.
public struct SymmetricEigen: Equatable, Sendable {
  /// From the largest to the smallest.
  public let values: [Double]
  /// Column k belongs to `values[k]`.
  public let vectors: Matrix

  /// - Parameter matrix: square; only the lower triangle is read.
  /// - Throws: `.dimensions` unless square, `.notFinite`, `.resultNotFinite`, `.notConverged`.
  public init(_ matrix: consuming Matrix) throws(LinearAlgebraError) {
    _ = BLASThreads.single
    guard matrix.rows == matrix.columns else { throw .dimensions(expected: matrix.rows, found: matrix.columns) }
    guard matrix.isFinite else { throw .notFinite(argument: "matrix") }
    let order = matrix.rows
    guard order > 0 else {
      (values, vectors) = ([], matrix)
      return
    }
    var (n, leading, info) = (try lapackSize(order), try lapackSize(order), Int32(0))
    var elements = matrix.elements
    var rising = [Double](repeating: 0, count: order)
    var (query, whole) = (0.0, Int32(0))
    var (size, wholeSize) = (Int32(-1), Int32(-1))
    dsyevd_("V", "L", &n, &elements, &leading, &rising, &query, &size, &whole, &wholeSize, &info, 1, 1)
    // the query answers in a double, which may round a large size down
    var work = [Double](repeating: 0, count: max(Int(query.nextUp), 1 + 6 * order + 2 * order * order))
    var wholes = [Int32](repeating: 0, count: max(Int(whole), 3 + 5 * order))
    (size, wholeSize) = (try lapackSize(work.count), try lapackSize(wholes.count))
    dsyevd_("V", "L", &n, &elements, &leading, &rising, &work, &size, &wholes, &wholeSize, &info, 1, 1)
    guard info >= 0 else { throw .illegalArgument(Int(-info)) }
    guard info == 0 else { throw .notConverged }
    guard allFinite(rising), allFinite(elements) else { throw .resultNotFinite }
    var vectors = Matrix(rows: order, columns: order)
    for k in 0..<order {
      let column = elements[(order - 1 - k) * order..<(order - k) * order]
      let sign = signOfLargest(column)
      for (i, loading) in column.enumerated() { vectors.elements[i + k * order] = sign * loading }
    }
    self.vectors = vectors
    values = rising.reversed()
  }
}

/// The sign that makes the largest loading positive; of loadings equal to 1e-8, the first counts.
func signOfLargest(_ loadings: some Collection<Double>) -> Double {
  let largest = loadings.reduce(0) { max($0, abs($1)) }
  let first = loadings.first { abs($0) >= largest * (1 - 1e-8) } ?? 1
  return first < 0 ? -1 : 1
}
