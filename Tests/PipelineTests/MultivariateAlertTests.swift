import Foundation
import Inventory
import Pipeline
import Retailer
import Store
import TestSupport
import Testing

/// A store whose figures stop going together, end to end.
@Suite(.database) struct MultivariateAlertTests {
  private static let quietNights = 40
  private static let store = "S04"

  /// Nine stores that work as ever.
  private static let deliveries: Deliveries = {
    var configuration = RetailerConfiguration()
    configuration.stores = 9
    configuration.distributionCentres = 1
    configuration.marketplaces = 0
    configuration.items = 60
    configuration.days = 44
    configuration.seed = 78
    configuration.firstDay = Day(year: 2026, month: 3, day: 2)
    return Deliveries(configuration)
  }()

  /// From a day on, nine more sales follow each of the store's.
  private static func messages(_ night: Int) -> [FeedMessage] {
    let messages = deliveries.days[night].messages
    guard night >= quietNights else { return messages }
    let sales = messages.filter { $0.locationID == store && $0.eventType == "sale" }
    return messages
      + sales.flatMap { sale in
        (1...9).map { copy in
          var again = sale
          again.eventID = (sale.eventID ?? "") + " again \(copy)"
          again.documentID = again.eventID
          again.eventTime = sale.eventTime?.advanced(bySeconds: Int64(copy))
          return again
        }
      }
  }

  @Test("such nights open one alert, whose contributions sum to what was observed and are named in its sentence")
  func planted() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Self.deliveries.reference)
    try rehearsal.deliver(Self.deliveries.history(before: Self.quietNights))
    for night in Self.quietNights..<Self.deliveries.days.count {
      try rehearsal.deliver(Self.messages(night))
      try rehearsal.run(Self.deliveries.days[night])
    }
    let open = "from trueup_v1.alert where state = 'firing'"
    #expect(try rehearsal.rows("select family, scope, severity \(open)") == ["multivariate|\(Self.store)|warning"])
    let sums = try rehearsal.rows(
      """
      select count(*) >= 6, abs(sum((c ->> 'contribution')::float8) - observed) < 1e-6 * observed,
        abs(sum((c ->> 'share')::float8) - 1) < 1e-9, observed > upper, p <= q, q <= 0.1
      from (select contributions, observed, upper, p, q \(open)) as alert, jsonb_array_elements(contributions) as c
      group by observed, upper, p, q
      """)
    #expect(sums == ["t|t|t|t|t|t"])
    let isNamed = "description like '%' || replace(contributions -> 0 ->> 'metric', '_', ' ') || '%'"
    #expect(try rehearsal.rows("select \(isNamed) \(open)") == ["t"])
    var sentences = SentenceFigures(rehearsal.owner, rehearsal.target.files)
    try sentences.checkAlerts()
    #expect(sentences.faults == [])
    #expect(sentences.checked["multivariate", default: 0] >= 9)
    let others = try rehearsal.rows(
      """
      select distinct verdict from trueup_v1.baseline_score
      where metric = 'multivariate_t2' and location_id <> '\(Self.store)' and p is not null
      """)
    #expect(others == ["ordinary"])
  }
}
