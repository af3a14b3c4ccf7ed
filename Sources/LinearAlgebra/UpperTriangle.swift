/// A small upper triangular matrix in `DoubleDouble`.
struct UpperTriangle: Sendable {
  let order: Int
  /// Full square, column by column; zeros below the diagonal.
  private(set) var elements: [DoubleDouble]

  init(order: Int) {
    self.order = order
    elements = Array(repeating: .zero, count: order * order)
  }

  subscript(i: Int, j: Int) -> DoubleDouble {
    get { elements[i + j * order] }
    set { elements[i + j * order] = newValue }
  }

  /// C with C'C = `gram`, of which the upper triangle is read; `nil` where a pivot is not positive.
  init?(factorOf gram: UpperTriangle) {
    self.init(order: gram.order)
    for j in 0..<order {
      for i in 0...j {
        var sum = gram[i, j]
        for k in 0..<i { sum -= self[k, i] * self[k, j] }
        if i < j {
          self[i, j] = sum / self[i, i]
        } else {
          guard sum.high > 0, sum.high.isFinite else { return nil }
          self[j, j] = sum.squareRoot()
        }
      }
    }
  }

  /// The inverse, by back substitution on the columns of the identity.
  var inverse: UpperTriangle {
    var inverse = UpperTriangle(order: order)
    for j in 0..<order {
      inverse[j, j] = DoubleDouble(1) / self[j, j]
      for i in (0..<j).reversed() {
        var sum = DoubleDouble.zero
        for k in i + 1...j { sum -= self[i, k] * inverse[k, j] }
        inverse[i, j] = sum / self[i, i]
      }
    }
    return inverse
  }

  /// `self * other`.
  func times(_ other: UpperTriangle) -> UpperTriangle {
    var product = UpperTriangle(order: order)
    for j in 0..<order {
      for i in 0...j {
        var sum = DoubleDouble.zero
        for k in i...j { sum += self[i, k] * other[k, j] }
        product[i, j] = sum
      }
    }
    return product
  }
}
