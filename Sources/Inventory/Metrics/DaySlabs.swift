internal import Statistics

/// Open days as dense arrays, older ones as a dictionary: most events belong to the newest few days.
///
/// A day leaves its dense slab when a newer one needs it. What still arrives for it then goes the sparse way.
struct DaySlabs {
  /// A UTC day of record times touches three local days; one more for feeds that post at night.
  static let openDays = 4

  private let locations: Int
  private var slabs: [Slab] = []
  private var closed: [DayPartials] = []
  private var sparse: [Int32: SparseDay] = [:]
  private(set) var sparseCells = 0
  /// (source, type) pairs in the order first seen; those past the dense arrays go the sparse way.
  private var pairs: [(source: UInt16, type: EventType)] = []
  private var pairCodes: [Int32]

  init(locations: Int) {
    self.locations = locations
    pairCodes = Array(repeating: -1, count: 64 * EventType.allCases.count)
  }

  private struct Slab {
    let day: Int32
    /// location x 64 + pair -> index into cells, -1 for none
    var cellIndex: [Int32]
    var cells: [LatencyCell] = []
    var cellKeys: [LatencyKey] = []
    /// location x measures
    var totals: [Partial]
    var others: [PartialKey: Partial] = [:]
  }

  private struct SparseDay {
    var latencies: [LatencyKey: LatencyCell] = [:]
    var partials: [PartialKey: Partial] = [:]
  }

  private static let pairStride = 64

  /// Where the figures of a day go; look it up once per event. It stays right when another day takes the slab over.
  struct Place {
    let day: Int32
    /// `nil`: the sparse way.
    let slab: Int?
  }

  private func openSlab(at spot: Place) -> Int? {
    guard let slab = spot.slab, slabs[slab].day == spot.day else { return nil }
    return slab
  }

  mutating func place(of day: Int32) -> Place { Place(day: day, slab: slabIndex(day)) }

  mutating func add(latencyOf event: Event, location: Int32, at spot: Place) {
    let day = spot.day
    let pair = pairCode(source: event.source, type: event.type)
    guard pair < DaySlabs.pairStride, let slab = openSlab(at: spot) else {
      let key = LatencyKey(location: location, source: event.source, type: event.type)
      if sparse[day, default: SparseDay()].latencies[key] == nil { sparseCells += 1 }
      sparse[day, default: SparseDay()].latencies[key, default: LatencyCell()].add(event)
      return
    }
    let place = Int(location) * DaySlabs.pairStride + pair
    var index = Int(slabs[slab].cellIndex[place])
    if index < 0 {
      index = slabs[slab].cells.count
      slabs[slab].cellIndex[place] = Int32(index)
      slabs[slab].cells.append(LatencyCell())
      slabs[slab].cellKeys.append(LatencyKey(location: location, source: event.source, type: event.type))
    }
    slabs[slab].cells[index].add(event)
  }

  mutating func add(_ partial: Partial, to key: PartialKey, at spot: Place) {
    let day = spot.day
    guard let slab = openSlab(at: spot) else {
      if sparse[day, default: SparseDay()].partials[key] == nil { sparseCells += 1 }
      sparse[day, default: SparseDay()].partials[key, default: Partial()].add(partial)
      return
    }
    if key.dimension == .all {
      slabs[slab].totals[Int(key.location) * Measure.allCases.count + Int(key.measure.rawValue)].add(partial)
    } else {
      slabs[slab].others[key, default: Partial()].add(partial)
    }
  }

  private mutating func pairCode(source: UInt16, type: EventType) -> Int {
    let place = Int(source) * EventType.allCases.count + Int(type.rawValue)
    if place >= pairCodes.count {
      pairCodes += Array(repeating: -1, count: (Int(source) + 1) * EventType.allCases.count * 2 - pairCodes.count)
    }
    if pairCodes[place] < 0 {
      pairCodes[place] = Int32(pairs.count)
      pairs.append((source, type))
    }
    return Int(pairCodes[place])
  }

  /// The slab of a day: open, opened now because the day is newer than an open one, or `nil` for the sparse way.
  private mutating func slabIndex(_ day: Int32) -> Int? {
    for index in slabs.indices where slabs[index].day == day { return index }
    if slabs.count == DaySlabs.openDays, slabs.allSatisfy({ $0.day > day }) { return nil }
    let slab = Slab(
      day: day, cellIndex: Array(repeating: -1, count: locations * DaySlabs.pairStride),
      totals: Array(repeating: Partial(), count: locations * Measure.allCases.count))
    if slabs.count < DaySlabs.openDays {
      slabs.append(slab)
      return slabs.count - 1
    }
    let oldest = slabs.indices.min { slabs[$0].day < slabs[$1].day } ?? 0
    closed.append(DaySlabs.partials(of: slabs[oldest]))
    // In its place: the other days keep theirs
    slabs[oldest] = slab
    return oldest
  }

  private static func partials(of slab: Slab) -> DayPartials {
    var partials = DayPartials(day: Day(number: slab.day))
    partials.latencies = zip(slab.cellKeys, slab.cells).map { (key: $0, cell: $1) }.sorted { $0.key < $1.key }
    for (index, total) in slab.totals.enumerated() where !total.isZero {
      guard let measure = Measure(rawValue: UInt8(index % Measure.allCases.count)) else { continue }
      let location = Int32(index / Measure.allCases.count)
      partials.partials.append((PartialKey(location: location, measure: measure, dimension: .all, value: 0), total))
    }
    partials.partials += slab.others.map { (key: $0.key, partial: $0.value) }
    partials.partials.sort { $0.key < $1.key }
    return partials
  }

  /// The days closed since the last call, each once; they may still get more by the sparse way.
  mutating func takeClosed() -> [DayPartials] {
    defer { closed.removeAll(keepingCapacity: true) }
    return closed
  }

  /// Everything that is left, open days and sparse ones, in the order of days.
  mutating func takeRest() -> [DayPartials] {
    var rest = closed + slabs.map(DaySlabs.partials(of:))
    closed = []
    slabs = []
    rest += takeSparse()
    return rest.sorted { $0.day < $1.day }
  }

  /// What came for days that were closed already.
  mutating func takeSparse() -> [DayPartials] {
    defer {
      sparse = [:]
      sparseCells = 0
    }
    return sparse.sorted { $0.key < $1.key }.map { day, cells in
      var partials = DayPartials(day: Day(number: day))
      partials.latencies = cells.latencies.map { (key: $0.key, cell: $0.value) }.sorted { $0.key < $1.key }
      partials.partials = cells.partials.map { (key: $0.key, partial: $0.value) }.sorted { $0.key < $1.key }
      return partials
    }
  }
}
