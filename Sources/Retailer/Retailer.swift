public import Inventory

/// A retailer whose truth is known, simulated day by day.
///
/// Each day everything that happens is played in the order of time: goods move on the shelves, systems hear of
/// it, and the feed delivers what they say. A value: copy it to try the same tomorrow twice.
public struct Retailer: Sendable {
  public let configuration: RetailerConfiguration
  /// Master data, plans and the opening books.
  public let reference: ReferenceData
  /// Index of the next day to simulate; 0 before the first.
  public private(set) var today = 0

  let network: Network
  let plan: Plan
  let calendar: Calendar
  /// By cell.
  let levels: [StockLevel]
  let countTurns: [CountTurn]
  let mechanisms: Mechanisms

  var shelves: Shelves
  /// By cell: the saleable book of the systems themselves, as recorded by now.
  var systemBook: [Int32]
  /// By cell: promised to order lines.
  var reserved: [Int32]
  /// By cell: ordered and not yet booked in.
  var inbound: [Int32]

  var agenda = Agenda()
  var orders = Pool<OrderLine>()
  var transfers = Pool<TransferLine>()
  var purchases = Pool<PurchaseLine>()
  var returns = Pool<ReturnLine>()
  var counts = Pool<PlannedCount>()
  var numbers = DocumentNumbers()
  var feed: Feed
  var chance: Streams
  var promoted: [Double]
  private var delivered: Books
  /// What happened so far, for those who check the simulation itself.
  package internal(set) var tally = Tally()

  public init(_ configuration: RetailerConfiguration) {
    self.configuration = configuration
    mechanisms = configuration.mechanisms
    network = Network(configuration)
    plan = Plan(configuration, network)
    calendar = Calendar(configuration, network, plan)
    levels = StockLevel.all(network)
    countTurns = CountTurn.all(configuration, network)
    let cells = network.cells
    shelves = Shelves(cells: cells)
    systemBook = [Int32](repeating: 0, count: cells)
    reserved = systemBook
    inbound = systemBook
    promoted = [Double](repeating: 1, count: cells)
    delivered = Books(cells: cells)
    feed = Feed(configuration, network, plan, calendar)
    chance = Streams(seed: configuration.seed, day: 0)

    var reference = network.reference(configuration, plan)
    var opening = Chance(seed: configuration.seed, purpose: .network, day: 1)
    for site in 0..<network.stockedSites {
      let asOf = network.sites[site].zone.instant(of: configuration.firstDay, secondOfDay: 0)
      for item in 0..<network.items where network.isStocked[network.cell(site, item)] {
        let cell = network.cell(site, item)
        let level = levels[cell]
        let units = opening.whole(level.reorderPoint, level.orderUpTo)
        systemBook[cell] = Int32(units)
        delivered.open(cell: cell, units: units)
        shelves.shelf[cell] = Int32(
          max(0, units + Retailer.openingError(network.articles[item].profile, configuration.mechanisms, &opening)))
        reference.openings.append(
          PositionSnapshot(
            system: "erp", locationID: network.sites[site].id, itemID: network.articles[item].id, state: .available,
            quantity: Int64(units) * 1000, asOf: asOf))
      }
    }
    mechanisms.defects.apply(to: &reference, seed: configuration.seed)
    self.reference = reference
  }

  /// Simulates one day.
  ///
  /// - Parameter requests: positions to count during the day; the few that nobody gets round to stay unanswered,
  ///   as do those of places and items that hold no stock.
  public mutating func step(counting requests: [CountRequest] = []) -> RetailerDay {
    chance = Streams(seed: configuration.seed, day: today)
    feed.chance = Chance(seed: configuration.seed, purpose: .feed, day: today)
    feed.wrong = Chance(seed: configuration.seed, purpose: .wrongMessages, day: today)
    feed.again = Chance(seed: configuration.seed, purpose: .resends, day: today)
    for site in network.sites.indices { feed.latencyFactors[site] = plan.factor(.latency, site: site, day: today) }
    let cutoff = calendar.cutoff(today)

    planCustomers()
    planMishaps()
    planOrders()
    planSupply()
    planCounts(requests)
    planHandAdjustments()
    while let next = agenda.next(until: cutoff) { play(next.happening, at: next.at) }

    delivered.advance(to: cutoff)
    let arrived = feed.takeToday()
    for delivery in arrived {
      if let entry = delivery.undoes { delivered.enter(entry, sign: -1, cutoff: cutoff) }
      if let entry = delivery.enters { delivered.enter(entry, sign: 1, cutoff: cutoff) }
    }
    tally.messages += arrived.count
    let day = configuration.firstDay.advanced(by: today)
    today += 1
    return RetailerDay(day: day, cutoff: Instant(microseconds: cutoff), messages: arrived.map(\.message))
  }

  /// The retailer's own ledger per location, item and state at the last cut-off: of everything delivered by then,
  /// each message once, corrections heeded. Zero books are left out.
  public func books() -> [BookRow] {
    var rows: [BookRow] = []
    for (site, item, cell) in sortedCells() {
      for state in StockState.allCases where state.rawValue < 8 {
        let units = delivered.units(cell: cell, state: state)
        guard units != 0 else { continue }
        rows.append(
          BookRow(
            locationID: network.sites[site].id, itemID: network.articles[item].id, state: state, quantity: Int64(units) * 1000))
      }
    }
    return rows
  }

  /// Every stocked position at the last cut-off, by location and item.
  public func truth() -> [TruthRow] {
    sortedCells().map { site, item, cell in
      TruthRow(
        locationID: network.sites[site].id, itemID: network.articles[item].id, physical: Int64(shelves.physical(cell)) * 1000,
        book: Int64(delivered.units(cell: cell, state: .available)) * 1000,
        eventBook: Int64(delivered.settledUnits(cell: cell)) * 1000)
    }
  }

  /// Locations whose messages did not get through for a day or two, with the instants (microseconds): faults that nobody
  /// asked for, and that a night is right to name.
  public var outages: [(locationID: String, from: Int64, until: Int64)] {
    plan.outages.enumerated().flatMap { site, outages in
      outages.map { (network.sites[site].id, $0.from, $0.until) }
    }
  }

  /// Stores whose back office posts in batches, with the ISO weekdays on which it does.
  public var postingWeekdays: [String: Set<Int>] {
    Dictionary(
      uniqueKeysWithValues: zip(network.sites, plan.postings).compactMap { site, posting in
        posting.map { (site.id, $0.weekdays) }
      })
  }

  private func sortedCells() -> [(site: Int, item: Int, cell: Int)] {
    let sites = (0..<network.stockedSites).sorted { network.sites[$0].id < network.sites[$1].id }
    let items = (0..<network.items).sorted { network.articles[$0].id < network.articles[$1].id }
    return sites.flatMap { site in
      items.compactMap { item in
        let cell = network.cell(site, item)
        return network.isStocked[cell] ? (site: site, item: item, cell: cell) : nil
      }
    }
  }

  private static func openingError(_ profile: CategoryProfile, _ mechanisms: Mechanisms, _ chance: inout Chance) -> Int {
    let carelessness = (profile.shelf + profile.scan + profile.handling) / 3
    let share = mechanisms.openingWrong * carelessness
    guard chance.happens(share / (0.4 + share)) else { return 0 }
    let size = chance.logSeries(0.5)
    return chance.happens(0.55) ? -size : size
  }
}
