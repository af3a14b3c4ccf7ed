extension PivotedQR {
  /// Below this an aliased column is taken not to depend on a kept one.
  private static let unrelated = 1e-8

  /// x0' (X'X)^-1 x0: the variance of a predicted mean at `row`, in units of the residual variance.
  ///
  /// Infinite where the row asks for a combination that the design says nothing about.
  public func leverage(of row: [Double]) throws(LinearAlgebraError) -> Double {
    guard var kept = try determinedPart(of: row) else { return .infinity }
    try solveTriangle("U", "T", factors, leading: max(1, rows), order: rank, &kept, leadingRight: max(1, rank), count: 1)
    return kept.reduce(0) { $0 + $1 * $1 }
  }

  /// The row's scaled elements on the kept columns, in pivot order, or `nil` where the aliased ones do not follow.
  func determinedPart(of row: [Double]) throws(LinearAlgebraError) -> [Double]? {
    guard row.count == columns else { throw .dimensions(expected: columns, found: row.count) }
    guard allFinite(row) else { throw .notFinite(argument: "row") }
    let scaled = pivots.map { row[$0] * columnScales[$0] }
    let kept = Array(scaled[..<rank])
    let size = scaled.reduce(0) { max($0, abs($1)) }
    for (offset, k) in (rank..<columns).enumerated() {
      var (implied, bulk) = (0.0, size)
      for i in 0..<rank {
        implied += dependence[offset * rank + i] * kept[i]
        bulk = max(bulk, abs(dependence[offset * rank + i] * kept[i]))
      }
      if abs(scaled[k] - implied) > PivotedQR.unrelated * bulk { return nil }
    }
    return kept
  }

  /// Whether some aliased column depends on the kept column number `k` of the pivot order.
  func feedsAliased(_ k: Int) -> Bool {
    (0..<columns - rank).contains { abs(dependence[$0 * rank + k]) > PivotedQR.unrelated }
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
    for k in 0..<rank where !feedsAliased(k) {
      var sum = 0.0
      for j in k..<rank { sum += inverse[k + j * rank] * inverse[k + j * rank] }
      factorsByColumn[pivots[k]] = sum.squareRoot() * columnScales[pivots[k]]
    }
    return factorsByColumn
  }
}
