import Glibc
import LinearAlgebra

/// The minimum covariance determinant of a data set, raw and reweighted.
public struct RobustScatter: Equatable, Sendable {
  /// The one to use: mean and covariance of the rows kept, made consistent and corrected for small samples.
  public let reweighted: LocationScatter
  /// Mean and covariance of the best subset, likewise corrected.
  public let raw: LocationScatter
  /// The rows of the best subset, ascending.
  public let subset: [Int]
  /// The objective: ln det of the best subset's covariance with divisor h - 1, without factors.
  public let logDeterminant: Double
  /// Squared distances of the rows from the reweighted estimate.
  public let squaredDistances: [Double]
  /// Whether a row was kept: its squared raw distance is below the 97.5 % point of chi-square with p degrees.
  public let kept: [Bool]

  /// The 97.5 % point of chi-square: how far rows were kept. Not a limit for few rows.
  public var cutoff: Double { RobustScatter.cutoff(reweighted.dimension) }

  static func cutoff(_ p: Int) -> Double {
    2 * inverseRegularizedIncompleteGamma(0.975, Double(p) / 2, upperTail: 0.025)
  }

  init(
    _ problem: MCDProblem, _ candidate: MCDProblem.Candidate, _ order: [Int], _ scales: MCDScales, _ coverage: Double
  ) throws(StatisticsError) {
    try self.init(
      problem, members: candidate.members, logDeterminant: candidate.logDeterminant, order, scales, coverage)
  }

  init(univariate problem: MCDProblem, _ order: [Int], _ scales: MCDScales, _ coverage: Double) throws(StatisticsError) {
    let (members, squares) = problem.univariate()
    let variance = squares / Double(problem.size - 1)
    try self.init(problem, members: members, logDeterminant: log(variance), order, scales, coverage)
  }

  private init(
    _ problem: MCDProblem, members: [Int], logDeterminant: Double, _ order: [Int], _ scales: MCDScales, _ coverage: Double
  ) throws(StatisticsError) {
    let (n, p) = (problem.count, problem.dimension)
    let cutoff = RobustScatter.cutoff(p)
    // all rows need neither factor: the sample covariance is consistent and unbiased
    var rawFactor = 1.0
    if problem.size < n {
      rawFactor = MCDFactors.consistency(columns: p, share: Double(problem.size) / Double(n))
      rawFactor *= MCDFactors.smallSample(rows: n, columns: p, coverage: coverage)
    }
    let first = try RobustScatter.estimate(problem, members, factor: rawFactor)
    let keptPoints = (0..<n).filter { first.distances[$0] < cutoff }
    var factor = 1.0
    if keptPoints.count < n {
      factor = MCDFactors.consistency(columns: p, share: Double(keptPoints.count) / Double(n))
      if problem.size < n { factor *= MCDFactors.smallSampleReweighted(rows: n, columns: p, coverage: coverage) }
    }
    let second = try RobustScatter.estimate(problem, keptPoints, factor: factor)
    raw = try scales.restored(location: first.mean, scatter: first.scatter)
    reweighted = try scales.restored(location: second.mean, scatter: second.scatter)
    subset = members.map { order[$0] }.sorted()
    self.logDeterminant = logDeterminant + scales.logVolume
    var (distances, kept) = ([Double](repeating: 0, count: n), [Bool](repeating: false, count: n))
    for (place, row) in order.enumerated() { distances[row] = second.distances[place] }
    for place in keptPoints { kept[order[place]] = true }
    squaredDistances = distances
    self.kept = kept
  }

  private static func estimate(
    _ problem: MCDProblem, _ members: [Int], factor: Double
  ) throws(StatisticsError) -> (mean: [Double], scatter: Matrix, distances: [Double]) {
    try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      guard members.count > problem.dimension else { throw .notPositiveDefinite(order: problem.dimension) }
      let (mean, products) = try problem.points.meanAndScatter(ofColumns: members)
      var scatter = products
      scatter.withMutableElements { for i in $0.indices { $0[i] = $0[i] / Double(members.count - 1) * factor } }
      let distances = try scatter.cholesky().squaredDistances(ofColumns: problem.points, from: mean)
      return (mean, scatter, distances)
    }
  }
}
