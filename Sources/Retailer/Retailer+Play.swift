import Inventory

extension Retailer {
  mutating func play(_ happening: Happening, at now: Int64) {
    switch happening {
    case .customer(let cell, let units): serve(cell: Int(cell), units: Int(units), at: now)
    case .mishap(let cell, let mishap): suffer(mishap, cell: Int(cell), at: now)
    case .found(let cell, let units): shelves.find(Int(units), Int(cell))
    case .posted(let cell, let units): systemBook[Int(cell)] += units
    case .order(let slot): advanceOrder(slot, at: now)
    case .transfer(let slot): advanceTransfer(slot, at: now)
    case .purchase(let slot): advancePurchase(slot, at: now)
    case .goodsReturned(let slot): receiveReturn(slot, at: now)
    case .inspected(let slot): inspectReturn(slot, at: now)
    case .writtenOff(let cell, let units): writeOff(cell: Int(cell), units: Int(units), at: now)
    case .counted(let slot): count(slot, at: now)
    case .adjustedByHand(let cell): adjustByHand(cell: Int(cell), at: now)
    }
  }

  /// Sends a notice, and lets the systems' own book follow when it is recorded.
  @discardableResult
  mutating func send(_ notice: Notice, replacing target: Feed.Receipt? = nil, at now: Int64) -> Feed.Receipt {
    let receipt = feed.send(notice, replacing: target)
    var saleable = receipt.entry?.movement.saleable ?? 0
    var cell = receipt.entry?.cell ?? 0
    if let replaced = target?.entry {
      saleable -= replaced.movement.saleable
      cell = replaced.cell
    }
    if saleable != 0 {
      if receipt.recordedAt <= now {
        systemBook[Int(cell)] += Int32(saleable)
      } else {
        agenda.plan(.posted(cell: cell, units: Int32(saleable)), at: receipt.recordedAt)
      }
    }
    return receipt
  }
}
