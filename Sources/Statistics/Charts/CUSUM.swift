/// The two-sided tabular cumulative sum of Page (1954), on values in units of their standard deviation from the target.
///
///     upper_i = max(0, upper_{i-1} + z_i - reference),   lower_i = max(0, lower_{i-1} - z_i - reference)
///
/// A side signals while it is above `decision`. Both sides begin at `headStart` (Lucas & Crosier 1982: half of the
/// decision value finds a process that starts out of control sooner).
public struct CUSUM: Equatable, Sendable {
  /// k, half of the shift to be found.
  public let reference: Double
  /// h.
  public let decision: Double
  /// Where both sums start (fast initial response); 0 for none.
  public let headStart: Double

  /// - Throws: `.outOfRange` unless reference >= 0, decision > 0 and 0 <= headStart < decision.
  public init(reference: Double, decision: Double, headStart: Double = 0) throws(StatisticsError) {
    guard reference >= 0, reference.isFinite else { throw .outOfRange(argument: "reference") }
    guard decision > 0, decision.isFinite else { throw .outOfRange(argument: "decision") }
    guard headStart >= 0, headStart < decision else { throw .outOfRange(argument: "headStart") }
    self.reference = reference
    self.decision = decision
    self.headStart = headStart
  }

  /// The two sums over a series, one value each for each observation.
  public struct Run: Equatable, Sendable {
    /// The sum that rises with the level.
    public let upper: [Double]
    /// The sum that rises as the level falls.
    public let lower: [Double]
    /// The points at which a side is above the decision value, from 0.
    public let upwardSignals: [Int]
    /// Where `lower` is above the decision limit.
    public let downwardSignals: [Int]
    /// For each point, how many points ago each side was last at 0: where the shift of a signal began.
    public let upperAge: [Int]
    /// The same for `lower`.
    public let lowerAge: [Int]
  }

  /// - Throws: `.notFinite`.
  public func run(_ z: [Double]) throws(StatisticsError) -> Run {
    guard z.allSatisfy(\.isFinite) else { throw .notFinite(argument: "z") }
    let (upper, upperAge) = side(z)
    let (lower, lowerAge) = side(z.map { -$0 })
    return Run(
      upper: upper, lower: lower, upwardSignals: upper.indices.filter { upper[$0] > decision },
      downwardSignals: lower.indices.filter { lower[$0] > decision }, upperAge: upperAge, lowerAge: lowerAge)
  }

  private func side(_ z: [Double]) -> (sums: [Double], ages: [Int]) {
    var (sums, ages): ([Double], [Int]) = ([], [])
    var (sum, age) = (headStart, 0)
    for value in z {
      // a sum beyond the range of doubles stays at its end, and signals
      sum = min(.greatestFiniteMagnitude, max(0, sum + value - reference))
      age = sum > 0 ? age + 1 : 0
      sums.append(sum)
      ages.append(age)
    }
    return (sums, ages)
  }
}
