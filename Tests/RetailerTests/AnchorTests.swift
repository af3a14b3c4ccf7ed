import Inventory
import Retailer
import Testing

/// The published size of the problem on the retailer as it comes: 65 % of 370,000 records wrong (DeHoratius & Raman
/// 2008), about 60 % of a million (ECR 2019), category carrying about ten times the variance of store.
@Suite struct AnchorTests {
  @Test("the default retailer is as wrong as real ones", arguments: [1, 2, 3] as [UInt64])
  func anchors(seed: UInt64) {
    var configuration = RetailerConfiguration()
    configuration.seed = seed
    var retailer = Retailer(configuration)
    for _ in 0..<configuration.days { _ = retailer.step() }

    let truth = retailer.truth()
    let wrong = truth.filter { $0.physical != $0.book }
    #expect((0.40...0.65).contains(Double(wrong.count) / Double(truth.count)))
    let positive = Double(wrong.filter { $0.physical > $0.book }.count) / Double(wrong.count)
    #expect((0.2...0.8).contains(positive))
    #expect(truth.allSatisfy { $0.physical >= 0 })

    let categories = Dictionary(uniqueKeysWithValues: retailer.reference.items.map { ($0.id, $0.category ?? "") })
    let stores = truth.filter { $0.locationID.hasPrefix("S") }
    let between = { (key: (TruthRow) -> String) in variance(Dictionary(grouping: stores, by: key).values.map(wrongShare)) }
    #expect(between { categories[$0.itemID] ?? "" } >= 5 * between { $0.locationID })

    let tally = retailer.tally
    #expect((0.01...0.04).contains(Double(tally.cancelled) / Double(tally.orderLines)))
    #expect((0.01...0.03).contains(Double(tally.miscounted) / Double(tally.counted)))
    #expect((800_000...1_300_000).contains(tally.messages))
  }

  private func wrongShare(_ rows: [TruthRow]) -> Double {
    Double(rows.filter { $0.physical != $0.book }.count) / Double(rows.count)
  }

  private func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
