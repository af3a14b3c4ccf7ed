import Inventory
import Statistics
import Testing

/// What folding came to: the state of each slot, its counts by time, and the partials of the days.
private struct Folded: Equatable {
  var states: [Int32: PositionState] = [:]
  var counts: [Int32: [Int64: CountVariance]] = [:]

  mutating func take(_ ledger: inout Ledger) {
    let taken = ledger.takeCounts()
    for count in taken.counts { counts[count.slot, default: [:]][count.countedAt] = count }
    // gap loses the movements that were not known, timing gains them
    for change in taken.amendments {
      counts[change.slot]?[change.countedAt]?.split?.gap -= change.moves
      counts[change.slot]?[change.countedAt]?.split?.timing += change.moves
      counts[change.slot]?[change.countedAt]?.exposure.add(change.exposure)
    }
  }

  mutating func rebuild(_ ledger: inout Ledger, openings: [Int32: PositionState], all: [Told]) {
    for slot in ledger.positionsToRebuild {
      let mine = batch(all.filter { $0.event.slot == slot })
      let found = ledger.rebuild(slot: slot, opening: openings[slot], events: mine.events, documents: mine.documents)
      counts[slot] = Dictionary(uniqueKeysWithValues: found.map { ($0.countedAt, $0) })
    }
    states = Dictionary(uniqueKeysWithValues: zip(ledger.stateSlots, ledger.states).map { ($0, $1) })
  }

  static func == (a: Folded, b: Folded) -> Bool {
    guard a.states == b.states else { return false }
    let slots = Set(a.counts.keys).union(b.counts.keys)
    return slots.allSatisfy { Folded.same(a.counts[$0] ?? [:], b.counts[$0] ?? [:]) }
  }

  /// An unknown probability is NaN, which equals nothing, and a count without an anchor before it starts nowhere.
  private static func same(_ a: [Int64: CountVariance], _ b: [Int64: CountVariance]) -> Bool {
    func known(_ counts: [Int64: CountVariance]) -> [Int64: CountVariance] {
      counts.mapValues { count in
        var count = count
        count.inclusionProbability = 0
        if count.startsWith == .none { count.startsAt = 0 }
        return count
      }
    }
    return known(a) == known(b)
  }
}

/// One night: every batch, then what must be rebuilt, from all events.
private func fold(_ batches: [[Told]], openings: [Int32: PositionState], all: [Told], cutoff: Int64) -> Folded {
  var ledger = Ledger(dimensions: grid, cutoff: Instant(microseconds: cutoff))
  for (slot, opening) in openings { ledger.restore(opening, slot: slot) }
  var folded = Folded()
  for told in batches {
    let some = batch(told)
    ledger.fold(some.events, documents: some.documents, channels: [])
    folded.take(&ledger)
  }
  folded.rebuild(&ledger, openings: openings, all: all)
  return folded
}

@Suite struct LedgerTests {
  @Test("batches and order do not matter", arguments: 1...60 as ClosedRange<UInt64>)
  func order(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let cutoff = 26 * day
    let told = scenario(&generator).filter { $0.event.recordedAt <= cutoff }
    let openings = openings(&generator)
    let whole = fold([told], openings: openings, all: told, cutoff: cutoff)
    for _ in 0..<4 {
      let batches = pieces(told.shuffled(using: &generator), using: &generator)
      #expect(fold(batches, openings: openings, all: told, cutoff: cutoff) == whole, "seed \(seed)")
    }
  }

  @Test("a fold equals the definitions read off the whole list", arguments: 1...60 as ClosedRange<UInt64>)
  func definition(seed: UInt64) {
    var generator = SeededGenerator(seed: 1000 + seed)
    let cutoff = 26 * day
    let told = scenario(&generator).filter { $0.event.recordedAt <= cutoff }
    let openings = openings(&generator)
    let batches = pieces(told.shuffled(using: &generator), using: &generator)
    let folded = fold(batches, openings: openings, all: told, cutoff: cutoff)
    check(folded, told: told, openings: openings, cutoff: cutoff, seed: seed)
  }

  /// Messages arrive on any night after they were recorded; some are withdrawn on a later one.
  @Test("nights folded one on the other equal the definitions", arguments: 1...60 as ClosedRange<UInt64>)
  func nights(seed: UInt64) {
    var generator = SeededGenerator(seed: 2000 + seed)
    let told = scenario(&generator)
    let openings = openings(&generator)
    let cutoffs = (1...8).map { Int64($0) * 5 * day + 2 * hour }
    let arrival = told.map { one in
      let first = cutoffs.firstIndex { one.event.recordedAt <= $0 } ?? 7
      return generator.happens(0.8) ? first : Int(generator.whole(Int64(first)...7))
    }
    let withdrawal = arrival.map { night in night < 7 && generator.happens(0.06) ? Int(generator.whole(Int64(night + 1)...7)) : 99
    }

    var folded = Folded()
    for night in 0..<8 {
      var ledger = Ledger(dimensions: grid, cutoff: Instant(microseconds: cutoffs[night]))
      for (slot, state) in folded.states { ledger.restore(state, slot: slot) }
      for (slot, opening) in openings where !ledger.hasState(slot: slot) { ledger.restore(opening, slot: slot) }
      var tonight = told.indices.filter { arrival[$0] == night }.map { told[$0] }
      for index in told.indices where withdrawal[index] == night {
        var gone = told[index]
        gone.event.weight = -1
        tonight.append(gone)
      }
      for told in pieces(tonight.shuffled(using: &generator), using: &generator) {
        let some = batch(told)
        ledger.fold(some.events, documents: some.documents, channels: [])
        folded.take(&ledger)
      }
      let known = told.indices.filter { arrival[$0] <= night && withdrawal[$0] > night }.map { told[$0] }
      folded.rebuild(&ledger, openings: openings, all: known)
    }
    let known = told.indices.filter { withdrawal[$0] == 99 }.map { told[$0] }
    check(folded, told: known, openings: openings, cutoff: cutoffs[7], seed: seed)
    // The same events folded at once: `--full-refresh`
    let whole = fold([known], openings: openings, all: known, cutoff: cutoffs[7])
    for (slot, state) in whole.states { #expect(folded.states[slot] == state, "seed \(seed), slot \(slot)") }
  }

  private func check(_ folded: Folded, told: [Told], openings: [Int32: PositionState], cutoff: Int64, seed: UInt64) {
    for slot in Int32(0)..<6 {
      let mine = told.filter { $0.event.slot == slot }
      guard let state = folded.states[slot], !mine.isEmpty else { continue }
      let slow = SlowPosition(opening: openings[slot], events: mine, cutoff: cutoff)
      let place: Comment = "seed \(seed), slot \(slot)"
      for rest in StateBooks.states { #expect(state.books[rest] == slow.book(rest), place) }
      #expect(state.settledBook == slow.settledBook, place)
      if !mine.contains(where: { $0.event.type == .adjustment && $0.event.at > cutoff }) {
        #expect(state.anchoredQuantity == slow.anchoredQuantity, place)
      }
      let counts = (folded.counts[slot] ?? [:]).values.sorted { $0.countedAt < $1.countedAt }.map { count in
        SlowPosition.Count(
          at: count.countedAt, counted: count.counted, book: count.book, gap: count.split?.gap, timing: count.split?.timing,
          carry: count.split?.carry, exposure: count.exposure, document: count.document)
      }
      #expect(counts == slow.counts, place)
      for count in folded.counts[slot, default: [:]].values {
        guard let split = count.split else { continue }
        #expect(count.naive == split.gap + split.timing + split.carry, place)
      }
    }
    let shipped = told.filter { $0.event.type == .transferShipped && $0.event.counterpart >= 0 }
    let received = told.filter { $0.event.type == .transferReceived }
    for slot in Int32(0)..<6 {
      let item = grid.item(of: slot)
      let sent = shipped.filter { $0.event.counterpart == grid.location(of: slot) && grid.item(of: $0.event.slot) == item }
      let came = received.filter { $0.event.slot == slot }
      let expected = sent.reduce(0) { $0 + $1.event.quantity } - came.reduce(0) { $0 + $1.event.quantity }
      #expect(folded.states[slot]?.inTransit ?? 0 == expected, "seed \(seed), slot \(slot)")
    }
  }

  /// A week's example by hand: 10 counted, 3 sold, 2 of them recorded only after the second count finds 6.
  @Test("gap, timing and carry of a late record")
  func byHand() throws {
    func told(_ type: EventType, _ units: Int64, at: Int64, recordedAt: Int64, _ number: UInt64) -> Told {
      Told(
        event: Event(
          slot: 4, type: type, quantity: units * 1000, at: at, recordedAt: recordedAt, ingestedAt: recordedAt, source: 0,
          identity: number))
    }
    let all = [
      told(.receipt, 12, at: 0, recordedAt: 0, 1),
      told(.count, 10, at: day, recordedAt: day, 2),
      told(.sale, 1, at: 2 * day, recordedAt: 2 * day, 3),
      told(.sale, 2, at: 3 * day, recordedAt: 5 * day, 4),
      told(.count, 6, at: 4 * day, recordedAt: 4 * day, 5),
    ]
    let folded = fold([all], openings: [:], all: all, cutoff: 6 * day)
    let second = try #require(folded.counts[4]?[4 * day])
    #expect(second.book == 11_000)
    #expect(second.split == CountVariance.Split(gap: -1000, timing: -2000, carry: -2000))
    #expect(second.naive == -5000)
  }

  @Test("a position whose every message was withdrawn is gone, and the others stay where they are")
  func withdrawn() {
    func told(_ slot: Int32, weight: Int8, _ number: UInt64) -> Told {
      var event = Event(
        slot: slot, type: .receipt, quantity: 5000, at: day, recordedAt: day, ingestedAt: day, source: 0, identity: number)
      event.weight = weight
      return Told(event: event)
    }
    var ledger = Ledger(dimensions: grid, cutoff: Instant(microseconds: 3 * day))
    for told in [told(1, weight: 1, 1), told(2, weight: 1, 2), told(4, weight: 1, 3), told(1, weight: -1, 1)] {
      let some = batch([told])
      ledger.fold(some.events, documents: some.documents, channels: [])
    }
    #expect(ledger.positionsToRebuild == [1])
    #expect(ledger.rebuild(slot: 1, opening: nil, events: [], documents: []).isEmpty)
    #expect(ledger.state(slot: 1) == nil && Set(ledger.stateSlots) == [2, 4])
    for slot in [2, 4] as [Int32] { #expect(ledger.state(slot: slot)?.books.saleable == 5000) }
  }
}
