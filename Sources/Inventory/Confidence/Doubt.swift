/// The chance that a book is wrong, by where it comes from.
///
///     1 - p = (1 - p0) + (p0 - p1) + (p1 - p)
///
/// p0: nothing has gone wrong since the anchor, the chance of a book that says what the anchor and the movements do; p1: the
/// chance of the book as it is, once all is recorded; p: p_exact. The first part goes by the shares of the classes of evidence in
/// the expected error events, the second is the known difference, the third what is not recorded yet. A part that would be
/// negative, because an error may have put right what is known to be wrong, is none.
struct Doubt {
  var newErrors: Double
  var known: Double
  var unrecorded: Double

  init(untouched: Double, recorded: Double, exact: Double, hasKnownDifference: Bool) {
    newErrors = max(0, 1 - untouched)
    known = hasKnownDifference ? max(0, untouched - recorded) : 0
    unrecorded = max(0, recorded - exact)
  }

  /// What is known comes first, then the largest shares. They sum to 1 over all.
  /// - Parameter evidence: shares of the expected error events, the largest first.
  func drivers(_ evidence: [Driver], limit: Int = 3) -> [Driver] {
    let total = newErrors + known + unrecorded
    guard total > 0 else { return [] }
    var drivers = evidence.map {
      Driver(name: $0.name, share: $0.share * newErrors / total, deviation: $0.deviation.map { $0 * newErrors / total })
    }
    if unrecorded > 0 {
      let place = drivers.firstIndex { $0.share < unrecorded / total } ?? drivers.count
      drivers.insert(Driver(name: Driver.unrecorded, share: unrecorded / total), at: place)
    }
    if known > 0 { drivers.insert(Driver(name: Driver.knownDifference, share: known / total), at: 0) }
    return Array(drivers.filter { $0.share > 0 }.prefix(limit))
  }
}
