import Glibc
import LinearAlgebra

extension HazardProblem {
  /// Beyond it the curve hardly bends further: half of all records would never go wrong.
  static let mostDispersion = 8.0

  /// s = -ln P(no event) of a record, and its slope by theta.
  private func silence(_ hazard: Double) -> (s: Double, slope: Double) {
    let x = dispersion * hazard
    let s = dispersion > 0 ? log1p(x) / dispersion : hazard
    // (h / (1 + x) - s) / theta cancels where x is small: -h^2 (1/2 - 2x/3 + 3x^2/4 - ...)
    let slope = x > 1e-4 ? (hazard / (1 + x) - s) / dispersion : -hazard * hazard * (0.5 - x * (2.0 / 3 - 0.75 * x))
    return (s, slope)
  }

  /// Fisher scoring of rates and dispersion together.
  ///
  /// A record's log likelihood depends on both through s alone, and its expected curvature in s is the odds of no event:
  /// the expected Hessian is the Gram matrix of the slopes of s, weighted with the odds.
  mutating func scoreWithDispersion(_ u: inout [Double], steps: Int) throws(StatisticsError) {
    var point = try evaluate(u)
    for _ in 0..<steps {
      var slopes = [Double](repeating: 0, count: point.hazard.count)
      var curvature = slopes
      var cross = slopes
      var (gradientOfTheta, curvatureOfTheta) = (0.0, 0.0)
      for i in slopes.indices where weights[i] > 0 {
        let (s, slope) = silence(point.hazard[i])
        let (spread, odds) = (1 + dispersion * point.hazard[i], 1 / expm1(s))
        slopes[i] = weights[i] / spread * (wrong[i] ? odds : -1)
        curvature[i] = weights[i] * odds / (spread * spread)
        cross[i] = weights[i] * odds / spread * slope
        gradientOfTheta += weights[i] * (wrong[i] ? odds : -1) * slope
        curvatureOfTheta += weights[i] * odds * slope * slope
      }
      var gradient = try self.gradient(at: point, u)
      gradient.append(gradientOfTheta)
      let count = u.count
      let step = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
        let gram = try design.gram(weights: curvature)
        let mixed = try design.transposedTimes(cross)
        var matrix = Matrix(rows: count + 1, columns: count + 1)
        for i in 0..<count {
          for j in 0..<count { matrix[i, j] = gram[i, j] }
          matrix[i, i] += excessShape > 0 ? excessShape / (u[i] * u[i]) : 1e-9
          matrix[i, count] = mixed[i]
          matrix[count, i] = mixed[i]
        }
        matrix[count, count] = curvatureOfTheta
        for i in 0...count { matrix[i, i] *= 1 + 1e-9 }
        return try matrix.cholesky().solve(gradient)
      }
      let decrement = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if decrement <= 1e-7 { return }
      let (before, posterior) = (dispersion, point.posterior)
      var (length, moved) = (1.0, false)
      while length > 1e-6 {
        var next = u
        for c in u.indices { next[c] = max(excessShape > 0 ? u[c] * 0.1 : 0, u[c] + length * step[c]) }
        dispersion = min(max(before + length * step[count], before * 0.1), HazardProblem.mostDispersion)
        let there = try evaluate(next)
        if there.posterior > posterior {
          (u, point, moved) = (next, there, true)
          break
        }
        length /= 2
      }
      if !moved {
        dispersion = before
        return
      }
    }
  }
}
