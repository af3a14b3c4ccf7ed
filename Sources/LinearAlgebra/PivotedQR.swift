import CBLAS
import CLAPACK

/// Least squares for one design and any number of right-hand sides.
///
///     X S P = Q R      S: a power of two for each column, so that their lengths lie in [1, 2)
///     b = S P R^-1 Q'y
///
/// The scaling is exact in binary arithmetic and makes the rank decision fair: |R_jj| <= max(n, p) eps |R_11| ends the
/// rank. The columns left over are `aliased`: they depend on the kept ones and their coefficients are 0.
public struct PivotedQR: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  public let rank: Int
  /// Columns that depend on the others, ascending, from 0.
  public let aliased: [Int]
  /// Reflectors below the diagonal, R on and above it; column k belongs to design column `pivots[k]`.
  private let factors: [Double]
  private let reflectorScales: [Double]
  private let pivots: [Int]
  private let columnScales: [Double]
  /// R11^-1 R12: how each aliased column, in pivot order, follows from the kept ones.
  private let dependence: [Double]

  public var isFullRank: Bool { rank == columns }

  /// - Throws: `.notFinite`, or `.dimensions` beyond LAPACK's integers.
  public init(_ design: consuming Matrix) throws(LinearAlgebraError) {
    _ = BLASThreads.single
    guard design.isFinite else { throw .notFinite(argument: "design") }
    rows = design.rows
    columns = design.columns
    columnScales = PivotedQR.scaleColumns(&design)
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

  /// Multiplies each column by the power of two that brings its length into [1, 2); a zero column stays.
  private static func scaleColumns(_ design: inout Matrix) -> [Double] {
    let (rows, columns) = (design.rows, design.columns)
    return design.elements.withUnsafeMutableBufferPointer { elements in
      (0..<columns).map { j in
        let column = UnsafeMutableBufferPointer(rebasing: elements[j * rows..<(j + 1) * rows])
        let norm = cblas_dnrm2(Int32(clamping: rows), column.baseAddress, 1)
        guard norm > 0, norm.isFinite else { return 1 }
        // beyond 2^1000 the reciprocal power would itself leave the range of doubles
        let exponent = -min(max(Int(norm.exponent), -1000), 1000)
        let scale = Double(sign: .plus, exponent: exponent, significand: 1)
        for i in 0..<rows { column[i] *= scale }
        return scale
      }
    }
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
    try applyTransposedQ(&right, count: count)
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

  private func applyTransposedQ(_ right: inout [Double], count: Int) throws(LinearAlgebraError) {
    var (m, n, k) = (try lapackSize(rows), try lapackSize(count), try lapackSize(min(rows, columns)))
    var (leading, leadingRight) = (m, m)
    var (query, size, info) = (0.0, Int32(-1), Int32(0))
    dormqr_("L", "T", &m, &n, &k, factors, &leading, reflectorScales, &right, &leadingRight, &query, &size, &info, 1, 1)
    var work = [Double](repeating: 0, count: max(count, Int(query)))
    size = try lapackSize(work.count)
    dormqr_("L", "T", &m, &n, &k, factors, &leading, reflectorScales, &right, &leadingRight, &work, &size, &info, 1, 1)
    guard info == 0 else { throw .illegalArgument(Int(-info)) }
  }

  /// x0' (X'X)^-1 x0: the variance of a predicted mean at `row`, in units of the residual variance.
  ///
  /// Infinite where the row asks for a combination that the design says nothing about.
  public func leverage(of row: [Double]) throws(LinearAlgebraError) -> Double {
    guard row.count == columns else { throw .dimensions(expected: columns, found: row.count) }
    guard allFinite(row) else { throw .notFinite(argument: "row") }
    let scaled = pivots.map { row[$0] * columnScales[$0] }
    var kept = Array(scaled[..<rank])
    let size = scaled.reduce(0) { max($0, abs($1)) }
    for (offset, k) in (rank..<columns).enumerated() {
      var (implied, bulk) = (0.0, size)
      for i in 0..<rank {
        implied += dependence[offset * rank + i] * kept[i]
        bulk = max(bulk, abs(dependence[offset * rank + i] * kept[i]))
      }
      if abs(scaled[k] - implied) > 1e-8 * bulk { return .infinity }
    }
    try solveTriangle("U", "T", factors, leading: max(1, rows), order: rank, &kept, leadingRight: max(1, rank), count: 1)
    return kept.reduce(0) { $0 + $1 * $1 }
  }

  /// sqrt of the diagonal of (X'X)^-1, from the rows of R^-1: times the residual scale, the standard errors.
  ///
  /// Infinite for every coefficient while the design is aliased at that column or the column feeds an aliased one:
  /// such a coefficient depends on which column was kept.
  public func standardErrorFactors() throws(LinearAlgebraError) -> [Double] {
    var factorsByColumn = [Double](repeating: .infinity, count: columns)
    guard rank > 0 else { return factorsByColumn }
    var inverse = Matrix.identity(rank).elements
    try solveTriangle("U", "N", factors, leading: rows, order: rank, &inverse, leadingRight: rank, count: rank)
    for k in 0..<rank {
      let shared = (0..<columns - rank).contains { abs(dependence[$0 * rank + k]) > 1e-8 }
      guard !shared else { continue }
      var sum = 0.0
      for j in k..<rank { sum += inverse[k + j * rank] * inverse[k + j * rank] }
      factorsByColumn[pivots[k]] = sum.squareRoot() * columnScales[pivots[k]]
    }
    return factorsByColumn
  }
}
