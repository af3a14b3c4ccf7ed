import Glibc
import LinearAlgebra

extension MCDProblem {
  /// The six starts of DetMCD (Hubert, Rousseeuw & Verdonck 2012): each orders the points by a simple robust scatter.
  ///
  /// Correlations of tanh, of ranks and of normal scores; spatial signs; the half nearest to the median; pairwise scales
  /// (Gnanadesikan & Kettenring 1972). Only the eigenvectors are taken from each: scales along them are Qn up to 600
  /// points, the median absolute deviation beyond. A start without scale in some direction is left out.
  func deterministicStarts() throws(StatisticsError) -> [Candidate] {
    let (n, p) = (count, dimension)
    let variables = (0..<p).map { i in (0..<n).map { points[i, $0] } }
    var scatters: [Matrix] = []
    scatters.append(try gram(variables.map { $0.map { tanh($0) } }, correlation: true))
    var ranks: [[Double]] = []
    for variable in variables { ranks.append(try averageRanks(variable)) }
    scatters.append(try gram(ranks, correlation: true))
    let scores = ranks.map { $0.map { Normal.standard.quantile(($0 - 1.0 / 3) / (Double(n) + 1.0 / 3)) } }
    scatters.append(try gram(scores, correlation: true))
    let lengths = (0..<n).map { j in (0..<p).reduce(0) { $0 + points[$1, j] * points[$1, j] }.squareRoot() }
    let signs = variables.map { variable in zip(variable, lengths).map { $1 > 0 ? $0 / $1 : 0 } }
    scatters.append(try gram(signs, correlation: false))
    let nearest = indicesOfSmallest(lengths, (n + 1) / 2)
    scatters.append(
      try StatisticsError.wrapping { () throws(LinearAlgebraError) in try points.meanAndScatter(ofColumns: nearest).scatter })
    scatters.append(try pairwiseScales(variables))
    var starts: [Candidate] = []
    for scatter in scatters {
      if let start = try ordered(by: scatter) { starts.append(start) }
    }
    return starts
  }

  private func scale(_ values: [Double]) throws(StatisticsError) -> Double {
    count <= 600 ? try qnScale(values) ?? 0 : mad(values) ?? 0
  }

  private func gram(_ variables: [[Double]], correlation: Bool) throws(StatisticsError) -> Matrix {
    try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let columns = try Matrix(columns: variables)
      guard correlation else { return try columns.gram() }
      var products = try columns.transposed.meanAndScatter(ofColumns: Array(0..<columns.rows)).scatter
      let roots = (0..<products.rows).map { products[$0, $0].squareRoot() }
      for j in 0..<products.columns {
        for i in 0..<products.rows { products[i, j] = roots[i] * roots[j] > 0 ? products[i, j] / (roots[i] * roots[j]) : 0 }
      }
      return products
    }
  }

  private func pairwiseScales(_ variables: [[Double]]) throws(StatisticsError) -> Matrix {
    let p = dimension
    var scatter = Matrix.identity(p)
    for j in 0..<p {
      for i in j + 1..<max(p, j + 1) {
        let sum = try scale(zip(variables[i], variables[j]).map { $0 + $1 })
        let difference = try scale(zip(variables[i], variables[j]).map { $0 - $1 })
        scatter[i, j] = (sum * sum - difference * difference) / 4
        scatter[j, i] = scatter[i, j]
      }
    }
    return scatter
  }

  /// Mean and covariance of the half nearest in the axes of `scatter`: robust scales along them, the centre the median in
  /// the coordinates that they make spherical.
  private func ordered(by scatter: Matrix) throws(StatisticsError) -> Candidate? {
    let (n, p) = (count, dimension)
    let axes = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try SymmetricEigen(scatter).vectors }
    var projected = [Double](repeating: 0, count: n * p)
    try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try axes.columnProducts(0..<p, with: points, 0..<n, into: &projected)
    }
    var scales: [Double] = []
    for a in 0..<p {
      let length = try scale((0..<n).map { projected[a + $0 * p] })
      guard length > 0 else { return nil }
      scales.append(length)
    }
    // spherical coordinates are axes * diag(1 / scale) * projected; their median goes back the same way
    var spherical = [Double](repeating: 0, count: p)
    for i in 0..<p {
      spherical[i] =
        median(
          (0..<n).map { j in
            var sum = 0.0
            for a in 0..<p { sum += axes[i, a] * projected[a + j * p] / scales[a] }
            return sum
          }) ?? 0
    }
    let centre = (0..<p).map { a in scales[a] * (0..<p).reduce(0) { $0 + axes[$1, a] * spherical[$1] } }
    let distances = (0..<n).map { j in
      (0..<p).reduce(0) { sum, a in
        let z = (projected[a + j * p] - centre[a]) / scales[a]
        return sum + z * z
      }
    }
    guard distances.allSatisfy({ !$0.isNaN }) else { return nil }
    let fit = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try self.fit(indicesOfSmallest(distances, max(p + 1, (n + 1) / 2)))
    }
    guard case .regular(let candidate) = fit else { return nil }
    return candidate
  }
}
