import Glibc

/// The maximum of sum w (t ln s(eta) + (1 - t) ln(1 - s(eta))) over a few coefficients, and what may stand in its way.
enum LogisticLine {
  struct Fit {
    /// The intercept, then one for each column.
    let coefficients: [Double]
    /// The inverse of the information, in the same order.
    let covariance: [[Double]]
  }

  case fitted(Fit)
  /// A column that is constant or depends on the others.
  case collinear
  /// Coefficients run to infinity: a line (or the absence of a class) separates the targets.
  case separated

  /// Newton steps with halving, on columns of mean 0 and variance 1; targets in 0...1, finite numbers only.
  ///
  /// Near a finite maximum the decrement falls quadratically; where the maximum is at infinity each step lowers it by the
  /// factor e for ever. The last ratio tells them apart.
  init(_ columns: [[Double]], targets: [Double], weights: [Double], offset: [Double]? = nil) {
    let total = weights.reduce(0, +)
    guard total > 0 else {
      self = .collinear
      return
    }
    var (scaled, centres, scales): ([[Double]], [Double], [Double]) = ([], [], [])
    for column in columns {
      let centre = zip(column, weights).reduce(0) { $0 + $1.0 * ($1.1 / total) }
      let spread = zip(column, weights).reduce(0) { $0 + ($1.0 - centre) * ($1.0 - centre) * ($1.1 / total) }.squareRoot()
      guard spread > 1e-13 * abs(centre), spread > 0, spread.isFinite else {
        self = .collinear
        return
      }
      (centres, scales) = (centres + [centre], scales + [spread])
      scaled.append(column.map { ($0 - centre) / spread })
    }
    let size = columns.count + 1
    var beta = [Double](repeating: 0, count: size)
    var point = LogisticLine.evaluate(scaled, targets, weights, offset, beta)
    var (previous, last) = (Double.infinity, Double.infinity)
    for _ in 0..<200 {
      guard let factor = SmallCholesky(point.information) else {
        // an information that vanishes where it did not at the start is the other face of separation
        self = previous.isFinite ? .separated : .collinear
        return
      }
      let step = factor.solve(point.gradient)
      (previous, last) = (last, zip(step, point.gradient).reduce(0) { $0 + $1.0 * $1.1 })
      if last <= 1e-22 * total {
        // the last step is free, and doubles the digits
        beta = zip(beta, step).map { $0 + $1 }
        break
      }
      var length = 1.0
      while true {
        let next = zip(beta, step).map { $0 + length * $1 }
        let candidate = LogisticLine.evaluate(scaled, targets, weights, offset, next)
        if candidate.value >= point.value - 1e-14 * abs(point.value) || length < 1e-6 {
          (beta, point) = (next, candidate)
          break
        }
        length /= 2
      }
    }
    if last > 1e-22 * total || (previous.isFinite && last > 0.05 * previous && last > 1e-30 * total) {
      self = .separated
      return
    }
    guard let factor = SmallCholesky(point.information) else {
      self = .separated
      return
    }
    self = .fitted(LogisticLine.unscaled(beta, factor.inverse(), centres, scales))
  }

  /// Back to the columns as they came: intercept = b0 - sum b c / s, slope = b / s, and the covariance with them.
  private static func unscaled(_ beta: [Double], _ inverse: [[Double]], _ centres: [Double], _ scales: [Double]) -> Fit {
    let size = beta.count
    var map = (0..<size).map { i in (0..<size).map { i == $0 ? 1.0 : 0 } }
    for k in 1..<max(1, size) {
      map[k][k] = 1 / scales[k - 1]
      map[0][k] = -centres[k - 1] / scales[k - 1]
    }
    let coefficients = map.map { row in zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 } }
    let covariance = map.map { left in
      map.map { right -> Double in
        var sum = 0.0
        for i in 0..<size { for j in 0..<size { sum += left[i] * inverse[i][j] * right[j] } }
        return sum
      }
    }
    return Fit(coefficients: coefficients, covariance: covariance)
  }

  private static func evaluate(
    _ columns: [[Double]], _ targets: [Double], _ weights: [Double], _ offset: [Double]?, _ beta: [Double]
  ) -> (value: Double, gradient: [Double], information: [[Double]]) {
    let size = beta.count
    var value = 0.0
    var gradient = [Double](repeating: 0, count: size)
    var information = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    var row = [Double](repeating: 1, count: size)
    for i in targets.indices where weights[i] > 0 {
      var eta = beta[0] + (offset?[i] ?? 0)
      for k in 1..<max(1, size) {
        row[k] = columns[k - 1][i]
        eta += beta[k] * row[k]
      }
      let (p, q) = logistic(eta)
      let (w, t) = (weights[i], targets[i])
      // t eta - ln(1 + e^eta), from the side that does not overflow
      value += w * (eta > 0 ? (t - 1) * eta - log1p(exp(-eta)) : t * eta - log1p(exp(eta)))
      // t - p, for t = 1 without cancellation
      let residual = w * (t * q - (1 - t) * p)
      for a in 0..<size {
        gradient[a] += residual * row[a]
        for b in 0...a { information[a][b] += w * p * q * row[a] * row[b] }
      }
    }
    return (value, gradient, information)
  }
}

/// The factor of a small symmetric matrix given by its lower triangle.
struct SmallCholesky {
  private let factor: [[Double]]

  /// `nil` where a pivot is lost to rounding.
  init?(_ matrix: [[Double]]) {
    var l = matrix
    for j in l.indices {
      var pivot = l[j][j]
      for k in 0..<j { pivot -= l[j][k] * l[j][k] }
      guard pivot > 1e-14 * matrix[j][j], pivot > 0, pivot.isFinite else { return nil }
      l[j][j] = pivot.squareRoot()
      for i in (j + 1)..<max(j + 1, l.count) {
        var sum = l[i][j]
        for k in 0..<j { sum -= l[i][k] * l[j][k] }
        l[i][j] = sum / l[j][j]
      }
    }
    factor = l
  }

  func solve(_ right: [Double]) -> [Double] {
    var x = right
    for i in x.indices {
      for k in 0..<i { x[i] -= factor[i][k] * x[k] }
      x[i] /= factor[i][i]
    }
    for i in x.indices.reversed() {
      for k in (i + 1)..<max(i + 1, x.count) { x[i] -= factor[k][i] * x[k] }
      x[i] /= factor[i][i]
    }
    return x
  }

  func inverse() -> [[Double]] {
    factor.indices.map { column in solve(factor.indices.map { $0 == column ? 1 : 0 }) }
  }
}
