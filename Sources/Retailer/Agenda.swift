/// What is going to happen, in the order of time; ties in the order of planning.
struct Agenda: Sendable {
  private struct Entry: Sendable {
    var at: Int64
    var sequence: Int64
    var happening: Happening
  }

  private var heap: [Entry] = []
  private var planned: Int64 = 0

  mutating func plan(_ happening: Happening, at: Int64) {
    planned += 1
    let entry = Entry(at: at, sequence: planned, happening: happening)
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Agenda.precedes(entry, heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = entry
  }

  /// Takes the next happening that is not after `limit`.
  mutating func next(until limit: Int64) -> (at: Int64, happening: Happening)? {
    guard let first = heap.first, first.at <= limit, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      var parent = 0
      while true {
        var child = 2 * parent + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, Agenda.precedes(heap[child + 1], heap[child]) { child += 1 }
        guard Agenda.precedes(heap[child], last) else { break }
        heap[parent] = heap[child]
        parent = child
      }
      heap[parent] = last
    }
    return (first.at, first.happening)
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.at != b.at ? a.at < b.at : a.sequence < b.sequence
  }
}

/// One thing that happens at an instant. A cell is location x items + item; other numbers index a `Pool`.
enum Happening: Sendable {
  case customer(cell: Int32, units: Int32)
  case mishap(cell: Int32, Mishap)
  /// Misplaced units are seen again.
  case found(cell: Int32, units: Int32)
  /// A message reached the system's own saleable book.
  case posted(cell: Int32, units: Int32)
  case order(Int32)
  case transfer(Int32)
  case purchase(Int32)
  case goodsReturned(Int32)
  case inspected(Int32)
  case writtenOff(cell: Int32, units: Int32)
  case counted(Int32)
  case adjustedByHand(cell: Int32)
}

/// What happens to a shelf without anybody selling anything.
enum Mishap: UInt8, Sendable {
  case theft, recordedDamage, hiddenDamage, misplacement, storeUse, unbookedReturn
}

/// Slots for things under way, reused when they end.
struct Pool<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var free: [Int32] = []

  mutating func add(_ element: Element) -> Int32 {
    if let slot = free.popLast() {
      elements[Int(slot)] = element
      return slot
    }
    elements.append(element)
    return Int32(elements.count - 1)
  }

  mutating func remove(_ slot: Int32) { free.append(slot) }

  subscript(slot: Int32) -> Element {
    get { elements[Int(slot)] }
    set { elements[Int(slot)] = newValue }
  }
}
