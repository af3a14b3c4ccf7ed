import CBLAS

/// Points are columns here: a p x n matrix holds n points of dimension p, each contiguous. The work goes block by block
/// of fixed width, so that results do not depend on anything but the input.
private let blockWidth = 256

extension Cholesky {
  /// The squared Mahalanobis distances (x_j - c)' A^-1 (x_j - c) of the columns x_j of `points`.
  ///
  /// Squared lengths of L^-1 (x_j - c), by dtrsm on blocks: never negative.
  /// - Parameter columns: which columns; all of them unless given.
  /// - Throws: `.dimensions`, `.notFinite`, or `.resultNotFinite` where a distance overflows.
  public func squaredDistances(
    ofColumns points: Matrix, from centre: [Double], columns: Range<Int>? = nil
  ) throws(LinearAlgebraError) -> [Double] {
    _ = BLASThreads.single
    let range = columns ?? 0..<points.columns
    guard points.rows == order else { throw .dimensions(expected: order, found: points.rows) }
    guard centre.count == order else { throw .dimensions(expected: order, found: centre.count) }
    guard range.lowerBound >= 0, range.upperBound <= points.columns else {
      throw .dimensions(expected: points.columns, found: range.upperBound)
    }
    guard allFinite(centre) else { throw .notFinite(argument: "centre") }
    let p = order
    guard p > 0 else { return Array(repeating: 0, count: range.count) }
    let size = try lapackSize(p)
    var block = [Double](repeating: 0, count: p * min(blockWidth, max(1, range.count)))
    var distances = [Double](repeating: 0, count: range.count)
    block.withUnsafeMutableBufferPointer { block in
      distances.withUnsafeMutableBufferPointer { distances in
        points.elements.withUnsafeBufferPointer { points in
          var start = range.lowerBound
          while start < range.upperBound {
            let width = min(blockWidth, range.upperBound - start)
            copyCentred(points, block, centre, first: start, width: width)
            cblas_dtrsm(
              CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, size, Int32(width), 1, factor.elements, size,
              block.baseAddress, size)
            for j in 0..<width {
              var sum = 0.0
              for i in j * p..<(j + 1) * p { sum += block[i] * block[i] }
              distances[start - range.lowerBound + j] = sum
            }
            start += width
          }
        }
      }
    }
    guard allFinite(distances) else {
      guard points.isFinite else { throw .notFinite(argument: "points") }
      throw .resultNotFinite
    }
    return distances
  }
}

private func copyCentred(
  _ points: UnsafeBufferPointer<Double>, _ block: UnsafeMutableBufferPointer<Double>, _ centre: [Double], first: Int, width: Int
) {
  let p = centre.count
  centre.withUnsafeBufferPointer { centre in
    for j in 0..<width {
      let (from, to) = ((first + j) * p, j * p)
      for i in 0..<p { block[to + i] = points[from + i] - centre[i] }
    }
  }
}

extension Matrix {
  /// The mean of the chosen columns and the sum of squares and products around it: sum (x_j - m)(x_j - m)'.
  ///
  /// Two passes, the second by dsyrk on blocks; both triangles are filled.
  /// - Throws: `.dimensions` for no columns or one out of range, `.notFinite`, `.resultNotFinite`.
  public func meanAndScatter(ofColumns chosen: [Int]) throws(LinearAlgebraError) -> (mean: [Double], scatter: Matrix) {
    _ = BLASThreads.single
    guard !chosen.isEmpty else { throw .dimensions(expected: 1, found: 0) }
    guard let least = chosen.min(), least >= 0, let most = chosen.max(), most < columns else {
      throw .dimensions(expected: columns, found: chosen.max() ?? 0)
    }
    let p = rows
    var mean = [Double](repeating: 0, count: p)
    var scatter = Matrix(rows: p, columns: p)
    guard p > 0 else { return (mean, scatter) }
    let size = try lapackSize(p)
    let count = Double(chosen.count)
    elements.withUnsafeBufferPointer { points in
      mean.withUnsafeMutableBufferPointer { mean in
        for j in chosen {
          for i in 0..<p { mean[i] += points[j * p + i] }
        }
        for i in 0..<p { mean[i] /= count }
      }
      var block = [Double](repeating: 0, count: p * min(blockWidth, chosen.count))
      block.withUnsafeMutableBufferPointer { block in
        var start = 0
        while start < chosen.count {
          let width = min(blockWidth, chosen.count - start)
          mean.withUnsafeBufferPointer { mean in
            for j in 0..<width {
              let (from, to) = (chosen[start + j] * p, j * p)
              for i in 0..<p { block[to + i] = points[from + i] - mean[i] }
            }
          }
          cblas_dsyrk(
            CblasColMajor, CblasLower, CblasNoTrans, size, Int32(width), 1, block.baseAddress, size, 1, &scatter.elements, size)
          start += width
        }
      }
    }
    for j in 0..<p {
      for i in 0..<j { scatter.elements[i + j * p] = scatter.elements[j + i * p] }
    }
    guard allFinite(mean), scatter.isFinite else {
      guard isFinite else { throw .notFinite(argument: "points") }
      throw .resultNotFinite
    }
    return (mean, scatter)
  }

  /// Writes the products x_i' y_j of two runs of columns into `products`, column by column: element (i, j) is at
  /// i + j * left.count.
  ///
  /// For many small blocks of one large product: the caller keeps the storage and has checked that the points are finite.
  /// - Throws: `.dimensions`.
  public func columnProducts(
    _ left: Range<Int>, with other: Matrix, _ right: Range<Int>, into products: inout [Double]
  ) throws(LinearAlgebraError) {
    _ = BLASThreads.single
    guard other.rows == rows else { throw .dimensions(expected: rows, found: other.rows) }
    guard left.lowerBound >= 0, left.upperBound <= columns else { throw .dimensions(expected: columns, found: left.upperBound) }
    guard right.lowerBound >= 0, right.upperBound <= other.columns else {
      throw .dimensions(expected: other.columns, found: right.upperBound)
    }
    guard products.count >= left.count * right.count else {
      throw .dimensions(expected: left.count * right.count, found: products.count)
    }
    guard rows > 0, !left.isEmpty, !right.isEmpty else {
      for k in 0..<left.count * right.count { products[k] = 0 }
      return
    }
    let (m, n, k) = (try lapackSize(left.count), try lapackSize(right.count), try lapackSize(rows))
    elements.withUnsafeBufferPointer { a in
      other.elements.withUnsafeBufferPointer { b in
        cblas_dgemm(
          CblasColMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a.baseAddress! + left.lowerBound * rows, k,
          b.baseAddress! + right.lowerBound * rows, k, 0, &products, m)
      }
    }
  }
}

/// The products x_i' y_j of two runs of points in single precision, for bounds that are checked in double afterwards.
///
/// `points` holds them one after the other, `dimension` numbers each; element (i, j) goes to i + j * left.count.
/// - Throws: `.dimensions`.
public func singlePrecisionProducts(
  _ points: [Float], dimension: Int, _ left: Range<Int>, _ right: Range<Int>, into products: inout [Float]
) throws(LinearAlgebraError) {
  _ = BLASThreads.single
  let count = dimension > 0 ? points.count / dimension : 0
  for range in [left, right] where range.lowerBound < 0 || range.upperBound > count {
    throw .dimensions(expected: count, found: range.upperBound)
  }
  guard products.count >= left.count * right.count else {
    throw .dimensions(expected: left.count * right.count, found: products.count)
  }
  guard !left.isEmpty, !right.isEmpty else { return }
  let (m, n, k) = (try lapackSize(left.count), try lapackSize(right.count), try lapackSize(dimension))
  points.withUnsafeBufferPointer { points in
    cblas_sgemm(
      CblasColMajor, CblasTrans, CblasNoTrans, m, n, k, 1, points.baseAddress! + left.lowerBound * dimension, k,
      points.baseAddress! + right.lowerBound * dimension, k, 0, &products, m)
  }
}
