/// What really stands where, in units by cell.
struct Shelves: Sendable {
  /// Saleable, and found by anyone who looks.
  var shelf: [Int32]
  /// Saleable, and nobody finds it.
  private(set) var misplaced: [Int32]
  /// Picked for an order, waiting to leave.
  private(set) var staged: [Int32]

  init(cells: Int) {
    shelf = [Int32](repeating: 0, count: cells)
    misplaced = shelf
    staged = shelf
  }

  func physical(_ cell: Int) -> Int { Int(shelf[cell] + misplaced[cell] + staged[cell]) }

  mutating func put(_ units: Int, _ cell: Int) { shelf[cell] += Int32(units) }

  /// Takes up to `units` off the shelf.
  ///
  /// - Returns: how many there were.
  mutating func take(_ units: Int, _ cell: Int) -> Int {
    let taken = min(Int32(units), shelf[cell])
    shelf[cell] -= taken
    return Int(taken)
  }

  mutating func stage(_ units: Int, _ cell: Int) {
    shelf[cell] -= Int32(units)
    staged[cell] += Int32(units)
  }

  mutating func unstage(_ units: Int, _ cell: Int) { stage(-units, cell) }

  mutating func handOver(_ units: Int, _ cell: Int) { staged[cell] -= Int32(units) }

  mutating func misplace(_ units: Int, _ cell: Int) -> Int {
    let lost = take(units, cell)
    misplaced[cell] += Int32(lost)
    return lost
  }

  /// Up to `units` of the misplaced are back on the shelf.
  mutating func find(_ units: Int, _ cell: Int) {
    let found = min(Int32(units), misplaced[cell])
    misplaced[cell] -= found
    shelf[cell] += found
  }
}
