/// The law of a whole-numbered delay, from cases that could only be seen if their delay was short enough.
///
///     F(d) = prod over u > d of (1 - n(u) / R(u))
///
/// n(u): cases of delay u; R(u): cases of delay at most u whose window allowed u, those of delay u among them. A case that
/// happened three days ago has a window of three: had its delay been four, nobody would know of it yet. Leaving windows
/// out makes every delay look short. The product runs backwards in time, as that of Kaplan and Meier runs forwards
/// (Lagakos, Barraj & De Gruttola 1988, Biometrika 75, 515).
///
/// F is conditional on a delay up to the longest one given: of longer ones such data hold nothing.
public struct RightTruncatedLaw: Equatable, Sendable {
  /// F(d) by delay d from 0; 1 at the longest.
  public let cumulative: [Double]

  /// - Parameters:
  ///   - cases: n(u), by delay u from 0. Shares of a case are allowed, so that laws can be blended.
  ///   - atRisk: R(u). Where it is 0 no window was long enough: that delay is taken not to occur.
  /// - Throws: `.dimensions` for arrays of different length, `.notFinite`, and `.outOfRange` for a number below 0 or more
  ///   cases than are at risk.
  public init(cases: [Double], atRisk: [Double]) throws(StatisticsError) {
    guard cases.count == atRisk.count else { throw .dimensions(expected: cases.count, found: atRisk.count) }
    guard cases.allSatisfy(\.isFinite) else { throw .notFinite(argument: "cases") }
    guard atRisk.allSatisfy(\.isFinite) else { throw .notFinite(argument: "atRisk") }
    guard zip(cases, atRisk).allSatisfy({ $0 >= 0 && $0 <= $1 }) else { throw .outOfRange(argument: "cases") }
    var cumulative = [Double](repeating: 1, count: cases.count)
    for delay in cases.indices.dropFirst().reversed() {
      let hazard = atRisk[delay] > 0 ? cases[delay] / atRisk[delay] : 0
      cumulative[delay - 1] = cumulative[delay] * (1 - hazard)
    }
    self.cumulative = cumulative
  }

  /// F(d): 0 before the first delay, 1 from the longest on.
  public func cumulative(_ delay: Int) -> Double {
    delay < 0 ? 0 : delay < cumulative.count ? cumulative[delay] : 1
  }

  /// F(d) - F(d - 1).
  public func probability(_ delay: Int) -> Double { cumulative(delay) - cumulative(delay - 1) }
}
