import Glibc
import LinearAlgebra

extension MCDProblem {
  /// Exchanges one member for one outsider, the best pair each time, until no exchange lowers the determinant, and takes
  /// C-steps between (the feasible solution algorithm, Hawkins & Olive 1999).
  ///
  /// A subset that no C-step betters may still be bettered so; the reverse does not happen. For a few hundred points:
  /// each round looks at all pairs.
  func exchange(_ start: Candidate, rounds: Int) throws(LinearAlgebraError) -> Fit {
    var current = start
    for _ in 0..<rounds {
      guard let members = try bestExchange(current) else { break }
      guard case .regular(let swapped) = try fit(members) else { return try fit(members) }
      guard swapped.logDeterminant < current.logDeterminant else { break }
      switch try converge(swapped, limit: 100) {
      case .singular(let scatter): return .singular(scatter: scatter)
      case .regular(let next): current = next
      }
    }
    return .regular(current)
  }

  /// The members after the exchange that lowers the determinant most, from the inner products a_ij = u_i' S^-1 u_j of the
  /// deviations u from the mean, S the members' sum of squares and products.
  ///
  ///     taking i out multiplies det S by 1 - h / (h - 1) a_ii,
  ///     putting j in then multiplies it by 1 + (h - 1) / h v' S1^-1 v,   v = u_j + u_i / (h - 1)
  private func bestExchange(_ candidate: Candidate) throws(LinearAlgebraError) -> [Int]? {
    let (n, p, h) = (count, dimension, Double(candidate.members.count))
    var deviations = points
    deviations.withMutableElements { deviations in
      for j in 0..<n {
        for i in 0..<p { deviations[i + j * p] -= candidate.mean[i] }
      }
    }
    let solved = try candidate.factor.solve(deviations)
    var inner = [Double](repeating: 0, count: n * n)
    try deviations.columnProducts(0..<n, with: solved, 0..<n, into: &inner)
    var inside = [Bool](repeating: false, count: n)
    for i in candidate.members { inside[i] = true }
    let outsiders = (0..<n).filter { !inside[$0] }
    var best = (ratio: 1 - 1e-10, leaving: -1, entering: -1)
    for i in candidate.members {
      let aii = inner[i + i * n] / (h - 1)
      let left = 1 - h / (h - 1) * aii
      // without this member the rest would lie on a hyperplane
      guard left > 1e-12 else { continue }
      let weight = h / (h - 1) / left
      for j in outsiders {
        let (ajj, aij) = (inner[j + j * n] / (h - 1), inner[i + j * n] / (h - 1))
        let across = aij + aii / (h - 1)
        let length = ajj + 2 * aij / (h - 1) + aii / ((h - 1) * (h - 1)) + weight * across * across
        let ratio = left * (1 + (h - 1) / h * length)
        if ratio < best.ratio { best = (ratio, i, j) }
      }
    }
    guard best.leaving >= 0 else { return nil }
    return (candidate.members.filter { $0 != best.leaving } + [best.entering]).sorted()
  }
}
