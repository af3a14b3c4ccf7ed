import Inventory

/// Goods that a customer brings or sends back.
struct ReturnLine: Sendable {
  let site: Int
  let item: Int
  let units: Int
  let isSaleable: Bool
  let document: String
  let channel: String
}

extension Retailer {
  mutating func planReturn(site: Int, item: Int, units: Int, at now: Int64, order: OrderLine? = nil) {
    guard network.isStocked[network.cell(site, item)] else { return }
    let line = ReturnLine(
      site: site, item: item, units: units, isSaleable: !chance.returns.happens(mechanisms.unsaleable),
      document: numbers.next("R"), channel: order?.channel ?? "store")
    let days = 1 + chance.returns.exponential(mean: mechanisms.returnDays)
    let at = calendar.working(site, after(now, days * 86_400), spread: chance.returns.uniform())
    agenda.plan(.goodsReturned(returns.add(line)), at: at)
  }

  mutating func receiveReturn(_ slot: Int32, at now: Int64) {
    let line = returns[slot]
    let cell = network.cell(line.site, line.item)
    let isStore = network.sites[line.site].isStore
    var received = Notice(.returnReceived, isStore ? .pos : .wms, site: line.site, item: line.item, units: line.units, at: now)
    received.document("rma", line.document, line: "1")
    received.message.channel = line.channel
    received.message.reasonCode = line.isSaleable ? "changed_mind" : "defective"
    let isDirect = chance.returns.happens(mechanisms.bookedBeforeInspection)
    if isDirect {
      // Booked as saleable unseen; what is not goes into the bin and stays in the book
      received.to = .available
      if line.isSaleable { shelves.put(line.units, cell) }
    }
    send(received, at: now)
    refund(line, at: after(now, isStore ? 30 : chance.returns.between(3600, 4 * 86_400)), now: now)
    if isDirect {
      returns.remove(slot)
    } else {
      let later = after(now, chance.returns.exponential(mean: mechanisms.inspectionDays * 86_400) + 1800)
      agenda.plan(.inspected(slot), at: calendar.working(line.site, later, spread: chance.returns.uniform()))
    }
  }

  private mutating func refund(_ line: ReturnLine, at: Int64, now: Int64) {
    let source: Source = network.sites[line.site].isStore ? .pos : .oms
    var refund = Notice(.refund, source, site: line.site, item: line.item, units: line.units, at: at)
    refund.document("rma", line.document, line: "1")
    refund.message.channel = line.channel
    refund.message.unitValue = network.articles[line.item].unitPrice
    refund.message.currency = "EUR"
    send(refund, at: now)
  }

  mutating func inspectReturn(_ slot: Int32, at now: Int64) {
    let line = returns[slot]
    let cell = network.cell(line.site, line.item)
    let source: Source = network.sites[line.site].isStore ? .erp : .wms
    var inspection = Notice(.inspection, source, site: line.site, item: line.item, units: line.units, at: now)
    inspection.from = .returned
    inspection.to = line.isSaleable ? .available : .damaged
    inspection.document("rma", line.document, line: "1")
    if line.isSaleable { shelves.put(line.units, cell) }
    send(inspection, at: now)
    if !line.isSaleable { planWriteOff(cell: cell, units: line.units, at: now) }
    returns.remove(slot)
  }
}
