import Inventory

/// A position by the definitions of the design, section "two clocks", read off the whole list of its events each time.
///
/// B_sys(t) sums what was recorded before t; movements by event time lie in (t1, t2]; adjustments of a count's own
/// document come after it, whatever their clock says.
struct SlowPosition {
  let opening: PositionState?
  let events: [Told]
  let cutoff: Int64

  struct Count: Equatable {
    var at: Int64
    var counted: Int64
    var book: Int64
    var gap: Int64?
    var timing: Int64?
    var carry: Int64?
    var exposure: Exposure
    var document: String?
  }

  private var movements: [Told] { events.filter { $0.event.effect?.isBookOnly == false } }
  private var adjustments: [Told] { events.filter { $0.event.effect?.isBookOnly == true } }

  private func total(_ told: [Told]) -> Int64 { told.reduce(0) { $0 + ($1.event.effect?.saleable ?? 0) } }

  func book(_ state: StockState) -> Int64 {
    events.reduce(opening?.books[state] ?? 0) { sum, told in
      guard let effect = told.event.effect else { return sum }
      return sum + (effect.to == state ? effect.quantity : 0) - (effect.from == state ? effect.quantity : 0)
    }
  }

  var settledBook: Int64 { (opening?.books.saleable ?? 0) + total(events.filter { $0.event.at <= cutoff }) }

  private func isOwn(_ adjustment: Told, of count: Told) -> Bool {
    count.document != nil && adjustment.document == count.document
  }

  private func adjustmentsRecorded(before count: Told) -> Int64 {
    total(adjustments.filter { $0.event.recordedAt < count.event.at && !isOwn($0, of: count) })
  }

  private func movementsRecorded(before instant: Int64) -> Int64 {
    total(movements.filter { $0.event.recordedAt < instant })
  }

  private func movementsHappened(upTo instant: Int64) -> Int64 {
    total(movements.filter { $0.event.at <= instant })
  }

  private func exposure(after start: Int64, upTo end: Int64) -> Exposure {
    var exposure = Exposure()
    for told in events where told.event.at > start && told.event.at <= end {
      let kind: Exposure.Class? =
        switch told.event.type {
        case .sale, .shipment, .pickup: .sale
        case .receipt: .receipt
        case .transferReceived: .transferIn
        case .transferShipped: .transferOut
        case .returnReceived: .returned
        case .adjustment: .adjustment
        case .pickFailed: .failedPick
        default: nil
        }
      guard let kind else { continue }
      exposure[kind] += 1
      if kind == .sale { exposure.unitsSold += told.event.quantity }
      if told.event.isLate { exposure[.late] += 1 }
    }
    return exposure
  }

  /// Unscoped counts in the order of time; of several at one instant the last recorded, then the larger identity.
  private var anchors: [Told] {
    let counts = events.filter { $0.event.type == .count && $0.event.fromState == nil }
    return Dictionary(grouping: counts, by: \.event.at).values.compactMap { same in
      same.max { ($0.event.recordedAt, $0.event.identity) < ($1.event.recordedAt, $1.event.identity) }
    }.sorted { $0.event.at < $1.event.at }
  }

  func systemBook(before count: Told) -> Int64 {
    (opening?.books.saleable ?? 0) + movementsRecorded(before: count.event.at) + adjustmentsRecorded(before: count)
  }

  var counts: [Count] {
    let anchors = anchors
    return anchors.indices.map { index in
      let count = anchors[index]
      let at = count.event.at
      var row = Count(
        at: at, counted: count.event.quantity, book: systemBook(before: count), gap: nil, timing: nil, carry: nil,
        exposure: exposure(after: index > 0 ? anchors[index - 1].event.at : Int64.min, upTo: at),
        document: count.document?.id)
      if index > 0 {
        let before = anchors[index - 1]
        let happened = movementsHappened(upTo: at) - movementsHappened(upTo: before.event.at)
        let recorded = movementsRecorded(before: at) - movementsRecorded(before: before.event.at)
        row.gap = count.event.quantity - before.event.quantity - happened
        row.timing = happened - recorded
        row.carry =
          before.event.quantity - systemBook(before: before)
          - (adjustmentsRecorded(before: count) - adjustmentsRecorded(before: before))
      } else if let opening {
        let happened = movementsHappened(upTo: at)
        row.gap = count.event.quantity - opening.books.saleable - happened
        row.timing = happened - movementsRecorded(before: at)
        row.carry = -adjustmentsRecorded(before: count)
      }
      return row
    }
  }

  /// I^(t) = count + movements by event time after it, at the cut-off.
  var anchoredQuantity: Int64? {
    if let last = anchors.last {
      return last.event.quantity + movementsHappened(upTo: cutoff) - movementsHappened(upTo: min(last.event.at, cutoff))
    }
    return opening.map { $0.books.saleable + movementsHappened(upTo: cutoff) }
  }
}
