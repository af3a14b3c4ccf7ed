extension LeastSquares {
  /// Rows of the design taken together: their part of Y stays in the cache.
  private static let blockRows = 64

  /// R^-1 C^-1, C'C = Y'Y, Y = A R^-1.
  static func invertedFactor(
    _ kept: Matrix, _ tails: Matrix?, _ factor: PivotedQR
  ) throws(LinearAlgebraError) -> UpperTriangle {
    let (rows, rank) = (kept.rows, kept.columns)
    var triangle = UpperTriangle(order: rank)
    for j in 0..<rank {
      for i in 0...j { triangle[i, j] = DoubleDouble(factor.factors[i + j * rows]) }
    }
    let inverse = triangle.inverse
    var gram = UpperTriangle(order: rank)
    var y = [DoubleDouble](repeating: .zero, count: blockRows * rank)
    for start in stride(from: 0, to: rows, by: blockRows) {
      let count = min(blockRows, rows - start)
      for j in 0..<rank {
        for i in 0..<count {
          let place = start + i + j * rows
          y[i + j * blockRows] = DoubleDouble.sum(kept.elements[place], tails?.elements[place] ?? 0)
        }
      }
      y.withUnsafeMutableBufferPointer { y in
        solveRows(y, count: count, inverse, triangle)
        for j in 0..<rank {
          for i in 0...j {
            var sum = gram[i, j]
            for row in 0..<count { sum += y[row + i * blockRows] * y[row + j * blockRows] }
            gram[i, j] = sum
          }
        }
      }
    }
    guard let correction = UpperTriangle(factorOf: gram) else { throw .resultNotFinite }
    return inverse.times(correction.inverse)
  }

  /// Overwrites rows a by those of a R^-1, column after column: y_j = (a_j - sum_k<j y_k R_kj) / R_jj.
  private static func solveRows(
    _ y: UnsafeMutableBufferPointer<DoubleDouble>, count: Int, _ inverse: UpperTriangle, _ triangle: UpperTriangle
  ) {
    for j in 0..<triangle.order {
      for k in 0..<j {
        let minus = -triangle[k, j].high
        for i in 0..<count { y[i + j * blockRows] += y[i + k * blockRows] * minus }
      }
      let reciprocal = inverse[j, j]
      for i in 0..<count { y[i + j * blockRows] = y[i + j * blockRows] * reciprocal }
    }
  }

  /// sqrt of the diagonal of (X'X)^-1: times the residual scale, the standard errors.
  ///
  /// Infinite for an aliased column, and for a kept one that an aliased one depends on: such a coefficient depends on
  /// which column was kept.
  public func standardErrorFactors() -> [Double] {
    var factors = [Double](repeating: .infinity, count: columns)
    for k in 0..<rank where !factor.feedsAliased(k) {
      var sum = DoubleDouble.zero
      for j in k..<rank { sum += inverseFactor[k, j] * inverseFactor[k, j] }
      factors[factor.pivots[k]] = sum.squareRoot().value * factor.columnScales[factor.pivots[k]]
    }
    return factors
  }

  /// (X'X)^-1 on the kept columns, rows and columns of aliased ones 0: times the residual variance, the covariance.
  public func covarianceFactor() -> Matrix {
    var covariance = Matrix(rows: columns, columns: columns)
    for a in 0..<rank {
      for b in 0...a {
        var sum = DoubleDouble.zero
        for j in a..<rank { sum += inverseFactor[a, j] * inverseFactor[b, j] }
        let (i, j) = (factor.pivots[a], factor.pivots[b])
        covariance[i, j] = sum.value * factor.columnScales[i] * factor.columnScales[j]
        covariance[j, i] = covariance[i, j]
      }
    }
    return covariance
  }

  /// x0' (X'X)^-1 x0: the variance of a predicted mean at `row`, in units of the residual variance.
  ///
  /// Infinite where the row asks for a combination that the design says nothing about.
  public func leverage(of row: [Double]) throws(LinearAlgebraError) -> Double {
    guard let kept = try factor.determinedPart(of: row) else { return .infinity }
    return leverage(kept.map { DoubleDouble($0) })
  }

  /// The diagonal of the hat matrix X (X'X)^-1 X': how much each row decides its own fitted value, from 0 to 1. Their
  /// sum is the rank.
  public func leverages() -> [Double] {
    (0..<rows).map { i in
      leverage(
        (0..<rank).map { k in
          DoubleDouble.sum(kept.elements[i + k * rows], tails?.elements[i + k * rows] ?? 0)
        })
    }
  }

  /// |W'a|^2.
  private func leverage(_ row: [DoubleDouble]) -> Double {
    var squares = DoubleDouble.zero
    for j in 0..<rank {
      var sum = DoubleDouble.zero
      for i in 0...j { sum += row[i] * inverseFactor[i, j] }
      squares += sum * sum
    }
    return squares.value
  }
}
