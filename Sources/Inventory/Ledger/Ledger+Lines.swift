/// Order lines: open ones are held, a resolved one counts on its day and leaves memory.
extension Ledger {
  /// Messages of a line that is not open here: it was resolved before, or its order has not come yet.
  struct Orphans {
    var added: [UInt64] = []
    var withdrawn: [(event: Event, location: Int32)] = []
  }

  mutating func fold(line document: Document, head: Int32, next: [Int32: Int32], events: [Event]) {
    var index = head
    var mine: [Event] = []
    while index >= 0 {
      mine.append(events[Int(index)])
      index = next[index] ?? -1
    }
    let isKnown = lines[document] != nil
    // An order placed that nothing was told of before begins its line, by whatever clock
    let isNew = !continuedLines.contains(document) && mine.contains { $0.type == .orderPlaced && $0.weight > 0 }
    if orphans[document] != nil || mine.contains(where: { $0.weight < 0 }) || !(isKnown || isNew) {
      var orphaned = orphans[document] ?? Orphans()
      for event in mine {
        if event.weight < 0 {
          orphaned.withdrawn.append((event, dimensions.location(of: event.slot)))
        } else {
          orphaned.added.append(event.identity)
        }
      }
      orphans[document] = orphaned
      lines[document] = nil
      return
    }
    var line = lines[document] ?? OrderLine(item: -1)
    for event in mine { line.add(event, dimensions: dimensions, channels: channels) }
    if line.isResolved {
      addResolved(line, weight: 1)
      lines[document] = nil
    } else {
      lines[document] = line
    }
  }

  private mutating func addResolved(_ line: OrderLine, weight: Int64) {
    guard line.isResolved, line.resolvedNode >= 0 else { return }
    let node = line.resolvedNode
    let day = slabs.place(of: dimensions.day(of: line.terminalAt, location: node).number)
    let lost = line.cancelled - line.cancelledByCustomer
    let lines = Partial(numerator: lost > 0 ? weight : 0, denominator: weight)
    let units = Partial(numerator: weight * lost, denominator: weight * (line.shipped + line.cancelled))
    add(.cancelledLines, lines, node, day)
    add(.cancelledUnits, units, node, day)
    add(.orderedLines, lines, node, slabs.place(of: dimensions.day(of: line.firstAt, location: node).number))
    slabs.add(
      lines, to: PartialKey(location: node, measure: .cancelledLines, dimension: .channel, value: line.channel), at: day)
    if line.cancelled > 0 {
      slabs.add(
        Partial(numerator: weight),
        to: PartialKey(location: node, measure: .cancelledLines, dimension: .reason, value: line.reason),
        at: day)
    }
  }

  /// Lines that got messages while not open, in the order of their keys.
  public var linesToRebuild: [Document] {
    orphans.keys.sorted()
  }

  /// Order lines that are still open, by where they count and the day they were placed.
  public var openLinesByDay: [(location: Int32, day: Day, lines: Int64)] {
    var counts: [Int32: [Day: Int64]] = [:]
    for line in lines.values where line.resolvedNode >= 0 {
      counts[line.resolvedNode, default: [:]][dimensions.day(of: line.firstAt, location: line.resolvedNode), default: 0] += 1
    }
    return counts.flatMap { location, days in days.map { (location, $0.key, $0.value) } }
      .sorted { ($0.location, $0.day) < ($1.location, $1.day) }
  }

  /// Computes a line anew from all its events: takes back what was counted for it and counts it as it is now.
  ///
  /// - Parameter channels: names of the channels by code.
  public mutating func rebuild(line document: Document, events: [Event], channels: [String]) {
    know(channels)
    guard let orphaned = orphans.removeValue(forKey: document) else { return }
    let mine = events.filter { OrderLine.isMadeOf($0.type) }
    let added = Set(orphaned.added)
    let earlier = mine.filter { !added.contains($0.identity) } + orphaned.withdrawn.map(\.event)
    addResolved(OrderLine(earlier, dimensions: dimensions, channels: self.channels), weight: -1)
    guard !mine.isEmpty else { return }
    let line = OrderLine(mine, dimensions: dimensions, channels: self.channels)
    if line.isResolved { addResolved(line, weight: 1) } else { lines[document] = line }
  }
}
