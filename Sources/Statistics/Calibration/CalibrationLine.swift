import Glibc

/// The line that would recalibrate a probability on the logit scale (Cox 1958; Steyerberg, Clinical Prediction Models).
///
///     logit P(y = 1) = intercept + slope logit p
///
/// A perfect model has slope 1 and both intercepts 0. A slope below 1 means probabilities too far from the middle.
public struct CalibrationLine: Equatable, Sendable {
  /// How steeply the outcomes follow the log odds; 1 is right, below 1 overconfident.
  public let slope: Double
  /// Standard error of `slope`.
  public let slopeError: Double
  /// Log odds at predicted log odds of 0; 0 is right.
  public let intercept: Double
  /// Standard error of `intercept`.
  public let interceptError: Double
  /// The intercept where the slope is held at 1: calibration in the large.
  public let interceptInTheLarge: Double
  /// Standard error of `interceptInTheLarge`.
  public let interceptInTheLargeError: Double

  /// What a fit says.
  public enum Outcome: Equatable, Sendable {
    case fitted(CalibrationLine)
    /// The probabilities separate the classes, or a class is absent: no finite line is the most likely one.
    case separated
    /// All probabilities are equal: there is no slope.
    case constant
    /// A probability of 0 or 1 has no logit.
    case certain
  }

  /// Standard errors are those of the likelihood; with weights (relative to their mean) they ignore the extra spread that
  /// unequal weights bring.
  /// - Throws: `.dimensions`, `.outOfRange` for a probability outside 0...1 or impossible weights, `.notFinite`.
  public static func fit(_ p: [Double], _ y: [Bool], weights: [Double]? = nil) throws(StatisticsError) -> Outcome {
    var weights = try checkedCases(p, y, weights)
    guard p.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { throw .outOfRange(argument: "p") }
    guard p.allSatisfy({ $0 > 0 && $0 < 1 }) else { return .certain }
    let mean = weights.reduce(0, +) / Double(weights.count)
    weights = weights.map { $0 / mean }
    let logits = p.map { log($0) - log1p(-$0) }
    let targets = y.map { $0 ? 1.0 : 0 }
    let (line, large) = (
      LogisticLine([logits], targets: targets, weights: weights),
      LogisticLine([], targets: targets, weights: weights, offset: logits)
    )
    switch (line, large) {
    case (.fitted(let line), .fitted(let large)):
      return .fitted(
        CalibrationLine(
          slope: line.coefficients[1], slopeError: line.covariance[1][1].squareRoot(), intercept: line.coefficients[0],
          interceptError: line.covariance[0][0].squareRoot(), interceptInTheLarge: large.coefficients[0],
          interceptInTheLargeError: large.covariance[0][0].squareRoot()))
    case (.collinear, _): return .constant
    default: return .separated
    }
  }
}
