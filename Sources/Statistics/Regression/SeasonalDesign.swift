public import LinearAlgebra

/// The common regressors of daily series: level, trend and weekday, factorised once for all of them.
///
///     intercept | day - mean day | six contrasts: 1 on weekday j, -1 on Sunday, 0 otherwise (j = Monday...Saturday)
///
/// The weekday effects sum to 0 over a week, so the intercept is the level of an average weekday in mid window.
/// A window that lacks a weekday leaves that column aliased: its coefficient is 0, and a prediction for that weekday
/// has an infinite standard error.
public struct SeasonalDesign: Sendable {
  /// Intercept, trend and six weekdays.
  public static let columns = 8
  /// One row for each day.
  public let matrix: Matrix
  /// The mean of the day numbers, from which the trend counts.
  public let centre: Double
  let factor: PivotedQR

  /// Independent columns: 8 for a window that has every weekday.
  public var rank: Int { factor.rank }
  /// How many days.
  public var days: Int { matrix.rows }

  /// - Parameters:
  ///   - days: numbers of days, each once; gaps are allowed.
  ///   - weekdays: their ISO weekdays, Monday 1 to Sunday 7.
  /// - Throws: `.dimensions`, `.outOfRange` for another weekday or no days.
  public init(days: [Int32], weekdays: [Int]) throws(StatisticsError) {
    guard weekdays.count == days.count else { throw .dimensions(expected: days.count, found: weekdays.count) }
    guard !days.isEmpty else { throw .outOfRange(argument: "days") }
    guard weekdays.allSatisfy({ (1...7).contains($0) }) else { throw .outOfRange(argument: "weekdays") }
    let first = days[0]
    // from the first day on, so that the sum is one of small whole numbers and exact
    let offset = days.reduce(0) { $0 + Int($1) - Int(first) }
    centre = Double(first) + Double(offset) / Double(days.count)
    var matrix = Matrix(rows: days.count, columns: SeasonalDesign.columns)
    for i in days.indices {
      let values = SeasonalDesign.values(day: days[i], weekday: weekdays[i], centre: centre)
      for j in values.indices { matrix[i, j] = values[j] }
    }
    self.matrix = matrix
    factor = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try PivotedQR(matrix) }
  }

  /// A day to predict, in or after the window, with what the design says about it.
  /// - Throws: `.outOfRange` for a weekday outside 1...7.
  public func row(day: Int32, weekday: Int) throws(StatisticsError) -> SeasonalRow {
    guard (1...7).contains(weekday) else { throw .outOfRange(argument: "weekday") }
    let values = SeasonalDesign.values(day: day, weekday: weekday, centre: centre)
    let leverage = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.leverage(of: values) }
    return SeasonalRow(values: values, leverage: leverage, days: matrix.rows)
  }

  private static func values(day: Int32, weekday: Int, centre: Double) -> [Double] {
    var values = [Double](repeating: 0, count: columns)
    values[0] = 1
    values[1] = Double(day) - centre
    for j in 1...6 { values[j + 1] = weekday == j ? 1 : (weekday == 7 ? -1 : 0) }
    return values
  }
}

/// One day in the terms of a design: computed once, used for every series.
public struct SeasonalRow: Equatable, Sendable {
  /// The row of the design matrix.
  public let values: [Double]
  /// x0' (X'X)^-1 x0 of the whole window.
  public let leverage: Double
  /// Days of the window.
  let days: Int
}
