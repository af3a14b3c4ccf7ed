import Inventory
import Statistics
import Testing

@Suite struct CutoffTimesTests {
  /// Central Europe in 2026: summer time from 29 March to 25 October, both at 01:00 UTC (Directive 2000/84/EC).
  private let zone = ZoneOffsets(
    identifier: "Europe/Berlin", initialOffset: 3600,
    changes: [
      (at: Day(year: 2026, month: 3, day: 29).utcStart.advanced(bySeconds: 3600), offset: 7200),
      (at: Day(year: 2026, month: 10, day: 25).utcStart.advanced(bySeconds: 3600), offset: 3600),
    ])

  @Test(
    "nights missed are the cut-offs between, counted one by one, through both changes of the clock",
    arguments: 1...20 as ClosedRange<UInt64>)
  func missed(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // 02:15 is skipped in March and comes twice in October
    for secondOfDay in [0, 2 * 3600 + 900, 3 * 3600, 86_399] {
      var cutoffs = CutoffTimes(zone: zone, secondOfDay: secondOfDay)
      let all = (0..<400).map { cutoffs.instant(on: Day(year: 2026, month: 1, day: 1).advanced(by: $0)).microseconds }
      for _ in 0..<200 {
        let from = Int64.random(in: all[5]...all[380], using: &generator)
        let happened = generator.happens(0.2) ? all[5...380].randomElement(using: &generator) ?? from : from
        let recorded = happened + [0, 60, 90_000, 500_000].map { $0 * 1_000_000 }.randomElement(using: &generator)!
        #expect(
          cutoffs.missed(from: happened, until: recorded) == Int64(all.count { $0 >= happened && $0 < recorded }),
          "seed \(seed), \(happened) to \(recorded) at \(secondOfDay)")
      }
    }
  }

  @Test("a message recorded before it happened missed no night")
  func preposted() {
    var cutoffs = CutoffTimes(zone: .utc, secondOfDay: 0)
    #expect(cutoffs.missed(from: 10 * day, until: 3 * day) == 0)
  }
}
