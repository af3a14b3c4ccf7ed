internal import LinearAlgebra
internal import Statistics

/// How far off a least-squares fit is of days that it was made without, when each day carries on something of the day before
/// (an autoregression of first order), in standard deviations of a single day.
///
/// A day between those of the fit is foretold better than a day after them, and the more so the longer chance lasts:
///
///     day i left out   var = [(I - H) R (I - H)]_ii / (1 - h_i)^2,   H = X (X'X)^-1 X',   R_ij = phi^|i - j|
///     a later day      var = 1 + a' R a - 2 a' r,   a = X (X'X)^-1 x0,   r_i = phi^(days from i to it)
///
/// Errors over these are comparable, wherever the day lies.
struct FitErrors {
  /// What the fits of one design have in common, whatever the series.
  struct Design {
    let influence: Matrix
    let days: Int
    /// By day, what a residual is made of: the rows of I - H.
    fileprivate let makers: [[Double]]
    /// Autocorrelation of residuals by phi, rising.
    fileprivate let expected: [(phi: Double, autocorrelation: Double)]

    private static let steps = 30

    /// - Parameter influence: (X'X)^-1 X'.
    init(_ design: SeasonalDesign, influence: Matrix) throws {
      self.influence = influence
      days = design.days
      let hat = try design.matrix.times(influence)
      let makers = (0..<design.days).map { i in (0..<design.days).map { ($0 == i ? 1 : 0) - hat[i, $0] } }
      self.makers = makers
      expected = (0...Design.steps).map { step in
        let phi = -0.5 + 1.45 * Double(step) / Double(Design.steps)
        return (phi, FitErrors.expected(makers, phi))
      }
    }

    /// The residuals of a fit are less alike than what they are residuals of, by what the design says they are.
    fileprivate func phi(_ autocorrelation: Double) -> Double {
      guard let above = expected.firstIndex(where: { $0.autocorrelation >= autocorrelation }) else {
        return expected[expected.count - 1].phi
      }
      guard above > 0 else { return expected[0].phi }
      let (a, b) = (expected[above - 1], expected[above])
      let share = (autocorrelation - a.autocorrelation) / max(b.autocorrelation - a.autocorrelation, 1e-12)
      return a.phi + share * (b.phi - a.phi)
    }
  }

  /// phi, from the autocorrelation of the fit's own residuals.
  let carryOver: Double
  /// By day of the window, when it is left out.
  let leftOut: [Double]
  private let design: Design

  /// - Parameter residuals: of the window, row by day, column by series, in units of each series' scale; NaN where missing.
  init(_ design: Design, residuals: Matrix) {
    self.design = design
    let phi = design.phi(FitErrors.autocorrelation(residuals))
    carryOver = phi
    leftOut = design.makers.enumerated().map { i, maker in
      FitErrors.product(FitErrors.carried(maker, phi), maker).squareRoot() / max(maker[i], 1e-3)
    }
  }

  /// The standard deviation of the error of a day after the window.
  /// - Parameter ahead: days after the window's last one, at least 1.
  func beyond(_ row: SeasonalRow, ahead: Int) -> Double {
    let weights = (0..<design.days).map { i in
      row.values.indices.reduce(0) { $0 + design.influence[$1, i] * row.values[$1] }
    }
    let smooth = FitErrors.carried(weights, carryOver)
    var (variance, likeness) = (1.0, 1.0)
    for _ in 0..<ahead { likeness *= carryOver }
    for i in stride(from: design.days - 1, through: 0, by: -1) {
      variance += weights[i] * (smooth[i] - 2 * likeness)
      likeness *= carryOver
    }
    return max(variance, 0.1).squareRoot()
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  /// R v, by one pass forwards and one backwards.
  private static func carried(_ v: [Double], _ phi: Double) -> [Double] {
    var (result, sum) = (v, 0.0)
    for i in v.indices {
      result[i] += sum
      sum = phi * (sum + v[i])
    }
    sum = 0
    for i in v.indices.reversed() {
      result[i] += sum
      sum = phi * (sum + v[i])
    }
    return result
  }

  /// Autocorrelation of the residuals of the fit.
  private static func expected(_ makers: [[Double]], _ phi: Double) -> Double {
    var (squares, products) = (0.0, 0.0)
    for (i, maker) in makers.enumerated() {
      let carried = carried(maker, phi)
      squares += product(carried, maker)
      if i + 1 < makers.count { products += product(carried, makers[i + 1]) }
    }
    return products / Double(makers.count - 1) / (squares / Double(makers.count))
  }

  /// Of one day and the next, over all series.
  private static func autocorrelation(_ residuals: Matrix) -> Double {
    var (products, pairs, squares, count) = (0.0, 0.0, 0.0, 0.0)
    for j in 0..<residuals.columns {
      var last = Double.nan
      for i in 0..<residuals.rows {
        let now = residuals[i, j]
        if !now.isNaN {
          squares += now * now
          count += 1
          if !last.isNaN {
            products += now * last
            pairs += 1
          }
        }
        last = now
      }
    }
    guard pairs > 0, squares > 0 else { return 0 }
    return products / pairs / (squares / count)
  }
}
