import LinearAlgebra

/// The points in which the search for the minimum covariance determinant works: columns, on robust scales.
struct MCDProblem {
  let points: Matrix
  /// How many of the points a subset holds.
  let size: Int

  var count: Int { points.columns }
  var dimension: Int { points.rows }

  /// A subset of the points with its mean and factorised scatter.
  struct Candidate {
    var members: [Int]
    var mean: [Double]
    var factor: Cholesky
    /// ln det of the members' covariance with divisor n - 1, or a set value for a start that is no subset.
    var logDeterminant: Double
  }

  /// Mean and covariance of some points, or what shows that they lie on a hyperplane.
  enum Fit {
    case regular(Candidate)
    case singular(scatter: Matrix)
  }

  func fit(_ members: [Int]) throws(LinearAlgebraError) -> Fit {
    let p = dimension
    let (mean, products) = try points.meanAndScatter(ofColumns: members)
    guard members.count > p else { return .singular(scatter: products) }
    var covariance = products
    let divisor = Double(members.count - 1)
    covariance.withMutableElements { for i in $0.indices { $0[i] /= divisor } }
    guard let factor = try regularFactor(covariance) else { return .singular(scatter: covariance) }
    return .regular(Candidate(members: members, mean: mean, factor: factor, logDeterminant: factor.logDeterminant))
  }

  /// `nil` where a variable is a combination of those before it, to rounding: 1 - R^2 below 8 p eps.
  private func regularFactor(_ covariance: Matrix) throws(LinearAlgebraError) -> Cholesky? {
    let p = dimension
    let floor = 8 * Double(p) * Double.ulpOfOne
    for j in 0..<p where !(covariance[j, j] > 0) { return nil }
    let factor: Cholesky
    do {
      factor = try covariance.cholesky()
    } catch .notPositiveDefinite {
      return nil
    }
    let pivots = factor.pivots
    for j in 0..<p where pivots[j] <= floor * covariance[j, j] { return nil }
    return factor
  }

  /// The C-step of Rousseeuw & Van Driessen (1999): the `size` points nearest to a candidate. Their determinant is never
  /// larger than that of a candidate of the same size.
  func step(_ candidate: Candidate) throws(LinearAlgebraError) -> Fit {
    let distances = try candidate.factor.squaredDistances(ofColumns: points, from: candidate.mean)
    return try fit(indicesOfSmallest(distances, size))
  }

  /// Steps until the subset stays or `limit` steps are done.
  func converge(_ start: Candidate, limit: Int) throws(LinearAlgebraError) -> Fit {
    var current = start
    for _ in 0..<limit {
      switch try step(current) {
      case .singular(let scatter): return .singular(scatter: scatter)
      case .regular(let next):
        if next.members == current.members { return .regular(next) }
        let gain = current.members.count == size ? current.logDeterminant - next.logDeterminant : .infinity
        current = next
        // equal determinants to rounding: steps could only go round in a circle of ties
        if gain < 1e-13 * Double(dimension) { return .regular(current) }
      }
    }
    return .regular(current)
  }
}

/// The best candidates by determinant, without doubles.
struct MCDShortlist {
  let limit: Int
  private(set) var candidates: [MCDProblem.Candidate] = []

  init(limit: Int) {
    self.limit = limit
  }

  mutating func insert(_ candidate: MCDProblem.Candidate) {
    if candidates.count == limit, candidate.logDeterminant >= candidates[limit - 1].logDeterminant { return }
    let place = candidates.firstIndex { candidate.logDeterminant < $0.logDeterminant } ?? candidates.count
    for neighbour in [place - 1, place] where candidates.indices.contains(neighbour) {
      if candidates[neighbour].members == candidate.members { return }
    }
    candidates.insert(candidate, at: place)
    if candidates.count > limit { candidates.removeLast() }
  }
}
