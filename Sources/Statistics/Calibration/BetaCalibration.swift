import Glibc

/// Corrects a probability by the ratio of two beta laws (Kull, Silva Filho & Flach 2017).
///
///     logit p = c + a ln s - b ln(1 - s),   a, b >= 0
///
/// It holds the identity (a = b = 1, c = 0), where a logistic line in s does not. As in the paper a negative a or b is
/// set to 0 and the others are fitted again. Probabilities are kept within 2.2e-16 of 0 and 1.
public struct BetaCalibration: Equatable, Sendable {
  /// Slope in ln p.
  public let a: Double
  /// Slope in -ln(1 - p).
  public let b: Double
  /// Intercept, in log odds.
  public let c: Double

  /// What a fit says.
  public enum Outcome: Equatable, Sendable {
    case fitted(BetaCalibration)
    /// The probabilities separate the classes, or a class is absent: no finite map is the most likely one.
    case separated
    /// All probabilities are equal: there is nothing to learn but the base rate.
    case constant
  }

  /// A map from its parameters.
  public init(a: Double, b: Double, c: Double) {
    self.a = a
    self.b = b
    self.c = c
  }

  /// - Throws: `.dimensions`, `.outOfRange` for a probability outside 0...1 or impossible weights, `.notFinite`.
  public static func fit(_ p: [Double], _ y: [Bool], weights: [Double]? = nil) throws(StatisticsError) -> Outcome {
    let weights = try checkedCases(p, y, weights)
    guard p.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { throw .outOfRange(argument: "p") }
    let (left, right) = (p.map { log(kept($0)) }, p.map { -log1p(-kept($0)) })
    let targets = y.map { $0 ? 1.0 : 0 }
    var active = [true, true]
    while true {
      let columns = (active[0] ? [left] : []) + (active[1] ? [right] : [])
      switch LogisticLine(columns, targets: targets, weights: weights) {
      case .separated: return .separated
      case .collinear:
        // two values of p give two columns on one line: one slope is all they can show
        if columns.count == 2 { active[1] = false } else { return .constant }
      case .fitted(let fit):
        let slopes = Array(fit.coefficients.dropFirst())
        if let lowest = slopes.min(), lowest < 0 {
          let drop = slopes[0] == lowest && active[0] ? 0 : 1
          active[drop] = false
          continue
        }
        let a = active[0] ? slopes[0] : 0
        let b = active[1] ? slopes[slopes.count - 1] : 0
        return .fitted(BetaCalibration(a: a, b: b, c: fit.coefficients[0]))
      }
    }
  }

  /// The recalibrated probability; 0 and 1, and what lies beyond, count as one rounding off them.
  public func callAsFunction(_ p: Double) -> Double {
    let s = BetaCalibration.kept(p)
    return logistic(c + a * log(s) - b * log1p(-s)).x
  }

  private static func kept(_ p: Double) -> Double {
    min(max(p, Double.ulpOfOne), 1 - Double.ulpOfOne)
  }
}
