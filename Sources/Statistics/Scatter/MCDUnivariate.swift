import LinearAlgebra

extension MCDProblem {
  /// The minimum covariance determinant of one variable, exactly: the run of `size` ordered values of least variance
  /// (Rousseeuw & Leroy 1987, section 4.5). Of several such runs the middle one, as in robustbase.
  func univariate() -> (members: [Int], sumOfSquares: Double) {
    let order = (0..<count).sorted { (points[0, $0], $0) < (points[0, $1], $1) }
    let values = order.map { points[0, $0] }
    func exact(_ first: Int) -> (mean: Double, squares: Double) {
      let run = values[first..<first + size]
      let mean = run.reduce(0, +) / Double(size)
      return (mean, run.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
    var sums = [Double](repeating: 0, count: count - size + 1)
    var (mean, squares) = exact(0)
    var largest = squares
    sums[0] = squares
    for first in 1..<max(1, sums.count) {
      let (out, into) = (values[first - 1], values[first - 1 + size])
      let next = mean + (into - out) / Double(size)
      squares += (into - out) * (into - next + out - mean)
      mean = next
      // after far values have left, what they did to the last digits is left behind
      if squares < 1e-4 * largest || first % 1000 == 0 {
        (mean, squares) = exact(first)
        largest = squares
      }
      largest = max(largest, squares)
      sums[first] = squares
    }
    let least = sums.min() ?? 0
    let near = sums.indices.filter { sums[$0] <= least * (1 + 1e-8) }
    let renewed = near.map { exact($0).squares }
    let lowest = renewed.min() ?? 0
    let equal = zip(near, renewed).filter { $0.1 <= lowest * (1 + 1e-12) }
    let chosen = equal[(equal.count - 1) / 2]
    return (order[chosen.0..<chosen.0 + size].sorted(), chosen.1)
  }
}
