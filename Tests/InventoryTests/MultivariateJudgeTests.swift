import Foundation
import Inventory
import Statistics
import Testing

extension MetricNetwork {
  fileprivate func scores(unseen: Set<Int32> = []) throws -> [BaselineScore] {
    try judge(unseen: unseen).judgeMultivariate(series(), locations: locations, day: MetricNetwork.day)
  }
}

private let runsLong = ProcessInfo.processInfo.environment["TRUEUP_LONG_TESTS"] != nil

@Suite struct MultivariateJudgeTests {
  @Test(
    "where nothing happens p is uniform and one night in ten alerts at most, however long chance lasts",
    arguments: [(35, 0.0, 0.0), (56, 0.5, 0.0), (56, 0.3, 0.1)] as [(Int, Double, Double)])
  func quiet(training: Int, carryOver: Double, gaps: Double) throws {
    let nights = runsLong ? 100 : 1
    var (ps, alerting): ([Double], Int) = ([], 0)
    for seed in 1...UInt64(nights) {
      let scores = try MetricNetwork(seed: 1000 + seed, locations: 18, days: training + 1, carryOver: carryOver, gaps: gaps)
        .scores()
      ps += scores.compactMap(\.p)
      if scores.contains(where: { $0.verdict == .anomalous }) { alerting += 1 }
    }
    #expect(ps.count == 18 * nights)
    // Locations of a night share its training window: four standard deviations of independent p, and half more of the level
    for level in [0.02, 0.05, 0.2, 0.5] {
      let share = Double(ps.count { $0 <= level }) / Double(ps.count)
      let error = 4 * (level * (1 - level) / Double(ps.count)).squareRoot()
      #expect(abs(share - level) <= error + (runsLong ? 0 : level / 2), "\(level): \(share)")
    }
    // 100 nights, 10 % each: more than 18 has a chance below 1 % (binomial); one night alone says nothing
    if runsLong { #expect(alerting <= 18, "\(alerting) of \(nights)") }
  }

  @Test(
    "three metrics that double together are found and named first, and nobody else is accused",
    arguments: 1...2 as ClosedRange<UInt64>)
  func shift(seed: UInt64) throws {
    let shifts = [0: log(2.0), 6: log(2.0), 8: log(2.0)]
    let scores = try MetricNetwork(seed: seed, shifts: shifts).scores()
    let found = scores[4]
    #expect(found.verdict == .anomalous, "seed \(seed): p \(found.p ?? 1)")
    #expect(scores.count { $0.verdict == .anomalous } <= 2, "seed \(seed)")
    let foremost = Set(found.contributions.prefix(3).map(\.metric))
    #expect(foremost.intersection(["metric_0", "metric_6", "metric_8"]).count >= 2, "seed \(seed): \(foremost)")
    let first = try #require(found.contributions.first)
    #expect((first.observed ?? 0) > 1.4 * first.expected)
  }

  @Test("figures that are ordinary each and contradict each other are found", arguments: 1...2 as ClosedRange<UInt64>)
  func contradiction(seed: UInt64) throws {
    // Five metrics of one cause: two go up and two down by what each does every week
    let scores = try MetricNetwork(seed: seed, shifts: [0: 0.7, 1: -0.7, 2: 0.7, 3: -0.7]).scores()
    #expect(scores[4].verdict == .anomalous, "seed \(seed): p \(scores[4].p ?? 1)")
  }

  @Test("contributions sum to the distance and their shares to one", arguments: 1...2 as ClosedRange<UInt64>)
  func contributions(seed: UInt64) throws {
    for score in try MetricNetwork(seed: seed, shifts: [2: 0.5], gaps: 0.05).scores() {
      let observed = try #require(score.observed)
      #expect(score.contributions.count >= 12)
      let (sum, shares) = score.contributions.reduce((0, 0)) { ($0.0 + $1.contribution, $0.1 + $1.share) }
      #expect(abs(sum - observed) < 1e-9 * observed && abs(shares - 1) < 1e-9, "seed \(seed)")
      let sorted = score.contributions.map(\.contribution).sorted(by: >)
      #expect(sorted == score.contributions.map(\.contribution))
    }
  }

  @Test("units, levels and the order of what comes in do not matter")
  func invariance() throws {
    let network = MetricNetwork(seed: 5, locations: 9, shifts: [1: 0.5])
    let judge = network.judge()
    let plain = try judge.judgeMultivariate(network.series(), locations: 9, day: MetricNetwork.day)
    let mixed = try judge.judgeMultivariate(
      network.series().mapValues { Array($0.reversed()) }, locations: 9, day: MetricNetwork.day)
    #expect(plain.map(\.p) == mixed.map(\.p))
  }

  @Test("what happens to all locations on the day is nobody's")
  func shock() throws {
    var series = MetricNetwork(seed: 7).series()
    for metric in ["metric_0", "metric_3", "metric_7"] {
      series[metric] = series[metric]?.map { day in
        var day = day
        if day.day == MetricNetwork.day { day.value = day.value.map { 3 * $0 } }
        return day
      }
    }
    let scores = try MetricNetwork(seed: 7).judge().judgeMultivariate(series, locations: 10, day: MetricNetwork.day)
    #expect(scores.count { $0.verdict == .anomalous } <= 1)
  }

  @Test("little history, few metrics, a day without values and days never seen before have verdicts of their own")
  func verdicts() throws {
    let short = try MetricNetwork(seed: 8, locations: 3, days: 28).scores()
    #expect(short.allSatisfy { $0.verdict == .tooLittleHistory && $0.p == nil })
    let holiday = try MetricNetwork(seed: 8, locations: 3, shifts: [0: 3, 1: 3]).scores(unseen: [MetricNetwork.day.number])
    #expect(holiday.allSatisfy { $0.verdict == .unseenEvent && $0.p == nil })

    let network = MetricNetwork(seed: 8, locations: 9)
    var series = network.series()
    for metric in series.keys {
      series[metric]?.removeAll { $0.location == 2 && $0.day == MetricNetwork.day && metric != "metric_0" }
    }
    let silent = try network.judge().judgeMultivariate(series, locations: 9, day: MetricNetwork.day)
    #expect(silent.map(\.verdict).filter { $0 == .notComputable }.count == 1 && silent[2].verdict == .notComputable)
    let few = try network.judge().judgeMultivariate(
      series.filter { $0.key < "metric_12" }, locations: 9, day: MetricNetwork.day)
    #expect(few.allSatisfy { $0.verdict == .notComputable })
  }
}
