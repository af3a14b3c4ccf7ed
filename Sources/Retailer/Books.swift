import Inventory

/// A movement on its way into the retailer's ledger.
struct BookEntry: Sendable {
  let cell: Int32
  let movement: Movement
  let at: Int64
}

/// The retailer's own ledger of what was delivered, every message once. Nothing of how Trueup folds is used here.
struct Books: Sendable {
  private static let states = 8
  /// Units by cell x state.
  private var quantities: [Int32]
  /// Saleable units by cell, of what happened by the cut-off.
  private var settled: [Int32]
  /// Delivered, dated after the last cut-off.
  private var early: [(at: Int64, cell: Int32, units: Int32)] = []

  init(cells: Int) {
    quantities = [Int32](repeating: 0, count: cells * Books.states)
    settled = [Int32](repeating: 0, count: cells)
  }

  mutating func open(cell: Int, units: Int) {
    quantities[cell * Books.states + Int(StockState.available.rawValue)] = Int32(units)
    settled[cell] = Int32(units)
  }

  func units(cell: Int, state: StockState) -> Int { Int(quantities[cell * Books.states + Int(state.rawValue)]) }
  func settledUnits(cell: Int) -> Int { Int(settled[cell]) }

  /// A new cut-off: what was early and has happened by now is settled.
  mutating func advance(to cutoff: Int64) {
    guard !early.isEmpty else { return }
    for entry in early where entry.at <= cutoff { settled[Int(entry.cell)] += entry.units }
    early.removeAll { $0.at <= cutoff }
  }

  /// - Parameter sign: 1 enters, -1 takes out what was entered.
  mutating func enter(_ entry: BookEntry, sign: Int, cutoff: Int64) {
    let units = Int32(entry.movement.units * sign)
    let base = Int(entry.cell) * Books.states
    if let from = entry.movement.from { quantities[base + Int(from.rawValue)] -= units }
    if let to = entry.movement.to { quantities[base + Int(to.rawValue)] += units }
    let saleable = Int32(entry.movement.saleable * sign)
    guard saleable != 0 else { return }
    if entry.at <= cutoff {
      settled[Int(entry.cell)] += saleable
    } else {
      early.append((at: entry.at, cell: entry.cell, units: saleable))
    }
  }
}
