import Inventory

/// How a store's tills reach the books.
enum TillStyle: Sendable {
  case realtime, halfHourly, nightly
}

/// A place of the retailer. Index order: stores, distribution centres, web, marketplaces.
struct Site: Sendable {
  let id: String
  let kind: LocationKind
  let region: String?
  let zone: ZoneOffsets
  let tills: TillStyle
  /// Multiplies demand; of stores, mean about 1.
  let size: Double
  /// Multiplies errors of the shelf and of handling.
  let carelessness: Double

  var isStore: Bool { kind == .store }
}

/// An item and how it behaves.
struct Article: Sendable {
  let id: String
  let category: Int
  let profile: CategoryProfile
  /// Multiplies demand, mean about 1.
  let demand: Double
  /// Thousandths of the currency unit.
  let unitCost: Int64
  let unitPrice: Int64
  let packSize: Int
  /// The item most easily taken for this one.
  let sibling: Int
}

/// The fixed part of the retailer, shared by all copies. A cell is location x items + item; only stores and
/// distribution centres hold stock.
final class Network: Sendable {
  let sites: [Site]
  let articles: [Article]
  let stores: Int
  let centres: Int
  let web: Int
  let marketplaces: Range<Int>
  /// By cell, of stores and centres.
  let isStocked: [Bool]
  /// By cell of a store: customers per day before weekday, promotion and calendar.
  let customers: [Double]
  /// By cell: 0, 1 or 2 for A, B or C.
  let abc: [UInt8]
  /// Running totals of online demand by item.
  let onlineTotals: [Double]

  var items: Int { articles.count }
  /// Locations that hold stock are the first ones.
  var stockedSites: Int { stores + centres }
  var cells: Int { stockedSites * items }

  func cell(_ site: Int, _ item: Int) -> Int { site * articles.count + item }
  func site(of cell: Int) -> Int { cell / articles.count }
  func item(of cell: Int) -> Int { cell % articles.count }
  /// The distribution centre that serves a store.
  func centre(of store: Int) -> Int { stores + store % centres }

  init(_ configuration: RetailerConfiguration) {
    let mechanisms = configuration.mechanisms
    var chance = Chance(seed: configuration.seed, purpose: .network, day: 0)
    stores = max(1, configuration.stores)
    centres = max(1, configuration.distributionCentres)
    sites = Network.sites(configuration, stores: stores, centres: centres, &chance)
    web = stores + centres
    marketplaces = (web + 1)..<sites.count
    articles = Network.articles(configuration, &chance)

    var isStocked: [Bool] = []
    var customers: [Double] = []
    for site in sites.prefix(stores + centres) {
      for article in articles {
        isStocked.append(!site.isStore || chance.happens(mechanisms.assortmentShare))
        let local = chance.lognormal(median: 1, sigma: mechanisms.positionSpread)
        customers.append(site.isStore ? mechanisms.customersPerPositionDay * article.demand * site.size * local : 0)
      }
    }
    self.isStocked = isStocked
    self.customers = customers
    abc = Network.classes(articles, sites: stores + centres)
    var total = 0.0
    onlineTotals = articles.map { article in
      total += article.demand.squareRoot()
      return total
    }
  }

  private static func sites(
    _ configuration: RetailerConfiguration, stores: Int, centres: Int, _ chance: inout Chance
  ) -> [Site] {
    let mechanisms = configuration.mechanisms
    let first = configuration.firstDay.civil.year
    let years = (first - 1)...(first + 2 + configuration.days / 365)
    let berlin = ZoneOffsets.centralEurope(years: years)
    let london = ZoneOffsets.unitedKingdom(years: years)
    var sites: [Site] = []
    for number in 1...stores {
      let isBritish = number % 10 == 0
      // A low-discrepancy walk: every dozen stores holds all three styles
      let place = (Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      let tills: TillStyle =
        place < mechanisms.realtimeStores ? .realtime : place < 1 - mechanisms.nightlyStores ? .halfHourly : .nightly
      sites.append(
        Site(
          id: "S" + padded(number, stores < 100 ? 2 : stores < 1000 ? 3 : 4), kind: .store,
          region: isBritish ? "uk" : ["north", "south", "west"][number % 3], zone: isBritish ? london : berlin, tills: tills,
          size: chance.lognormal(median: 1, sigma: mechanisms.storeSizeSpread),
          carelessness: chance.lognormal(median: 1, sigma: mechanisms.storeSpread)))
    }
    func central(_ id: String, _ kind: LocationKind) -> Site {
      Site(id: id, kind: kind, region: nil, zone: berlin, tills: .realtime, size: 1, carelessness: 1)
    }
    for number in 1...centres { sites.append(central("DC\(number)", .dc)) }
    sites.append(central("WEB", .web))
    for number in 0..<max(0, configuration.marketplaces) { sites.append(central("MP\(number + 1)", .marketplace)) }
    return sites
  }

  private static func articles(_ configuration: RetailerConfiguration, _ chance: inout Chance) -> [Article] {
    let mechanisms = configuration.mechanisms
    let items = max(1, configuration.items)
    let categories = max(1, mechanisms.categories.count)
    let spread = mechanisms.itemSpread
    return (0..<items).map { item in
      let category = item % categories
      let profile =
        mechanisms.categories.isEmpty
        ? CategoryProfile(name: "all", shelf: 1, scan: 1, handling: 1, returns: 1, cost: 1...50) : mechanisms.categories[category]
      // exp(-sigma^2/2) brings the mean of the lognormal to 1; the cap keeps one item from being the retailer
      let demand = min(12, chance.lognormal(median: Chance.exp(-spread * spread / 2), sigma: spread))
      let low = Chance.log(profile.cost.lowerBound)
      let cost = Chance.exp(low + (Chance.log(profile.cost.upperBound) - low) * chance.uniform())
      let pack = demand < 0.4 ? 1 : demand < 1 ? chance.whole(2, 4) : demand < 3 ? 6 : 12
      let neighbour = (item / categories) ^ 1
      let sibling = neighbour * categories + category
      return Article(
        id: "SKU" + padded(item + 1, 4), category: category, profile: profile, demand: demand, unitCost: Int64(cost * 100) * 10,
        unitPrice: Int64(cost * chance.between(1.4, 2.2) * 10) * 100, packSize: pack, sibling: sibling < items ? sibling : item)
    }
  }

  /// A fifth of the items by turnover is A, the next three tenths B.
  private static func classes(_ articles: [Article], sites: Int) -> [UInt8] {
    let turnover = articles.map { $0.demand * Double($0.unitPrice) }
    let order = articles.indices.sorted { turnover[$0] != turnover[$1] ? turnover[$0] > turnover[$1] : $0 < $1 }
    var byItem = [UInt8](repeating: 2, count: articles.count)
    for (rank, item) in order.enumerated() {
      let share = Double(rank) / Double(articles.count)
      byItem[item] = share < 0.2 ? 0 : share < 0.5 ? 1 : 2
    }
    return (0..<sites).flatMap { _ in byItem }
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
