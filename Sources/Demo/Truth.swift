internal import PostgreSQL
internal import Statistics
public import Store

/// What the simulation knows and the night does not: how good the last night's confidence was.
public struct Truth {
  public let records: Int
  public let exactShare: Double
  /// Chance that an exact record is believed more than a wrong one.
  public let auc: Double
  /// The same for the time of the last count.
  public let aucOfAge: Double
  public let brier: Double

  /// - Returns: `nil` where no demo retailer was delivered.
  public init?(target: Target) throws {
    let owner = try target.session(as: nil)
    guard try owner.query("select to_regclass('demo_truth.position') is not null", place: "demo_truth")[0].bool(0) else {
      return nil
    }
    let rows = try owner.query(
      """
      select item_confidence.p_exact, position.physical = position.book,
        coalesce(extract(epoch from item_confidence.last_counted_at), 0)
      from trueup_v1.item_confidence
      inner join demo_truth.position using (location_id, item_id)
      where item_confidence.p_exact is not null
      """, place: "demo_truth")
    var believed: [Double] = []
    var counted: [Double] = []
    var isExact: [Bool] = []
    for index in 0..<rows.count {
      believed.append(try rows[index].double(0))
      isExact.append(try rows[index].bool(1))
      counted.append(try rows[index].double(2))
    }
    guard let auc = Statistics.auc(scores: believed, labels: isExact),
      let age = Statistics.auc(scores: counted, labels: isExact), let brier = Statistics.brier(believed, isExact)
    else { return nil }
    records = rows.count
    exactShare = Double(isExact.filter { $0 }.count) / Double(rows.count)
    self.auc = auc
    aucOfAge = age
    self.brier = brier
  }

  public var sentence: String {
    func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
    let share = (exactShare * 1000).rounded() / 10
    return "The simulation knows: \(share) % of \(records) records are exact; p_exact ranks them with AUC \(rounded(auc)) "
      + "(days since the last count: \(rounded(aucOfAge))), Brier score \(rounded(brier))."
  }
}
