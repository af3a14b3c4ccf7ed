import Inventory
import Statistics
import Testing

@Suite struct MetricHistoryTests {
  private static let first = Day(year: 2026, month: 3, day: 1)
  private static let names = ["events", "recording_latency_p90"]
  private static let sources = ["pos", "erp", ""]

  /// One figure as a night wrote it.
  private struct Written {
    var metric: String
    var source: String
    var location: Int32
    var day: Day
    var night: Int32
    var value: Double?
    var numerator: Int64
  }

  /// The obvious way: of all that was written about a day, what the newest night said.
  private static func newest(_ written: [Written], _ metric: String, bySource: Bool) -> [Written] {
    var found: [Written] = []
    for location in Int32(0)..<3 {
      for day in (0..<10).map({ first.advanced(by: $0) }) {
        for source in sources.sorted() where source.isEmpty != bySource {
          let said = written.filter {
            $0.metric == metric && $0.source == source && $0.location == location && $0.day == day
          }
          if let last = said.max(by: { $0.night < $1.night }) { found.append(last) }
        }
      }
    }
    return found
  }

  @Test("says of each day what the newest night said, in the order of places, days and sources", arguments: 1...30)
  func newestNight(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    func whole(_ below: Int) -> Int { Int(chance.uniform() * Double(below)) }
    var history = MetricHistory(first: Self.first, days: 10, locations: 3)
    var written: [Written] = []
    for night in (1...400).shuffled(using: &chance) {
      let one = Written(
        metric: Self.names[whole(2)], source: Self.sources[whole(3)], location: Int32(whole(3)),
        // days before and after the window are nobody's business
        day: Self.first.advanced(by: whole(14) - 2), night: Int32(night), value: whole(5) == 0 ? nil : chance.uniform(),
        numerator: Int64(whole(100)))
      written.append(one)
      let place = history.place(metric: one.metric, source: one.source)
      history.take(
        MetricDay(location: one.location, day: one.day, value: one.value, numerator: one.numerator, denominator: 7), at: place,
        night: one.night)
    }
    #expect(history.metrics.sorted() == Self.names)
    for metric in Self.names {
      for bySource in [false, true] {
        let wanted = Self.newest(written, metric, bySource: bySource)
        let found = bySource ? history.daysBySource(of: metric) : history.days(of: metric)
        #expect(found.map(\.location) == wanted.map(\.location))
        #expect(found.map(\.day) == wanted.map(\.day))
        #expect(found.map(\.source) == wanted.map(\.source))
        #expect(found.map(\.value) == wanted.map(\.value))
        #expect(found.map(\.numerator) == wanted.map(\.numerator))
        #expect(found.allSatisfy { $0.denominator == 7 })
      }
    }
  }

  @Test("takes tonight's figures over all dimensions and by source, before those of any other night")
  func tonight() {
    var history = MetricHistory(first: Self.first, days: 2, locations: 1)
    let place = history.place(metric: "events")
    func earlier(_ value: Double) -> MetricDay {
      MetricDay(location: 0, day: Self.first, value: value, numerator: 0, denominator: 0)
    }
    history.take(earlier(1), at: place, night: 9000)
    func row(_ dimension: MetricDimension, _ name: String, _ value: Double) -> MetricRow {
      MetricRow(
        location: 0, day: Self.first, metric: "events", dimension: dimension, dimensionValue: name, value: value,
        unit: "messages", isComplete: true)
    }
    history.take([row(.all, "", 5), row(.source, "pos", 4), row(.reason, "broken", 3)])
    history.take(earlier(2), at: place, night: 9001)
    #expect(history.days(of: "events").map(\.value) == [5])
    #expect(history.daysBySource(of: "events").map(\.value) == [4])
    #expect(history.daysBySource(of: "events").map(\.source) == ["pos"])
    #expect(history.days(of: "none").isEmpty)
  }
}
