public import LinearAlgebra

/// A covariance pulled towards equal variances without correlation, for data with few rows per column.
///
///     scatter = (1 - d) S + d mu I,   S = sum (x - m)(x - m)' / n,   mu = tr S / p
///
/// Positive definite for any d > 0, also with fewer rows than columns. The target treats the columns alike: bring them to
/// comparable units first.
public struct ShrunkCovariance: Equatable, Sendable {
  /// The mean, and (1 - shrinkage) S + shrinkage tr(S) / p I.
  public let estimate: LocationScatter
  /// d, from 0 (the sample covariance) to 1 (the target).
  public let shrinkage: Double

  /// Ledoit & Wolf (2004, "A well-conditioned estimator for large-dimensional covariance matrices").
  ///
  ///     b2 = sum_i |x_i x_i' - S|^2 / n^2,   d2 = |S - mu I|^2,   d = min(b2, d2) / d2       (Frobenius norms)
  /// - Returns: `nil` for no rows.
  /// - Throws: `.notFinite`, `.linearAlgebra`.
  public static func ledoitWolf(_ data: Matrix) throws(StatisticsError) -> ShrunkCovariance? {
    try shrunk(data) { sample, lengths in
      let (n, p) = (Double(lengths.count), Double(sample.columns))
      let trace = (0..<sample.columns).reduce(0) { $0 + sample[$1, $1] }
      let squares = sample.withElements { $0.reduce(0) { $0 + $1 * $1 } }
      let apart = squares - trace * trace / p
      let noise = (lengths.reduce(0) { $0 + $1 * $1 } / n - squares) / n
      // rounding alone separates a multiple of the identity from the target
      guard noise > 0, apart > 1e-15 * squares else { return apart > 1e-15 * squares ? 0 : 1 }
      return min(noise, apart) / apart
    }
  }

  /// Oracle approximating shrinkage (Chen, Wiesel, Eldar & Hero 2010), in the form of scikit-learn: without the terms
  /// 2 / p of the paper's equation 23.
  ///
  ///     d = min(1, (a + mu^2) / ((n + 1) (a - mu^2 / p))),   a = |S|^2 / p^2
  /// - Returns: `nil` for no rows.
  /// - Throws: `.notFinite`, `.linearAlgebra`.
  public static func oracleApproximating(_ data: Matrix) throws(StatisticsError) -> ShrunkCovariance? {
    try shrunk(data) { sample, lengths in
      let (n, p) = (Double(lengths.count), Double(sample.columns))
      let mu = (0..<sample.columns).reduce(0) { $0 + sample[$1, $1] } / p
      let mean = sample.withElements { $0.reduce(0) { $0 + $1 * $1 } } / (p * p)
      let apart = mean - mu * mu / p
      return apart > 1e-15 * mean ? min(1, (mean + mu * mu) / ((n + 1) * apart)) : 1
    }
  }

  private static func shrunk(
    _ data: Matrix, _ amount: (Matrix, [Double]) -> Double
  ) throws(StatisticsError) -> ShrunkCovariance? {
    guard data.rows > 0, data.columns > 0 else {
      guard data.isFinite else { throw .notFinite(argument: "data") }
      return nil
    }
    // one unit for all columns: the target compares them
    var largest = 0.0
    data.withElements { for value in $0 { largest = max(largest, abs(value)) } }
    guard largest.isFinite else { throw .notFinite(argument: "data") }
    let unit = powerOfTwoScale(largest)
    var scaled = data
    scaled.withMutableElements { for i in $0.indices { $0[i] *= unit } }
    let centred = try CentredPoints(scaled)
    let (n, p) = (data.rows, data.columns)
    let sample = try centred.restored(centred.products, dividedBy: Double(n))
    let lengths = (0..<n).map { i in
      (0..<p).reduce(0) { sum, j in
        let deviation = centred.points[j, i] / centred.units[j]
        return sum + deviation * deviation
      }
    }
    let shrinkage = amount(sample.scatter, lengths)
    let mu = (0..<p).reduce(0) { $0 + sample.scatter[$1, $1] } / Double(p)
    var scatter = sample.scatter
    for j in 0..<p {
      for i in 0..<p { scatter[i, j] = ((1 - shrinkage) * scatter[i, j] + (i == j ? shrinkage * mu : 0)) / unit / unit }
    }
    guard scatter.isFinite else { throw .linearAlgebra(.resultNotFinite) }
    let estimate = LocationScatter(location: sample.location.map { $0 / unit }, scatter: scatter)
    return ShrunkCovariance(estimate: estimate, shrinkage: shrinkage)
  }
}
