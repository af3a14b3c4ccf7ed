public import LinearAlgebra

/// A centre and a scatter matrix of multivariate data, by whichever estimator.
public struct LocationScatter: Equatable, Sendable {
  /// The centre.
  public let location: [Double]
  /// Symmetric, both triangles filled.
  public let scatter: Matrix

  /// An estimate that is known: p values, and p x p.
  public init(location: [Double], scatter: Matrix) {
    self.location = location
    self.scatter = scatter
  }

  /// p, the number of variables.
  public var dimension: Int { location.count }

  /// The squared Mahalanobis distances (x - m)' S^-1 (x - m) of the rows of `data`, by dpotrf and dtrsm.
  ///
  /// S is first brought to unit diagonal by powers of two, so that units do not decide about definiteness.
  /// - Throws: `.dimensions`, `.notFinite`, `.linearAlgebra(.notPositiveDefinite)` for a singular scatter.
  public func squaredDistances(of data: Matrix) throws(StatisticsError) -> [Double] {
    guard data.columns == dimension else { throw .dimensions(expected: dimension, found: data.columns) }
    guard data.isFinite else { throw .notFinite(argument: "data") }
    let (units, factor) = try unitFactor()
    let points = scaledPoints(data, units)
    let centre = zip(location, units).map { $0 * $1 }
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try factor.squaredDistances(ofColumns: points, from: centre)
    }
  }

  /// What each variable contributes to the squared distance of a row: c_j = (x - m)_j [S^-1 (x - m)]_j.
  ///
  /// The contributions sum to the squared distance; a variable that only corrects for its neighbours may be negative.
  /// - Throws: as `squaredDistances`.
  public func contributions(of row: [Double]) throws(StatisticsError) -> [Double] {
    guard row.count == dimension else { throw .dimensions(expected: dimension, found: row.count) }
    guard row.allSatisfy(\.isFinite) else { throw .notFinite(argument: "row") }
    let (units, factor) = try unitFactor()
    let deviation = row.indices.map { (row[$0] - location[$0]) * units[$0] }
    let solved = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.solve(deviation) }
    return zip(deviation, solved).map { $0 * $1 }
  }

  private func unitFactor() throws(StatisticsError) -> (units: [Double], factor: Cholesky) {
    let units = (0..<dimension).map { powerOfTwoScale(max(0, scatter[$0, $0]).squareRoot()) }
    var unit = scatter
    for j in 0..<dimension {
      for i in 0..<dimension { unit[i, j] = unit[i, j] * units[i] * units[j] }
    }
    let factor = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try unit.cholesky() }
    return (units, factor)
  }
}

/// The rows of `data` as columns, each variable multiplied by its unit.
func scaledPoints(_ data: Matrix, _ units: [Double]) -> Matrix {
  let (n, p) = (data.rows, data.columns)
  var points = Matrix(rows: p, columns: n)
  data.withElements { data in
    points.withMutableElements { points in
      for j in 0..<p {
        for i in 0..<n { points[j + i * p] = data[i + j * n] * units[j] }
      }
    }
  }
  return points
}

extension LocationScatter {
  /// The sample mean and covariance, sum (x - m)(x - m)' / (n - 1).
  ///
  /// Two passes on columns scaled by powers of two, so that large or small units cost nothing.
  /// - Returns: `nil` for fewer than two rows.
  /// - Throws: `.notFinite`; `.linearAlgebra(.resultNotFinite)` where a covariance leaves the range of doubles.
  public static func sample(_ data: Matrix) throws(StatisticsError) -> LocationScatter? {
    guard data.rows > 1 else {
      guard data.isFinite else { throw .notFinite(argument: "data") }
      return nil
    }
    let centred = try CentredPoints(data)
    return try centred.restored(centred.products, dividedBy: Double(data.rows - 1))
  }
}

/// The rows as columns, scaled by powers of two and centred, with their sum of squares and products.
struct CentredPoints {
  let units: [Double]
  let means: [Double]
  let points: Matrix
  let products: Matrix

  init(_ data: Matrix) throws(StatisticsError) {
    guard data.isFinite else { throw .notFinite(argument: "data") }
    let (n, p) = (data.rows, data.columns)
    var (units, means): ([Double], [Double]) = ([], [])
    data.withElements { data in
      for j in 0..<p {
        var largest = 0.0
        for i in 0..<n { largest = max(largest, abs(data[i + j * n])) }
        let unit = powerOfTwoScale(largest)
        var sum = ExactSum()
        for i in 0..<n { sum.add(data[i + j * n] * unit) }
        units.append(unit)
        means.append(n > 0 ? sum.value / Double(n) : 0)
      }
    }
    var points = scaledPoints(data, units)
    points.withMutableElements { points in
      for i in 0..<n {
        for j in 0..<p { points[j + i * p] -= means[j] }
      }
    }
    self.units = units
    self.means = means
    products = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      n == 0 ? Matrix(rows: p, columns: p) : try points.meanAndScatter(ofColumns: Array(0..<n)).scatter
    }
    self.points = points
  }

  /// Products divided by a number and brought back to the units of the data.
  func restored(_ products: Matrix, dividedBy divisor: Double) throws(StatisticsError) -> LocationScatter {
    var scatter = products
    for j in 0..<units.count {
      for i in 0..<units.count { scatter[i, j] = products[i, j] / divisor / units[i] / units[j] }
    }
    guard scatter.isFinite else { throw .linearAlgebra(.resultNotFinite) }
    return LocationScatter(location: zip(means, units).map { $0 / $1 }, scatter: scatter)
  }
}
