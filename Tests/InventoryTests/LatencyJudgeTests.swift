import Foundation
import Inventory
import Statistics
import Testing

/// Feeds whose messages wait log-normal times, a few of them much longer.
private struct Feeds {
  var seed: UInt64
  var locations = 18
  var days = 60
  var messages = 20.0
  /// Share of messages that wait a hundred times as long.
  var slow = 0.03
  /// By location: the last days on which everything waits `factor` times as long.
  var faults: [Int: (days: ClosedRange<Int>, factor: Double)] = [:]
  /// What the last two days of all locations wait longer.
  var wave = 1.0
  /// By location: share of the usual messages on the last day.
  var thin: [Int: Double] = [:]

  static let today = Day(year: 2026, month: 3, day: 20)

  func series() -> [MetricDay] {
    var chance = SeededGenerator(seed: seed)
    func normal() -> Double { (-2 * log(1 - chance.uniform())).squareRoot() * cos(2 * .pi * chance.uniform()) }
    return (0..<locations).flatMap { location in
      (0..<days).map { age in
        let share = age == 0 ? thin[location] ?? 1 : 1
        let count = max(1, Int(share * (messages + messages.squareRoot() * normal())))
        let fault = faults[location].flatMap { $0.days.contains(age) ? $0.factor : nil } ?? (age < 2 ? wave : 1)
        let waits = (0..<count).map { _ in
          20 * exp(normal()) * fault * (chance.uniform() < slow ? 100 : 1)
        }.sorted()
        var day = MetricDay(
          location: Int32(location), day: Feeds.today.advanced(by: -age), value: waits[Int(0.9 * Double(count - 1))],
          numerator: 0, denominator: Int64(count))
        day.source = "pos"
        return day
      }
    }
  }

  func scores() throws -> FamilyScores {
    try LocationJudge(
      trainDays: 84, minimumDays: 21, falseDiscoveryRate: 0.1, minimumUnits: 3, minimumValue: 50,
      events: DayEvents(unseen: Array(repeating: [], count: locations)), level: 0.9
    ).judgeLatency(series(), locations: locations, businessDate: Feeds.today)
  }
}

@Suite struct LatencyJudgeTests {
  /// The network is location -1.
  private func alerting(_ scores: FamilyScores) -> Set<Int32> {
    Set((scores.locations + [scores.network].compactMap { $0 }).filter { $0.verdict == .anomalous }.map(\.location))
  }

  @Test("what all locations share is said once, of the network, and a location that is worse still is named", arguments: [1, 9])
  func wave(seed: UInt64) throws {
    let shared = try Feeds(seed: seed, wave: 6).scores()
    #expect(alerting(shared) == [-1])
    let natural = try #require(shared.network?.natural)
    #expect(natural.observed > 3 * natural.expected && natural.expected > 20)
    let worse = try Feeds(seed: seed, slow: 0.01, faults: [4: (0...1, 3000)], wave: 6).scores()
    #expect(alerting(worse) == [-1, 4])
    let few = try Feeds(seed: seed, locations: 6, wave: 6).scores()
    #expect(few.network == nil, "a median of six locations hides one of them")
  }

  @Test("a few slow messages among twenty raise no alert in more than one night of ten", arguments: [0.0, 0.03, 0.06])
  func slowMessages(share: Double) throws {
    var nights = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let feeds = Feeds(seed: seed, slow: share)
      if try !alerting(feeds.scores()).isEmpty { nights += 1 }
    }
    // 40 nights at 10 %: more than 9 has a chance of 0.5 % (binomial)
    #expect(nights <= 9, "\(nights) of 40")
  }

  @Test("twice the usual wait for a week is found where feeds are steady, and an outage of one day everywhere")
  func faults() throws {
    var (surges, outages, others) = (0, 0, 0)
    for seed in 1...20 as ClosedRange<UInt64> {
      let steady = Feeds(seed: seed, messages: 100, slow: 0.01, faults: [4: (0...6, 2)])
      let raised = try alerting(steady.scores())
      surges += raised.contains(4) ? 1 : 0
      let broken = Feeds(seed: 100 + seed, faults: [4: (1...1, 1000)])
      let found = try alerting(broken.scores())
      outages += found.contains(4) ? 1 : 0
      others += raised.subtracting([4]).count + found.subtracting([4]).count
    }
    #expect(surges >= 18, "\(surges) of 20")
    #expect(outages == 20)
    #expect(others <= 8, "\(others) in 40 nights")
  }

  @Test("a location's own past fault does not hide the next one")
  func pastFault() throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      var feeds = Feeds(seed: seed, slow: 0.01, faults: [4: (20...26, 60)])
      #expect(try !alerting(feeds.scores()).contains(4))
      var series = feeds.series()
      feeds.faults = [4: (0...2, 60)]
      let now = feeds.series()
      for index in series.indices where now[index].day.days(since: Feeds.today) > -3 { series[index] = now[index] }
      let scores = try LocationJudge(
        trainDays: 84, minimumDays: 21, falseDiscoveryRate: 0.1, minimumUnits: 3, minimumValue: 50,
        events: DayEvents(unseen: Array(repeating: [], count: feeds.locations)), level: 0.9
      ).judgeLatency(series, locations: feeds.locations, businessDate: Feeds.today)
      #expect(alerting(scores).contains(4))
    }
  }

  @Test("days of few messages say less")
  func thinDays() throws {
    var (alone, thin) = (0, 0)
    for seed in 1...20 as ClosedRange<UInt64> {
      alone += try alerting(Feeds(seed: seed, messages: 100, slow: 0.05, thin: [3: 0.04]).scores()).contains(3) ? 1 : 0
      thin += try alerting(Feeds(seed: seed, messages: 100, slow: 0.05).scores()).contains(3) ? 1 : 0
    }
    #expect(alone <= thin + 1, "\(alone) of 20 with four messages, \(thin) with a hundred")
  }
}
