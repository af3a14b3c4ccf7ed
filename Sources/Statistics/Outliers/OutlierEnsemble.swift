import Glibc
public import LinearAlgebra

/// How far each row of a data set lies from the others, by several detectors that fail in different ways.
public enum OutlierEnsemble: Equatable, Sendable {
  case scored(Scores)
  /// Fewer than three rows: none can be said to stand apart.
  case tooFewRows(Int)
  /// All columns are constant.
  case noVariation

  /// What each detector sees.
  public enum Detector: Int, CaseIterable, Sendable {
    /// The robust Mahalanobis distance: wrong correlations, far clusters.
    case scatter
    /// The distance from the k-th nearest neighbour: lonely rows, whatever the shape of the rest.
    case neighbours
    /// sum_j ln(1 + z_j^2) over the robust z of the columns, minus twice the log density of independent Cauchy laws:
    /// wild single values.
    case columns
  }

  /// What the scatter detector used.
  public enum ScatterUsed: Equatable, Sendable {
    case robust
    /// Ledoit and Wolf's, for the reason given: `tooFewRows` or `exactFit`.
    case shrunk(because: MinimumCovarianceDeterminant)
    /// Not even that is regular: the detector was left out.
    case none
  }

  /// One score for each row, larger where it stands apart.
  public struct Scores: Equatable, Sendable {
    /// sum over the detectors of -ln(1 - (rank - 1/2) / n): each term is exponential for a row like any other.
    public let combined: [Double]
    /// The raw statistic of each detector that took part.
    public let statistics: [Detector: [Double]]
    /// Which estimate the scatter detector used.
    public let scatterUsed: ScatterUsed
    /// One for each column of the data; constant ones took no part.
    public let scales: [ColumnScale]
  }

  /// Columns are first centred at their medians and divided by their scales; statistics that agree to ten digits share
  /// their rank.
  ///
  /// - Parameter neighbours: k; 2 % of the rows, 10 to 100, unless given.
  /// - Throws: `.notFinite`, `.outOfRange`, `.linearAlgebra(.resultNotFinite)` for values beyond 1e150 scales.
  public static func score(
    _ data: Matrix, neighbours: Int? = nil, scatter options: MinimumCovarianceDeterminant.Options = .init()
  ) throws(StatisticsError) -> OutlierEnsemble {
    guard neighbours ?? 1 > 0 else { throw .outOfRange(argument: "neighbours") }
    let scaled = try RobustlyScaled(data)
    guard data.rows > 2 else { return .tooFewRows(data.rows) }
    guard scaled.data.columns > 0 else { return .noVariation }
    var statistics: [Detector: [Double]] = [:]
    let (used, distances) = try scatterDistances(scaled.data, options)
    statistics[.scatter] = distances
    let count = neighbours ?? NearestNeighbours.defaultCount(rows: data.rows)
    statistics[.neighbours] = try NearestNeighbours(scaled.data, count: count).farthest
    statistics[.columns] = (0..<data.rows).map { i in
      (0..<scaled.data.columns).reduce(0) { $0 + log1p(scaled.data[i, $1] * scaled.data[i, $1]) }
    }
    var combined = [Double](repeating: 0, count: data.rows)
    for detector in Detector.allCases {
      guard let statistic = statistics[detector] else { continue }
      for (i, tail) in try tailScores(statistic).enumerated() { combined[i] += tail }
    }
    return .scored(Scores(combined: combined, statistics: statistics, scatterUsed: used, scales: scaled.scales))
  }

  /// -ln(1 - (rank - 1/2) / n) of each value, ranks ascending.
  ///
  /// - Throws: `.notFinite` for a NaN.
  public static func tailScores(_ statistic: [Double]) throws(StatisticsError) -> [Double] {
    let n = Double(statistic.count)
    // equal rows may differ in the last bits by where in a block they were computed
    return try averageRanks(statistic.map { roundedToTenDigits($0) }).map { -log1p(-($0 - 0.5) / n) }
  }

  private static func roundedToTenDigits(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    return Double(sign: value.sign, exponent: value.exponent, significand: (value.significand * 0x1p33).rounded() * 0x1p-33)
  }

  private static func scatterDistances(
    _ data: Matrix, _ options: MinimumCovarianceDeterminant.Options
  ) throws(StatisticsError) -> (ScatterUsed, [Double]?) {
    let verdict = try MinimumCovarianceDeterminant.fit(data, options)
    if case .estimate(let robust) = verdict { return (.robust, robust.squaredDistances) }
    guard let shrunk = try ShrunkCovariance.ledoitWolf(data) else { return (.none, nil) }
    do {
      return (.shrunk(because: verdict), try shrunk.estimate.squaredDistances(of: data))
    } catch .linearAlgebra(.notPositiveDefinite) {
      return (.none, nil)
    }
  }
}
