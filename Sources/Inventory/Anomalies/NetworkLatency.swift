internal import Statistics

/// Judges whether a source records late everywhere at once.
///
/// x_d is the median over locations of the day's excess over what was expected, log(1 + seconds): what `LatencyJudge` takes off
/// each location.
///
///     z = (x_d - m) / (s sqrt(1 + 1 / n))        m, s: median and scaled median deviation of the n training days' x
///
/// with Student's t of n - 1 degrees, times the judged days; Simes over sources. What the network shares is said once, for
/// the network, and of no location.
struct NetworkLatency {
  /// Of a source and day: the median excess, what the median location was expected to have, and what it had.
  struct Shock {
    var day: Day
    var excess: Double
    var expected: Double
    var value: Double
    var locations: Int
  }

  /// By source.
  var trained: [String: [Shock]]
  var judged: [String: [Shock]]
  var minimumDays: Int

  /// A tenth on the logarithm is no event.
  private static let smallestDeviation = 0.1

  private struct Finding {
    var source: String
    var p: Double
    var z: Double
    var worst: Shock
    var level: Double
    var deviation: Double
  }

  /// - Returns: `nil` where no source has enough days that enough locations share.
  func score(businessDate: Day) throws -> BaselineScore? {
    let findings = judged.keys.sorted().compactMap { finding(source: $0) }
    guard let strongest = findings.min(by: { $0.p < $1.p }) else { return nil }
    var score = BaselineScore(
      location: -1, family: .latency, day: strongest.worst.day, windowDays: 0, days: 0, verdict: .ordinary)
    score.p = try simes(findings.map(\.p))
    score.z = strongest.z
    score.observed = strongest.worst.expected + strongest.worst.excess
    score.expected = strongest.worst.expected
    score.level = strongest.level
    score.deviation = strongest.deviation
    let (observed, expected) = (
      LatencyJudge.seconds(strongest.worst.value), LatencyJudge.seconds(strongest.worst.expected)
    )
    score.natural = NaturalFigures(observed: observed, expected: expected, lower: 0, upper: max(observed, expected))
    score.evidence = Evidence(possible: Double(strongest.worst.locations), source: strongest.source)
    return score
  }

  private func finding(source: String) -> Finding? {
    let past = (trained[source] ?? []).map(\.excess)
    guard past.count >= minimumDays, let level = median(past), let spread = median(past.map { abs($0 - level) }),
      let worst = judged[source]?.max(by: { $0.excess < $1.excess })
    else { return nil }
    let deviation =
      max(spread / Normal.standard.quantile(0.75), NetworkLatency.smallestDeviation)
      * (1 + 1 / Double(past.count)).squareRoot()
    let z = (worst.excess - level) / deviation
    let p = StudentT(degreesOfFreedom: Double(past.count - 1)).upperTail(z) * Double(judged[source]?.count ?? 1)
    return Finding(source: source, p: min(1, p), z: z, worst: worst, level: level, deviation: deviation)
  }
}
