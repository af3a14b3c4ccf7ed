public import LinearAlgebra

extension LogisticRegression {
  /// The probability 1 / (1 + e^-(x'b + offset)) of every row of a design, to about two units in the last place.
  ///
  /// One pass over the rows, eight at a time, without BLAS: a row has the same bits wherever it stands and on every machine.
  /// Log odds below -708 answer 3e-308, never 0.
  /// - Parameters:
  ///   - design: rows to score, with the columns of the fit.
  ///   - offset: added to the log odds of each row; 0 when absent.
  /// - Returns: one probability for each row, none of them NaN.
  /// - Throws: `.dimensions`, `.notFinite`; `.linearAlgebra(.resultNotFinite)` where log odds overflow.
  public func probabilities(_ design: Matrix, offset: [Double]? = nil) throws(StatisticsError) -> [Double] {
    let (rows, coefficients) = (design.rows, coefficients)
    guard design.columns == coefficients.count else {
      throw .dimensions(expected: coefficients.count, found: design.columns)
    }
    if let offset, offset.count != rows { throw .dimensions(expected: rows, found: offset.count) }
    var zero = SIMD8<Double>.zero
    let probabilities = [Double](unsafeUninitializedCapacity: rows) { result, count in
      expectWriting(result)
      design.withElements { elements in
        for start in stride(from: 0, to: rows, by: 8) {
          let width = min(8, rows - start)
          var odds = offset.map { lanes($0.span.extracting(start..<start + width)) } ?? .zero
          if width == 8 {
            for j in coefficients.indices {
              odds +=
                UnsafeRawPointer(elements.baseAddress! + (start + j * rows)).loadUnaligned(as: SIMD8<Double>.self)
                * coefficients[j]
            }
          } else {
            for j in coefficients.indices {
              odds += lanes(elements.span.extracting(start + j * rows..<start + j * rows + width)) * coefficients[j]
            }
          }
          zero += odds * 0
          let p = logistic(odds)
          if width == 8 {
            UnsafeMutableRawPointer(result.baseAddress! + start).storeBytes(of: p, as: SIMD8<Double>.self)
          } else {
            for lane in 0..<width { result[start + lane] = p[lane] }
          }
        }
      }
      count = rows
    }
    // zero times a number is 0 just for the finite ones
    guard zero.sum() == 0 else {
      guard design.isFinite else { throw .notFinite(argument: "design") }
      if let offset, !offset.allSatisfy(\.isFinite) { throw .notFinite(argument: "offset") }
      throw .linearAlgebra(.resultNotFinite)
    }
    return probabilities
  }
}

/// The values, and zeros behind them.
@inline(__always)
private func lanes(_ values: Span<Double>) -> SIMD8<Double> {
  var lanes = SIMD8<Double>.zero
  for i in values.indices { lanes[i] = values[i] }
  return lanes
}

@inline(__always)
private func logistic(_ odds: SIMD8<Double>) -> SIMD8<Double> {
  let bounded = odds.replacing(with: -708, where: odds .< -708)
  return SIMD8(
    lowHalf: 1 / (1 + exponentialOfMinus(bounded.lowHalf)), highHalf: 1 / (1 + exponentialOfMinus(bounded.highHalf)))
}
