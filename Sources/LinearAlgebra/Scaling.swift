import CBLAS

extension Matrix {
  /// Multiplies each column by the power of two that brings its length into [1, 2); a zero column stays.
  ///
  /// Exact, but for elements 2^1000 times smaller than their column.
  /// - Returns: the powers.
  mutating func scaleColumns() -> [Double] {
    let (rows, columns) = (rows, columns)
    return elements.withUnsafeMutableBufferPointer { elements in
      (0..<columns).map { j in
        let column = UnsafeMutableBufferPointer(rebasing: elements[j * rows..<(j + 1) * rows])
        let scale = powerOfTwoScale(UnsafeBufferPointer(column))
        if scale != 1 {
          for i in 0..<rows { column[i] *= scale }
        }
        return scale
      }
    }
  }
}

/// The power of two that brings the length of `values` into [1, 2); 1 for zeros.
func powerOfTwoScale(_ values: UnsafeBufferPointer<Double>) -> Double {
  guard var largest = values.first.map(abs) else { return 1 }
  for value in values { largest = max(largest, abs(value)) }
  guard largest > 0, largest.isFinite else { return 1 }
  // the length itself may overflow although no element does: measure it after a first scaling
  let first = powerOfTwo(-Int(largest.exponent))
  let norm: Double
  if first == 1 || (largest < 1e100 && largest > 1e-100) {
    norm = cblas_dnrm2(Int32(clamping: values.count), values.baseAddress, 1)
    return powerOfTwo(-Int(norm.exponent))
  }
  let scaled = values.map { $0 * first }
  norm = cblas_dnrm2(Int32(clamping: scaled.count), scaled, 1)
  return powerOfTwo(first.exponent.advanced(by: -Int(norm.exponent)))
}

/// 2^exponent, kept where its reciprocal is a normal number too.
private func powerOfTwo(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: min(max(exponent, -1000), 1000), significand: 1)
}
