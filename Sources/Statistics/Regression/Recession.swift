import LinearAlgebra

/// Looks for a direction along which the likelihood rises for ever, so that no finite maximum exists.
///
/// On separated data Newton's step tends to such a direction, by one unit of the predictor at a time. The step is taken
/// as a proposal only: rows that it leaves where they are must be left there exactly, so the direction is projected on
/// what changes none of them, and then every other row must move the way it may.
struct Recession<Family: LikelihoodFamily> {
  let design: Matrix
  let family: Family

  struct Finding {
    let separation: Separation
    let direction: [Double]
  }

  /// A row that moves by less than this share of the largest move is taken to be left where it is.
  private static var still: Double { 1e-4 }

  func find(along step: [Double]) throws(StatisticsError) -> Finding? {
    guard let (moves, size) = try moves(step, tolerance: Self.still) else { return nil }
    let left = moves.indices.filter { abs(moves[$0]) <= Self.still * size && family.drift($0) != .anywhere }
    if left.isEmpty { return Finding(separation: .complete, direction: step) }
    let projected = try projection(of: step, leaving: left)
    guard let (exact, exactSize) = try self.moves(projected, tolerance: 1e-9), exactSize > 0.5 * size else { return nil }
    guard left.allSatisfy({ abs(exact[$0]) <= 1e-9 * exactSize }) else { return nil }
    return Finding(separation: .quasi, direction: projected)
  }

  /// The change of each predictor, and the largest; `nil` where some row must not go there.
  private func moves(_ direction: [Double], tolerance: Double) throws(StatisticsError) -> ([Double], Double)? {
    let moves = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(direction) }
    var size = 0.0
    for (row, move) in moves.enumerated() where family.drift(row) != .anywhere { size = max(size, abs(move)) }
    guard size > 0 else { return nil }
    let limit = tolerance * size
    for (row, move) in moves.enumerated() where abs(move) > limit {
      switch family.drift(row) {
      case .upwards: if move < 0 { return nil }
      case .downwards: if move > 0 { return nil }
      case .nowhere: return nil
      case .anywhere: continue
      }
    }
    return (moves, size)
  }

  /// The part of `direction` that changes none of the rows `left`, columns taken at comparable size.
  private func projection(of direction: [Double], leaving left: [Int]) throws(StatisticsError) -> [Double] {
    let sizes = direction.indices.map { max(design.largest(inColumn: $0), .leastNormalMagnitude) }
    var rows = design.rows(in: left.map { $0..<$0 + 1 })
    for j in sizes.indices {
      for i in left.indices { rows[i, j] /= sizes[j] }
    }
    let scaled = rows
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let span = try PivotedQR(scaled.transposed).orthonormalBasis()
      let sized = zip(direction, sizes).map { $0 * $1 }
      let inside = try span.times(span.transposedTimes(sized))
      return direction.indices.map { (sized[$0] - inside[$0]) / sizes[$0] }
    }
  }
}
