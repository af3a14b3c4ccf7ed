import Inventory
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// What all stores share, end to end: said once, with numbers that can be counted again.
@Suite(.database) struct NetworkAlertTests {
  private static let deliveries: Deliveries = {
    var configuration = RetailerConfiguration()
    configuration.stores = 10
    configuration.distributionCentres = 1
    configuration.marketplaces = 1
    configuration.items = 40
    configuration.days = 66
    configuration.seed = 3
    configuration.surges = (1...10).flatMap { store in
      let id = store < 10 ? "S0\(store)" : "S\(store)"
      return [
        Surge(kind: .latency, locationID: id, firstDay: 62, days: 4, factor: 40),
        Surge(kind: .cancellation, locationID: id, firstDay: 59, days: 7, factor: 12),
      ]
    }
    return Deliveries(configuration)
  }()

  @Test("a surge everywhere is an alert of the network, whose sentence SQL reproduces")
  func everywhere() throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, Self.deliveries.reference)
    try rehearsal.deliver(Self.deliveries.history(before: 63))
    for night in 63..<66 {
      try rehearsal.deliver(Self.deliveries.days[night].messages)
      try rehearsal.run(Self.deliveries.days[night])
    }
    let families = try rehearsal.rows("select family from trueup_v1.alert where scope = 'network'")
    #expect(families == ["cancellation", "latency"])
    var sentences = SentenceFigures(rehearsal.owner, rehearsal.target.files)
    try sentences.checkAlerts()
    #expect(sentences.faults == [])
    for family in families { #expect(sentences.checked[family, default: 0] >= 4, "\(family)") }
  }
}
