import Inventory

/// Customers in the stores, and what befalls the shelves.
extension Retailer {
  mutating func planCustomers() {
    updatePromotions()
    let weekday = configuration.firstDay.advanced(by: today).isoWeekday - 1
    let weekdays = mechanisms.weekdays
    var factor = weekdays.isEmpty ? 1 : weekdays[weekday % weekdays.count]
    if today == plan.busyDay { factor *= mechanisms.busyDayFactor }
    for store in 0..<network.stores where !plan.isClosed(network.sites[store], day: today) {
      let open = calendar.wall(store, day: today, hour: 8)
      // Luck of the day: weather and the like, of the whole store
      let luck = chance.demand.lognormal(median: 1, sigma: 0.08)
      for cell in network.cell(store, 0)..<network.cell(store + 1, 0) where network.isStocked[cell] {
        let customers = chance.demand.poisson(network.customers[cell] * factor * luck * promoted[cell])
        for _ in 0..<customers {
          let units = chance.demand.logSeries(mechanisms.basketTail)
          let hours = 6 * (chance.demand.uniform() + chance.demand.uniform())
          agenda.plan(.customer(cell: Int32(cell), units: Int32(units)), at: after(open, hours * 3600))
        }
      }
    }
  }

  private mutating func updatePromotions() {
    let isOn = plan.campaigns.contains { $0.days.contains(today) || $0.days.contains(today - 1) }
    guard isOn else { return }
    for cell in promoted.indices { promoted[cell] = 1 }
    for campaign in plan.campaigns where campaign.days.contains(today) {
      for store in 0..<network.stores {
        if let site = campaign.site, site != store { continue }
        if let region = campaign.region, region != network.sites[store].region { continue }
        for (item, article) in network.articles.enumerated() {
          if let wanted = campaign.item, wanted != item { continue }
          if let category = campaign.category, category != article.category { continue }
          promoted[network.cell(store, item)] *= campaign.uplift
        }
      }
    }
  }

  mutating func serve(cell: Int, units: Int, at now: Int64) {
    tally.customers += 1
    let sold = shelves.take(units, cell)
    if sold == 0 {
      tally.lostSales += 1
      return
    }
    let site = network.site(of: cell)
    let item = network.item(of: cell)
    let profile = network.articles[item].profile
    var scanned = item
    if chance.shop.happens(mechanisms.misScan * profile.scan) {
      let sibling = network.articles[item].sibling
      if network.isStocked[network.cell(site, sibling)] { scanned = sibling }
    }
    var sale = Notice(.sale, .pos, site: site, item: scanned, units: sold, at: now)
    sale.message.channel = "store"
    sale.message.unitValue = network.articles[scanned].unitPrice
    sale.message.currency = "EUR"
    let slip = chance.shop.uniform()
    if slip < mechanisms.wrongQuantity {
      sellWrongly(sale, sold: sold, at: now)
    } else {
      send(sale, at: now)
      if slip < mechanisms.wrongQuantity + mechanisms.doubleScan { scanTwice(sale, at: now) }
    }
    if chance.shop.happens(mechanisms.returnShare * profile.returns) {
      planReturn(site: site, item: item, units: min(sold, 1), at: now)
    }
  }

  /// Types a wrong number of units; the office puts it right within two days.
  private mutating func sellWrongly(_ sale: Notice, sold: Int, at now: Int64) {
    var wrong = sale
    wrong.units = sold + chance.shop.whole(1, 9)
    let receipt = send(wrong, at: now)
    var right = sale
    right.recordedAt = after(receipt.recordedAt, chance.shop.between(3600, 172_800))
    right.message.reasonCode = "wrong_quantity"
    send(right, replacing: receipt, at: now)
  }

  /// Rings up one sale twice, a second apart; the second is withdrawn.
  private mutating func scanTwice(_ sale: Notice, at now: Int64) {
    var second = Notice(
      .sale, .pos, site: sale.site, item: sale.item, units: sale.units, at: sale.at + Instant.microsecondsPerSecond)
    second.message = sale.message
    let receipt = send(second, at: now)
    var void = Notice(.void, .pos, site: sale.site, item: sale.item, units: sale.units, at: now)
    void.recordedAt = after(receipt.recordedAt, chance.shop.between(120, 90_000))
    void.message.reasonCode = "double_scan"
    send(void, replacing: receipt, at: now)
  }

  mutating func planMishaps() {
    let weights: [(Mishap, Double)] = [
      (.theft, mechanisms.theft), (.recordedDamage, mechanisms.recordedDamage), (.hiddenDamage, mechanisms.hiddenDamage),
      (.misplacement, mechanisms.misplacement), (.storeUse, mechanisms.storeUse), (.unbookedReturn, mechanisms.unbookedReturn),
    ]
    for site in 0..<network.stockedSites where !plan.isClosed(network.sites[site], day: today) {
      let theft = plan.factor(.shrink, site: site, day: today)
      let open = calendar.wall(site, day: today, hour: 8)
      let total = weights.reduce(0) { $0 + $1.1 } + mechanisms.theft * (theft - 1)
      let carelessness = network.sites[site].carelessness
      for item in 0..<network.items where network.isStocked[network.cell(site, item)] {
        let hazard = total * carelessness * network.articles[item].profile.shelf
        guard chance.mishaps.happens(hazard) else { continue }
        var target = chance.mishaps.uniform() * total
        let mishap = weights.first { mishap, weight in
          target -= mishap == .theft ? weight * theft : weight
          return target < 0
        }
        let at = after(open, chance.mishaps.between(0, 12 * 3600))
        agenda.plan(.mishap(cell: Int32(network.cell(site, item)), mishap?.0 ?? .theft), at: at)
      }
    }
  }

  mutating func suffer(_ mishap: Mishap, cell: Int, at now: Int64) {
    let site = network.site(of: cell)
    let item = network.item(of: cell)
    // Now and then someone clears the shelf
    let units = mishap == .theft && chance.shop.happens(0.06) ? 20 : chance.shop.logSeries(0.35)
    switch mishap {
    case .theft, .hiddenDamage:
      _ = shelves.take(units, cell)
    case .recordedDamage:
      let broken = shelves.take(units, cell)
      guard broken > 0 else { return }
      var damage = Notice(.damage, .erp, site: site, item: item, units: broken, at: now)
      damage.from = .available
      damage.to = .damaged
      send(damage, at: now)
      planWriteOff(cell: cell, units: broken, at: now)
    case .misplacement:
      let lost = shelves.misplace(units, cell)
      guard lost > 0 else { return }
      let back = after(now, chance.shop.exponential(mean: mechanisms.misplacedDays * 86_400))
      agenda.plan(.found(cell: Int32(cell), units: Int32(lost)), at: back)
    case .storeUse:
      let used = shelves.take(1, cell)
      guard used > 0 else { return }
      var use = Notice(.adjustment, .erp, site: site, item: item, units: -used, at: now)
      use.message.reasonCode = chance.shop.happens(0.7) ? "store_use" : "donation"
      send(use, at: now)
    case .unbookedReturn:
      shelves.put(units, cell)
    }
  }

  mutating func planWriteOff(cell: Int, units: Int, at now: Int64) {
    let later = after(now, (1 + chance.shop.exponential(mean: mechanisms.writeOffDays)) * 86_400)
    agenda.plan(
      .writtenOff(cell: Int32(cell), units: Int32(units)),
      at: calendar.working(network.site(of: cell), later, spread: chance.shop.uniform()))
  }

  mutating func writeOff(cell: Int, units: Int, at now: Int64) {
    var notice = Notice(.writeOff, .erp, site: network.site(of: cell), item: network.item(of: cell), units: units, at: now)
    notice.from = .damaged
    send(notice, at: now)
  }
}
