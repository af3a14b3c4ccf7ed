/// The power of two at or below the largest size among `values`, 1 for zeros: divided by it, no sum of squares overflows
/// and no digit changes.
func binaryUnit(of values: some Sequence<Double>) -> Double {
  let largest = values.reduce(0) { max($0, abs($1)) }
  guard largest > 0, largest.isFinite else { return 1 }
  return Double(sign: .plus, exponent: min(max(Int(largest.exponent), -1000), 1000), significand: 1)
}
