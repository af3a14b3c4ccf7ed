/// A running sum in twice the precision of a double: the unevaluated `high + low`.
///
/// Knuth's error-free addition and, for products, the fused multiply-add (Ogita, Rump & Oishi 2005, "Accurate sum and
/// dot product"): the error is that of rounding the exact sum once, plus eps^2 times the condition of the sum.
struct ExactSum {
  private(set) var high = 0.0
  private(set) var low = 0.0

  var value: Double { high + low }

  @inline(__always) mutating func add(_ x: Double) {
    let sum = high + x
    let part = sum - high
    low += (high - (sum - part)) + (x - part)
    high = sum
  }

  @inline(__always) mutating func add(product x: Double, _ y: Double) {
    let product = x * y
    low += (-product).addingProduct(x, y)
    add(product)
  }

  /// The sum divided by a number, again as an unevaluated pair.
  func divided(by n: Double) -> (high: Double, low: Double) {
    let (top, rest) = normalised
    let quotient = top / n
    let remainder = top.addingProduct(-quotient, n) + rest
    let correction = remainder / n
    let sum = quotient + correction
    return (sum, correction - (sum - quotient))
  }

  private var normalised: (Double, Double) {
    let sum = high + low
    return (sum, low - (sum - high))
  }
}

/// The power of two that brings the largest of `values` into [1, 2), so that squares neither overflow nor underflow; 1 if
/// all are 0.
///
/// Multiplying by it is exact, and so is multiplying back, unless the answer itself leaves the range of doubles.
func powerOfTwoScale(_ largest: Double) -> Double {
  guard largest > 0, largest.isFinite else { return 1 }
  return Double(sign: .plus, exponent: -min(max(Int(largest.exponent), -1022), 1022), significand: 1)
}
