import CBLAS

extension Matrix {
  /// The matrix product `self * other`.
  /// - Throws: `.notFinite`, `.resultNotFinite`, or `.dimensions` unless `other` has as many rows as this has columns.
  public func times(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
    _ = BLASThreads.single
    guard other.rows == columns else { throw .dimensions(expected: columns, found: other.rows) }
    guard isFinite else { throw .notFinite(argument: "left factor") }
    guard other.isFinite else { throw .notFinite(argument: "right factor") }
    let (m, n, k) = (try lapackSize(rows), try lapackSize(other.columns), try lapackSize(columns))
    var product = Matrix(rows: rows, columns: other.columns)
    guard m > 0, n > 0, k > 0 else { return product }
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, elements, m, other.elements, k, 0, &product.elements, m)
    guard product.isFinite else { throw .resultNotFinite }
    return product
  }

  /// The product `self * vector`.
  public func times(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try gemv(CblasNoTrans, vector, inputs: columns, outputs: rows)
  }

  /// The product of the transpose with a vector, without transposing.
  public func transposedTimes(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try gemv(CblasTrans, vector, inputs: rows, outputs: columns)
  }

  private func gemv(
    _ transpose: CBLAS_TRANSPOSE, _ vector: [Double], inputs: Int, outputs: Int
  ) throws(LinearAlgebraError) -> [Double] {
    _ = BLASThreads.single
    guard vector.count == inputs else { throw .dimensions(expected: inputs, found: vector.count) }
    guard isFinite else { throw .notFinite(argument: "matrix") }
    guard allFinite(vector) else { throw .notFinite(argument: "vector") }
    let (m, n) = (try lapackSize(rows), try lapackSize(columns))
    var product = [Double](repeating: 0, count: outputs)
    guard m > 0, n > 0 else { return product }
    cblas_dgemv(CblasColMajor, transpose, m, n, 1, elements, m, vector, 1, 0, &product, 1)
    guard allFinite(product) else { throw .resultNotFinite }
    return product
  }

  /// The symmetric matrix `X' W X`, both triangles filled; `W` is the diagonal of `weights`, or 1.
  ///
  /// For Newton steps and covariances. Least squares goes through `PivotedQR`: squaring loses half of the digits.
  /// - Throws: `.dimensions`, `.notFinite` (also for a negative weight), `.resultNotFinite`.
  public func gram(weights: [Double]? = nil) throws(LinearAlgebraError) -> Matrix {
    _ = BLASThreads.single
    guard isFinite else { throw .notFinite(argument: "matrix") }
    let (n, p) = (try lapackSize(rows), try lapackSize(columns))
    guard let weights else {
      var gram = Matrix(rows: columns, columns: columns)
      guard n > 0, p > 0 else { return gram }
      cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, p, n, 1, elements, n, 0, &gram.elements, p)
      gram.mirrorLowerTriangle()
      guard gram.isFinite else { throw .resultNotFinite }
      return gram
    }
    guard weights.count == rows else { throw .dimensions(expected: rows, found: weights.count) }
    let roots = weights.map { $0.squareRoot() }
    guard allFinite(roots) else { throw .notFinite(argument: "weights") }
    let sum = try rowSum(at: Array(repeating: 0, count: columns)) { block in
      block.slope.update(repeating: 0)
      for i in block.rows.indices { block.rootCurvature[i - block.rows.lowerBound] = roots[i] }
      return 0
    }
    guard sum.information.isFinite else { throw .resultNotFinite }
    return sum.information
  }
}
