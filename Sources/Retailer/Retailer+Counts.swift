import Inventory

/// A position to be counted.
struct PlannedCount: Sendable {
  let cell: Int
  let selection: CountSelection
  let probability: Double?
  let document: String
}

/// The cycle count of a position comes round every so many days, by class; the phase is its own.
struct CountTurn: Sendable {
  /// Days; 0 for never.
  let period: Int
  let phase: Int

  func isDue(on day: Int) -> Bool { period > 0 && (day + phase) % period == 0 }

  static func all(_ configuration: RetailerConfiguration, _ network: Network) -> [CountTurn] {
    var chance = Chance(seed: configuration.seed, purpose: .network, day: 2)
    let periods = configuration.mechanisms.cycleDays
    return (0..<network.cells).map { cell in
      let abcClass = Int(network.abc[cell])
      let period = abcClass < periods.count ? max(0, periods[abcClass]) : 0
      return CountTurn(period: period, phase: chance.whole(below: max(1, period)))
    }
  }
}

extension Retailer {
  mutating func planCounts(_ requests: [CountRequest]) {
    for site in 0..<network.stockedSites {
      let place = network.sites[site]
      guard !plan.isClosed(place, day: today) else { continue }
      let isStocktake = plan.stocktakes[site] == today
      let cells = network.cell(site, 0)..<network.cell(site + 1, 0)
      let stocked = cells.reduce(0) { $0 + (network.isStocked[$1] ? 1 : 0) }
      // Poisson sampling: each position by itself, so this is its real probability
      let probability = min(1, mechanisms.randomCounts / Double(max(1, stocked)))
      for cell in cells where network.isStocked[cell] {
        if isStocktake {
          let at = calendar.wall(site, day: today, hour: 20.5 + 3 * chance.counts.uniform())
          planCount(cell, .full, 1, numbers.next("C"), at: at)
        } else if place.isStore, chance.counts.happens(probability) {
          planCount(cell, .random, probability, numbers.next("C"), at: countTime(site))
        } else if countTurns[cell].isDue(on: today) {
          planCount(cell, .cycle, nil, numbers.next("C"), at: countTime(site))
        }
      }
    }
    for request in requests {
      guard let site = network.sites.prefix(network.stockedSites).firstIndex(where: { $0.id == request.locationID }),
        let item = network.articles.firstIndex(where: { $0.id == request.itemID }),
        network.isStocked[network.cell(site, item)], !chance.counts.happens(mechanisms.requestIgnored)
      else { continue }
      tally.requestsAnswered += 1
      planCount(network.cell(site, item), .triggered, nil, request.recountID, at: countTime(site))
    }
  }

  private mutating func planCount(
    _ cell: Int, _ selection: CountSelection, _ probability: Double?, _ document: String, at: Int64
  ) {
    let count = PlannedCount(cell: cell, selection: selection, probability: probability, document: document)
    agenda.plan(.counted(counts.add(count)), at: at)
  }

  /// Before the doors open, mostly.
  private mutating func countTime(_ site: Int) -> Int64 {
    let isLate = chance.counts.happens(mechanisms.countAfterOpening)
    return calendar.wall(site, day: today, hour: isLate ? chance.counts.between(8, 14) : chance.counts.between(5, 8))
  }

  mutating func count(_ slot: Int32, at now: Int64) {
    let plan = counts[slot]
    counts.remove(slot)
    let cell = plan.cell
    let site = network.site(of: cell)
    let item = network.item(of: cell)
    if chance.counts.happens(mechanisms.foundInCount) { shelves.find(Int(shelves.misplaced[cell]), cell) }
    var counted = shelves.physical(cell) - Int(shelves.misplaced[cell])
    if chance.counts.happens(mechanisms.countError) {
      let size = chance.counts.logSeries(0.5)
      counted = max(0, counted + (chance.counts.happens(0.6) ? -size : size))
    }
    tally.counted += 1
    if counted != shelves.physical(cell) { tally.miscounted += 1 }

    let book = Int(systemBook[cell])
    var count = Notice(.count, .wms, site: site, item: item, units: counted, at: now)
    count.document("count", plan.document)
    count.message.expectedQuantity = .units(book)
    count.message.countSelection = plan.selection.name
    count.message.inclusionProbability = plan.probability
    send(count, at: now)
    guard counted != book else { return }
    let unadjusted = mechanisms.defects.unadjustedCounts
    if unadjusted > 0, chance.defects.happens(unadjusted) { return }
    // Against the book of the moment, however late the sales are: that is what real systems do
    let postedAt = after(now, chance.counts.between(120, 1200))
    var adjustment = Notice(.adjustment, .erp, site: site, item: item, units: counted - book, at: postedAt)
    adjustment.recordedAt = after(postedAt, chance.counts.between(1, 10))
    adjustment.document("count", plan.document)
    adjustment.message.reasonCode = "count"
    send(adjustment, at: now)
  }
}
