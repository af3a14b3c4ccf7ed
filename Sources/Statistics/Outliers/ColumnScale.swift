import LinearAlgebra

/// What a column was measured by.
public enum ColumnScale: Equatable, Sendable {
  /// The median absolute deviation, made consistent for normal data.
  case medianAbsoluteDeviation(Double)
  /// More than half of the values agree, so that the median deviation is 0: the mean absolute deviation from the median,
  /// times sqrt(pi / 2).
  case meanAbsoluteDeviation(Double)
  /// All values agree: distance has no scale, and the column says nothing.
  case constant

  /// The scale, or `nil` for a constant column.
  public var value: Double? {
    switch self {
    case .medianAbsoluteDeviation(let value), .meanAbsoluteDeviation(let value): value
    case .constant: nil
    }
  }
}

/// (x - median) / scale for every column that has a scale, and the scales of all.
struct RobustlyScaled {
  let scales: [ColumnScale]
  let data: Matrix

  init(_ data: Matrix) throws(StatisticsError) {
    guard data.isFinite else { throw .notFinite(argument: "data") }
    var (scales, columns): ([ColumnScale], [[Double]]) = ([], [])
    for j in 0..<data.columns {
      let column = data.column(j)
      let unit = powerOfTwoScale(column.reduce(0) { max($0, abs($1)) })
      let scaled = column.map { $0 * unit }
      let centre = median(scaled) ?? 0
      let deviations = scaled.map { abs($0 - centre) }
      let middle = (median(deviations) ?? 0) / 0.674489750196081743
      let mean = deviations.reduce(0, +) / Double(max(1, deviations.count)) * (Double.pi / 2).squareRoot()
      let scale = middle > 0 ? middle : mean
      guard scale > 0 else {
        scales.append(.constant)
        continue
      }
      scales.append(middle > 0 ? .medianAbsoluteDeviation(scale / unit) : .meanAbsoluteDeviation(scale / unit))
      columns.append(scaled.map { ($0 - centre) / scale })
    }
    guard columns.allSatisfy({ $0.allSatisfy { abs($0) < 1e150 } }) else { throw .linearAlgebra(.resultNotFinite) }
    self.scales = scales
    self.data = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try Matrix(columns: columns) }
  }
}
