import Foundation
import Inventory
import Statistics
import Testing

/// Stores whose records go wrong by themselves, by counting and by sales, in a law of the test's own.
private struct Stores {
  var locations = 9
  var seed: UInt64
  /// Losses a day and item; surpluses a day and item; either at each count.
  var lossRate = 0.03
  var surplusRate = 0.006
  var countError = 0.02
  /// By location: multiplies the losses of the last `days` days.
  var surges: [Int: Double] = [:]
  var days = 28.0
  /// Multiplies the losses of all locations in the last `days` days.
  var wave = 1.0
  /// By location: how often an item is counted.
  var periods: [Int: Double] = [:]
  /// Counts of a store and day go wrong together with this chance.
  var clumps = 0.0

  static let end = Day(year: 2026, month: 3, day: 21)
  static let endsAt = ZoneOffsets.utc.instant(of: end, secondOfDay: 0)
  static let items = 16
  static let categories = 4

  func poisson(_ mean: Double, _ chance: inout SeededGenerator) -> Int {
    var (product, count) = (chance.uniform(), 0)
    let limit = exp(-mean)
    while product > limit {
      product *= chance.uniform()
      count += 1
    }
    return count
  }

  /// 110 days of counts.
  func counts() -> [JudgedCount] {
    var chance = SeededGenerator(seed: seed)
    var counts: [JudgedCount] = []
    for location in 0..<locations {
      let level = exp(0.2 * (chance.uniform() + chance.uniform() + chance.uniform() - 1.5) * 2)
      let bad = Set((0..<110).filter { _ in chance.uniform() < clumps })
      for item in 0..<Stores.items {
        let category = item % Stores.categories
        let rate = level * [0.4, 0.8, 1.2, 1.6][category]
        let mean = periods[location] ?? 12
        var age = 110 + mean * chance.uniform()
        var first = true
        while true {
          let start = age
          age -= 1 + (mean - 1) * 2 * chance.uniform()
          guard age > 0 else { break }
          let length = start - age
          let judged = max(0, min(start, days) - min(age, days))
          let grown = length - judged + judged * (surges[location] ?? 1) * wave
          var gap = poisson(surplusRate * rate * length, &chance) - poisson(lossRate * rate * grown, &chance)
          let error = chance.uniform()
          gap += error < countError ? -1 : error > 1 - countError ? 1 : 0
          if bad.contains(Int(age)) { gap -= 1 }
          defer { first = false }
          guard !first else { continue }
          let at = Stores.endsAt.microseconds - Int64(age * Double(Instant.microsecondsPerDay))
          counts.append(
            JudgedCount(
              interval: CountInterval(
                exposure: Exposure(), days: length, startsWith: .count, gap: Int64(gap) * 1000,
                levels: RecordLevels(category: category, location: location, item: item)),
              countedAt: at, unitCost: 20_000, isChosen: false))
        }
      }
    }
    return counts
  }

  func scores(_ change: (inout [JudgedCount]) -> Void = { _ in }) throws -> [BaselineScore] { try judged(change).locations }

  func judged(_ change: (inout [JudgedCount]) -> Void = { _ in }) throws -> FamilyScores {
    var counts = counts()
    change(&counts)
    let judge = LocationJudge(
      trainDays: 84, minimumDays: 21, falseDiscoveryRate: 0.1, minimumUnits: 3, minimumValue: 50,
      events: DayEvents(unseen: Array(repeating: [], count: locations)), level: 0.9)
    return try judge.judgeShrink(
      counts, levels: RecordLevels(category: Stores.categories, location: locations, item: Stores.items),
      businessDate: Stores.end.advanced(by: -1), end: Stores.endsAt)
  }
}

@Suite struct ShrinkJudgeTests {
  @Test("three times the usual losses over four weeks are found, and little else")
  func surge() throws {
    var (found, others) = (0, 0)
    for seed in 1...5 as ClosedRange<UInt64> {
      let scores = try Stores(seed: seed, surges: [7: 3]).scores()
      if scores[7].verdict == .anomalous { found += 1 }
      others += scores.count { $0.verdict == .anomalous && $0.location != 7 }
    }
    #expect(found >= 4, "\(found) of 5")
    #expect(others <= 3, "\(others)")
  }

  @Test("one night in ten alerts where nothing happens, at most, also where counts go wrong together", arguments: [0, 0.03])
  func quiet(clumps: Double) throws {
    var alerting = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      var stores = Stores(seed: 100 + seed)
      stores.clumps = clumps
      if try stores.scores().contains(where: { $0.verdict == .anomalous }) { alerting += 1 }
    }
    // 8 nights, 10 % each: more than 3 has a chance below 1 % (binomial)
    #expect(alerting <= 3, "\(alerting)")
  }

  @Test("p is uniform where nothing happens, or larger")
  func uniform() throws {
    var ps: [Double] = []
    for seed in 1...8 as ClosedRange<UInt64> { ps += try Stores(seed: 200 + seed).scores().compactMap(\.p) }
    #expect(ps.count == 72)
    for level in [0.01, 0.05, 0.2, 0.5] {
      let share = Double(ps.count { $0 <= level }) / Double(ps.count)
      #expect(share <= level + 3 * (level * (1 - level) / Double(ps.count)).squareRoot(), "\(level): \(share)")
    }
  }

  @Test("counting longer or shorter intervals than before is no anomaly")
  func lengths() throws {
    // In the judged days location 3 counts what was counted yesterday, location 4 what was not counted for long
    var alerting = 0
    for seed in 1...3 as ClosedRange<UInt64> {
      let onset = Stores.endsAt.microseconds - 28 * Instant.microsecondsPerDay
      let scores = try Stores(seed: 300 + seed).scores { counts in
        counts.removeAll { count in
          guard count.countedAt > onset else { return false }
          return (count.interval.levels.location == 3 && count.interval.days > 8)
            || (count.interval.levels.location == 4 && count.interval.days < 14)
        }
      }
      alerting += scores.count { (3...4).contains($0.location) && $0.verdict == .anomalous }
    }
    #expect(alerting <= 2, "\(alerting)")
  }

  @Test("p of the network is uniform where nothing happens, or larger")
  func networkUniform() throws {
    let ps = try (1...24 as ClosedRange<UInt64>).compactMap { try Stores(seed: 700 + $0).judged().network?.p }
    #expect(ps.count == 24)
    for level in [0.05, 0.2, 0.5] {
      let share = Double(ps.count { $0 <= level }) / Double(ps.count)
      #expect(share <= level + 3 * (level * (1 - level) / Double(ps.count)).squareRoot(), "\(level): \(share)")
    }
  }

  @Test("a wave that all locations see is nobody's but the network's, and a surge in it is found")
  func wave() throws {
    var (found, others, everywhere) = (0, 0, 0)
    for seed in 1...3 as ClosedRange<UInt64> {
      var stores = Stores(seed: 400 + seed, surges: [7: 3])
      stores.wave = 1.8
      let judged = try stores.judged()
      if judged.network?.verdict == .anomalous { everywhere += 1 }
      if judged.locations[7].verdict == .anomalous { found += 1 }
      others += judged.locations.count { $0.verdict == .anomalous && $0.location != 7 }
    }
    #expect(found >= 2 && everywhere >= 2, "\(found) and \(everywhere) of 3")
    #expect(others <= 3, "\(others)")
  }

  @Test("the order of the counts changes nothing, and neither does another unit of money")
  func order() throws {
    let stores = Stores(seed: 5, surges: [7: 3])
    let usual = try stores.scores()
    let turned = try stores.scores { $0.reverse() }
    for (a, b) in zip(usual, turned) {
      #expect(a.p == b.p && a.verdict == b.verdict && a.natural?.observed == b.natural?.observed)
    }
    let dear = try stores.scores { for index in $0.indices { $0[index].unitCost *= 100 } }
    #expect(zip(usual, dear).allSatisfy { $0.p == $1.p })
    #expect(zip(usual, dear).allSatisfy { abs(($0.money ?? 0) * 100 - ($1.money ?? 0)) <= 1e-9 * abs($1.money ?? 0) })
  }

  @Test("few counts, and counts of stated books, have verdicts of their own")
  func verdicts() throws {
    let nothing = try Stores(seed: 6).scores { $0 = [] }
    #expect(nothing.allSatisfy { $0.verdict == .notComputable && $0.p == nil })
    let short = try Stores(seed: 6).scores {
      $0.removeAll { $0.countedAt < Stores.endsAt.microseconds - 20 * Instant.microsecondsPerDay }
    }
    #expect(short.allSatisfy { $0.verdict == .tooLittleHistory && $0.p == nil })
    let stated = try Stores(seed: 6).scores { for index in $0.indices { $0[index].interval.startsWith = .opening } }
    #expect(stated.allSatisfy { $0.verdict == .tooLittleHistory && $0.p == nil })
  }
}
