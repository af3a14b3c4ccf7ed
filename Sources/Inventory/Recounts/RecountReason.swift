/// Why a count is worth its minutes, in one sentence.
public enum RecountReason {
  public static func sentence(_ item: ItemConfidence) -> String {
    let chance = Int(((1 - (item.pExact ?? 0.5)) * 100).rounded())
    var sentence = "The record is wrong with a chance of \(chance) %"
    let parts = item.drivers.prefix(item.drivers.first?.name == Driver.knownDifference ? 2 : 1).map { driver in
      let share = "\(Int((driver.share * 100).rounded())) %"
      guard driver.name == Driver.knownDifference else { return (share, driver.name) }
      return (share, "a known difference of \(units(item.knownError ?? 0))")
    }
    if let first = parts.first { sentence += ", \(first.0) of it from \(first.1)" }
    if let next = parts.dropFirst().first, next.0 != "0 %" { sentence += ", \(next.0) from \(next.1)" }
    if let phantom = item.pPhantom, phantom > 0.2 { sentence += "; nothing may be there (\(Int((phantom * 100).rounded())) %)" }
    if item.failedPicks > 0 { sentence += "; \(item.failedPicks) picks failed since the last count" }
    return sentence + "."
  }

  /// A quantity with its sign, without the zeros of a fraction.
  private static func units(_ quantity: Double) -> String {
    let thousandths = Int((quantity * 1000).rounded())
    if thousandths % 1000 == 0 { return (thousandths > 0 ? "+" : "") + String(thousandths / 1000) }
    return (thousandths > 0 ? "+" : "") + String(Double(thousandths) / 1000)
  }
}

extension ReferenceData {
  /// The budget that fits a location and ISO weekday best: named ones before general ones.
  public func budget(locationID: String, weekday: Int) -> LabourBudget? {
    labourBudgets.filter { ($0.locationID ?? locationID) == locationID && ($0.weekday ?? weekday) == weekday }
      .max { rank($0) < rank($1) }
  }

  private func rank(_ budget: LabourBudget) -> Int { (budget.locationID == nil ? 0 : 2) + (budget.weekday == nil ? 0 : 1) }
}
