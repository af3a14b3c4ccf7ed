import Statistics
import Testing

@testable import Inventory

/// Messages of a dozen order lines over four nights; lines are split, cancelled in part, or never told of.
private func orders(_ generator: inout SeededGenerator) -> [Told] {
  var told: [Told] = []
  for line in 0..<12 {
    let document = Document(kind: .order, id: "O\(line / 2)", line: "\(line % 2)")
    let item = Int32(generator.whole(0...2))
    let start = generator.whole(0...60) * hour
    let units = generator.whole(1...3)
    let channel = UInt16(generator.whole(0...2))
    func add(_ type: EventType, _ units: Int64, after hours: Int64, location: Int32, customer: Bool = false) {
      var event = Event(
        slot: grid.slot(location: location, item: item), type: type, quantity: units * 1000, at: start + hours * hour,
        recordedAt: start + hours * hour + generator.whole(0...20) * hour, ingestedAt: 0, source: 0,
        identity: SeededGenerator.mix(UInt64(told.count + 1)))
      event.channel = channel
      event.isCustomerFault = customer
      if type == .cancellation { event.reason = UInt16(generator.whole(1...3)) }
      told.append(Told(event: event, document: document))
    }
    if generator.happens(0.85) { add(.orderPlaced, units, after: 0, location: 0) }
    let node = Int32(generator.whole(0...1))
    if generator.happens(0.8) { add(.allocation, units, after: 1, location: 1 - node) }
    if generator.happens(0.8) { add(.allocation, units, after: 2, location: node) }
    if generator.happens(0.8) { add(.reservation, units, after: 3, location: node) }
    if generator.happens(0.2) { add(.reservationRelease, 1, after: 4, location: node) }
    for unit in 0..<units {
      let hours = 5 + unit + generator.whole(0...30)
      switch generator.whole(0...5) {
      case 0: add(.cancellation, 1, after: hours, location: node)
      case 1: add(.cancellation, 1, after: hours, location: node, customer: true)
      case 2: add(.pickup, 1, after: hours, location: node)
      case 3: break
      default: add(.shipment, 1, after: hours, location: node)
      }
    }
  }
  return told
}

private let channels = ["", "a", "b"]

private struct Cell: Hashable {
  let day: Int32
  let key: PartialKey
}

private let lineMeasures: Set<Measure> = [.cancelledLines, .cancelledUnits, .orderedLines]

private func sum(_ days: [DayPartials], into cells: inout [Cell: [Int64]]) {
  for day in days {
    for (key, partial) in day.partials where lineMeasures.contains(key.measure) {
      let cell = Cell(day: day.day.number, key: key)
      cells[cell, default: [0, 0]][0] += partial.numerator
      cells[cell, default: [0, 0]][1] += partial.denominator
    }
  }
  cells = cells.filter { $0.value != [0, 0] }
}

/// Lines resolved and what they count for, from all messages of each line at once.
private func slowPartials(_ told: [Told]) -> [Cell: [Int64]] {
  var cells: [Cell: [Int64]] = [:]
  for mine in Dictionary(grouping: told, by: \.document).values {
    let events = mine.map(\.event)
    func units(_ types: [EventType]) -> Int64 { events.filter { types.contains($0.type) }.reduce(0) { $0 + $1.quantity } }
    let ends = events.filter { [.shipment, .pickup, .cancellation].contains($0.type) }
    let shipped = units([.shipment, .pickup])
    let cancelled = units([.cancellation])
    guard let end = ends.max(by: { ($0.at, $0.slot) < ($1.at, $1.slot) }), shipped + cancelled >= units([.orderPlaced]) else {
      continue
    }
    let nodes = events.filter { $0.type == .allocation }
    let node = grid.location(of: (nodes.max { $0.at < $1.at } ?? end).slot)
    let lost = cancelled - events.filter { $0.type == .cancellation && $0.isCustomerFault }.reduce(0) { $0 + $1.quantity }
    let channel = events.filter { $0.channel != 0 }.min { $0.at < $1.at }?.channel ?? 0
    func add(
      _ measure: Measure, _ dimension: MetricDimension, _ value: UInt16, _ numerator: Int64, _ denominator: Int64,
      at: Int64? = nil
    ) {
      let cell = Cell(
        day: Int32((at ?? end.at) / day), key: PartialKey(location: node, measure: measure, dimension: dimension, value: value))
      cells[cell, default: [0, 0]][0] += numerator
      cells[cell, default: [0, 0]][1] += denominator
    }
    add(.cancelledLines, .all, 0, lost > 0 ? 1 : 0, 1)
    add(.cancelledLines, .channel, channel, lost > 0 ? 1 : 0, 1)
    add(.cancelledUnits, .all, 0, lost, shipped + cancelled)
    add(.orderedLines, .all, 0, lost > 0 ? 1 : 0, 1, at: events.map(\.at).min())
    let cancellations = events.filter { $0.type == .cancellation }
    if let reason = cancellations.max(by: { ($0.at, $0.reason) < ($1.at, $1.reason) })?.reason, cancelled > 0 {
      add(.cancelledLines, .reason, reason, 1, 0)
    }
  }
  return cells.filter { $0.value != [0, 0] }
}

@Suite struct OrderLineTests {
  private func event(_ type: EventType, at: Int64, channel: UInt16 = 0, item: Int32 = 0) -> Event {
    var event = Event(
      slot: grid.slot(location: 0, item: item), type: type, quantity: 1000, at: at, recordedAt: at, ingestedAt: at, source: 0,
      identity: UInt64(bitPattern: at))
    event.channel = channel
    event.document = 0
    return event
  }

  private let document = Document(kind: .order, id: "O", line: "1")

  /// The clock of the shop runs a minute ahead of the warehouse's.
  @Test("an order dated after the cut-off whose cancellation was counted before it is one line, and resolved")
  func clockAhead() {
    let cancellation = event(.cancellation, at: day - 60_000_000)
    let order = event(.orderPlaced, at: day + 60_000_000)
    var first = Ledger(dimensions: grid, cutoff: Instant(microseconds: day))
    first.fold([cancellation], documents: [document], channels: channels)
    for line in first.linesToRebuild { first.rebuild(line: line, events: [cancellation], channels: channels) }
    #expect(first.lines.isEmpty)
    var second = Ledger(dimensions: grid, cutoff: Instant(microseconds: 2 * day))
    second.continues(lines: [document])
    second.fold([order], documents: [document], channels: channels)
    for line in second.linesToRebuild { second.rebuild(line: line, events: [order, cancellation], channels: channels) }
    #expect(second.lines.isEmpty, "the line stays open")
  }

  @Test(
    "ties go by the names of channels and not by their codes; the item is the earliest message's",
    arguments: [["", "a", "b"], ["", "b", "a"]])
  func ties(names: [String]) {
    func code(_ name: String) -> UInt16 { UInt16(names.firstIndex(of: name) ?? 0) }
    let events = [
      event(.orderPlaced, at: hour, channel: code("b"), item: 1), event(.reservation, at: hour, channel: code("a"), item: 1),
      event(.shipment, at: 2 * hour, item: 2),
    ]
    for events in [events, events.reversed()] {
      let line = OrderLine(events, dimensions: grid, channels: names)
      #expect(names[Int(line.channel)] == "a" && line.item == 1)
    }
  }

  /// Messages reach the ledger on any night after they were recorded, in any order; some are withdrawn later.
  @Test("lines and their partial sums are a function of the messages", arguments: 1...80 as ClosedRange<UInt64>)
  func order(seed: UInt64) {
    var generator = SeededGenerator(seed: 5000 + seed)
    let told = orders(&generator)
    let cutoffs = (1...5).map { Int64($0) * day + 2 * hour }
    let arrival = told.map { one in
      let first = cutoffs.firstIndex { one.event.recordedAt <= $0 } ?? 4
      return generator.happens(0.7) ? first : Int(generator.whole(Int64(first)...4))
    }
    let withdrawal = arrival.map { $0 < 4 && generator.happens(0.05) ? Int(generator.whole(Int64($0 + 1)...4)) : 99 }
    var lines: [Document: OrderLine] = [:]
    var cells: [Cell: [Int64]] = [:]
    for night in 0..<5 {
      var ledger = Ledger(dimensions: grid, cutoff: Instant(microseconds: cutoffs[night]))
      ledger.continues(lines: told.indices.filter { arrival[$0] < night }.compactMap { told[$0].document })
      for (document, line) in lines { ledger.restore(line, document: document) }
      var tonight = told.indices.filter { arrival[$0] == night }.map { told[$0] }
      for index in told.indices where withdrawal[index] == night {
        var gone = told[index]
        gone.event.weight = -1
        tonight.append(gone)
      }
      for some in pieces(tonight.shuffled(using: &generator), using: &generator) {
        let batch = batch(some)
        ledger.fold(batch.events, documents: batch.documents, channels: channels)
        sum(ledger.takeClosedDays(), into: &cells)
      }
      let known = told.indices.filter { arrival[$0] <= night && withdrawal[$0] > night }.map { told[$0] }
      for document in ledger.linesToRebuild {
        ledger.rebuild(line: document, events: known.filter { $0.document == document }.map(\.event), channels: channels)
      }
      sum(ledger.takeRemainingDays(), into: &cells)
      lines = ledger.lines
      #expect(cells == slowPartials(known), "seed \(seed), night \(night)")
    }
    let known = told.indices.filter { withdrawal[$0] == 99 }.map { told[$0] }
    var ledger = Ledger(dimensions: grid, cutoff: Instant(microseconds: cutoffs[4]))
    let whole = batch(known)
    ledger.fold(whole.events, documents: whole.documents, channels: channels)
    for document in ledger.linesToRebuild {
      ledger.rebuild(line: document, events: known.filter { $0.document == document }.map(\.event), channels: channels)
    }
    #expect(ledger.lines == lines, "seed \(seed)")
    let open = ledger.openLinesByDay.reduce(0) { $0 + $1.lines }
    #expect(open == lines.values.count { $0.resolvedNode >= 0 })
  }
}
