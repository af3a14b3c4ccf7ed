public import LinearAlgebra

/// The `count` nearest other rows of every row, by Euclidean distance.
///
/// Found among candidates that single-precision products leave in question by a rigorous bound on their rounding; the
/// distances themselves are sums of squared differences, so that near duplicates lose no digits. Rows at the same
/// distance come in the order of their index.
public struct NearestNeighbours: Equatable, Sendable {
  /// Rows of the data.
  public let rows: Int
  /// How many neighbours each row has: what was asked for, or all others.
  public let count: Int
  private let indices: [Int32]
  private let lengths: [Double]

  /// The neighbours of a row, nearest first.
  public func neighbours(of row: Int) -> [Int] {
    indices[row * count..<(row + 1) * count].map { Int($0) }
  }

  /// Their distances, ascending.
  public func distances(of row: Int) -> [Double] {
    Array(lengths[row * count..<(row + 1) * count])
  }

  /// The distance of each row from its last neighbour: a score of loneliness. (Ramaswamy, Rastogi & Shim 2000)
  public var farthest: [Double] {
    count > 0 ? (0..<rows).map { lengths[($0 + 1) * count - 1] } : []
  }

  /// 2 % of the rows, at least 10 and at most 100.
  public static func defaultCount(rows: Int) -> Int { min(100, max(10, rows / 50)) }

  /// - Parameter count: at least 1; with fewer other rows, all of them are taken.
  /// - Throws: `.outOfRange(argument: "count")`, `.notFinite`, `.linearAlgebra(.dimensions)` beyond 2^31 rows.
  public init(_ data: Matrix, count: Int) throws(StatisticsError) {
    guard count > 0 else { throw .outOfRange(argument: "count") }
    guard data.isFinite else { throw .notFinite(argument: "data") }
    guard data.rows < Int(Int32.max) else { throw .linearAlgebra(.dimensions(expected: Int(Int32.max), found: data.rows)) }
    rows = data.rows
    self.count = max(0, min(count, data.rows - 1))
    guard self.count > 0 else {
      (indices, lengths) = ([], [])
      return
    }
    let (search, kept) = (NeighbourSearch(data), self.count)
    (indices, lengths) = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try search.run(count: kept) }
  }
}
