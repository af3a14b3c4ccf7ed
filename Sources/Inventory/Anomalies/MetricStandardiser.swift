internal import LinearAlgebra
internal import Statistics

/// One metric of all locations, each day in standard deviations from what the location's other days let expect.
struct StandardMetric {
  let metric: String
  /// Of the training window, row by day, column by location; NaN where nothing can be said.
  let z: Matrix
  /// Of the judged day, by location.
  let judged: [Double]
  /// What the judged day was expected to be, in the units of the metric.
  let expected: [Double]
}

/// Brings series of any level, trend, weekday pattern and spread to one scale.
///
/// 1. Level, trend and weekday of each series are fitted robustly (`RobustSeasonalFit`).
/// 2. The median over the locations of a day, of what is left, is nobody's own and is taken off; then 1 again.
/// 3. Least squares once more on days held to three spreads of that fit: wild days move it little, and what it is like to
///    leave a day out is known exactly. Each day of the window is foretold from the others, as the judged day is, and the
///    error is put over the spread of those others (externally studentised) and over what `FitErrors` says. So the days of
///    the window lie as far from their expectation as if they were judged.
struct MetricStandardiser {
  let design: SeasonalDesign
  /// (X'X)^-1 X' of the design.
  let influence: Matrix
  private let errors: FitErrors.Design
  /// The judged day in terms of the design.
  let row: SeasonalRow
  /// Days from the window's last one to the judged one.
  let ahead: Int
  let minimumDays: Int

  /// With too few locations a median is one of them, and taking it off would hide it.
  private static let fewestForShock = 8
  /// Figures that repeat to a hair have no spread to speak of: a fiftieth on the logarithm is no event.
  private static let smallestSpread = 0.02
  /// In spreads.
  private static let farthest = 3.0

  /// Least squares of one series.
  private struct Fit {
    var coefficients: [Double]
    var residuals: [Double]
    /// By how much a day was drawn in.
    var excess: [Double]
    var squares: Double
    var days: Int
    var degrees: Double

    var spread: Double { MetricStandardiser.spread(squares: squares, degrees: degrees) }
  }

  init(design: SeasonalDesign, row: SeasonalRow, ahead: Int, minimumDays: Int) throws {
    self.design = design
    self.row = row
    self.ahead = ahead
    self.minimumDays = minimumDays
    influence = try PivotedQR(design.matrix).solve(.identity(design.days))
    errors = try FitErrors.Design(design, influence: influence)
  }

  /// - Parameter table: the days of the design, and in its last row the judged day.
  func standardise(_ table: MetricTable) throws -> StandardMetric {
    let (locations, last) = (table.values.columns, design.days)
    let first = try robust(table.values)
    let shocks = (0...last).map { i -> Double in
      let found = (0..<locations).map { table.values[i, $0] - level(first[$0], i) }.filter { !$0.isNaN }
      return found.count >= MetricStandardiser.fewestForShock ? median(found) ?? 0 : 0
    }
    var values = table.values
    for j in 0..<locations { for i in 0...last { values[i, j] -= shocks[i] } }
    let fits = try robust(values).enumerated().map { j, fit in fit.outcome == .fitted ? refit(values.column(j), fit) : nil }
    var z = Matrix(rows: last, columns: locations, repeating: .nan)
    for (j, fit) in fits.enumerated() {
      for i in 0..<last { z[i, j] = fit.map { $0.residuals[i] / $0.spread } ?? .nan }
    }
    let errors = FitErrors(errors, residuals: z)
    for (j, fit) in fits.enumerated() {
      guard let fit else { continue }
      for i in 0..<last { z[i, j] = leftOut(fit, i, errors.leftOut[i]) }
    }
    let beyond = errors.beyond(row, ahead: ahead)
    return StandardMetric(
      metric: table.metric, z: z,
      judged: fits.enumerated().map { j, fit in
        fit.map { (values[last, j] - value($0.coefficients, last)) / $0.spread / deviation(beyond, $0) } ?? .nan
      },
      expected: fits.enumerated().map { j, fit in
        table.natural(fit.map { value($0.coefficients, last) + shocks[last] + table.effects[last, j] } ?? .nan)
      })
  }

  private func robust(_ values: Matrix) throws -> [RobustSeasonalFit] {
    var block = Matrix(rows: design.days, columns: values.columns)
    for j in 0..<values.columns { for i in 0..<design.days { block[i, j] = values[i, j] } }
    return try RobustSeasonalFit.fit(block, design: design, minimumDays: minimumDays)
  }

  private func level(_ fit: RobustSeasonalFit, _ day: Int) -> Double {
    fit.outcome == .fitted ? value(fit.coefficients, day) : .nan
  }

  private func value(_ coefficients: [Double], _ day: Int) -> Double {
    coefficients.indices.reduce(0) { $0 + coefficients[$1] * (day == design.days ? row.values[$1] : design.matrix[day, $1]) }
  }

  private static func spread(squares: Double, degrees: Double) -> Double {
    max((squares / max(1, degrees)).squareRoot(), smallestSpread)
  }

  /// A missing day takes the value of the robust fit and counts for nothing.
  private func refit(_ values: [Double], _ robust: RobustSeasonalFit) -> Fit {
    let reach = MetricStandardiser.farthest * max(robust.scale, MetricStandardiser.smallestSpread)
    let levels = (0..<design.days).map { value(robust.coefficients, $0) }
    let held = levels.enumerated().map { i, level in
      values[i].isNaN ? level : min(max(values[i], level - reach), level + reach)
    }
    let coefficients = (0..<SeasonalDesign.columns).map { c in held.indices.reduce(0) { $0 + influence[c, $1] * held[$1] } }
    let residuals = held.indices.map { values[$0].isNaN ? Double.nan : held[$0] - value(coefficients, $0) }
    return Fit(
      coefficients: coefficients, residuals: residuals, excess: held.indices.map { values[$0] - held[$0] },
      squares: residuals.reduce(0) { $1.isNaN ? $0 : $0 + $1 * $1 }, days: robust.days,
      degrees: Double(robust.degreesOfFreedom))
  }

  /// The error of a day that is foretold from the others, over their spread and its own deviation.
  private func leftOut(_ fit: Fit, _ day: Int, _ error: Double) -> Double {
    let own = max(0.05, 1 - leverage(day) * weight(fit))
    let residual = fit.residuals[day]
    let spread = MetricStandardiser.spread(
      squares: max(0, fit.squares - residual * residual / own), degrees: fit.degrees - 1)
    return (residual / own + fit.excess[day]) / spread / deviation(error, fit)
  }

  private func leverage(_ day: Int) -> Double {
    (0..<SeasonalDesign.columns).reduce(0) { $0 + influence[$1, day] * design.matrix[day, $1] }
  }

  /// Missing days leave each one that was observed more weight.
  private func weight(_ fit: Fit) -> Double { Double(design.days) / Double(max(1, fit.days)) }

  private func deviation(_ error: Double, _ fit: Fit) -> Double {
    max(0.1, 1 + (error * error - 1) * weight(fit)).squareRoot()
  }
}
