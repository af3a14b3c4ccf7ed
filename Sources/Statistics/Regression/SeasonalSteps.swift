import Glibc
import LinearAlgebra

/// The Huber steps of one chunk of series.
struct SeasonalSteps {
  private let design: SeasonalDesign
  /// Observed values, column by column; NaN where missing.
  private let values: [Double]
  private let rows: Int
  private var series: [Series]
  private var coefficients: Matrix

  private struct Series {
    var outcome = RobustSeasonalFit.Outcome.fitted
    var days = 0
    var scale = 0.0
    /// Largest distance from the median: what rounding is measured against.
    var size = 0.0
    var level = 0.0
    var done = false
    var converged = false
  }

  init(_ values: [Double], design: SeasonalDesign, minimumDays: Int) {
    self.values = values
    self.design = design
    let rows = design.days
    self.rows = rows
    let count = values.count / rows
    coefficients = Matrix(rows: SeasonalDesign.columns, columns: count)
    series = (0..<count).map { j in
      SeasonalSteps.start(values[j * rows..<(j + 1) * rows], atLeast: max(minimumDays, design.rank + 1))
    }
    // the intercept is free in every design, so the median of the series is a start
    for j in 0..<count { coefficients[0, j] = series[j].level }
  }

  private static func start(_ values: ArraySlice<Double>, atLeast least: Int) -> Series {
    let observed = values.filter { !$0.isNaN }
    var series = Series()
    series.days = observed.count
    guard observed.count >= least, let level = median(observed) else {
      series.outcome = .tooFewDays
      series.done = true
      return series
    }
    series.level = level
    let distances = observed.map { abs($0 - level) }
    series.size = distances.max() ?? 0
    series.scale = (median(distances) ?? 0) / 0.674489750196081743
    // more than half of the days agree, to rounding
    if series.scale <= 1e-12 * max(abs(level), series.size) {
      series.outcome = .flat
      series.done = true
      series.converged = true
    }
    return series
  }

  mutating func run(limit: Int) throws(StatisticsError) {
    for _ in 0..<limit where series.contains(where: { !$0.done }) { try step() }
  }

  private mutating func step() throws(StatisticsError) {
    let now = coefficients
    let fitted = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.matrix.times(now) }
    var clamped = [Double](repeating: 0, count: values.count)
    var settled = [Bool](repeating: false, count: series.count)
    for j in series.indices where !series[j].done {
      settled[j] = rescale(j, fitted.elements)
      if series[j].done { continue }
      let limit = RobustSeasonalFit.corner * series[j].scale
      for i in j * rows..<(j + 1) * rows where !values[i].isNaN {
        clamped[i] = min(max(values[i] - fitted.elements[i], -limit), limit)
      }
    }
    let block = clamped
    let change = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try design.factor.solve(Matrix(rows: rows, columns: series.count, elements: block))
    }
    let moved = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.matrix.times(change) }
    for j in series.indices where !series[j].done {
      var largest = 0.0
      for i in j * rows..<(j + 1) * rows { largest = max(largest, abs(moved.elements[i])) }
      for c in 0..<SeasonalDesign.columns { coefficients[c, j] += change[c, j] }
      if settled[j], largest <= 1e-9 * series[j].scale {
        series[j].done = true
        series[j].converged = true
      }
    }
  }

  /// One step of the scale. Returns whether it hardly moved.
  private mutating func rescale(_ j: Int, _ fitted: [Double]) -> Bool {
    let old = series[j].scale
    let limit = RobustSeasonalFit.corner * old
    var sum = 0.0
    for i in j * rows..<(j + 1) * rows where !values[i].isNaN {
      let r = min(abs(values[i] - fitted[i]), limit)
      sum += r * r
    }
    let degrees = Double(series[j].days - design.rank)
    let scale = (sum / (RobustSeasonalFit.consistency * degrees)).squareRoot()
    series[j].scale = scale
    if scale <= 1e-11 * max(series[j].size, abs(series[j].level)) {
      series[j].outcome = .flat
      series[j].scale = 0
      series[j].done = true
      series[j].converged = true
    }
    return abs(scale - old) <= 1e-9 * scale
  }

  func results() -> [RobustSeasonalFit] {
    series.indices.map { j in
      RobustSeasonalFit(
        outcome: series[j].outcome,
        coefficients: series[j].outcome == .tooFewDays
          ? Array(repeating: 0, count: SeasonalDesign.columns) : coefficients.column(j),
        scale: series[j].outcome == .fitted ? series[j].scale : 0, days: series[j].days,
        degreesOfFreedom: max(0, series[j].days - design.rank), converged: series[j].converged)
    }
  }
}
