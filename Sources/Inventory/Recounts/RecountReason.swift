/// Why a count is worth its minutes, in one sentence.
public enum RecountReason {
  public static func sentence(_ item: ItemConfidence) -> String {
    let chance = Int(((1 - (item.pExact ?? 0.5)) * 100).rounded())
    guard let driver = item.drivers.first else { return "The record is wrong with a chance of \(chance) %." }
    let share = Int((driver.share * 100).rounded())
    var sentence = "The record is wrong with a chance of \(chance) %, \(share) % of it from \(driver.name)"
    if let phantom = item.pPhantom, phantom > 0.2 { sentence += "; nothing may be there (\(Int((phantom * 100).rounded())) %)" }
    if item.failedPicks > 0 { sentence += "; \(item.failedPicks) picks failed since the last count" }
    return sentence + "."
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
