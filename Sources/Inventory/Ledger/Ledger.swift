/// The state of every position and open order line, and the partials of the days, while a night is folded.
///
/// Feed it the state of the night before (or nothing), then batches of events in any order and of any size. What
/// comes out is a function of the set of events alone. Memory follows positions and open lines, not history.
public struct Ledger: Sendable {
  public let dimensions: Dimensions
  private let fold: PositionFold
  var slabs: DaySlabs
  private var days: DayCache

  /// slot -> index into states, -1 for a position that was never touched
  private var stateIndex: [Int32]
  public private(set) var states: [PositionState] = []
  public private(set) var stateSlots: [Int32] = []
  /// slot -> latest event of the batch there, -1 for none; reset through the list of touched slots
  private var batchHead: [Int32]

  public internal(set) var lines: [Document: OrderLine] = [:]
  var orphans: [Document: Orphans] = [:]
  /// Lines that more was told of than what is new and open.
  var continuedLines: Set<Document> = []
  var channels: [String] = [""]
  private var cutoffs: CutoffTimes
  private let costs: Costs
  private var rebuild: Set<Int32> = []
  private var counts: [CountVariance] = []
  private var amendments: [CountAmendment] = []

  /// How movements are valued.
  public enum Costs: Sendable {
    /// By all that nights knew so far.
    case history(CostHistory)
    /// Recorded after an instant, microseconds: by what is known now. What was recorded before waits in `earlierMovements`.
    case now(after: Int64)
  }

  /// - Parameters:
  ///   - cutoff: events dated later are pre-posted.
  ///   - cutoffs: of all nights of the job.
  public init(
    dimensions: Dimensions, cutoff: Instant, cutoffs: CutoffTimes? = nil, costs: Costs = .now(after: Int64.min)
  ) {
    self.dimensions = dimensions
    self.costs = costs
    let secondOfDay = (cutoff.microseconds / Instant.microsecondsPerSecond) % 86_400
    self.cutoffs = cutoffs ?? CutoffTimes(zone: .utc, secondOfDay: Int((secondOfDay + 86_400) % 86_400))
    fold = PositionFold(cutoff: cutoff.microseconds)
    slabs = DaySlabs(locations: dimensions.locations.count)
    days = DayCache(locations: dimensions.locations.count)
    stateIndex = Array(repeating: -1, count: dimensions.slots)
    batchHead = Array(repeating: -1, count: dimensions.slots)
  }

  /// A ledger of nowhere and nothing, to stand where one was taken away.
  public static var empty: Ledger {
    Ledger(dimensions: Dimensions(locations: [], items: [], zones: []), cutoff: Instant(microseconds: 0))
  }

  // MARK: State of the night before

  public mutating func restore(_ state: PositionState, slot: Int32) {
    if stateIndex[Int(slot)] >= 0 {
      states[Int(stateIndex[Int(slot)])] = state
      return
    }
    stateIndex[Int(slot)] = Int32(states.count)
    states.append(state)
    stateSlots.append(slot)
    // A pre-posted movement that has happened by now changes the settled book without a message
    if state.prepostedFrom <= fold.cutoff { rebuild.insert(slot) }
  }

  /// Says which lines are more than their newest messages: others that are not restored begin with what comes.
  public mutating func continues(lines: some Sequence<Document>) {
    continuedLines.formUnion(lines)
  }

  public mutating func restore(_ line: OrderLine, document: Document) {
    lines[document] = line
  }

  public func hasState(slot: Int32) -> Bool { stateIndex[Int(slot)] >= 0 }

  public func state(slot: Int32) -> PositionState? {
    stateIndex[Int(slot)] >= 0 ? states[Int(stateIndex[Int(slot)])] : nil
  }

  // MARK: Events

  /// Folds a batch. Codes in the events must be of this ledger's dimensions.
  ///
  /// - Parameter channels: names of the channels by code, all that were met so far.
  public mutating func fold(_ events: [Event], documents: [Document], channels: [String]) {
    know(channels)
    var next = [Int32](repeating: -1, count: events.count)
    var touched: [Int32] = []
    var lineHead = [Int32](repeating: -1, count: documents.count)
    var lineNext: [Int32: Int32] = [:]
    for index in events.indices {
      let event = events[index]
      let location = dimensions.location(of: event.slot)
      addPartials(of: event, location: location)
      if event.document >= 0, OrderLine.isMadeOf(event.type), documents[Int(event.document)].kind == .order {
        lineNext[Int32(index)] = lineHead[Int(event.document)]
        lineHead[Int(event.document)] = Int32(index)
      }
      guard event.type == .count || event.effect != nil || Exposure.class(of: event.type) != nil else { continue }
      if event.weight < 0 {
        rebuild.insert(event.slot)
        continue
      }
      if batchHead[Int(event.slot)] < 0 { touched.append(event.slot) }
      next[index] = batchHead[Int(event.slot)]
      batchHead[Int(event.slot)] = Int32(index)
    }
    var mine: [Event] = []
    for slot in touched {
      mine.removeAll(keepingCapacity: true)
      var index = batchHead[Int(slot)]
      while index >= 0 {
        mine.append(events[Int(index)])
        index = next[Int(index)]
      }
      batchHead[Int(slot)] = -1
      fold(position: slot, events: &mine, documents: documents)
    }
    for document in documents.indices where lineHead[document] >= 0 {
      fold(line: documents[document], head: lineHead[document], next: lineNext, events: events)
    }
  }

  mutating func know(_ channels: [String]) {
    if channels.count > self.channels.count { self.channels = channels }
  }

  private mutating func fold(position slot: Int32, events: inout [Event], documents: [Document]) {
    if rebuild.contains(slot) { return }
    if events.count > 1 { events.sort(by: Event.precedes) }
    var index = Int(stateIndex[Int(slot)])
    if index < 0 {
      index = states.count
      stateIndex[Int(slot)] = Int32(index)
      states.append(PositionState(from: events[0].at))
      stateSlots.append(slot)
    } else if states[index].anchorKind == .none, states[index].lastEventAt == Int64.min {
      states[index].firstAt = events[0].at
    }
    let outcome = fold.fold(events, documents: documents, into: &states[index], counts: &counts, amendments: &amendments)
    if outcome == .needsRebuild { rebuild.insert(slot) }
  }

  private mutating func addPartials(of event: Event, location: Int32) {
    let day = slabs.place(of: days.day(of: event.at, location: location, zones: dimensions.zones))
    slabs.add(latencyOf: event, location: location, at: day)
    let weight = Int64(event.weight)
    switch event.type {
    case .sale, .shipment, .pickup:
      addValue(of: event, to: .salesCost, location, day)
    case .damage, .writeOff:
      addValue(of: event, to: .knownLoss, location, day)
    case .pick:
      add(.notFoundPicks, Partial(denominator: weight), location, day)
    case .pickFailed:
      add(.notFoundPicks, Partial(numerator: weight, denominator: weight), location, day)
    default:
      break
    }
    if event.effect != nil {
      let passed = cutoffs.missed(from: event.at, until: event.recordedAt)
      add(.lateForNight, Partial(numerator: weight * passed, denominator: weight), location, day)
    }
    // What is on its way belongs to the destination, whose own messages take it off again
    if event.type == .transferShipped, event.counterpart >= 0 {
      let destination = dimensions.slot(location: event.counterpart, item: dimensions.item(of: event.slot))
      addInTransit(weight * event.quantity, slot: destination, at: event.at)
      if weight < 0 { rebuild.insert(destination) }
    } else if event.type == .transferReceived {
      addInTransit(-weight * event.quantity, slot: event.slot, at: event.at)
    }
  }

  private mutating func addInTransit(_ quantity: Int64, slot: Int32, at instant: Int64) {
    if stateIndex[Int(slot)] < 0 {
      stateIndex[Int(slot)] = Int32(states.count)
      states.append(PositionState(from: instant))
      stateSlots.append(slot)
    }
    let index = Int(stateIndex[Int(slot)])
    states[index].inTransit += quantity
    // What is only on its way dates a position until it has events of its own
    if states[index].anchorKind == .none, states[index].lastEventAt == Int64.min {
      states[index].firstAt = min(states[index].firstAt, instant)
      states[index].anchorAt = states[index].firstAt
    }
  }

  // MARK: Values

  /// A movement recorded before the costs of this night came into force.
  public struct EarlierMovement: Sendable {
    public let item: Int32
    let location: Int32
    let day: Int32
    let measure: Measure
    let weight: Int64
    let quantity: Int64
    let recordedAt: Int64
  }

  public private(set) var earlierMovements: [EarlierMovement] = []

  private mutating func addValue(of event: Event, to measure: Measure, _ location: Int32, _ day: DaySlabs.Place) {
    let item = dimensions.item(of: event.slot)
    let now = dimensions.unitCosts[Int(item)]
    let cost: Int64
    switch costs {
    case .history(let history): cost = history.cost(of: item, recordedAt: event.recordedAt) ?? now
    case .now(let after) where event.recordedAt > after: cost = now
    case .now:
      earlierMovements.append(
        EarlierMovement(
          item: item, location: location, day: day.day, measure: measure, weight: Int64(event.weight), quantity: event.quantity,
          recordedAt: event.recordedAt))
      return
    }
    add(measure, Partial(numerator: Int64(event.weight) * CostHistory.value(event.quantity, at: cost)), location, day)
  }

  /// Values what waited for the costs of its own nights.
  public mutating func valueEarlierMovements(by history: CostHistory) {
    for movement in earlierMovements {
      let cost = history.cost(of: movement.item, recordedAt: movement.recordedAt) ?? dimensions.unitCosts[Int(movement.item)]
      add(
        movement.measure, Partial(numerator: movement.weight * CostHistory.value(movement.quantity, at: cost)), movement.location,
        slabs.place(of: movement.day))
    }
    earlierMovements = []
  }

  mutating func add(_ measure: Measure, _ partial: Partial, _ location: Int32, _ day: DaySlabs.Place) {
    slabs.add(partial, to: PartialKey(location: location, measure: measure, dimension: .all, value: 0), at: day)
  }

  // MARK: Rebuilding what depends on order

  /// Positions whose order of events reaches back into what was folded before, ascending.
  public var positionsToRebuild: [Int32] { rebuild.sorted() }

  /// Computes a position anew from all its events and its opening.
  ///
  /// - Returns: all its counts; they replace what earlier batches said about this position.
  public mutating func rebuild(slot: Int32, opening: PositionState?, events: [Event], documents: [Document]) -> [CountVariance] {
    rebuild.remove(slot)
    let mine = events.filter { $0.type == .count || $0.effect != nil || Exposure.class(of: $0.type) != nil }
      .sorted(by: Event.precedes)
    let index = Int(stateIndex[Int(slot)])
    let before = index >= 0 ? states[index] : nil
    if mine.isEmpty, opening == nil, before?.inTransit ?? 0 == 0 {
      // All of it was withdrawn: as if nothing had ever been heard of the position
      remove(slot)
      return []
    }
    var state = opening ?? PositionState(from: mine.first?.at ?? before?.firstAt ?? fold.cutoff)
    var found: [CountVariance] = []
    var ignored: [CountAmendment] = []
    if !mine.isEmpty {
      _ = fold.fold(mine, documents: documents, into: &state, counts: &found, amendments: &ignored)
    }
    if let before {
      state.inTransit = before.inTransit
      states[index] = state
    } else {
      stateIndex[Int(slot)] = Int32(states.count)
      states.append(state)
      stateSlots.append(slot)
    }
    return found
  }

  private mutating func remove(_ slot: Int32) {
    let index = stateIndex[Int(slot)]
    guard index >= 0, let last = stateSlots.last else { return }
    states.swapAt(Int(index), states.count - 1)
    stateSlots[Int(index)] = last
    states.removeLast()
    stateSlots.removeLast()
    stateIndex[Int(last)] = index
    stateIndex[Int(slot)] = -1
  }

  // MARK: Facts

  public mutating func takeCounts() -> (counts: [CountVariance], amendments: [CountAmendment]) {
    defer {
      counts.removeAll(keepingCapacity: true)
      amendments.removeAll(keepingCapacity: true)
    }
    return (counts, amendments)
  }

  public mutating func takeClosedDays() -> [DayPartials] { slabs.takeClosed() }

  /// Late cells held; beyond a budget they should be taken and merged where they are kept.
  public var sparseCells: Int { slabs.sparseCells }

  public mutating func takeSparseDays() -> [DayPartials] { slabs.takeSparse() }

  public mutating func takeRemainingDays() -> [DayPartials] { slabs.takeRest() }
}
