public import Inventory
public import PostgreSQL

/// `trueup.unit_cost`: what items cost, by the night that found it.
public enum CostTable {
  /// Writes the costs that a night found changed.
  ///
  /// - Parameter after: the cut-off of the night before; `nil` on the first night.
  public static func write(
    _ costs: [(item: String, cost: Int64)], after: Instant?, publication: Int64, on connection: Connection
  ) throws {
    try connection.copyIn(
      "trueup.unit_cost (item_id, publication_id, recorded_after, unit_cost)", place: "unit_cost"
    ) { writer in
      for (item, cost) in costs {
        try writer.row(4)
        writer.text(item)
        writer.int64(publication)
        // PostgreSQL's -infinity
        writer.int64(after?.microseconds ?? Int64.min)
        writer.int64(cost)
      }
    }
  }

  /// What the nights before `day` and the publication itself found.
  ///
  /// - Parameter items: only of these; `nil` for all.
  public static func history(
    before day: Day, publication: Int64, items: [String]?, index: MasterIndex, on connection: Connection
  ) throws -> CostHistory {
    var history = CostHistory()
    let rows = try connection.query(
      """
      select unit_cost.item_id,
        case when unit_cost.recorded_after > '-infinity'
          then (extract(epoch from unit_cost.recorded_after) * 1000000)::bigint - 946684800000000 end,
        unit_cost.unit_cost
      from trueup.unit_cost
      left join trueup.kept_publication on kept_publication.publication_id = unit_cost.publication_id
      where (unit_cost.publication_id = $2 or kept_publication.business_date < $1)
        and ($3::text[] is null or unit_cost.item_id = any($3::text[]))
      order by unit_cost.item_id, unit_cost.recorded_after
      """, [Parameter("\(day)"), Parameter(publication), items.map { Parameter(array: $0) } ?? nil], place: "unit_cost")
    for row in 0..<rows.count {
      let item = index.item(try rows[row].text(0))
      guard item >= 0 else { continue }
      let after = rows[row].optionalText(1).flatMap { Int64($0) } ?? Int64.min
      history.add(CostHistory.Entry(after: after, cost: try rows[row].int(2)), item: item)
    }
    return history
  }
}
