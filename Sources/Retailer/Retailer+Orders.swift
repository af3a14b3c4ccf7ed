import Inventory

/// One line of an online order on its way.
struct OrderLine: Sendable {
  enum Stage: Sendable {
    case placed, allocated, confirmed, picking, ready, collected
  }

  let source: Source
  /// The web shop or the marketplace.
  let shop: Int
  let channel: String
  let document: String
  let line: String
  let item: Int
  let units: Int
  let isPickup: Bool
  var node: Int
  var stage = Stage.placed
  var attempts = 0
}

extension Retailer {
  mutating func planOrders() {
    let start = today == 0 ? calendar.wall(network.web, day: 0, hour: 0.1) : calendar.cutoff(today - 1)
    let end = calendar.cutoff(today)
    let weekday = [1.05, 1, 0.95, 0.95, 0.95, 0.95, 1.15][configuration.firstDay.advanced(by: today).isoWeekday - 1]
    let lines = mechanisms.onlineLinesPerStoreDay * Double(network.stores) * weekday
    // 1.4 lines an order on average
    for _ in 0..<chance.orders.poisson(lines / 1.4) {
      var share = chance.orders.uniform()
      // Night owls are few
      if share < 0.25, chance.orders.happens(0.7) { share = chance.orders.between(0.25, 1) }
      let at = start + Int64(share * Double(end - start))
      let market = chance.orders.happens(mechanisms.marketplaceShare) ? network.marketplaces.count : 0
      let marketplace = market > 0 ? chance.orders.whole(below: market) : -1
      let isPickup = marketplace < 0 && chance.orders.happens(mechanisms.pickupShare)
      let store = chance.orders.whole(below: network.stores)
      let source: Source = marketplace < 0 ? .web : .marketplace(marketplace)
      let document = numbers.next(marketplace < 0 ? "W" : "M")
      let count = 1 + (chance.orders.happens(0.28) ? chance.orders.whole(1, 2) : 0)
      for line in 1...count {
        let order = OrderLine(
          source: source, shop: network.web + 1 + marketplace, channel: feed.name(of: source), document: document,
          line: Retailer.lineNames[line], item: chance.orders.index(inTotals: network.onlineTotals),
          units: chance.orders.happens(0.1) ? 2 : 1, isPickup: isPickup, node: isPickup ? store : -1)
        agenda.plan(.order(orders.add(order)), at: at)
      }
    }
  }

  private static let lineNames = ["0", "1", "2", "3"]

  mutating func advanceOrder(_ slot: Int32, at now: Int64) {
    switch orders[slot].stage {
    case .placed: placeOrder(slot, at: now)
    case .allocated: allocateOrder(slot, at: now)
    case .confirmed: confirmOrder(slot, at: now)
    case .picking: pickOrder(slot, at: now)
    case .ready: shipOrder(slot, at: now)
    case .collected: collectOrder(slot, at: now)
    }
  }

  private func notice(_ type: EventType, _ source: Source, _ order: OrderLine, at now: Int64) -> Notice {
    var notice = Notice(type, source, site: order.node, item: order.item, units: order.units, at: now)
    notice.document("order", order.document, line: order.line)
    notice.message.channel = order.channel
    return notice
  }

  /// The system that runs a node's picking and packing.
  private func packing(_ node: Int) -> Source { network.sites[node].isStore ? .oms : .wms }

  private mutating func placeOrder(_ slot: Int32, at now: Int64) {
    var order = orders[slot]
    if let node = node(for: order, excluding: -1) {
      order.node = node
    } else if order.source == .web {
      // The shop shows it as sold out; a marketplace does not know yet and sells it
      orders.remove(slot)
      return
    } else {
      order.node = network.stores + order.item % network.centres
    }
    tally.orderLines += 1
    var placed = Notice(.orderPlaced, order.source, site: order.shop, item: order.item, units: order.units, at: now)
    placed.document("order", order.document, line: order.line)
    placed.message.channel = order.channel
    placed.message.promisedTime = Instant(microseconds: after(now, order.isPickup ? 86_400 : 2.5 * 86_400))
    placed.message.unitValue = network.articles[order.item].unitPrice
    placed.message.currency = "EUR"
    send(placed, at: now)
    reserved[network.cell(order.node, order.item)] += Int32(order.units)
    order.stage = .allocated
    orders[slot] = order
    agenda.plan(.order(slot), at: after(now, chance.orders.between(60, 900)))
  }

  /// A node that claims to have it: the chosen store for pickup, else a store now and then, else a centre.
  private mutating func node(for order: OrderLine, excluding tried: Int) -> Int? {
    func promisable(_ site: Int) -> Bool {
      let cell = network.cell(site, order.item)
      return site != tried && network.isStocked[cell] && systemBook[cell] - reserved[cell] >= Int32(order.units)
    }
    if order.isPickup { return order.node >= 0 && promisable(order.node) ? order.node : nil }
    let candidates = (0..<4).map { _ in chance.orders.whole(below: network.stores) }
    let store = candidates.first(where: promisable)
    if let store, chance.orders.happens(mechanisms.shipFromStoreShare) { return store }
    let home = network.stores + chance.orders.whole(below: network.centres)
    let centres = [home] + (network.stores..<network.stockedSites)
    return centres.first(where: promisable) ?? store
  }

  private mutating func allocateOrder(_ slot: Int32, at now: Int64) {
    var order = orders[slot]
    send(notice(.allocation, .oms, order, at: now), at: now)
    var reservation = notice(.reservation, .oms, order, at: after(now, 1))
    reservation.message.expiresTime = Instant(microseconds: after(now, 4 * 86_400))
    send(reservation, at: now)
    let leaves = chance.orders.uniform()
    if order.attempts == 0, leaves < mechanisms.paymentFails {
      cancel(slot, "card_declined", at: after(now, chance.orders.between(30, 600)), now: now)
      return
    }
    if order.attempts == 0, leaves < mechanisms.paymentFails + mechanisms.customerCancels {
      cancel(slot, "changed_mind", at: after(now, chance.orders.between(120, 2400)), now: now)
      return
    }
    let isConfirming = network.sites[order.node].isStore && order.node % 3 == 0
    let start = calendar.working(order.node, after(now, chance.orders.between(900, 14_400)), spread: chance.orders.uniform())
    order.stage = isConfirming ? .confirmed : .picking
    orders[slot] = order
    agenda.plan(.order(slot), at: start)
  }

  /// A third of the stores look at the shelf screen and promise before they pick.
  private mutating func confirmOrder(_ slot: Int32, at now: Int64) {
    send(notice(.reservationConfirmed, .oms, orders[slot], at: now), at: now)
    orders[slot].stage = .picking
    let start = calendar.working(orders[slot].node, after(now, chance.orders.between(300, 5400)), spread: chance.orders.uniform())
    agenda.plan(.order(slot), at: start)
  }

  private mutating func pickOrder(_ slot: Int32, at now: Int64) {
    var order = orders[slot]
    let cell = network.cell(order.node, order.item)
    let surge = plan.factor(.cancellation, site: order.node, day: today)
    let blind = mechanisms.searchFails + (surge - 1) * mechanisms.usualNotFound
    if shelves.shelf[cell] >= Int32(order.units), !chance.orders.happens(blind) {
      shelves.stage(order.units, cell)
      send(notice(.pick, packing(order.node), order, at: now), at: now)
      order.stage = order.isPickup ? .collected : .ready
      orders[slot] = order
      let hours = order.isPickup ? chance.orders.between(2, 50) : chance.orders.between(0.5, 6)
      agenda.plan(.order(slot), at: calendar.working(order.node, after(now, hours * 3600), spread: chance.orders.uniform()))
      return
    }
    var failed = notice(.pickFailed, packing(order.node), order, at: now)
    failed.message.reasonCode = "not_found"
    send(failed, at: now)
    if chance.orders.happens(mechanisms.substitutionShare), substitute(slot, at: now) { return }
    // A node that searches badly does not pass the order on either
    let mayPass = order.attempts < mechanisms.reallocations && (surge == 1 || chance.orders.happens(1 / surge))
    if !order.isPickup, mayPass, let next = node(for: order, excluding: order.node) {
      send(notice(.reservationRelease, .oms, order, at: now), at: now)
      reserved[cell] -= Int32(order.units)
      order.node = next
      order.attempts += 1
      order.stage = .allocated
      reserved[network.cell(next, order.item)] += Int32(order.units)
      orders[slot] = order
      agenda.plan(.order(slot), at: after(now, chance.orders.between(120, 1800)))
    } else {
      tally.notFound += 1
      cancel(slot, "not_found", at: after(now, chance.orders.between(60, 3600)), now: now)
    }
  }

  /// Ends the line with the sibling item in its place.
  private mutating func substitute(_ slot: Int32, at now: Int64) -> Bool {
    let order = orders[slot]
    let sibling = network.articles[order.item].sibling
    let cell = network.cell(order.node, sibling)
    guard sibling != order.item, network.isStocked[cell], shelves.shelf[cell] >= Int32(order.units) else { return false }
    send(notice(.reservationRelease, .oms, order, at: now), at: now)
    reserved[network.cell(order.node, order.item)] -= Int32(order.units)
    reserved[cell] += Int32(order.units)
    shelves.stage(order.units, cell)
    let other = OrderLine(
      source: order.source, shop: order.shop, channel: order.channel, document: order.document, line: order.line, item: sibling,
      units: order.units, isPickup: order.isPickup, node: order.node, stage: order.isPickup ? .collected : .ready,
      attempts: order.attempts)
    orders[slot] = other
    var substitution = notice(.substitution, .oms, other, at: now)
    substitution.message.substitutesItemID = network.articles[order.item].id
    send(substitution, at: now)
    send(notice(.reservation, .oms, other, at: after(now, 1)), at: now)
    send(notice(.pick, packing(order.node), other, at: after(now, 30)), at: now)
    agenda.plan(.order(slot), at: calendar.working(order.node, after(now, 7200), spread: chance.orders.uniform()))
    return true
  }

  private mutating func shipOrder(_ slot: Int32, at now: Int64) {
    let order = orders[slot]
    send(notice(.shipment, packing(order.node), order, at: now), at: now)
    finish(order, at: now)
    orders.remove(slot)
  }

  private mutating func collectOrder(_ slot: Int32, at now: Int64) {
    let order = orders[slot]
    if chance.orders.happens(mechanisms.neverCollected) {
      shelves.unstage(order.units, network.cell(order.node, order.item))
      cancel(slot, "not_collected", at: after(now, 3 * 86_400), now: now)
      return
    }
    send(notice(.pickup, .oms, order, at: now), at: now)
    finish(order, at: now)
    orders.remove(slot)
  }

  /// The goods have left.
  private mutating func finish(_ order: OrderLine, at now: Int64) {
    let cell = network.cell(order.node, order.item)
    shelves.handOver(order.units, cell)
    reserved[cell] -= Int32(order.units)
    guard chance.orders.happens(mechanisms.returnShare * 2 * network.articles[order.item].profile.returns) else { return }
    planReturn(
      site: order.isPickup ? order.node : network.stores + order.node % network.centres, item: order.item, units: order.units,
      at: now, order: order)
  }

  private mutating func cancel(_ slot: Int32, _ reason: String, at: Int64, now: Int64) {
    let order = orders[slot]
    tally.cancelled += 1
    var cancellation = notice(.cancellation, .oms, order, at: at)
    cancellation.message.reasonCode = reason
    send(cancellation, at: now)
    reserved[network.cell(order.node, order.item)] -= Int32(order.units)
    orders.remove(slot)
  }
}
