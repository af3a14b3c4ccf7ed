extension EventType {
  /// docs/event-types.md: the same table for people, written by `trueup feed types --markdown`.
  public static var document: String {
    let head = """
      # Event types

      What each value of `feed.inventory_event.event_type` says, and what it does to the books. `trueup feed types --markdown`
      writes this page; the same table is `trueup feed types --format csv` and the view `trueup_v1.event_type`. Unknown
      types are quarantined as `unknown_type`. Nobody has to send everything.

      - **book**: what happens to the stock states of the message's own location. Quantities are units, never negative but for an
        `adjustment`.
      - **in transit**: units on their way, kept at the destination.
      - **reserved**: units promised to order lines, kept by line and never below zero; `cancellation`, `shipment` and `pickup`
        give back what was promised.
      - **EPCIS step**: the business step of GS1 EPCIS 2.0 (CBV 2.0) that means the same, where there is one.
      - Stock states: \(StockState.allCases.map { "`\($0.name)`" }.joined(separator: ", ")). Saleable are
        \(StockState.allCases.filter(\.isSaleable).map { "`\($0.name)`" }.joined(separator: ", ")): what a count without
        `from_state` counts, and what every score is about.
      - **example**: what such a message fills beside `event_type`, `event_id`, `location_id`, `item_id`, `event_time` and
        `record_time`,
        which every message has.

      | type | meaning | book | in transit | reserved | EPCIS step | document | example |
      |---|---|---|---|---|---|---|---|
      """
    let rows = table.map { entry in
      let cells = entry.row.map { $0 ?? "-" }
      return "| `\(cells[0])` | \(cells[1..<7].joined(separator: " | ")) | `\(cells[7])` |"
    }
    return ([head] + rows).joined(separator: "\n") + "\n"
  }
}
