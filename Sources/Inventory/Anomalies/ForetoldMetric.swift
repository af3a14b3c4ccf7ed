internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// One metric of all locations, foretold for the last days of several windows from the days before them.
struct ForetoldMetric {
  let name: String
  /// By window, the judged one first, by location: errors of the judged days, each free of what the day before let expect, in
  /// standard deviations, within -5...5; NaN where there is no value.
  let errors: [[[Double]]]
  /// Of the judged window, day by location, on the scale of the metric.
  fileprivate let table: MetricTable
  fileprivate let observed: Matrix
  fileprivate let expected: Matrix
  /// Of a single day, by location.
  fileprivate let spread: [Double]

  /// Mean error of the last days of the judged window, in usual deviations of a day.
  func meanError(location: Int, last: Int) -> Double {
    let days = known(location: location, last: last)
    guard !days.isEmpty, spread[location] > 0 else { return 0 }
    return days.reduce(0) { $0 + observed[$1, location] - expected[$1, location] } / Double(days.count) / spread[location]
  }

  /// What the last days were on average and what they were expected to be, in the units of the metric.
  func figures(location: Int, last: Int, level: Double) -> NaturalFigures {
    let days = known(location: location, last: last)
    func mean(_ values: Matrix) -> Double { days.reduce(0) { $0 + values[$1, location] } / Double(max(1, days.count)) }
    let (seen, usual) = (mean(observed), mean(expected))
    let half = Normal.standard.quantile(0.5 + level / 2) * spread[location] / Double(max(1, days.count)).squareRoot()
    return NaturalFigures(
      observed: table.natural(seen), expected: table.natural(usual), lower: table.natural(usual - half),
      upper: table.natural(usual + half))
  }

  private func known(location: Int, last: Int) -> [Int] {
    (max(0, observed.rows - last)..<observed.rows).filter {
      !observed[$0, location].isNaN && !expected[$0, location].isNaN
    }
  }
}

/// Foretells windows of one length, which share one factorised design because each begins on the same weekday.
///
/// 1. What the median location does on a day, beside its own median, is nobody's own and is taken off.
/// 2. Level, trend and weekday of the training days are fitted robustly (`RobustSeasonalFit`) and carried on,
///    the trend as far as the locations' trends differ by more than chance.
/// 3. Errors over the prediction's standard error are prewhitened by the first-order autoregression that all locations'
///    training residuals show: x_i = (z_i - phi z_{i-1}) / sqrt(1 - phi^2).
/// 4. They are divided by the root of the overdispersion phi' >= 1 of the earlier windows: the scaled median of the window means.
struct Forecast {
  let training: Int
  let judged: Int
  let minimumDays: Int
  private let design: SeasonalDesign
  private let rows: [SeasonalRow]
  private let errors: FitErrors.Design
  /// Sum of squared days from mid window.
  private let trendSquares: Double

  /// With too few locations a median is one of them, and taking it off would hide it.
  private static let fewestForShock = 8
  /// A twentieth on the logarithm is no event, however steady a figure was.
  private static let smallestSpread = 0.05
  private static let farthest = 5.0

  init(training: Int, judged: Int, firstWeekday: Int, minimumDays: Int) throws {
    self.training = training
    self.judged = judged
    self.minimumDays = minimumDays
    func weekday(_ day: Int) -> Int { (firstWeekday - 1 + day) % 7 + 1 }
    design = try SeasonalDesign(days: (0..<training).map { Int32($0) }, weekdays: (0..<training).map(weekday))
    let design = design
    rows = try (training..<training + judged).map { try design.row(day: Int32($0), weekday: weekday($0)) }
    trendSquares = (0..<training).reduce(0) { $0 + design.matrix[$1, 1] * design.matrix[$1, 1] }
    errors = try FitErrors.Design(design, influence: try PivotedQR(design.matrix).solve(.identity(training)))
  }

  private struct Window {
    var errors: [[Double]]
    var expected: Matrix
    var spread: [Double]
  }

  /// - Parameter ends: rows of the table after the last of each window, the judged one's first.
  func foretell(_ table: MetricTable, ends: [Int]) throws -> ForetoldMetric {
    let own = withoutShocks(table.values)
    var windows = try ends.map { try window(own.values, end: $0) }
    let means = windows.dropFirst().flatMap { window in
      window.errors.compactMap { errors -> Double? in
        let known = errors.filter { !$0.isNaN }
        return 2 * known.count < judged ? nil : abs(known.reduce(0, +)) / Double(known.count).squareRoot()
      }
    }
    let inflation = max(1, (median(means) ?? 0) / Normal.standard.quantile(0.75))
    for index in windows.indices {
      windows[index].errors = windows[index].errors.map { errors in
        errors.map { $0.isNaN ? $0 : min(max($0 / inflation, -Forecast.farthest), Forecast.farthest) }
      }
    }
    var (observed, expected) = (Matrix(rows: judged, columns: own.values.columns), windows[0].expected)
    for j in 0..<own.values.columns {
      for i in 0..<judged {
        let row = ends[0] - judged + i
        observed[i, j] = table.values[row, j] + table.effects[row, j]
        expected[i, j] += own.shocks[row] + table.effects[row, j]
      }
    }
    return ForetoldMetric(
      name: table.metric, errors: windows.map(\.errors), table: table, observed: observed, expected: expected,
      spread: windows[0].spread)
  }

  private func withoutShocks(_ values: Matrix) -> (values: Matrix, shocks: [Double]) {
    let levels = (0..<values.columns).map { j in median(values.column(j).filter { !$0.isNaN }) ?? .nan }
    let shocks = (0..<values.rows).map { i -> Double in
      let found = levels.indices.map { values[i, $0] - levels[$0] }.filter { !$0.isNaN }
      return found.count >= Forecast.fewestForShock ? median(found) ?? 0 : 0
    }
    var own = values
    for j in 0..<own.columns { for i in 0..<own.rows { own[i, j] -= shocks[i] } }
    return (own, shocks)
  }

  /// The share of the locations' trends that is no chance, and is carried on: 1 - E(se^2) / E(b^2), of trends held within three
  /// standard errors. Chance makes up a trend from any window, and carrying it on would lead away from what comes.
  private func keptTrend(_ fits: [RobustSeasonalFit], carryOver: Double) -> Double {
    let lasting = (1 + carryOver) / (1 - carryOver)
    let ratios = fits.filter { $0.outcome == .fitted && $0.scale > 0 }.map { fit in
      let error = fit.scale * (lasting / trendSquares * Double(training) / Double(fit.days)).squareRoot()
      return min(3, abs(fit.coefficients[1]) / error)
    }
    guard !ratios.isEmpty else { return 0 }
    return max(0, 1 - Double(ratios.count) / ratios.reduce(0) { $0 + $1 * $1 })
  }

  private func window(_ values: Matrix, end: Int) throws -> Window {
    let (first, locations) = (end - judged - training, values.columns)
    var block = Matrix(rows: training, columns: locations)
    for j in 0..<locations { for i in 0..<training { block[i, j] = values[first + i, j] } }
    let fits = try RobustSeasonalFit.fit(block, design: design, minimumDays: minimumDays)
    var residuals = Matrix(rows: training, columns: locations, repeating: .nan)
    for (j, fit) in fits.enumerated() where fit.outcome == .fitted {
      for i in 0..<training {
        let level = (0..<SeasonalDesign.columns).reduce(0) { $0 + fit.coefficients[$1] * design.matrix[i, $1] }
        residuals[i, j] = (block[i, j] - level) / max(fit.scale, Forecast.smallestSpread)
      }
    }
    let carryOver = max(0, FitErrors(errors, residuals: residuals).carryOver)
    let kept = keptTrend(fits, carryOver: carryOver)
    var window = Window(
      errors: [], expected: Matrix(rows: judged, columns: locations, repeating: .nan),
      spread: fits.map { max($0.scale, Forecast.smallestSpread) })
    for (j, fit) in fits.enumerated() {
      var last = residuals[training - 1, j]
      window.errors.append(
        (0..<judged).map { i in
          guard fit.outcome == .fitted else { return .nan }
          let days = rows[i].values[1]
          window.expected[i, j] =
            zip(rows[i].values, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 } - (1 - kept) * fit.coefficients[1] * days
          let leverage = (rows[i].leverage - (1 - kept) * days * days / trendSquares) * Double(training) / Double(fit.days)
          let deviation = window.spread[j] * (1 + max(0, leverage)).squareRoot()
          let z = (values[first + training + i, j] - window.expected[i, j]) / deviation
          let fresh = last.isNaN ? z : (z - carryOver * last) / (1 - carryOver * carryOver).squareRoot()
          last = z
          return fresh
        })
    }
    return window
  }
}
