import Foundation
import Inventory
import Statistics
import Testing

/// Twelve locations whose promotions of ten items in twenty multiply what is measured, each at its own time.
private struct PromotedNetwork {
  let network = MetricNetwork(seed: 3, locations: 12, days: 98)
  let day = MetricNetwork.day
  /// Of a promotion of half of the items, on the logarithm.
  let effect = 1.2

  let dimensions: Dimensions

  init() {
    dimensions = Dimensions(
      locations: (0..<12).map {
        Location(id: "L\($0)", name: "L\($0)", kind: .store, region: nil, timeZone: "UTC", currency: nil)
      },
      items: (0..<20).map {
        Item(
          id: "I\($0)", sku: nil, gtin: nil, name: "I\($0)", category: "C\($0 % 2)", unitCost: 1000, unitPrice: 2000,
          packSize: nil)
      }, zones: Array(repeating: .utc, count: 12))
  }

  func campaign(_ location: Int, ago: Int, days: Int = 5) -> Promotion {
    Promotion(
      itemID: nil, category: "C0", region: nil, locationID: "L\(location)", starts: day.advanced(by: -ago).utcStart,
      ends: day.advanced(by: days - ago).utcStart)
  }

  /// One campaign of every location but the fifth, and the fifth's that runs on the judged day.
  var campaigns: [Promotion] { (0..<12).filter { $0 != 4 }.map { campaign($0, ago: 20 + 5 * $0) } + [campaign(4, ago: 2)] }

  func isPromoted(_ location: Int32, _ day: Day, _ campaigns: [Promotion]) -> Bool {
    campaigns.contains { $0.locationID == "L\(location)" && $0.starts <= day.utcStart && day.utcStart < $0.ends }
  }

  /// The network's series with what the campaigns add to four of its metrics.
  func series(_ campaigns: [Promotion]) -> [String: [MetricDay]] {
    var series = network.series()
    for metric in ["metric_0", "metric_1", "metric_5", "metric_6"] {
      series[metric] = series[metric]?.map { day in
        var day = day
        if isPromoted(day.location, day.day, campaigns) { day.value = day.value.map { $0 * exp(effect) } }
        return day
      }
    }
    return series
  }

  func judge(promotions: [Promotion] = [], calendar: [CalendarDay] = []) -> LocationJudge {
    var reference = ReferenceData()
    reference.promotions = promotions
    reference.calendar = calendar
    var judge = network.judge()
    judge.events = DayEvents(reference, dimensions: dimensions, first: day.advanced(by: -113), last: day)
    return judge
  }
}

@Suite struct DayEventsTests {
  @Test("what a promotion did elsewhere is no surprise here; the same figures without one are")
  func promotion() throws {
    let shop = PromotedNetwork()
    let series = shop.series(shop.campaigns)
    let known = try shop.judge(promotions: shop.campaigns).judgeMultivariate(series, locations: 12, day: shop.day)[4]
    #expect(known.verdict == .ordinary, "p \(known.p ?? -1)")
    let unknown = try shop.judge().judgeMultivariate(series, locations: 12, day: shop.day)[4]
    #expect((known.observed ?? .infinity) < 0.4 * (unknown.observed ?? 0))
    // What is shown is what was seen, and what the promotion let expect
    let shown = try #require(known.contributions.first { $0.metric == "metric_0" })
    #expect(abs(log((shown.observed ?? 0) / shown.expected)) < 0.8)
  }

  @Test("a promotion unlike any before is not judged, and days before it that were ordinary are")
  func first() throws {
    let shop = PromotedNetwork()
    let only = [shop.campaign(4, ago: 2)]
    let judge = shop.judge(promotions: only)
    let scores = try judge.judgeMultivariate(shop.series(only), locations: 12, day: shop.day)
    #expect(scores[4].verdict == .unseenEvent && scores[4].p == nil)
    #expect(scores.count { $0.verdict == .unseenEvent } == 1)
    // A single item of twenty is within the experience of half of them, a campaign everywhere is not
    var small = shop.campaign(4, ago: 2)
    (small.itemID, small.category) = ("I0", nil)
    let others = shop.campaigns.filter { $0.locationID != "L4" }
    #expect(!shop.judge(promotions: others + [small]).events.unseen[4].contains(shop.day.number))
    var large = shop.campaign(4, ago: 2)
    large.category = nil
    #expect(shop.judge(promotions: others + [large]).events.unseen[4].contains(shop.day.number))
  }

  @Test("cancellations that come with promotions everywhere are no surge, and others are one")
  func cancellations() throws {
    let shop = PromotedNetwork()
    var chance = SeededGenerator(seed: 11)
    func days(_ campaigns: [Promotion]) -> [MetricDay] {
      (0..<12).flatMap { location in
        (0..<98).map { age -> MetricDay in
          let day = shop.day.advanced(by: -age)
          let rate = shop.isPromoted(Int32(location), day, campaigns) ? 0.2 : 0.04
          let cancelled = (0..<60).count { _ in chance.uniform() < rate }
          return MetricDay(
            location: Int32(location), day: day, value: Double(cancelled) / 60, numerator: Int64(cancelled), denominator: 60)
        }
      }
    }
    let found = days(shop.campaigns)
    let known = try shop.judge(promotions: shop.campaigns).judgeCancellations(found, locations: 12, businessDate: shop.day)
      .locations
    #expect(known[4].verdict == .ordinary, "p \(known[4].p ?? -1)")
    let unknown = try shop.judge().judgeCancellations(found, locations: 12, businessDate: shop.day).locations
    #expect(unknown[4].verdict == .anomalous)
    let elsewhere = try shop.judge(promotions: shop.campaigns.filter { $0.locationID != "L4" })
      .judgeCancellations(found, locations: 12, businessDate: shop.day).locations
    #expect(elsewhere[4].verdict == .anomalous)
  }

  @Test("a label of the calendar is unseen until two of its dates are two weeks past; closed days are never judged")
  func labels() throws {
    let shop = PromotedNetwork()
    func payday(_ ago: Int) -> CalendarDay {
      CalendarDay(locationID: "L4", day: shop.day.advanced(by: -ago), isClosed: false, label: "payday")
    }
    func isUnseen(_ calendar: [CalendarDay]) -> Bool {
      shop.judge(calendar: calendar).events.unseen[4].contains(shop.day.number)
    }
    #expect(isUnseen([payday(0)]))
    #expect(isUnseen([payday(0), payday(30)]))
    #expect(isUnseen([payday(0), payday(30), payday(8)]))
    #expect(!isUnseen([payday(0), payday(30), payday(60)]))
    let closed = [0, 30, 60].map {
      CalendarDay(locationID: nil, day: shop.day.advanced(by: -$0), isClosed: true, label: "inventory")
    }
    #expect(isUnseen(closed))
    #expect(shop.judge(calendar: closed).events.unseen.allSatisfy { $0.count == 3 })
  }
}
