internal import Glibc
internal import Statistics

/// Judges whether the locations together have more cases than they used to: what is taken off each of them is said once.
///
/// Of spans of s days, x_s = log(held cases / expected cases) over all locations, each held to what is ordinary at the
/// network's own level (`CommonCause`), so that no single surge is the network's.
///
///     z = (x - m) / (d sqrt(1 + 1 / n))      m: median of the n past spans, d: their scaled median deviation, at least chance's
///
/// with Student's t of n - 1 degrees; Simes over the lengths that have past spans enough.
struct NetworkRate {
  /// Cases and expected cases of one span, by location.
  struct Sums {
    var cases: [Double]
    var expected: [Double]
    /// What cases are a share of, over all locations, as counted.
    var possible: Double
  }

  /// Spans of one length.
  struct Length {
    var days: Int
    var past: [Sums]
    var now: Sums
    var phi: Double
  }

  static let fewestSpans = 8

  private struct Finding {
    var length: Length
    var level: Double
    var deviation: Double
    var z: Double
    var p: Double
  }

  /// - Returns: `nil` where no length has enough past spans, or too few locations to have something in common.
  static func score(_ lengths: [Length], family: AlertFamily, businessDate: Day, level confidence: Double) throws
    -> BaselineScore?
  {
    let findings = lengths.compactMap(finding)
    guard let strongest = findings.min(by: { $0.p < $1.p }) else { return nil }
    let now = strongest.length.now
    let (cases, expected) = (now.cases.reduce(0, +), now.expected.reduce(0, +) * exp(strongest.level))
    let half = Normal.standard.quantile(0.5 + confidence / 2) * strongest.deviation
    var score = BaselineScore(
      location: -1, family: family, day: businessDate, windowDays: 0, days: 0, verdict: .ordinary)
    score.p = try simes(findings.map(\.p))
    score.z = strongest.z
    score.span = strongest.length.days
    score.level = expected / now.possible
    score.observed = cases / now.possible
    score.expected = expected / now.possible
    score.deviation = strongest.deviation
    score.natural = NaturalFigures(
      observed: cases / now.possible, expected: expected / now.possible, lower: expected * exp(-half) / now.possible,
      upper: expected * exp(half) / now.possible)
    score.excess = cases - expected
    score.evidence = Evidence(cases: cases, possible: now.possible, expectedCases: expected)
    return score
  }

  private static func finding(_ length: Length) -> Finding? {
    guard let now = log(length.now, phi: length.phi), length.now.possible > 0 else { return nil }
    let past = length.past.compactMap { log($0, phi: length.phi) }
    guard past.count >= fewestSpans, let level = median(past), let spread = median(past.map { abs($0 - level) }) else {
      return nil
    }
    let expected = length.now.expected.reduce(0, +)
    let chance = (length.phi * expected).squareRoot() / (expected + CommonCause.inertia)
    let deviation =
      max(spread / Normal.standard.quantile(0.75), chance) * (1 + 1 / Double(past.count)).squareRoot()
    let z = (now - level) / deviation
    return Finding(
      length: length, level: level, deviation: deviation, z: z,
      p: StudentT(degreesOfFreedom: Double(past.count - 1)).upperTail(z))
  }

  private static func log(_ sums: Sums, phi: Double) -> Double? {
    CommonCause.factor(cases: sums.cases, expected: sums.expected, phi: phi).map { Glibc.log($0) }
  }
}
