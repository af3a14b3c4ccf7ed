import Glibc
import Statistics
import Testing

@Suite struct HazardEffectsTests {
  /// Records of 8 x 30 levels, crossed, whose effects are drawn with standard deviations of their own.
  private static func records(seed: UInt64, first: Double, second: Double) -> (
    hazards: [Double], wrong: [Bool], levels: [[Int]], effects: [[Double]]
  ) {
    var chance = SeededGenerator(seed: seed)
    func normal() -> Double { (-2 * log(chance.uniform())).squareRoot() * cos(2 * .pi * chance.uniform()) }
    let effects = [(0..<8).map { _ in first * normal() }, (0..<30).map { _ in second * normal() }]
    var hazards: [Double] = []
    var wrong: [Bool] = []
    var levels: [[Int]] = [[], []]
    for row in 0..<12_000 {
      levels[0].append(row % 8)
      levels[1].append(row / 8 % 30)
      hazards.append(0.05 + chance.uniform())
      let hazard = hazards[row] * exp(effects[0][row % 8] + effects[1][row / 8 % 30])
      wrong.append(chance.uniform() < -expm1(-hazard))
    }
    return (hazards, wrong, levels, effects)
  }

  @Test("effects that made the data are found, each within its own variance", arguments: [1, 2, 3] as [UInt64])
  func recovers(seed: UInt64) throws {
    let records = Self.records(seed: seed, first: 0.6, second: 0.3)
    var found = HazardEffects(levels: [8, 30])
    try found.fit(hazards: records.hazards, wrong: records.wrong, dispersion: 0, levels: records.levels, sweeps: 40)
    var squares = 0.0
    for (factor, effects) in zip(found.factors, records.effects) {
      // The common level of a factor belongs to the rates
      let shift = zip(factor.effects, effects).reduce(0) { $0 + $1.1 - $1.0 } / Double(effects.count)
      for level in effects.indices {
        let miss = effects[level] - shift - factor.effects[level]
        squares += miss * miss / factor.variances[level]
      }
    }
    #expect(squares / 38 < 2, "seed \(seed)")
    #expect((0.1...1.0).contains(found.factors[0].spread) && (0.04...0.2).contains(found.factors[1].spread))
  }

  @Test("where levels do not differ their spread goes, and one level alone has no effect")
  func nothing() throws {
    let records = Self.records(seed: 9, first: 0, second: 0)
    var found = HazardEffects(levels: [8, 30])
    try found.fit(hazards: records.hazards, wrong: records.wrong, dispersion: 0, levels: records.levels, sweeps: 60)
    #expect(found.factors.allSatisfy { $0.spread < 0.005 })
    #expect(abs(found.multiplier([3, 7]) - 1) < 0.1)

    var alone = HazardEffects(levels: [1, 5])
    let zeros = Array(repeating: 0, count: 4)
    try alone.fit(hazards: [1, 1, 1, 1], wrong: [true, true, true, true], dispersion: 0.5, levels: [zeros, zeros], sweeps: 5)
    #expect(alone == HazardEffects(levels: [1, 5]))
  }

  @Test("a level without records keeps the spread as its variance, and counts with its mean")
  func unseen() throws {
    var records = Self.records(seed: 4, first: 0.6, second: 0.3)
    records.levels[0] = records.levels[0].map { $0 % 7 }
    var found = HazardEffects(levels: [8, 30])
    try found.fit(hazards: records.hazards, wrong: records.wrong, dispersion: 0, levels: records.levels, sweeps: 200)
    let factor = found.factors[0]
    #expect(abs(factor.effects[7]) < 1e-9 && abs(factor.variances[7] - factor.spread) < 0.02 * factor.spread)
    #expect(abs(found.multiplier([99, 99]) - exp((factor.spread + found.factors[1].spread) / 2)) < 1e-12)
  }

  @Test("refuses input without meaning, and survives hostile hazards")
  func hostile() throws {
    var effects = HazardEffects(levels: [2])
    #expect(throws: StatisticsError.dimensions(expected: 1, found: 2)) {
      try effects.fit(hazards: [1], wrong: [true, false], dispersion: 0, levels: [[0]], sweeps: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "levels")) {
      try effects.fit(hazards: [1], wrong: [true], dispersion: 0, levels: [[2]], sweeps: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "hazards")) {
      try effects.fit(hazards: [.nan], wrong: [true], dispersion: 0, levels: [[0]], sweeps: 1)
    }
    try effects.fit(
      hazards: [1e-300, 1e300, 0, .leastNonzeroMagnitude], wrong: [true, false, true, false], dispersion: 0.5,
      levels: [[0, 1, 0, 1]], sweeps: 30)
    #expect(effects.factors[0].effects.allSatisfy(\.isFinite) && effects.factors[0].variances.allSatisfy(\.isFinite))
  }
}
