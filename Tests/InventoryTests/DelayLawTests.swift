import Glibc
import Inventory
import Statistics
import Testing

/// Most messages within minutes, one in five after hours: at half past two a good part of the day's is still to come.
private func slow(_ chance: inout SeededGenerator, _ at: Int64) -> Int64 {
  let isLate = chance.uniform() < 0.2
  let normal = (-2 * log(chance.uniform())).squareRoot() * cos(2 * Double.pi * chance.uniform())
  return Int64((isLate ? 14 * 3600 * exp(0.6 * normal) : 240 * exp(normal)) * 1e6)
}

/// A till that sends all it has at 23:30.
private func nightly(_ chance: inout SeededGenerator, _ at: Int64) -> Int64 {
  max(47 * hour / 2 - at, 0) + Int64(60e6 * chance.uniform()) + 1
}

/// Everything the next morning at six.
private func nextMorning(_ chance: inout SeededGenerator, _ at: Int64) -> Int64 { day + 6 * hour - at }

private let corrected = [
  "events", "recording_latency_p50", "recording_latency_p90", "recording_latency_p95", "recorded_over_24h_share",
  "recorded_over_sla_share", "recording_latency_p99",
]

@Suite struct DelayLawTests {
  private struct Error {
    var sum = 0.0
    var squares = 0.0
    var count = 0.0
    var mean: Double { sum / count }
    var deviation: Double { ((squares / count - mean * mean) / count).squareRoot() }

    mutating func add(_ error: Double) {
      sum += error
      squares += error * error
      count += 1
    }
  }

  /// Errors against what the same day says once complete: relative for counts and quantiles (by their logarithm).
  private func errors(age: Int, isCorrected: Bool) throws -> (errors: [String: Error], covered: Double) {
    var errors: [String: Error] = [:]
    var covered = 0.0
    for seed in 1...80 {
      let feed = SimulatedFeed(seed: seed, days: 0..<40, rate: { $0 % 7 == 1 ? 120 : 300 }, delay: slow)
      let night = SimulatedNight([feed], night: 32 + seed % 7)
      let young = try night.values(night.night - age, isCorrected: isCorrected)
      let complete = try night.values(night.night - age, isCorrected: false, isComplete: true)
      for metric in corrected {
        let (a, b) = (try #require(young[metric]?.value), try #require(complete[metric]?.value))
        errors[metric, default: Error()].add(metric.hasSuffix("share") ? a - b : log(a / b))
      }
      let total = try #require(complete["events"]?.value)
      if let row = young["events"], let lower = row.lower, let upper = row.upper, lower <= total, total <= upper {
        covered += 1 / 80
      }
    }
    return (errors, covered)
  }

  @Test(
    "a young day's corrected figures are those of the day once complete on average; as recorded they are not", arguments: [0, 1])
  func unbiased(age: Int) throws {
    let (with, without) = (try errors(age: age, isCorrected: true), try errors(age: age, isCorrected: false))
    for metric in corrected {
      let (mine, recorded) = (try #require(with.errors[metric]), try #require(without.errors[metric]))
      // One per cent is the sketch's
      let allowed = 3.5 * mine.deviation + (metric.hasPrefix("recording_latency") ? 0.01 : 0)
      #expect(abs(mine.mean) < allowed, "\(metric): \(mine.mean) +- \(mine.deviation)")
      // The median hardly knows of the late ones
      if metric != "recording_latency_p50" {
        #expect(recorded.mean < -6 * recorded.deviation, "\(metric) as recorded: \(recorded.mean) +- \(recorded.deviation)")
      }
    }
    // Binomial standard deviation 0.034 at 0.9; the law itself is estimated
    #expect((0.8...0.99).contains(with.covered), "covered \(with.covered)")
    #expect(without.covered == 0)
  }

  @Test("the law of cut-offs missed is that of the messages one by one", arguments: 1...5)
  func definition(seed: Int) throws {
    let feed = SimulatedFeed(seed: seed, days: 0..<30, rate: { _ in 40 }, delay: slow)
    let night = SimulatedNight([feed], night: 29)
    // Alone, so that what it borrows is its own
    let law = try DelayLaws.law(of: night)
    let known = feed.messages.filter { $0.night <= 29 && $0.day > 29 - ArrivalLog.window }
    var expected = 1.0
    for delay in (0..<ArrivalLog.window).reversed() {
      #expect(abs(law.recorded(age: delay) - expected) < 1e-12, "age \(delay)")
      let window = known.filter { 29 - $0.day >= delay && max(0, $0.night - $0.day) <= delay }
      let cases = window.filter { max(0, $0.night - $0.day) == delay }
      if !window.isEmpty { expected *= 1 - Double(cases.count) / Double(window.count) }
    }
  }

  @Test("a till that posts its day at night is late by hours and lacks nothing")
  func nightlyTill() throws {
    let night = SimulatedNight([SimulatedFeed(seed: 1, days: 0..<40, rate: { _ in 200 }, delay: nightly)], night: 35)
    #expect(try night.values(35) == (try night.values(35, isCorrected: false)))
    #expect(try night.values(35)["events"]?.isComplete == false)
  }

  @Test("a feed of which nothing is recorded yet is expected at its usual rate, of its weekday, at its usual delays")
  func nothingRecorded() throws {
    let quiet = SimulatedFeed(seed: 4, days: 0..<40, source: "erp", rate: { $0 % 7 == 1 ? 20 : 200 }, delay: nextMorning)
    let other = SimulatedFeed(seed: 5, days: 0..<40, rate: { _ in 30 }, delay: nightly)
    for (night, usual) in [(35, 200.0), (36, 20.0)] {
      let rows = try SimulatedNight([quiet, other], night: night).values(night)
      let events = try #require(rows["events"]?.value)
      let recorded = Double(other.cell(night).events)
      #expect(abs(events - recorded - usual) < 0.2 * usual, "\(events) of which \(recorded) recorded")
      #expect(rows["events"]?.numerator == Int64(recorded))
      let complete = try SimulatedNight([quiet, other], night: night).values(night, isCorrected: false, isComplete: true)
      let (p50, wanted) = (
        try #require(rows["recording_latency_p50"]?.value), try #require(complete["recording_latency_p50"]?.value)
      )
      #expect(abs(p50 / wanted - 1) < 0.25, "\(p50) where \(wanted) is right")
      // Nothing of it is recorded, so there is nothing to judge it by
      let bySource = try SimulatedNight([quiet, other], night: night).builder().rows([
        SimulatedNight([quiet, other], night: night).figures(night)
      ]).filter { $0.dimension == .source }
      #expect(bySource.map(\.dimensionValue) == ["pos"])
    }
  }

  @Test("no messages are made up for a silent source, nor without a past")
  func noMessages() throws {
    let feed = SimulatedFeed(seed: 2, days: 0..<40, rate: { _ in 100 }, delay: slow)
    var night = SimulatedNight([feed], night: 35)
    let recorded = try night.values(35, isCorrected: false)
    #expect(try night.values(35) != recorded)
    night.silent = ["pos"]
    #expect(try night.values(35) == recorded)
    // The first night reads the history at once: nobody knows what had been there when
    night = SimulatedNight([feed], night: 35, nights: 35...35)
    #expect(try night.values(35) == recorded)
    let new = SimulatedFeed(seed: 2, days: 35..<36, rate: { _ in 100 }, delay: slow)
    let first = SimulatedNight([new], night: 35)
    #expect(try first.values(35) == (try first.values(35, isCorrected: false)))
  }

  @Test("a location without a past of its own law borrows that of all")
  func borrowed() throws {
    let many = (0..<20).map { SimulatedFeed(seed: 3, days: 0..<40, location: Int32($0), rate: { _ in 150 }, delay: slow) }
    var small = SimulatedFeed(seed: 3, days: 0..<40, location: 20, rate: { _ in 2 }, delay: slow)
    small.messages.removeAll { $0.night > $0.day }
    let log = SimulatedNight(many + [small], night: 35).log()
    let cells = try log.cells()
    let laws = try DelayLaws(log, cells: cells) { _, _ in false }
    let missing = try cells.map { 1 - (try #require(laws.law(of: $0)).recorded(age: 0)) }
    let usual = missing.dropLast().reduce(0, +) / 20
    // 56 messages of its own, none late, beside the 20 borrowed
    let known = Double(small.messages.count { $0.day > 7 })
    let expected = usual * 20 / (known + 20)
    #expect(abs(missing[20] / expected - 1) < 0.15, "\(missing[20]) where \(expected) is expected, \(usual) usual")
  }

  @Test("a day of an outage does not teach that messages are late")
  func outage() throws {
    let feed = SimulatedFeed(seed: 6, days: 0..<40, rate: { _ in 200 }, delay: slow)
    var broken = feed
    // Of one day nothing came for five nights; in all it is three quarters of all late messages
    for index in broken.messages.indices where broken.messages[index].day == 20 { broken.messages[index].night += 5 }
    let usual = try #require(SimulatedNight([feed], night: 35).values(35)["events"]?.value)
    let after = try #require(SimulatedNight([broken], night: 35).values(35)["events"]?.value)
    #expect(abs(after / usual - 1) < 0.01, "\(after) where \(usual) is usual")
  }

  @Test("what came while a night was missed teaches nothing of which cut-off it missed")
  func missedNight() throws {
    // All messages miss one cut-off; across the missed night half of a day's seem to miss two
    let feed = SimulatedFeed(seed: 7, days: 0..<40, rate: { _ in 200 }, delay: nextMorning)
    var late = feed
    for index in late.messages.indices where late.messages[index].night == 30 { late.messages[index].night = 31 }
    var night = SimulatedNight([late], night: 35)
    night.missed = [30]
    #expect(try DelayLaws.law(of: night).recorded(age: 1) == 1)
    night.missed = []
    #expect(try DelayLaws.law(of: night).recorded(age: 1) < 1)
  }

  @Test("messages recorded before they happened are there from the beginning; times known to the day count as messages only")
  func otherTimes() throws {
    var feed = SimulatedFeed(seed: 8, days: 0..<40, rate: { _ in 200 }, delay: slow)
    for index in feed.messages.indices where index % 10 == 0 {
      feed.messages[index].delay = -hour
      feed.messages[index].night = feed.messages[index].day - 1
    }
    let night = SimulatedNight([feed], night: 35)
    let rows = try night.values(35)
    let (value, recorded) = (try #require(rows["events"]?.value), Double(try #require(rows["events"]?.numerator)))
    let complete = Double(feed.cell(35).events)
    #expect(abs(value - complete) < 3 * complete.squareRoot() && value > recorded)
    #expect(rows["preposted_share"]?.value == (try night.values(35, isCorrected: false))["preposted_share"]?.value)

    // The late ones known to the day only: more messages, the same quantiles
    for index in feed.messages.indices where feed.messages[index].night > feed.messages[index].day {
      feed.messages[index].isDayPrecise = true
    }
    let precise = SimulatedNight([feed], night: 35)
    let (with, without) = (try precise.values(35), try precise.values(35, isCorrected: false))
    #expect(try #require(with["events"]?.value) > recorded + 5)
    #expect(with["recording_latency_p99"] == without["recording_latency_p99"])
    #expect(with["recorded_over_sla_share"] == without["recorded_over_sla_share"])
  }

  @Test("rows read in another order give the same bits")
  func order() throws {
    let feeds = (0..<3).flatMap { location in
      ["erp", "pos", "wms"].map { source in
        SimulatedFeed(seed: 9, days: 0..<40, location: Int32(location), source: source, rate: { _ in 50 }, delay: slow)
      }
    }
    let night = SimulatedNight(feeds, night: 35)
    let expected = try night.builder().rows((0..<3).map { night.figures(35, location: $0) })
    var chance = SeededGenerator(seed: 10)
    var log = ArrivalLog(businessDate: Day(number: 35), nights: Set((0...35).map { Day(number: $0) }))
    let names = ["wms", "erp", "pos"]
    log.sources = names.map { ArrivalLog.Source(name: $0, limit: 4 * hour) }
    let versions = feeds.flatMap { $0.versions(source: names.firstIndex(of: $0.source) ?? 0, night: 35, nights: 0...35) }
    for version in versions.shuffled(using: &chance) { log.add(version) }
    var builder = try night.builder()
    builder.delays = try DelayLaws(log, cells: try log.cells()) { _, _ in false }
    #expect(builder.rows((0..<3).map { night.figures(35, location: $0) }) == expected)
  }
}

extension DelayLaws {
  /// Of the only feed.
  fileprivate static func law(of night: SimulatedNight) throws -> DelayLaw {
    let log = night.log()
    let cells = try log.cells()
    return try #require(try DelayLaws(log, cells: cells) { _, _ in false }.law(of: cells[0]))
  }
}
