/// What folding a batch of events into one position came to.
enum FoldOutcome {
  case folded
  /// The order of events matters here and part of it lies in events already folded: rebuild from all of them.
  case needsRebuild
}

/// How events of one position become its state. The result is a function of the set of events: batches and
/// arrival order do not matter, because a batch that could make them matter answers `needsRebuild`.
struct PositionFold {
  /// Events happen up to here; what is dated later is pre-posted.
  var cutoff: Int64

  /// Folds `events`, sorted by `Event.precedes`, all of weight +1, into the state.
  ///
  /// - Parameters:
  ///   - counts: gets each count among the events.
  ///   - amendments: gets what late events change about the last count that was already folded.
  func fold(
    _ events: [Event], documents: [Document], into state: inout PositionState, counts: inout [CountVariance],
    amendments: inout [CountAmendment]
  ) -> FoldOutcome {
    guard canFold(events, into: state) else { return .needsRebuild }
    var amendment = CountAmendment(slot: events[0].slot, countedAt: state.anchorAt)
    for event in events {
      if event.type != .count { apply(event, to: &state, amendment: &amendment) }
      state.firstAt = min(state.firstAt, event.at)
      state.lastEventAt = max(state.lastEventAt, event.at)
      state.lastRecordAt = max(state.lastRecordAt, event.recordedAt)
    }
    if state.anchorKind == .none { state.anchorAt = state.firstAt }
    if !amendment.isEmpty { amendments.append(amendment) }
    let anchors = events.filter { $0.type == .count && $0.fromState == nil }
    for (index, event) in anchors.enumerated() {
      // Of several counts at one instant the last recorded is the count
      if index + 1 < anchors.count, anchors[index + 1].at == event.at { continue }
      let identity = CountIdentity(of: event, documents: documents)
      if identity.isSameCount(as: state.anchorCount) { continue }
      state.anchorCount = identity
      counts.append(close(at: event, events: events, documents: documents, state: &state))
    }
    return .folded
  }

  private func canFold(_ events: [Event], into state: PositionState) -> Bool {
    if state.prepostedFrom <= cutoff { return false }
    for event in events {
      if event.type == .count {
        // Folded movements must all lie before the count on both clocks
        if event.at <= state.lastEventAt || event.at <= state.lastRecordAt { return false }
      } else if event.effect != nil || Exposure.class(of: event.type) != nil {
        if event.at <= state.previousAnchorAt { return false }
        if state.anchorKind == .count, event.recordedAt < state.anchorAt { return false }
      }
    }
    return true
  }

  /// Books, and the sums since the anchor as if no count of this batch existed; `close` moves them on.
  private func apply(_ event: Event, to state: inout PositionState, amendment: inout CountAmendment) {
    let isAfterAnchor = event.at > state.anchorAt || state.anchorKind != .count
    if isAfterAnchor { state.exposure.add(event) } else { amendment.exposure.add(event) }
    if Exposure.class(of: event.type) == .sale {
      state.unitsSold += event.quantity
      state.lastSaleAt = max(state.lastSaleAt, event.at)
    }
    guard let effect = event.effect else { return }
    if let from = effect.from { state.books[from] -= effect.quantity }
    if let to = effect.to { state.books[to] += effect.quantity }
    let saleable = effect.saleable
    guard saleable != 0 else { return }
    if event.at > cutoff {
      state.preposted += saleable
      if !effect.isBookOnly { state.prepostedMoves += saleable }
      state.prepostedFrom = min(state.prepostedFrom, event.at)
    }
    if effect.isBookOnly {
      state.recordedAdjustmentsSince += saleable
    } else {
      state.recordedMovesSince += saleable
      if isAfterAnchor { state.movesSince += saleable } else { amendment.moves += saleable }
    }
  }

  /// Ends the interval at a count: what lies before it on each clock stays in the closed interval, what lies
  /// after it (only events of this batch can) starts the next one.
  private func close(at count: Event, events: [Event], documents: [Document], state: inout PositionState) -> CountVariance {
    var movesAfter: Int64 = 0
    var recordedMovesAfter: Int64 = 0
    var recordedAdjustmentsAfter: Int64 = 0
    var exposureAfter = Exposure()
    let countDocument = count.document
    for event in events where event.type != .count {
      if event.at > count.at { exposureAfter.add(event) }
      guard let effect = event.effect else { continue }
      // An adjustment of the count's own document belongs behind it whatever its clock says
      let isOwn = effect.isBookOnly && countDocument >= 0 && event.document == countDocument
      let isRecordedAfter = event.recordedAt >= count.at || isOwn
      if effect.isBookOnly {
        if isRecordedAfter { recordedAdjustmentsAfter += effect.saleable }
      } else {
        if isRecordedAfter { recordedMovesAfter += effect.saleable }
        if event.at > count.at { movesAfter += effect.saleable }
      }
    }
    let moves = state.movesSince - movesAfter
    let recordedMoves = state.recordedMovesSince - recordedMovesAfter
    let recordedAdjustments = state.recordedAdjustmentsSince - recordedAdjustmentsAfter
    var exposure = state.exposure
    exposure.subtract(exposureAfter)

    let split: CountVariance.Split? =
      state.anchorKind == .none
      ? nil
      : CountVariance.Split(
        gap: count.quantity - state.anchorQuantity - moves, timing: moves - recordedMoves,
        carry: state.anchorQuantity - state.anchorBook - recordedAdjustments)
    let variance = CountVariance(
      slot: count.slot, countedAt: count.at, selection: count.selection, inclusionProbability: count.inclusionProbability,
      document: count.document >= 0 ? documents[Int(count.document)].id : nil, counted: count.quantity,
      book: state.anchorBook + recordedMoves + recordedAdjustments, split: split, startsAt: state.anchorAt,
      startsWith: state.anchorKind, exposure: exposure)

    state.previousAnchorAt = state.anchorKind == .count ? state.anchorAt : Int64.min
    state.anchorBook = variance.book
    state.anchorKind = .count
    state.anchorAt = count.at
    state.anchorQuantity = count.quantity
    state.movesSince = movesAfter
    state.recordedMovesSince = recordedMovesAfter
    state.recordedAdjustmentsSince = recordedAdjustmentsAfter
    state.exposure = exposureAfter
    return variance
  }
}

extension Event {
  /// The order in which events of one position are folded: by event time, then what makes ties definite.
  static func precedes(_ a: Event, _ b: Event) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.recordedAt != b.recordedAt { return a.recordedAt < b.recordedAt }
    return a.identity < b.identity
  }
}
