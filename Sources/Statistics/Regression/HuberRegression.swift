import Glibc
public import LinearAlgebra

/// Linear regression that a minority of wild responses does not move. (Huber 1981, sections 7.7 and 7.8)
///
///     s^2 <- sum min(r_i^2, (k s)^2) / (beta (n - p))        beta = E min(Z^2, k^2) for normal Z
///     b   <- b + least squares of clamp(r_i, -k s, k s)
///
/// Coefficients and scale solve one convex problem, so that the answer does not depend on the start, and each step uses
/// the design's one factorisation. Adding a design column to y adds 1 to its coefficient; multiplying y multiplies
/// coefficients and scale. It does not guard against wild rows of the design (leverage).
public struct HuberRegression: Equatable, Sendable {
  /// What a fit says.
  public enum Outcome: Equatable, Sendable {
    case fitted
    /// Most responses lie on the fit: distance from it has no scale.
    case perfect
    /// No more rows than independent columns.
    case tooFewRows
  }

  /// What the fit says.
  public let outcome: Outcome
  /// 0 for aliased columns, and all 0 for `.tooFewRows`.
  public let coefficients: [Double]
  /// Sigma for normal errors; 0 unless fitted.
  public let scale: Double
  /// Asymptotic, with Huber's correction (1981, formula 7.6.5); infinite where not determined, 0 for a perfect fit.
  public let standardErrors: [Double]
  /// y - X b.
  public let residuals: [Double]
  /// Rows less rank.
  public let degreesOfFreedom: Int
  /// Columns that depend on the others, ascending, from 0.
  public let aliased: [Int]
  /// Whether the steps had nothing more to change.
  public let converged: Bool

  /// - Parameters:
  ///   - design: one row for each response; the intercept, if wanted, is a column of ones.
  ///   - corner: residuals beyond this many scales are drawn in; 1.345 is 95 % efficient for normal errors.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` for a corner that is not positive.
  public static func fit(
    design: Matrix, response: [Double], corner: Double = 1.345
  ) throws(StatisticsError) -> HuberRegression {
    guard response.count == design.rows else { throw .dimensions(expected: design.rows, found: response.count) }
    guard design.isFinite else { throw .notFinite(argument: "design") }
    guard response.allSatisfy(\.isFinite) else { throw .notFinite(argument: "response") }
    guard corner > 0, corner.isFinite else { throw .outOfRange(argument: "corner") }
    let unit = binaryUnit(of: response)
    let factor = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try PivotedQR(design) }
    guard design.rows > factor.rank else {
      let zeros = [Double](repeating: 0, count: design.columns)
      return HuberRegression(
        outcome: .tooFewRows, coefficients: zeros, scale: 0, standardErrors: zeros.map { _ in .infinity },
        residuals: response, degreesOfFreedom: 0, aliased: factor.aliased, converged: false)
    }
    var steps = HuberSteps(design: design, factor: factor, response: response.map { $0 / unit }, corner: corner)
    try steps.run(limit: 5000)
    return try steps.result(unit: unit)
  }
}

/// The iteration of one Huber regression.
struct HuberSteps {
  private let design: Matrix
  private let factor: PivotedQR
  private let response: [Double]
  private let corner: Double
  private let consistency: Double
  private var coefficients: [Double]
  private var residuals: [Double]
  private var scale = 0.0
  private var isPerfect = false
  private var converged = false

  init(design: Matrix, factor: PivotedQR, response: [Double], corner: Double) {
    self.design = design
    self.factor = factor
    self.response = response
    self.corner = corner
    let outside = 2 * Normal.standard.upperTail(corner)
    consistency = (1 - outside) - 2 * corner * Normal.standard.density(corner) + corner * corner * outside
    coefficients = Array(repeating: 0, count: design.columns)
    residuals = response
  }

  private var degrees: Int { design.rows - factor.rank }

  mutating func run(limit: Int) throws(StatisticsError) {
    // least squares first: the scale of its residuals is finite and the problem is convex from there
    try move(along: response)
    scale = rootMeanSquare(residuals.map { $0 * $0 }, Double(degrees))
    let size = response.reduce(0) { max($0, abs($1)) }
    let negligible = 1e-11 * size
    for _ in 0..<limit {
      let old = scale
      let bound = corner * old
      scale = rootMeanSquare(residuals.map { min($0 * $0, bound * bound) }, consistency * Double(degrees))
      if scale <= negligible {
        (scale, isPerfect, converged) = (0, true, true)
        return
      }
      let limit = corner * scale
      let largest = try move(along: residuals.map { min(max($0, -limit), limit) })
      // the rounding of a fitted value is not a change
      let tolerance = max(1e-13 * scale, 8 * Double.ulpOfOne * size)
      if largest <= tolerance, abs(scale - old) <= tolerance {
        converged = true
        return
      }
    }
  }

  private func rootMeanSquare(_ squares: [Double], _ count: Double) -> Double {
    (squares.reduce(0, +) / count).squareRoot()
  }

  /// Adds the least squares of `target` to the coefficients. Returns the largest change of a fitted value.
  @discardableResult private mutating func move(along target: [Double]) throws(StatisticsError) -> Double {
    let (factor, design, now) = (factor, design, coefficients)
    let next = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      zip(now, try factor.solve(target)).map { $0 + $1 }
    }
    let fitted = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(next) }
    var largest = 0.0
    for i in fitted.indices {
      let residual = response[i] - fitted[i]
      largest = max(largest, abs(residual - residuals[i]))
      residuals[i] = residual
    }
    coefficients = next
    return largest
  }

  func result(unit: Double) throws(StatisticsError) -> HuberRegression {
    let factors = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.standardErrorFactors() }
    let spread = errorScale * unit
    let coefficients = coefficients.map { $0 * unit }
    let residuals = residuals.map { $0 * unit }
    guard (coefficients + residuals).allSatisfy(\.isFinite), spread.isFinite else { throw .linearAlgebra(.resultNotFinite) }
    return HuberRegression(
      outcome: isPerfect ? .perfect : .fitted, coefficients: coefficients, scale: scale * unit,
      standardErrors: factors.map { $0.isFinite ? $0 * spread : .infinity }, residuals: residuals,
      degreesOfFreedom: degrees, aliased: factor.aliased, converged: converged)
  }

  /// sqrt(sum psi^2 / (n - p)) kappa / mean psi',  kappa = 1 + p var psi' / (n (mean psi')^2).
  private var errorScale: Double {
    guard !isPerfect else { return 0 }
    let (count, limit) = (Double(design.rows), corner * scale)
    let squares = residuals.map { min($0 * $0, limit * limit) }
    let inside = Double(residuals.reduce(0) { abs($1) <= limit ? $0 + 1 : $0 }) / count
    let variance = count > 1 ? inside * (1 - inside) * count / (count - 1) : 0
    let kappa = 1 + Double(factor.rank) * variance / (count * inside * inside)
    return rootMeanSquare(squares, Double(degrees)) * kappa / inside
  }
}
