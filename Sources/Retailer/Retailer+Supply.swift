import Inventory

/// Goods between a centre and a store.
struct TransferLine: Sendable {
  enum Stage: Sendable {
    case booked, leaves, arrives
  }

  let document: String
  let line: String
  let centre: Int
  let store: Int
  let item: Int
  let leavesAt: Int64
  let isEarly: Bool
  var units: Int
  var carried = 0
  /// Booked in at the store before the lorry came.
  var isBookedIn = false
  var stage = Stage.booked
}

/// Goods between a supplier and a centre.
struct PurchaseLine: Sendable {
  enum Stage: Sendable {
    case ordered, announced, received
  }

  let document: String
  let supplier: String
  let site: Int
  let item: Int
  var units: Int
  var stage = Stage.ordered
}

extension Retailer {
  /// The night's reviews: stores every third day, centres every day.
  mutating func planSupply() {
    for store in 0..<network.stores where (today + store) % 3 == 0 && !plan.isClosed(network.sites[store], day: today) {
      reviewStore(store)
    }
    for centre in network.stores..<network.stockedSites {
      for item in 0..<network.items { reviewCentre(centre, item) }
    }
  }

  private mutating func reviewStore(_ store: Int) {
    let centre = network.centre(of: store)
    let document = numbers.next("T")
    var line = 0
    // Off the yard between four and six in the morning after
    let leavesAt = calendar.wall(centre, day: today + 1, hour: chance.supply.between(4, 6))
    let packedFrom = calendar.wall(centre, day: today, hour: 6)
    for item in 0..<network.items {
      let cell = network.cell(store, item)
      guard network.isStocked[cell] else { continue }
      let level = levels[cell]
      let position = Int(systemBook[cell] + inbound[cell])
      guard position <= level.reorderPoint else { continue }
      let pack = network.articles[item].packSize
      let need = Int(Double(level.orderUpTo - position) * max(1, promoted[cell]))
      let units = (need + pack - 1) / pack * pack
      let isEarly = chance.supply.happens(mechanisms.shippedEarly)
      line += 1
      inbound[cell] += Int32(units)
      let transfer = TransferLine(
        document: document, line: String(line), centre: centre, store: store, item: item, leavesAt: leavesAt, isEarly: isEarly,
        units: units)
      agenda.plan(
        .transfer(transfers.add(transfer)),
        at: isEarly ? after(packedFrom, chance.supply.between(0, 14 * 3600)) : after(leavesAt, -chance.supply.between(60, 2400)))
    }
  }

  mutating func advanceTransfer(_ slot: Int32, at now: Int64) {
    switch transfers[slot].stage {
    case .booked: bookTransfer(slot, at: now)
    case .leaves: dispatchTransfer(slot, at: now)
    case .arrives: receiveTransfer(slot, at: now)
    }
  }

  private func notice(_ type: EventType, _ source: Source, _ line: TransferLine, at: Int64) -> Notice {
    let isArrival = type == .transferReceived
    var notice = Notice(
      type, source, site: isArrival ? line.store : line.centre, item: line.item, units: line.units, at: at)
    notice.document("transfer", line.document, line: line.line)
    notice.message.counterpartID = network.sites[isArrival ? line.centre : line.store].id
    return notice
  }

  /// What the warehouse system believes it ships; shipped early when booked long before the lorry leaves.
  private mutating func bookTransfer(_ slot: Int32, at now: Int64) {
    var line = transfers[slot]
    let cell = network.cell(line.centre, line.item)
    let wanted = line.units
    // What orders have been promised stays
    line.units = min(wanted, max(0, Int(shelves.shelf[cell] - reserved[cell])))
    inbound[network.cell(line.store, line.item)] -= Int32(wanted - line.units)
    guard line.units > 0 else {
      transfers.remove(slot)
      return
    }
    tally.transferLines += 1
    var shipped = notice(.transferShipped, .wms, line, at: line.leavesAt)
    if line.isEarly { shipped.recordedAt = after(now, chance.supply.between(5, 120)) }
    send(shipped, at: now)
    line.stage = .leaves
    transfers[slot] = line
    agenda.plan(.transfer(slot), at: line.leavesAt)
  }

  /// The lorry leaves with what was really loaded.
  private mutating func dispatchTransfer(_ slot: Int32, at now: Int64) {
    var line = transfers[slot]
    let cell = network.cell(line.centre, line.item)
    line.carried = shelves.take(line.units, cell)
    let article = network.articles[line.item]
    let carelessness = article.profile.handling * network.sites[line.store].carelessness
    if chance.supply.happens(mechanisms.transferError * carelessness) { misload(&line, pack: article.packSize) }
    // One centre has a scanner at the gate
    if line.centre == network.stores { send(notice(.transferDispatched, .wms, line, at: after(now, 300)), at: now) }
    let arrivesAt = calendar.working(line.store, after(now, chance.supply.between(2, 7) * 3600), spread: chance.supply.uniform())
    line.stage = .arrives
    if chance.supply.happens(mechanisms.receiptEarly) {
      var received = notice(.transferReceived, .erp, line, at: arrivesAt)
      received.recordedAt = after(now, chance.supply.between(60, 3600))
      send(received, at: now)
      inbound[network.cell(line.store, line.item)] -= Int32(line.units)
      line.isBookedIn = true
    }
    transfers[slot] = line
    agenda.plan(.transfer(slot), at: arrivesAt)
  }

  private mutating func misload(_ line: inout TransferLine, pack: Int) {
    tally.errorsOfHandling += 1
    let cell = network.cell(line.centre, line.item)
    let amount = chance.supply.happens(0.2) ? pack : chance.supply.logSeries(0.4)
    let kind = chance.supply.uniform()
    if kind < 0.4 {
      // Left behind
      let short = min(amount, line.carried)
      line.carried -= short
      shelves.put(short, cell)
    } else if kind < 0.7 {
      line.carried += shelves.take(amount, cell)
    } else {
      // Another item went into the box; it reaches the store all the same
      let sibling = network.articles[line.item].sibling
      let target = network.cell(line.store, sibling)
      guard sibling != line.item, network.isStocked[target] else { return }
      let swapped = min(amount, line.carried, Int(shelves.shelf[network.cell(line.centre, sibling)]))
      guard swapped > 0 else { return }
      line.carried -= swapped
      shelves.put(swapped, cell)
      _ = shelves.take(swapped, network.cell(line.centre, sibling))
      shelves.put(swapped, target)
    }
  }

  private mutating func receiveTransfer(_ slot: Int32, at now: Int64) {
    var line = transfers[slot]
    let cell = network.cell(line.store, line.item)
    shelves.put(line.carried, cell)
    transfers.remove(slot)
    guard !line.isBookedIn else { return }
    inbound[cell] -= Int32(line.units)
    // Most are booked as announced, unopened
    if line.carried != line.units, chance.supply.happens(mechanisms.receiptChecked) { line.units = line.carried }
    if line.units > 0 { send(notice(.transferReceived, .erp, line, at: now), at: now) }
  }

  private mutating func reviewCentre(_ centre: Int, _ item: Int) {
    let cell = network.cell(centre, item)
    let level = levels[cell]
    let position = Int(systemBook[cell] + inbound[cell])
    guard position <= level.reorderPoint else { return }
    let pack = network.articles[item].packSize * 4
    let units = (level.orderUpTo - position + pack - 1) / pack * pack
    inbound[cell] += Int32(units)
    let line = PurchaseLine(
      document: numbers.next("P"), supplier: Retailer.suppliers[item % Retailer.suppliers.count], site: centre, item: item,
      units: units)
    agenda.plan(.purchase(purchases.add(line)), at: calendar.wall(centre, day: today, hour: chance.supply.between(6, 9)))
  }

  private static let suppliers = (1...12).map { "SUP" + Network.padded($0, 2) }

  mutating func advancePurchase(_ slot: Int32, at now: Int64) {
    var line = purchases[slot]
    let type: EventType = [.purchaseOrder, .asn, .receipt][line.stage == .ordered ? 0 : line.stage == .announced ? 1 : 2]
    let source: Source = line.stage == .ordered ? .erp : line.stage == .announced ? .supplier : .wms
    let cell = network.cell(line.site, line.item)
    let carelessness = network.articles[line.item].profile.handling
    if line.stage == .announced, chance.supply.happens(0.04) {
      // The supplier has less and says so
      let less = max(1, line.units * 3 / 4)
      inbound[cell] -= Int32(line.units - less)
      line.units = less
    }
    var notice = Notice(type, source, site: line.site, item: line.item, units: line.units, at: now)
    if line.stage == .received {
      inbound[cell] -= Int32(line.units)
      var arrived = line.units
      if chance.supply.happens(mechanisms.supplierShort * carelessness) {
        arrived -= min(arrived, chance.supply.happens(0.4) ? network.articles[line.item].packSize : chance.supply.whole(1, 3))
        if chance.supply.happens(mechanisms.receiptChecked) { notice.units = arrived }
      }
      shelves.put(arrived, cell)
    }
    notice.document("po", line.document, line: "1")
    notice.message.counterpartID = line.supplier
    if notice.units > 0 { send(notice, at: now) }
    switch line.stage {
    case .ordered:
      line.stage = .announced
      agenda.plan(.purchase(slot), at: after(now, chance.supply.between(0.5, 2) * 86_400))
    case .announced:
      line.stage = .received
      let arrives = calendar.working(
        line.site, after(now, chance.supply.between(1.5, 4) * 86_400), spread: chance.supply.uniform())
      agenda.plan(.purchase(slot), at: arrives)
    case .received:
      purchases.remove(slot)
      return
    }
    purchases[slot] = line
  }
}
