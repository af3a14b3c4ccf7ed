import Foundation
import Inventory
import Statistics
import Testing

extension MetricNetwork {
  fileprivate func scores(unseen: Set<Int32> = []) throws -> [BaselineScore] {
    try judge(unseen: unseen).judgeDrift(series(), locations: locations, day: MetricNetwork.day)
  }
}

private let runsLong = ProcessInfo.processInfo.environment["TRUEUP_LONG_TESTS"] != nil

@Suite struct DriftJudgeTests {
  @Test(
    "where nothing lasts one night in ten alerts at most, however much of a day's chance the next one inherits",
    arguments: [(70, 0.0, 0.0), (112, 0.5, 0.0), (84, 0.3, 0.1)] as [(Int, Double, Double)])
  func quiet(days: Int, carryOver: Double, gaps: Double) throws {
    let nights = runsLong ? 100 : 3
    var (ps, alerting): ([Double], Int) = ([], 0)
    for seed in 1...UInt64(nights) {
      let scores = try MetricNetwork(seed: 2000 + seed, locations: 18, days: days, carryOver: carryOver, gaps: gaps).scores()
      ps += scores.compactMap(\.p)
      if scores.contains(where: { $0.verdict == .anomalous }) { alerting += 1 }
    }
    #expect(ps.count == 18 * nights)
    // Simes and the doubling for two charts make p large rather than small; four standard deviations of independent p
    for level in [0.01, 0.05] {
      let share = Double(ps.count { $0 <= level }) / Double(ps.count)
      #expect(share <= level + 4 * (level * (1 - level) / Double(ps.count)).squareRoot(), "\(level): \(share)")
    }
    // Of 100 nights, 10 % each, more than 18 have a chance below 1 % (binomial); of 3, all three one of 0.1 %
    #expect(alerting <= (runsLong ? 18 : 2), "\(alerting) of \(nights)")
  }

  @Test(
    "a shift that hides in every single day is found when it lasts, named, dated and measured",
    arguments: 1...3 as ClosedRange<UInt64>)
  func shift(seed: UInt64) throws {
    let shifted = MetricNetwork(seed: 30 + seed, locations: 18, days: 98, shifts: [0: 0.7], lasting: 9)
    let scores = try shifted.scores()
    #expect(scores[4].verdict == .anomalous, "seed \(seed): p \(scores[4].p ?? 1)")
    #expect(scores.count { $0.verdict == .anomalous } <= 2, "seed \(seed)")
    let first = try #require(scores[4].contributions.first, "seed \(seed)")
    #expect(first.metric == "metric_0")
    #expect(abs(scores[4].span - 9) <= 4, "seed \(seed): \(scores[4].span) days")
    let ratio = log((first.observed ?? 0) / first.expected)
    #expect(abs(ratio - 0.7) < 0.35, "seed \(seed): \(ratio)")
  }

  @Test("a shift of all locations is nobody's, and one that is long over is forgotten")
  func common() throws {
    let network = MetricNetwork(seed: 9, locations: 12, days: 98)
    let series = network.series().mapValues { days in
      days.map { day in
        var day = day
        if day.denominator == 0, day.day > MetricNetwork.day.advanced(by: -9) { day.value = day.value.map { 2 * $0 } }
        return day
      }
    }
    let everywhere = try network.judge().judgeDrift(series, locations: 12, day: MetricNetwork.day)
    #expect(everywhere.count { $0.verdict == .anomalous } <= 1)
    let past = MetricNetwork(seed: 9, locations: 12, days: 98, shifts: [0: 1.5], lasting: 98 - 14).series()
    let old = try network.judge().judgeDrift(
      past.mapValues { $0.filter { $0.day > MetricNetwork.day.advanced(by: -84) || $0.location != 4 } }, locations: 12,
      day: MetricNetwork.day)
    #expect(old[4].verdict == .ordinary)
  }

  @Test(
    "what gets better is no alert where a metric has a worse side", arguments: [("count_exact_rate", 1.0), ("known_loss", -1.0)])
  func better(metric: String, sign: Double) throws {
    func verdict(_ sign: Double) throws -> BaselineVerdict {
      let network = MetricNetwork(seed: 12, locations: 12, days: 98, shifts: [10: 2 * sign, 0: 1.2 * sign], lasting: 10)
      var series = network.series()
      let own = metric == "known_loss" ? "metric_0" : "metric_10"
      series[metric] = series[own]
      series["metric_0"] = nil
      series["metric_10"] = nil
      return try network.judge().judgeDrift(series, locations: 12, day: MetricNetwork.day)[4].verdict
    }
    #expect(try verdict(sign) == .ordinary)
    #expect(try verdict(-sign) == .anomalous)
  }

  @Test("little history, days never seen before and a silent location have verdicts of their own")
  func verdicts() throws {
    let short = try MetricNetwork(seed: 8, locations: 9, days: 60).scores()
    #expect(short.allSatisfy { $0.verdict == .tooLittleHistory && $0.p == nil })
    let holiday = try MetricNetwork(seed: 8, locations: 9, days: 98).scores(unseen: [MetricNetwork.day.number])
    #expect(holiday.allSatisfy { $0.verdict == .unseenEvent && $0.p == nil })
    let network = MetricNetwork(seed: 8, locations: 9, days: 98)
    let series = network.series().mapValues { days in
      days.filter { $0.location != 2 || $0.day < MetricNetwork.day.advanced(by: -8) }
    }
    let silent = try network.judge().judgeDrift(series, locations: 9, day: MetricNetwork.day)
    #expect(silent.filter { $0.verdict == .notComputable }.map(\.location) == [2])
  }
}
