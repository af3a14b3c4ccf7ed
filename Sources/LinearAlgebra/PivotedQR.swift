import CBLAS
import CLAPACK

/// QR factorisation with column pivoting, for least squares with one design and any number of right-hand sides.
///
///     X S P = Q R      S: a power of two for each column, so that their lengths lie in [1, 2)
///     b = S P R^-1 Q'y
///
/// The scaling is exact in binary arithmetic and makes the rank decision fair: |R_jj| <= max(n, p) eps |R_11| ends the
/// rank. The columns left over are `aliased`: they depend on the kept ones and their coefficients are 0.
/// - Note: backward stable, so errors grow with the condition number. For the last digits, one response at a time, take
///   `LeastSquares`.
public struct PivotedQR: Equatable, Sendable {
  /// Rows of the design.
  public let rows: Int
  /// Columns of the design.
  public let columns: Int
  /// The number of independent columns.
  public let rank: Int
  /// Columns that depend on the others, ascending, from 0.
  public let aliased: [Int]
  /// Reflectors below the diagonal, R on and above it; column k belongs to design column `pivots[k]`.
  let factors: [Double]
  private let reflectorScales: [Double]
  /// The design's columns in the order of elimination; the first `rank` are kept.
  let pivots: [Int]
  let columnScales: [Double]
  /// R11^-1 R12: how each aliased column, in pivot order, follows from the kept ones.
  let dependence: [Double]

  /// Whether no column is aliased.
  public var isFullRank: Bool { rank == columns }

  /// - Throws: `.notFinite`, or `.dimensions` beyond LAPACK's integers.
  public init(_ design: consuming Matrix) throws(LinearAlgebraError) {
    _ = BLASThreads.single
    guard design.isFinite else { throw .notFinite(argument: "design") }
    rows = design.rows
    columns = design.columns
    columnScales = design.scaleColumns()
    var elements = design.elements
    var order = [Int32](repeating: 0, count: columns)
    var tau = [Double](repeating: 0, count: max(1, min(rows, columns)))
    if rows > 0, columns > 0 {
      var (m, n, leading) = (try lapackSize(rows), try lapackSize(columns), try lapackSize(rows))
      var (query, size, info) = (0.0, Int32(-1), Int32(0))
      dgeqp3_(&m, &n, &elements, &leading, &order, &tau, &query, &size, &info)
      var work = [Double](repeating: 0, count: max(3 * columns + 1, Int(query)))
      size = try lapackSize(work.count)
      dgeqp3_(&m, &n, &elements, &leading, &order, &tau, &work, &size, &info)
      guard info == 0 else { throw .illegalArgument(Int(-info)) }
      guard allFinite(elements) else { throw .resultNotFinite }
    } else {
      order = (0..<columns).map { Int32($0 + 1) }
    }
    let tolerance = Double(max(rows, columns)) * Double.ulpOfOne * (elements.first.map(abs) ?? 0)
    var rank = 0
    while rank < min(rows, columns), abs(elements[rank * (rows + 1)]) > tolerance { rank += 1 }
    let pivots = order.map { Int($0) - 1 }
    var dependence: [Double] = []
    for k in rank..<columns { dependence += elements[k * rows..<k * rows + rank] }
    try solveTriangle(
      "U", "N", elements, leading: max(1, rows), order: rank, &dependence, leadingRight: max(1, rank), count: columns - rank)
    self.rank = rank
    self.pivots = pivots
    self.dependence = dependence
    aliased = pivots[rank...].sorted()
    factors = elements
    reflectorScales = tau
  }

  /// The coefficients for each column of `block`: a matrix of `columns` rows; 0 for aliased columns.
  /// - Throws: `.dimensions` unless `block` has the rows of the design, `.notFinite`, `.resultNotFinite`.
  public func solve(_ block: consuming Matrix) throws(LinearAlgebraError) -> Matrix {
    guard block.rows == rows else { throw .dimensions(expected: rows, found: block.rows) }
    guard block.isFinite else { throw .notFinite(argument: "right-hand side") }
    let count = block.columns
    var coefficients = Matrix(rows: columns, columns: count)
    guard rank > 0, count > 0 else { return coefficients }
    var right = block.elements
    try applyQ(transposed: true, &right, count: count)
    try solveTriangle("U", "N", factors, leading: rows, order: rank, &right, leadingRight: rows, count: count)
    for j in 0..<count {
      for k in 0..<rank {
        coefficients.elements[pivots[k] + j * columns] = right[k + j * rows] * columnScales[pivots[k]]
      }
    }
    guard coefficients.isFinite else { throw .resultNotFinite }
    return coefficients
  }

  /// The coefficients for one right-hand side.
  public func solve(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(unchecked: right, rows: right.count, columns: 1)).elements
  }

  /// Multiplies each column of `right`, of the design's length, by Q or by its transpose, in place.
  ///
  /// Only the reflectors of the kept columns take part: the first `rank` columns of Q span the design.
  func applyQ(transposed: Bool, _ right: inout [Double], count: Int) throws(LinearAlgebraError) {
    guard rank > 0, count > 0 else { return }
    var (m, n, k) = (try lapackSize(rows), try lapackSize(count), try lapackSize(rank))
    var (leading, leadingRight) = (m, m)
    var (query, size, info) = (0.0, Int32(-1), Int32(0))
    let side = transposed ? "T" : "N"
    dormqr_("L", side, &m, &n, &k, factors, &leading, reflectorScales, &right, &leadingRight, &query, &size, &info, 1, 1)
    var work = [Double](repeating: 0, count: max(count, Int(query)))
    size = try lapackSize(work.count)
    dormqr_("L", side, &m, &n, &k, factors, &leading, reflectorScales, &right, &leadingRight, &work, &size, &info, 1, 1)
    guard info == 0 else { throw .illegalArgument(Int(-info)) }
  }

  /// The first `rank` columns of Q: an orthonormal basis of what the design spans.
  public func orthonormalBasis() throws(LinearAlgebraError) -> Matrix {
    var basis = Matrix(rows: rows, columns: rank)
    for k in 0..<rank { basis.elements[k + k * rows] = 1 }
    try applyQ(transposed: false, &basis.elements, count: rank)
    return basis
  }

  /// The design's coefficients that give the same fit as `coordinates` of `orthonormalBasis()`: S P R^-1 c, one column
  /// for each of `coordinates`.
  public func coefficients(ofBasis coordinates: consuming Matrix) throws(LinearAlgebraError) -> Matrix {
    guard coordinates.rows == rank else { throw .dimensions(expected: rank, found: coordinates.rows) }
    guard coordinates.isFinite else { throw .notFinite(argument: "coordinates") }
    let count = coordinates.columns
    var coefficients = Matrix(rows: columns, columns: count)
    guard rank > 0, count > 0 else { return coefficients }
    var right = coordinates.elements
    try solveTriangle("U", "N", factors, leading: rows, order: rank, &right, leadingRight: rank, count: count)
    for j in 0..<count {
      for k in 0..<rank { coefficients.elements[pivots[k] + j * columns] = right[k + j * rank] * columnScales[pivots[k]] }
    }
    guard coefficients.isFinite else { throw .resultNotFinite }
    return coefficients
  }
}
