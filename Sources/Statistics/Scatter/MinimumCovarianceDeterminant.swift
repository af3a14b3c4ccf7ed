import Glibc
public import LinearAlgebra

/// What the minimum covariance determinant says about a data set.
///
/// The rows whose covariance has the least determinant among all subsets of a given size (Rousseeuw 1984): a centre and a
/// scatter that almost half of wild rows cannot move. Both follow the data through any affine map.
public enum MinimumCovarianceDeterminant: Equatable, Sendable {
  case estimate(RobustScatter)
  /// At least a subset of the rows lies on one hyperplane, where no scatter is regular.
  case exactFit(Hyperplane)
  /// These columns hold one value each.
  case constantColumns([Int])
  /// Too few rows for as many columns: shrink a classical covariance instead.
  case tooFewRows(rows: Int, needed: Int)

  /// The rows with normal' x = offset.
  public struct Hyperplane: Equatable, Sendable {
    /// Of unit length, its largest entry positive.
    public let normal: [Double]
    /// The plane's distance from the origin, along `normal`.
    public let offset: Double
    /// The rows on it, ascending.
    public let members: [Int]
  }

  /// How the search is made.
  public struct Options: Equatable, Sendable {
    /// The share of rows whose covariance is minimised, 1/2...1: 1/2 withstands most, 3/4 is more efficient.
    public var coverage = 0.75
    /// Random starts besides the six of DetMCD.
    public var starts = 500
    /// Of the random starts.
    public var seed: UInt64 = 1
    /// With fewer rows per column the verdict is `tooFewRows`.
    public var rowsPerColumn = 5.0

    /// The defaults withstand a quarter of wild rows.
    public init(coverage: Double = 0.75, starts: Int = 500, seed: UInt64 = 1, rowsPerColumn: Double = 5) {
      self.coverage = coverage
      self.starts = starts
      self.seed = seed
      self.rowsPerColumn = rowsPerColumn
    }
  }

  /// FAST-MCD (Rousseeuw & Van Driessen 1999) from seeded starts and from the six of DetMCD (Hubert, Rousseeuw & Verdonck
  /// 2012); up to 600 rows also single exchanges. One column is solved exactly.
  ///
  /// The same data and seed give the same bits. Rows are taken in the order of their classical distances, so that neither
  /// their order nor an affine map changes the random starts, except by rounding.
  /// - Throws: `.notFinite`, `.outOfRange(argument:)` for "coverage" or no columns, `.linearAlgebra(.resultNotFinite)`
  ///   where a value lies beyond 1e150 robust scales.
  public static func fit(_ data: Matrix, _ options: Options = Options()) throws(StatisticsError) -> Self {
    guard options.coverage >= 0.5, options.coverage <= 1 else { throw .outOfRange(argument: "coverage") }
    guard data.isFinite else { throw .notFinite(argument: "data") }
    let (n, p) = (data.rows, data.columns)
    guard p > 0 else { throw .outOfRange(argument: "columns") }
    let perColumn = options.rowsPerColumn.isFinite ? (options.rowsPerColumn * Double(p)).rounded(.up) : 0
    let needed = max(p + 2, Int(min(perColumn, 1e9)))
    guard n >= needed else { return .tooFewRows(rows: n, needed: needed) }
    let size = MCDFactors.subsetSize(rows: n, columns: p, coverage: options.coverage)
    let constant = (0..<p).filter { j in (1..<n).allSatisfy { data[$0, j] == data[0, j] } }
    guard constant.isEmpty else { return .constantColumns(constant) }
    let scales = try MCDScales(data, subset: size)
    if let flat = scales.flat { return .exactFit(flat) }
    let points = try scales.points(data)
    let order = try canonicalOrder(points)
    let problem = MCDProblem(points: points, size: size).part(order, share: 1)
    let search = MCDProblem(points: problem.points, size: size)
    if p == 1 { return try .estimate(RobustScatter(univariate: search, order, scales, options.coverage)) }
    switch try MCDSearch(starts: max(1, options.starts), seed: options.seed).run(search) {
    case .best(let candidate):
      return try .estimate(RobustScatter(search, candidate, order, scales, options.coverage))
    case .singular(let scatter):
      guard let plane = search.holdsHyperplane(scatter: scatter) else {
        throw .linearAlgebra(.notPositiveDefinite(order: p))
      }
      return .exactFit(scales.restored(plane, order))
    }
  }

  /// By classical distance; by length, where the classical covariance is singular. Equal rows keep their order.
  private static func canonicalOrder(_ points: Matrix) throws(StatisticsError) -> [Int] {
    let all = MCDProblem(points: points, size: points.columns)
    let fit = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try all.fit(Array(0..<points.columns)) }
    let keys: [Double]
    if case .regular(let classical) = fit {
      keys = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
        try classical.factor.squaredDistances(ofColumns: points, from: classical.mean)
      }
    } else {
      keys = (0..<points.columns).map { j in (0..<points.rows).reduce(0) { $0 + points[$1, j] * points[$1, j] } }
    }
    return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }
}

/// Robust centres and scales of the columns, to work in comparable units.
struct MCDScales {
  let units: [Double]
  let centres: [Double]
  let scales: [Double]
  /// The first column in which a full subset of rows agrees.
  let flat: MinimumCovarianceDeterminant.Hyperplane?

  /// The scale is the median absolute deviation, or where that is 0 the deviation that a subset just needs.
  init(_ data: Matrix, subset: Int) throws(StatisticsError) {
    var (units, centres, scales): ([Double], [Double], [Double]) = ([], [], [])
    var flat: MinimumCovarianceDeterminant.Hyperplane?
    for j in 0..<data.columns {
      let column = data.column(j)
      let unit = powerOfTwoScale(column.reduce(0) { max($0, abs($1)) })
      let scaled = column.map { $0 * unit }
      let centre = median(scaled) ?? 0
      var deviations = scaled.map { abs($0 - centre) }
      let needed = selectInPlace(&deviations, subset - 1)
      if needed == 0, flat == nil {
        var normal = [Double](repeating: 0, count: data.columns)
        normal[j] = 1
        let members = scaled.indices.filter { scaled[$0] == centre }
        flat = MinimumCovarianceDeterminant.Hyperplane(normal: normal, offset: centre / unit, members: members)
      }
      let middle = median(deviations) ?? 0
      units.append(unit)
      centres.append(centre)
      scales.append(middle > 0 ? middle / 0.674489750196081743 : needed > 0 ? needed : 1)
    }
    (self.units, self.centres, self.scales, self.flat) = (units, centres, scales, flat)
  }

  func points(_ data: Matrix) throws(StatisticsError) -> Matrix {
    var points = scaledPoints(data, units)
    var largest = 0.0
    points.withMutableElements { points in
      let p = centres.count
      for k in points.indices {
        points[k] = (points[k] - centres[k % p]) / scales[k % p]
        largest = max(largest, abs(points[k]))
      }
    }
    guard largest < 1e150 else { throw .linearAlgebra(.resultNotFinite) }
    return points
  }

  func restored(location: [Double], scatter: Matrix) throws(StatisticsError) -> LocationScatter {
    let p = centres.count
    var restored = scatter
    for j in 0..<p {
      for i in 0..<p { restored[i, j] = scatter[i, j] * scales[i] * scales[j] / units[i] / units[j] }
    }
    guard restored.isFinite else { throw .linearAlgebra(.resultNotFinite) }
    let centre = (0..<p).map { (centres[$0] + scales[$0] * location[$0]) / units[$0] }
    return LocationScatter(location: centre, scatter: restored)
  }

  /// ln of the factor by which restoring multiplies a determinant.
  var logVolume: Double {
    zip(scales, units).reduce(0) { $0 + 2 * (log($1.0) - log($1.1)) }
  }

  func restored(_ plane: MCDHyperplane, _ order: [Int]) -> MinimumCovarianceDeterminant.Hyperplane {
    let p = centres.count
    var normal = (0..<p).map { plane.normal[$0] / scales[$0] * units[$0] }
    var offset = plane.offset + (0..<p).reduce(0) { $0 + plane.normal[$1] * centres[$1] / scales[$1] }
    let unit = powerOfTwoScale(normal.reduce(0) { max($0, abs($1)) })
    let length = normal.reduce(0) { $0 + $1 * unit * $1 * unit }.squareRoot() / unit
    let leading = normal.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
    let sign: Double = leading < 0 ? -1 : 1
    normal = normal.map { sign * $0 / length }
    offset = sign * offset / length
    return MinimumCovarianceDeterminant.Hyperplane(
      normal: normal, offset: offset, members: plane.members.map { order[$0] }.sorted())
  }
}
