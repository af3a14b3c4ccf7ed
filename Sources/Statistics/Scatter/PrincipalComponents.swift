import Glibc
public import LinearAlgebra

/// Principal components of a covariance, for process monitoring: T2 inside the model, SPE outside of it.
///
///     t_a = v_a' (x - m),   T2 = sum_{a <= k} t_a^2 / l_a,   SPE = |x - m|^2 - sum_{a <= k} t_a^2
///
/// Eigenvalues l_1 >= l_2 >= ... with vectors v_a whose largest loading is positive. The spectrum is that of the given
/// scatter: give correlations (or standardised data) where units differ.
public struct PrincipalComponents: Equatable, Sendable {
  /// The centre that scores are taken from.
  public let location: [Double]
  /// All of them, descending; what is below rounding is 0.
  public let eigenvalues: [Double]
  /// One column for each component kept.
  public let loadings: Matrix
  /// How many components the model keeps.
  public var count: Int { loadings.columns }

  /// - Parameter count: the components to keep.
  /// - Throws: `.outOfRange(argument: "count")` unless 1...rank; `.notFinite`, `.linearAlgebra`.
  public init(_ estimate: LocationScatter, count: Int) throws(StatisticsError) {
    guard estimate.location.allSatisfy(\.isFinite) else { throw .notFinite(argument: "location") }
    let p = estimate.dimension
    let spectrum = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try SymmetricEigen(estimate.scatter) }
    let floor = (spectrum.values.first ?? 0) * Double(p) * Double.ulpOfOne
    eigenvalues = spectrum.values.map { $0 > floor ? $0 : 0 }
    let rank = eigenvalues.count { $0 > 0 }
    guard count > 0, count <= rank else { throw .outOfRange(argument: "count") }
    location = estimate.location
    loadings = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try Matrix(columns: (0..<count).map { spectrum.vectors.column($0) })
    }
  }

  /// The share of the total variance that the kept components hold.
  public var explained: Double {
    eigenvalues.prefix(count).reduce(0, +) / eigenvalues.reduce(0, +)
  }

  /// t_1 ... t_k of a row.
  public func scores(of row: [Double]) throws(StatisticsError) -> [Double] {
    let deviation = try deviation(of: row)
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in try loadings.transposedTimes(deviation) }
  }

  /// T2 of a row with what each variable contributes: c_j = (x - m)_j sum_a t_a v_ja / l_a. They sum to T2.
  public func hotelling(of row: [Double]) throws(StatisticsError) -> (statistic: Double, contributions: [Double]) {
    let deviation = try deviation(of: row)
    let weights = zip(try scores(of: row), eigenvalues).map { $0 / $1 }
    let direction = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try loadings.times(weights) }
    let contributions = zip(deviation, direction).map { $0 * $1 }
    return (contributions.reduce(0, +), contributions)
  }

  /// SPE (Q) of a row with what each variable contributes: the square of its residual. They sum to SPE.
  public func residual(of row: [Double]) throws(StatisticsError) -> (statistic: Double, contributions: [Double]) {
    let deviation = try deviation(of: row)
    let scores = try scores(of: row)
    let fitted = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try loadings.times(scores) }
    let contributions = zip(deviation, fitted).map { ($0 - $1) * ($0 - $1) }
    return (contributions.reduce(0, +), contributions)
  }

  private func deviation(of row: [Double]) throws(StatisticsError) -> [Double] {
    guard row.count == location.count else { throw .dimensions(expected: location.count, found: row.count) }
    guard row.allSatisfy(\.isFinite) else { throw .notFinite(argument: "row") }
    return zip(row, location).map { $0 - $1 }
  }

  /// The T2 that a new row exceeds with probability `alpha`, the model being the classical one of `rows` rows.
  ///
  ///     k (n + 1)(n - 1) / (n (n - k)) F(k, n - k)
  public func hotellingLimit(rows: Int, alpha: Double) throws(StatisticsError) -> Double {
    guard rows > count else { throw .outOfRange(argument: "rows") }
    let (n, k) = (Double(rows), Double(count))
    return k * (n + 1) * (n - 1) / (n * (n - k)) * (try fisherTail(alpha, k, n - k))
  }

  /// The SPE exceeded with probability `alpha`, by Jackson & Mudholkar (1979).
  ///
  ///     q = s1 (z sqrt(2 s2 h^2) / s1 + 1 + s2 h (h - 1) / s1^2)^(1 / h),   h = 1 - 2 s1 s3 / (3 s2^2)
  ///
  /// s_i is the sum of the i-th powers of the eigenvalues left out. 0 where none is left out.
  public func jacksonMudholkarLimit(alpha: Double) throws(StatisticsError) -> Double {
    guard alpha > 0, alpha < 1 else { throw .outOfRange(argument: "alpha") }
    let (s1, s2, s3, unit) = residualSums
    guard s1 > 0 else { return 0 }
    let h = 1 - 2 * s1 * s3 / (3 * s2 * s2)
    // h = 0 is the limit of the power: a lognormal law
    guard abs(h) > 1e-6 else {
      return unit * s1 * exp(-Normal.standard.quantile(alpha) * (2 * s2).squareRoot() / s1 - s2 / (s1 * s1))
    }
    let z = -Normal.standard.quantile(alpha) * (h < 0 ? -1 : 1)
    let root = z * (2 * s2 * h * h).squareRoot() / s1 + 1 + s2 * h * (h - 1) / (s1 * s1)
    return unit * s1 * pow(max(root, 0), 1 / h)
  }

  /// The SPE exceeded with probability `alpha`, by Box (1954): g times chi-square, g = s2 / s1 with s1^2 / s2 degrees.
  public func boxLimit(alpha: Double) throws(StatisticsError) -> Double {
    guard alpha > 0, alpha < 1 else { throw .outOfRange(argument: "alpha") }
    let (s1, s2, _, unit) = residualSums
    guard s1 > 0 else { return 0 }
    let shape = s1 * s1 / s2 / 2
    return unit * 2 * s2 / s1 * inverseRegularizedIncompleteGamma(1 - alpha, shape, upperTail: alpha)
  }

  /// Sums of powers of the eigenvalues left out, in units of the largest of them: cubes stay in range.
  private var residualSums: (Double, Double, Double, unit: Double) {
    let left = eigenvalues.dropFirst(count)
    guard let unit = left.first, unit > 0 else { return (0, 0, 0, 1) }
    let ratios = left.map { $0 / unit }
    return (
      ratios.reduce(0, +), ratios.reduce(0) { $0 + $1 * $1 }, ratios.reduce(0) { $0 + $1 * $1 * $1 }, unit
    )
  }
}
