public import LinearAlgebra

/// A regression by maximum likelihood, or by maximum posterior under a normal prior.
public struct LikelihoodFit: Equatable, Sendable {
  /// 0 for aliased columns. Without meaning, though finite, for those in `unbounded`.
  public let coefficients: [Double]
  /// Inverse of the expected information at the maximum; with a prior, of minus the Hessian (the Laplace approximation of
  /// the posterior). Rows and columns of aliased coefficients are 0.
  public let covariance: Matrix
  /// Without the prior.
  public let logLikelihood: Double
  /// Columns that depend on the others, ascending, from 0; none with a prior.
  public let aliased: [Int]
  /// Whether a plane keeps the outcomes apart.
  public let separation: Separation
  /// Coefficients that grow for ever under separation, ascending.
  public let unbounded: [Int]
  /// Whether the maximum was reached: never under separation, where there is none. If neither, the climb ended early on
  /// numbers at the edge of what doubles hold, and nothing is claimed.
  public let converged: Bool
  /// Newton steps over all rows.
  public let steps: Int

  /// sqrt of the diagonal of `covariance`; infinite for aliased and unbounded coefficients.
  public var standardErrors: [Double] {
    coefficients.indices.map { j in
      aliased.contains(j) || unbounded.contains(j) ? .infinity : covariance[j, j].squareRoot()
    }
  }

  /// x'b.
  public func predictor(_ row: [Double]) -> Double {
    zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The standard error of x'b: sqrt(x' covariance x).
  public func standardError(_ row: [Double]) -> Double {
    var sum = 0.0
    for i in row.indices {
      for j in row.indices { sum += row[i] * covariance[i, j] * row[j] }
    }
    return max(0, sum).squareRoot()
  }

  /// The maximum posterior. All arguments have been checked, but for finite elements of the design.
  static func maximumPosterior<Family: LikelihoodFamily>(
    _ design: Matrix, offset: [Double]?, family: Family, ridge: [Double], prior: [Double]
  ) throws(StatisticsError) -> LikelihoodFit {
    let climb = PosteriorClimb(design: design, offset: offset, family: family, ridge: ridge, prior: prior)
    guard let summit = try climb.climb(from: climb.point(climb.start()), stop: { _ in false }) else {
      throw .linearAlgebra(.resultNotFinite)
    }
    let covariance = try inverse(summit.information)
    return LikelihoodFit(
      coefficients: summit.coefficients, covariance: covariance, logLikelihood: summit.logLikelihood, aliased: [],
      separation: .none, unbounded: [], converged: summit.converged, steps: summit.steps)
  }

  /// The maximum of the likelihood alone. All arguments have been checked, but for finite elements of the design.
  static func maximumLikelihood<Family: LikelihoodFamily>(
    _ design: Matrix, offset: [Double]?, family: Family
  ) throws(StatisticsError) -> LikelihoodFit {
    let zeros = [Double](repeating: 0, count: design.columns)
    let climb = PosteriorClimb(design: design, offset: offset, family: family, ridge: nil, prior: zeros)
    let start = try climb.point(climb.start())
    if wellConditioned(start.information), let fit = try finish(climb, from: start, basis: nil) { return fit }
    // an orthonormal basis of the columns loses no digit in the squares of the information
    guard design.isFinite else { throw .notFinite(argument: "design") }
    let factor = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try PivotedQR(design) }
    let basis = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.orthonormalBasis() }
    let inner = PosteriorClimb(
      design: basis, offset: offset, family: family, ridge: nil, prior: Array(zeros.prefix(factor.rank)))
    if let fit = try finish(inner, from: inner.point(inner.start()), basis: factor) { return fit }
    throw .linearAlgebra(.resultNotFinite)
  }

  /// Whether no column is nearly a combination of those before it: squares of 1e-7 leave half of the digits.
  private static func wellConditioned(_ information: Matrix) -> Bool {
    guard information.isFinite, let factor = try? information.cholesky() else { return false }
    let pivots = factor.pivots
    return pivots.indices.allSatisfy { pivots[$0] > 1e-7 * information[$0, $0] }
  }

  /// - Parameter basis: of what factorisation the climb's design is the orthonormal basis; `nil` for the design itself.
  private static func finish<Family: LikelihoodFamily>(
    _ climb: PosteriorClimb<Family>, from start: PosteriorClimb<Family>.Point, basis: PivotedQR?
  ) throws(StatisticsError) -> LikelihoodFit? {
    let search = Recession(design: climb.design, family: climb.family)
    var finding: Recession<Family>.Finding?
    let summit = try climb.climb(from: start) { step throws(StatisticsError) in
      finding = try search.find(along: step)
      return finding != nil
    }
    guard let summit else { return nil }
    // a climb that ended early may have gone the way without its last step showing it
    if !summit.converged, finding == nil { finding = try search.find(along: summit.coefficients) }
    var coefficients = summit.coefficients
    var information = summit.information
    if let expected = climb.family.expected {
      let last = PosteriorClimb(
        design: climb.design, offset: climb.offset, family: expected, ridge: nil, prior: climb.prior)
      information = try last.point(coefficients).information
    }
    // under separation the expectation may vanish in doubles before the Hessian does
    let isUsable = information.isFinite && (try? information.cholesky()) != nil
    var covariance = try inverse(isUsable ? information : summit.information)
    var direction = finding?.direction ?? []
    if let basis {
      (coefficients, covariance) = try translate(coefficients, covariance, basis)
      if finding != nil { direction = try translate(direction, basis) }
    }
    // what a coefficient changes is its size times that of its column
    let sizes = direction.indices.map { abs(direction[$0]) * (basis == nil ? climb.design.largest(inColumn: $0) : 1) }
    let largest = sizes.reduce(0, max)
    return LikelihoodFit(
      coefficients: coefficients, covariance: covariance, logLikelihood: summit.logLikelihood,
      aliased: basis?.aliased ?? [], separation: finding?.separation ?? .none,
      unbounded: sizes.indices.filter { sizes[$0] > 1e-8 * largest }, converged: summit.converged, steps: summit.steps)
  }

  private static func translate(_ coordinates: [Double], _ factor: PivotedQR) throws(StatisticsError) -> [Double] {
    try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try factor.coefficients(ofBasis: Matrix(columns: [coordinates])).elements
    }
  }

  private static func translate(
    _ coordinates: [Double], _ covariance: Matrix, _ factor: PivotedQR
  ) throws(StatisticsError) -> ([Double], Matrix) {
    let coefficients = try translate(coordinates, factor)
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      // T C T', with T the map from coordinates to coefficients
      let half = try factor.coefficients(ofBasis: covariance)
      return (coefficients, try factor.coefficients(ofBasis: half.transposed))
    }
  }

  static func inverse(_ information: Matrix) throws(StatisticsError) -> Matrix {
    try StatisticsError.wrapping { () throws(LinearAlgebraError) in try information.cholesky().inverse() }
  }
}

extension Matrix {
  func largest(inColumn j: Int) -> Double {
    column(j).reduce(0) { max($0, abs($1)) }
  }
}
