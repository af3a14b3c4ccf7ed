extension LeastSquares {
  /// The corrections of one response, with r and x kept in `DoubleDouble` throughout.
  struct Refinement {
    private let problem: LeastSquares
    private let right: [Double]
    private(set) var x: [DoubleDouble]
    private(set) var residuals: [DoubleDouble]
    private(set) var steps = 0
    private(set) var converged = false
    /// Whether the last correction was below rounding, for coefficients near 0 below that of the largest.
    private var isSettled = false

    /// The start is x = 0 and r = y, whose first correction is the ordinary solution.
    init(_ right: [Double], _ problem: LeastSquares) {
      self.problem = problem
      self.right = right
      x = Array(repeating: .zero, count: problem.rank)
      residuals = right.map { DoubleDouble($0) }
    }

    mutating func run(limit: Int) throws(LinearAlgebraError) {
      guard problem.rank > 0 else {
        converged = true
        return
      }
      var last = Double.infinity
      while steps < limit {
        let step = try correct()
        steps += 1
        if converged { return }
        // no longer shrinking: the factors know too little of this design
        if steps > 2, step > 0.5 * last {
          converged = isSettled
          return
        }
        last = step
      }
    }

    /// One correction. Returns the largest change of a coefficient.
    private mutating func correct() throws(LinearAlgebraError) -> Double {
      let (rank, rows) = (problem.rank, problem.rows)
      var first = upperResidual()
      var second = lowerResidual()
      // R'z = g, then d = Q'f: x changes by R^-1 (d1 - z) and r by Q (z, d2)
      try solveTriangle(
        "U", "T", problem.factor.factors, leading: rows, order: rank, &second, leadingRight: rank, count: 1)
      try problem.factor.applyQ(transposed: true, &first, count: 1)
      var change = (0..<rank).map { first[$0] - second[$0] }
      for k in 0..<rank { first[k] = second[k] }
      try solveTriangle("U", "N", problem.factor.factors, leading: rows, order: rank, &change, leadingRight: rank, count: 1)
      try problem.factor.applyQ(transposed: false, &first, count: 1)
      guard allFinite(change), allFinite(first) else { throw .resultNotFinite }
      var (step, largest) = (0.0, 0.0)
      for k in 0..<rank {
        x[k] += change[k]
        largest = max(largest, abs(x[k].high))
        step = max(step, abs(change[k]))
      }
      // a coefficient of 0 is never right to a share of itself, but to one of the others
      converged = (0..<rank).allSatisfy { abs(change[$0]) <= max(0x1p-60 * abs(x[$0].high), 0x1p-100 * largest) }
      isSettled = (0..<rank).allSatisfy { abs(change[$0]) <= 0x1p-50 * abs(x[$0].high) + 0x1p-60 * largest }
      for i in 0..<rows { residuals[i] += first[i] }
      return step
    }

    /// y - r - A x.
    private func upperResidual() -> [Double] {
      var sums = (0..<right.count).map { DoubleDouble(right[$0]) - residuals[$0] }
      let rows = problem.rows
      sums.withUnsafeMutableBufferPointer { sums in
        problem.kept.elements.withUnsafeBufferPointer { kept in
          for k in x.indices {
            let minus = -x[k]
            for i in 0..<rows { sums[i] += minus * kept[k * rows + i] }
          }
        }
        problem.tails?.elements.withUnsafeBufferPointer { tails in
          for k in x.indices {
            let minus = -x[k]
            for i in 0..<rows { sums[i] += minus * tails[k * rows + i] }
          }
        }
      }
      return sums.map(\.value)
    }

    /// -A'r.
    private func lowerResidual() -> [Double] {
      let rows = problem.rows
      return x.indices.map { k in
        var sum = DoubleDouble.zero
        residuals.withUnsafeBufferPointer { residuals in
          problem.kept.elements.withUnsafeBufferPointer { kept in
            for i in 0..<rows { sum -= residuals[i] * kept[k * rows + i] }
          }
          problem.tails?.elements.withUnsafeBufferPointer { tails in
            for i in 0..<rows { sum -= residuals[i] * tails[k * rows + i] }
          }
        }
        return sum.value
      }
    }
  }
}
