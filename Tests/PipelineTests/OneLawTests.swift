import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// No figure of a record contradicts another of the same row, and sentences state the row's figures.
@Suite(.database) struct OneLawTests {
  /// Ten retailers of five kinds, with feeds in batches, late feeds, careless counts, fast and slow sales.
  private static func configuration(_ seed: UInt64) -> RetailerConfiguration {
    var configuration = RetailerConfiguration.small
    (configuration.stores, configuration.items, configuration.days, configuration.seed) = (2, 16, 32, seed)
    configuration.mechanisms.batchPosting = 0.5
    switch seed % 5 {
    case 0: configuration.mechanisms.nightlyStores = 1
    case 1: configuration.mechanisms.lateRecord = 0.05
    case 2: (configuration.mechanisms.countError, configuration.mechanisms.theft) = (0.05, 0.1)
    case 3: (configuration.mechanisms.customersPerPositionDay, configuration.mechanisms.basketTail) = (3, 0.6)
    default: configuration.mechanisms.customersPerPositionDay = 0.05
    }
    return configuration
  }

  /// The figures of the sentence, as they stand in the row.
  private static func told(_ rehearsal: Rehearsal, _ text: String, of location: String) throws -> (rows: Int, wrong: [String]) {
    let items = try rehearsal.owner.query(
      """
      select item_id, book_qty::text, round(expected_qty::numeric, 1)::text, qty_p05::text, qty_p95::text,
        round((100 * p_exact)::numeric, 1)::text, round((100 * p_phantom)::numeric, 1)::text
      from trueup_v1.item_confidence where location_id = $1 and p_exact is not null order by item_id
      """, [Parameter(location)], place: "items")
    var wrong: [String] = []
    for index in 0..<items.count {
      let row = items[index]
      let sentence = try rehearsal.owner.query(text, [Parameter(location), Parameter(row.text(0))], place: "explain")[0].text(0)
      let figures = try (1...6).map { try row.text($0) }
      let wanted =
        "The book says \(figures[0]); \(figures[1]) is expected there (\(figures[2]) to \(figures[3])), the book is exact with \(figures[4]) %, and nothing is there with \(figures[5]) %."
      if !sentence.hasPrefix(wanted) { wrong.append(sentence) }
    }
    return (items.count, wrong)
  }

  @Test("over all rows of ten retailers, in order and with a silent feed", arguments: 1...10 as ClosedRange<UInt64>)
  func retailers(seed: UInt64) throws {
    let deliveries = Deliveries(Self.configuration(seed))
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    let check = try TestDatabase.files().text("checks/contradicting_records")
    try rehearsal.deliver(deliveries.history(before: 28))
    try rehearsal.run(deliveries.days[27])
    #expect(try rehearsal.rows(check) == [])
    // Then the tills of a store fall silent
    try rehearsal.deliver(
      deliveries.days[28..<31].flatMap(\.messages).filter { $0.locationID != "S01" || $0.sourceSystem != "pos" })
    for night in 28..<31 {
      try rehearsal.run(deliveries.days[night])
      #expect(try rehearsal.rows(check) == [], "night \(night)")
    }
    let counted = try rehearsal.rows(
      "select count(*) > 30, count(*) filter (where unrecorded_movements > 0.5) > 0, count(*) filter (where known_error_qty <> 0) > 0 from trueup_v1.item_confidence where p_exact is not null"
    )
    #expect(seed % 5 == 4 || counted == ["t|t|t"], "\(counted)")
    let told = try Self.told(rehearsal, TestDatabase.files().text("read/explain_item"), of: "S01")
    #expect(told.rows > 8 && told.wrong == [])
  }
}
