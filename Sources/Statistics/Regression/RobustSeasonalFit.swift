import Glibc
public import LinearAlgebra

/// Level, trend and weekday pattern of one series, indifferent to a minority of wild days.
public struct RobustSeasonalFit: Equatable, Sendable {
  /// What a fit says.
  public enum Outcome: Equatable, Sendable {
    case fitted
    /// Fewer observed days than asked for, or than there are coefficients. Silence, not an alert.
    case tooFewDays
    /// Most days agree, or all lie on the fit: distance from it has no scale.
    case flat
  }

  /// What the fit says.
  public let outcome: Outcome
  /// In the order of the design's columns; all 0 for `.tooFewDays`.
  public let coefficients: [Double]
  /// Huber's scale of the residuals, sigma for normal data; 0 unless fitted.
  public let scale: Double
  /// Observed days; missing ones do not count.
  public let days: Int
  /// Observed days less the rank of the design.
  public let degreesOfFreedom: Int
  /// Whether the steps had nothing more to change, to 1e-9 of the scale.
  public let converged: Bool

  /// What the series should be on a day, with the standard error of one new value.
  ///
  ///     expected = x0'b,   standard error = s sqrt(1 + x0'(X'X)^-1 x0 * window days / observed days)
  ///
  /// The last factor is 1 for a complete series. For others it stands for the smaller information of the observed
  /// days, whose own factorisation is saved; it is exact when days are missing evenly over the week and the window.
  /// - Returns: `nil` unless `.fitted`.
  public func predict(_ row: SeasonalRow) -> SeasonalPrediction? {
    guard outcome == .fitted else { return nil }
    let expected = zip(row.values, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    let leverage = row.leverage * Double(row.days) / Double(days)
    return SeasonalPrediction(
      expected: expected, standardError: scale * (1 + leverage).squareRoot(), degreesOfFreedom: degreesOfFreedom)
  }
}

/// What a day should have been, before it is looked at.
public struct SeasonalPrediction: Equatable, Sendable {
  /// The level of that day.
  public let expected: Double
  /// Of one new value about `expected`.
  public let standardError: Double
  /// Of the t law of a new day.
  public let degreesOfFreedom: Int

  /// (y - expected) / standard error.
  public func z(_ y: Double) -> Double {
    (y - expected) / standardError
  }

  /// The two-sided p-value of `y` by Student's t: 1 where the standard error is infinite.
  public func pValue(_ y: Double) -> Double {
    StudentT(degreesOfFreedom: Double(degreesOfFreedom)).twoSidedP(z(y))
  }
}

extension RobustSeasonalFit {
  /// Residuals beyond this many scales are drawn in: 95 % efficient for normal data.
  static let corner = 1.345
  /// E min(Z^2, corner^2) for normal Z, which makes the scale consistent.
  static let consistency: Double = {
    let k = corner
    let outside = 2 * Normal.standard.upperTail(k)
    return (1 - outside) - 2 * k * Normal.standard.density(k) + k * k * outside
  }()
  private static let chunk = 64

  /// Fits every column of `block`, one series each, a row for each day of the design; NaN is a missing day.
  ///
  /// Huber's modified residuals (Huber 1981, sections 7.7 and 7.8) for location and scale together:
  ///
  ///     s^2 <- sum min(r_i^2, (k s)^2) / (beta (n - p))       over observed days, n of them, p the rank
  ///     b   <- b + least squares of clamp(r_i, -k s, k s)     a missing day takes its fitted value: r_i = 0
  ///
  /// The problem is convex in both, so the answer does not depend on the start, and each step uses the design's one
  /// factorisation. Adding a design column to a series adds to its coefficient; multiplying the series multiplies
  /// coefficients and scale.
  /// - Parameter minimumDays: series with fewer observed days are `.tooFewDays`.
  /// - Throws: `.dimensions`, `.notFinite` for an infinite value, `.linearAlgebra(.resultNotFinite)` for one beyond 1e150,
  ///   whose square would be.
  public static func fit(
    _ block: Matrix, design: SeasonalDesign, minimumDays: Int
  ) throws(StatisticsError) -> [RobustSeasonalFit] {
    guard block.rows == design.days else { throw .dimensions(expected: design.days, found: block.rows) }
    guard !block.elements.contains(where: \.isInfinite) else { throw .notFinite(argument: "block") }
    guard !block.elements.contains(where: { abs($0) > 1e150 }) else { throw .linearAlgebra(.resultNotFinite) }
    var fits: [RobustSeasonalFit] = []
    fits.reserveCapacity(block.columns)
    // a chunk of series stays in the cache over all of its steps
    for start in stride(from: 0, to: block.columns, by: chunk) {
      let end = min(start + chunk, block.columns)
      let values = Array(block.elements[start * block.rows..<end * block.rows])
      var steps = SeasonalSteps(values, design: design, minimumDays: minimumDays)
      try steps.run(limit: 500)
      fits += steps.results()
    }
    return fits
  }
}
