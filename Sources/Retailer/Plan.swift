import Inventory

/// A promotion as customers feel it.
struct Campaign: Sendable {
  let item: Int?
  let category: Int?
  let region: String?
  let site: Int?
  /// Day indices.
  let days: Range<Int>
  let uplift: Double
}

/// A time in which a store's messages do not get through.
struct Outage: Sendable {
  let from: Int64
  let until: Int64
  /// The till server is down: sales are recorded late, too. Otherwise only the line is.
  let isServer: Bool
}

/// When a back office that posts in batches does it.
struct Posting: Sendable {
  /// ISO, Monday is 1.
  let weekdays: Set<Int>
  /// Wall time.
  let hour: Double

  private static let usual: [Set<Int>] = [[1, 3, 5], [2, 4, 6], [1, 4], [2, 5], [3]]

  fileprivate init(_ chance: inout Chance) {
    weekdays = Posting.usual[chance.whole(below: Posting.usual.count)]
    hour = chance.between(20.5, 22.5)
  }
}

/// What is settled before the first day: promotions, the holiday, outages, stocktakes, surges. Shared by all copies.
final class Plan: Sendable {
  let campaigns: [Campaign]
  /// Day indices; -1 for none, in a horizon too short for them.
  let holiday: Int
  let busyDay: Int
  /// By site.
  let outages: [[Outage]]
  /// By site: the day of its full stocktake.
  let stocktakes: [Int?]
  /// By site: when its back office posts, where that is not at once.
  let postings: [Posting?]
  private let surges: [(site: Int, surge: Surge)]

  init(_ configuration: RetailerConfiguration, _ network: Network) {
    var chance = Chance(seed: configuration.seed, purpose: .plan, day: 0)
    let days = max(1, configuration.days)
    campaigns = Plan.campaigns(days: days, network, &chance)
    holiday = days >= 14 ? days - 5 : -1
    busyDay = days >= 14 ? days / 3 : -1

    var outages = [[Outage]](repeating: [], count: network.sites.count)
    let wanted = chance.poisson(configuration.mechanisms.outagesPerStoreDay * Double(network.stores * days))
    for _ in 0..<wanted where days > 12 {
      let store = chance.whole(below: network.stores)
      let day = configuration.firstDay.advanced(by: chance.whole(7, days - 4))
      let from = network.sites[store].zone.instant(of: day, secondOfDay: chance.whole(6 * 3600, 18 * 3600)).microseconds
      let hours = chance.between(24, 48)
      outages[store].append(
        Outage(from: from, until: from + Int64(hours * 3600) * Instant.microsecondsPerSecond, isServer: chance.happens(0.4)))
    }
    self.outages = outages

    var stocktakes = [Int?](repeating: nil, count: network.sites.count)
    // After closing, so nobody would do it where the day's sales come at night
    let countable = (0..<network.stores).filter { network.sites[$0].tills != .nightly }
    for _ in 0..<configuration.mechanisms.stocktakes where days >= 21 && !countable.isEmpty {
      stocktakes[countable[chance.whole(below: countable.count)]] = chance.whole(10, days - 10)
    }
    self.stocktakes = stocktakes

    var posting = Chance(seed: configuration.seed, purpose: .posting, day: 0)
    postings = network.sites.map { site in
      site.isStore && posting.happens(configuration.mechanisms.batchPosting) ? Posting(&posting) : nil
    }

    surges = configuration.surges.compactMap { surge in
      network.sites.firstIndex { $0.id == surge.locationID }.map { (site: $0, surge: surge) }
    }
  }

  func isClosed(_ site: Site, day: Int) -> Bool { day == holiday && site.isStore }

  /// Product of the surges of one kind at a site and day; 1 without any.
  func factor(_ kind: Surge.Kind, site: Int, day: Int) -> Double {
    var factor = 1.0
    for (place, surge) in surges where place == site && surge.kind == kind {
      if day >= surge.firstDay, day < surge.firstDay + surge.days { factor *= surge.factor }
    }
    return factor
  }

  /// One promotion a week; the last two begin within the last fortnight.
  private static func campaigns(days: Int, _ network: Network, _ chance: inout Chance) -> [Campaign] {
    let categories = (network.articles.map(\.category).max() ?? 0) + 1
    var starts = Array(stride(from: 4, to: days - 14, by: 7))
    starts += [max(0, days - 12), max(0, days - 7)]
    return starts.enumerated().map { number, start in
      let isItem = number % 3 == 1
      return Campaign(
        item: isItem ? chance.whole(below: network.items) : nil, category: isItem ? nil : chance.whole(below: categories),
        region: number % 4 == 2 ? "south" : nil, site: number % 5 == 4 ? chance.whole(below: network.stores) : nil,
        days: start..<(start + chance.whole(5, 8)), uplift: chance.between(1.5, 2.5))
    }
  }
}
