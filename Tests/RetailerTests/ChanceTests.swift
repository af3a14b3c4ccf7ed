import Testing

@testable import Retailer

@Suite struct ChanceTests {
  /// The constants to all digits a double holds.
  @Test("exp and log agree with known constants")
  func elementary() {
    #expect(abs(Chance.exp(1) - 2.718281828459045) < 1e-15)
    #expect(abs(Chance.exp(-10) / 4.539992976248485e-5 - 1) < 1e-14)
    #expect(abs(Chance.log(10) - 2.302585092994046) < 1e-15)
    #expect(abs(Chance.log(0.001) + 6.907755278982137) < 1e-14)
    for x in stride(from: -30.0, through: 30, by: 0.37) { #expect(abs(Chance.log(Chance.exp(x)) - x) < 1e-13) }
  }

  @Test("counts have the mean and variance of their laws", arguments: [0.05, 0.8, 6, 75])
  func poisson(mean: Double) {
    var chance = Chance(seed: 1, purpose: .demand, day: 0)
    let draws = (0..<20_000).map { _ in Double(chance.poisson(mean)) }
    let average = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 20_000
    #expect(abs(average - mean) < 4 * (mean / 20_000).squareRoot())
    #expect(abs(variance / mean - 1) < 0.06 + 0.01 / mean)
  }

  @Test("a logarithmic series has the mean -p / ((1 - p) ln(1 - p))")
  func logSeries() {
    var chance = Chance(seed: 2, purpose: .demand, day: 0)
    let mean = (0..<50_000).reduce(0.0) { sum, _ in sum + Double(chance.logSeries(0.35)) } / 50_000
    #expect(abs(mean - 0.35 / (0.65 * 0.4307829160924543)) < 0.02)
  }

  @Test("streams of different purposes and days differ")
  func streams() {
    var seen: Set<UInt64> = []
    for day in 0..<50 {
      for purpose in [Chance.Purpose.demand, .orders, .feed] {
        var chance = Chance(seed: 3, purpose: purpose, day: day)
        seen.insert(chance.uniform().bitPattern)
      }
    }
    #expect(seen.count == 150)
  }
}
