import Inventory
import Retailer
import Testing

@Suite struct CalendarTests {
  /// Days of change: IANA time zone database, Europe/Berlin and Europe/London.
  @Test("summer time begins and ends on the published days")
  func transitions() {
    let berlin = ZoneOffsets.centralEurope(years: 2022...2026)
    let london = ZoneOffsets.unitedKingdom(years: 2022...2026)
    for (spring, autumn) in [
      ("2022-03-27", "2022-10-30"), ("2023-03-26", "2023-10-29"), ("2024-03-31", "2024-10-27"), ("2025-03-30", "2025-10-26"),
      ("2026-03-29", "2026-10-25"),
    ] {
      for (text, winterBefore) in [(spring, true), (autumn, false)] {
        guard let day = Day(iso: text) else {
          Issue.record("no day \(text)")
          continue
        }
        let noonBefore = berlin.instant(of: day.advanced(by: -1), secondOfDay: 43_200)
        let noon = berlin.instant(of: day, secondOfDay: 43_200)
        #expect(noon.microseconds - noonBefore.microseconds == (winterBefore ? 23 : 25) * 3_600_000_000)
        #expect(london.instant(of: day, secondOfDay: 43_200) == noon.advanced(bySeconds: 3600))
        #expect(noon == day.utcStart.advanced(bySeconds: winterBefore ? 36_000 : 39_600))
      }
    }
  }

  @Test("the cut-off keeps to the wall clock through the change of time")
  func cutoffs() throws {
    var configuration = smallRetailer(seed: 1, days: 20)
    configuration.firstDay = Day(year: 2026, month: 3, day: 23)
    configuration.stores = 10
    var retailer = Retailer(configuration)
    let days = (0..<10).map { _ in retailer.step() }
    #expect(days[0].cutoff.description == "2026-03-24T01:15:00Z")
    // 02:15 does not exist on the 29th: the change itself
    #expect(days[5].cutoff.description == "2026-03-29T01:00:00Z")
    #expect(days[6].cutoff.description == "2026-03-30T00:15:00Z")
    #expect(zip(days, days.dropFirst()).allSatisfy { $0.cutoff < $1.cutoff })
    // Stores open at eight and close at eight by their own clocks, before and after
    let zones = ["S01": ZoneOffsets.centralEurope(years: 2025...2027), "S10": .unitedKingdom(years: 2025...2027)]
    for (store, zone) in zones {
      let sales = days.flatMap(\.messages).filter { $0.locationID == store && $0.eventType == "sale" }
      #expect(sales.count > 100)
      for sale in sales {
        let at = try #require(sale.eventTime)
        guard at < Day(year: 2100, month: 1, day: 1).utcStart, sale.sourceSystem == "pos", sale.quantity != .units(-3) else {
          continue
        }
        let opens = zone.instant(of: zone.day(of: at), secondOfDay: 8 * 3600)
        #expect(at >= opens && at <= opens.advanced(bySeconds: 12 * 3600))
      }
    }
  }

  @Test("a holiday and promotions fall into the last fortnight")
  func plans() throws {
    let configuration = RetailerConfiguration()
    var retailer = Retailer(smallRetailer(seed: 2))
    let end = retailer.configuration.firstDay.advanced(by: 40)
    let holiday = try #require(retailer.reference.calendar.first { $0.isClosed })
    #expect(end.days(since: holiday.day) <= 14 && holiday.day < end)
    let late = retailer.reference.promotions.filter { $0.starts >= end.advanced(by: -14).utcStart && $0.starts < end.utcStart }
    #expect(late.count >= 2)
    #expect(Retailer(configuration).reference.promotions.count > 8)
    // Nobody sells in the stores on the holiday
    let days = (0..<40).map { _ in retailer.step() }
    let zone = ZoneOffsets.centralEurope(years: 2025...2027)
    let sold = days.flatMap(\.messages).filter {
      $0.eventType == "sale" && $0.sourceSystem == "pos" && $0.quantity != .units(-3)
        && $0.eventTime.map(zone.day(of:)) == holiday.day
    }
    #expect(sold.isEmpty)
  }
}
