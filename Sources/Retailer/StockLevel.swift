/// When a position orders, and up to where.
struct StockLevel: Sendable {
  let reorderPoint: Int
  let orderUpTo: Int

  static func all(_ network: Network) -> [StockLevel] {
    (0..<network.cells).map { StockLevel(cell: $0, network) }
  }

  private init(cell: Int, _ network: Network) {
    let site = network.site(of: cell)
    let item = network.item(of: cell)
    let article = network.articles[item]
    if network.sites[site].isStore {
      // Three days between reviews, two on the road, and 1.3 sigma of a variance half above Poisson's
      let need = network.customers[cell] * 1.2 * 5
      reorderPoint = Int(need + 1.3 * (need * 1.5).squareRoot() + 0.5)
      orderUpTo = reorderPoint + max(article.packSize, Int(need))
    } else {
      var daily = 0.5 * Double(network.stores) / Double(network.centres) * article.demand.squareRoot() / 25
      for store in 0..<network.stores where network.centre(of: store) == site {
        daily += network.customers[network.cell(store, item)] * 1.2
      }
      reorderPoint = Int(daily * 9 + 2 * (daily * 9).squareRoot()) + article.packSize * 4
      orderUpTo = reorderPoint + max(article.packSize * 8, Int(daily * 12))
    }
  }
}
