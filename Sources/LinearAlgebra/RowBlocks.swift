import CBLAS

/// A few hundred rows of a design with their linear predictor, lent to whoever knows the likelihood.
public struct RowBlock {
  /// Which rows of the design.
  public let rows: Range<Int>
  /// X b + offset of these rows.
  public let predictor: UnsafeMutableBufferPointer<Double>
  /// To be filled: the derivative of each row's value by its predictor.
  public let slope: UnsafeMutableBufferPointer<Double>
  /// To be filled, if `wantsCurvature`: the square root of minus the second derivative.
  public let rootCurvature: UnsafeMutableBufferPointer<Double>
  /// Whether `rootCurvature` is to be filled.
  public let wantsCurvature: Bool
}

/// Value, gradient and curvature of a sum over rows that each depend on X b alone.
public struct RowSum: Sendable {
  /// The sum of what the blocks returned.
  public let value: Double
  /// X' slope.
  public let gradient: [Double]
  /// X' W X, both triangles, W the curvature; zeros if not asked for.
  public let information: Matrix
}

extension Matrix {
  /// Rows of a block: with a dozen columns a block and its scaled copy stay in the second cache.
  static let blockRows = 512

  /// One pass over the rows for a Newton step: predictor, slope and curvature of a block while it is in the cache.
  ///
  /// Blocks are of a fixed size and in order, so that the sums are the same on every run. Nothing is checked for being
  /// finite: elements that are not make `value`, gradient or information NaN, for the caller to see.
  /// - Parameters:
  ///   - offset: added to the predictor; 0 when absent.
  ///   - body: fills slope and root curvature of a block, and returns the block's value.
  /// - Throws: `.dimensions`.
  public func rowSum(
    at coefficients: [Double], offset: [Double]? = nil, curvature: Bool = true, _ body: (RowBlock) -> Double
  ) throws(LinearAlgebraError) -> RowSum {
    _ = BLASThreads.single
    guard coefficients.count == columns else { throw .dimensions(expected: columns, found: coefficients.count) }
    if let offset, offset.count != rows { throw .dimensions(expected: rows, found: offset.count) }
    let (p, leading) = (try lapackSize(columns), try lapackSize(Swift.max(1, rows)))
    let block = Matrix.blockRows
    var value = 0.0
    var gradient = [Double](repeating: 0, count: columns)
    var information = Matrix(rows: columns, columns: columns)
    var work = [Double](repeating: 0, count: block * (columns + 3))
    let (rows, columns) = (rows, columns)
    work.withUnsafeMutableBufferPointer { work in
      elements.withUnsafeBufferPointer { elements in
        for start in stride(from: 0, to: rows, by: block) {
          let count = Swift.min(block, rows - start)
          let m = Int32(count)
          func part(_ k: Int) -> UnsafeMutableBufferPointer<Double> {
            UnsafeMutableBufferPointer(rebasing: work[k * block..<k * block + count])
          }
          let lent = RowBlock(
            rows: start..<start + count, predictor: part(0), slope: part(1), rootCurvature: part(2),
            wantsCurvature: curvature)
          if let offset {
            for i in 0..<count { lent.predictor[i] = offset[start + i] }
          } else {
            lent.predictor.update(repeating: 0)
          }
          guard p > 0 else {
            value += body(lent)
            continue
          }
          // rows > 0 here, so there is a base address
          guard let base = elements.baseAddress.map({ $0 + start }) else { return }
          cblas_dgemv(
            CblasColMajor, CblasNoTrans, m, p, 1, base, leading, coefficients, 1, 1, lent.predictor.baseAddress, 1)
          value += body(lent)
          cblas_dgemv(CblasColMajor, CblasTrans, m, p, 1, base, leading, lent.slope.baseAddress, 1, 1, &gradient, 1)
          guard curvature else { continue }
          let scaled = UnsafeMutableBufferPointer(rebasing: work[3 * block..<(3 + columns) * block])
          let root = lent.rootCurvature
          for j in 0..<columns {
            let (column, target) = (base + j * rows, j * block)
            for i in 0..<count { scaled[target + i] = column[i] * root[i] }
          }
          cblas_dsyrk(
            CblasColMajor, CblasLower, CblasTrans, p, m, 1, scaled.baseAddress, Int32(block), 1, &information.elements, p)
        }
      }
    }
    information.mirrorLowerTriangle()
    return RowSum(value: value, gradient: gradient, information: information)
  }

  mutating func mirrorLowerTriangle() {
    for j in 0..<columns {
      for i in 0..<j { elements[i + j * rows] = elements[j + i * rows] }
    }
  }

  /// The rows in `ranges`, in order.
  public func rows(in ranges: [Range<Int>]) -> Matrix {
    let count = ranges.reduce(0) { $0 + $1.count }
    var taken: [Double] = []
    taken.reserveCapacity(count * columns)
    for j in 0..<columns {
      for range in ranges { taken += elements[j * rows + range.lowerBound..<j * rows + range.upperBound] }
    }
    return Matrix(unchecked: taken, rows: count, columns: columns)
  }
}
