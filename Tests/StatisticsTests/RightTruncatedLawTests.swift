import Glibc
import Statistics
import Testing

/// A case is seen if its delay is at most its window.
private struct Case {
  var delay: Int
  var window: Int
}

private let longest = 6

private func counts(_ cases: [Case]) -> (cases: [Double], atRisk: [Double]) {
  let delays = 0...longest
  return (
    delays.map { u in Double(cases.count { $0.delay == u && $0.window >= u }) },
    delays.map { u in Double(cases.count { $0.delay <= u && $0.window >= u }) }
  )
}

private func seen(_ seed: Int, count: Int, law: [Double]) -> [Case] {
  var chance = SeededGenerator(seed: UInt64(seed))
  return (0..<count).compactMap { _ in
    var u = chance.uniform()
    let delay = law.indices.first { index in
      u -= law[index]
      return u < 0
    }
    let one = Case(delay: delay ?? law.count - 1, window: Int(chance.next() % UInt64(longest + 1)))
    return one.delay <= one.window ? one : nil
  }
}

/// ln of the likelihood of cases that were seen: the chance of each delay given that it was at most the window.
private func logLikelihood(_ cases: [Case], _ probabilities: [Double]) -> Double {
  cases.reduce(0) { sum, one in
    sum + log(probabilities[one.delay]) - log(probabilities[...one.window].reduce(0, +))
  }
}

@Suite struct RightTruncatedLawTests {
  private let truth = [0.5, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02]

  @Test("where every window is long enough it is the share of cases of at most that delay")
  func withoutTruncation() throws {
    let cases = [0, 0, 0, 1, 1, 2, 4, 4, 6, 6].map { Case(delay: $0, window: longest) }
    let (n, r) = counts(cases)
    let law = try RightTruncatedLaw(cases: n, atRisk: r)
    for (delay, share) in [0.3, 0.5, 0.6, 0.6, 0.8, 0.8, 1].enumerated() {
      #expect(abs(law.cumulative(delay) - share) < 1e-12, "delay \(delay)")
    }
    #expect(law.cumulative(-1) == 0 && law.cumulative(99) == 1)
  }

  /// Lagakos, Barraj & De Gruttola (1988): the product-limit law is the one that makes the cases seen most likely.
  @Test("no other law makes what was seen more likely", arguments: 1...10)
  func likelihood(seed: Int) throws {
    let cases = seen(seed, count: 400, law: truth)
    let (n, r) = counts(cases)
    let law = try RightTruncatedLaw(cases: n, atRisk: r)
    let probabilities = (0...longest).map(law.probability)
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
    let best = logLikelihood(cases, probabilities)
    for delay in 0...longest where probabilities[delay] > 0 {
      for factor in [0.9, 0.99, 1.01, 1.1] {
        var other = probabilities
        other[delay] *= factor
        let sum = other.reduce(0, +)
        #expect(logLikelihood(cases, other.map { $0 / sum }) < best, "delay \(delay) times \(factor)")
      }
    }
  }

  @Test("comes to the law that the cases were drawn from, as the share among those seen does not")
  func truncation() throws {
    let cases = seen(77, count: 400_000, law: truth)
    let (n, r) = counts(cases)
    let law = try RightTruncatedLaw(cases: n, atRisk: r)
    // Standard error of a share of 40,000 cases, the fewest of one window: 0.0025
    for delay in 0...longest { #expect(abs(law.cumulative(delay) - truth[...delay].reduce(0, +)) < 0.01, "delay \(delay)") }
    #expect(Double(cases.count { $0.delay == 0 }) / Double(cases.count) > 0.6)
  }

  @Test("nothing at risk is no delay; impossible numbers are refused")
  func hostile() throws {
    #expect(try RightTruncatedLaw(cases: [0, 0], atRisk: [0, 0]).cumulative == [1, 1])
    #expect(try RightTruncatedLaw(cases: [], atRisk: []).cumulative(0) == 1)
    #expect(try RightTruncatedLaw(cases: [0, 5], atRisk: [0, 5]).cumulative == [0, 1])
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) { try RightTruncatedLaw(cases: [0, 1], atRisk: [1]) }
    #expect(throws: StatisticsError.notFinite(argument: "cases")) { try RightTruncatedLaw(cases: [.nan], atRisk: [1]) }
    #expect(throws: StatisticsError.notFinite(argument: "atRisk")) { try RightTruncatedLaw(cases: [1], atRisk: [.infinity]) }
    #expect(throws: StatisticsError.outOfRange(argument: "cases")) { try RightTruncatedLaw(cases: [2], atRisk: [1]) }
    #expect(throws: StatisticsError.outOfRange(argument: "cases")) { try RightTruncatedLaw(cases: [-1], atRisk: [1]) }
  }
}
