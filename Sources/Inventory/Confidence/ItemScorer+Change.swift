extension ItemScorer {
  /// What p_exact is read with besides the law: the anchor against the book, thousandths, and what is not recorded yet.
  struct Evidence {
    var anchored: Int64
    var book: Int64
    var pending: PendingMovements

    /// Known error in whole units.
    var known: Int { ItemScorer.wholeUnits(anchored - book) }

    /// - Parameter recorded: the law of what is there before what is pending.
    func pExact(_ recorded: StockLaw) -> Double {
      let (leaving, coming) = pending.laws
      var sum = 0.0
      for (out, p) in leaving.enumerated() where p > 0 {
        for (into, q) in coming.enumerated() where q > 0 {
          // What leaves and what comes turn a known error of so much into one of another size
          sum += p * q * recorded.exact(known: known + into - out, book: Double(book) / 1000)
        }
      }
      return sum
    }
  }

  /// By how much each layer moved p_exact since the night before; the sum is the whole change.
  ///
  /// Tonight's evidence is taken back to last night's one layer after the other: the model, late data (the part of the known
  /// error that is no adjustment, and how much is usually not recorded yet), adjustments. What is left is the count where
  /// there was one since, whose own adjustments and late messages belong to it, and otherwise time and movements.
  /// - Returns: `nil` where the night before did not keep what is asked for.
  func changes(
    _ score: ItemConfidence, _ tonight: Evidence, _ state: PositionState, _ recorded: StockLaw, _ recordedBefore: StockLaw,
    location: Int, before: EarlierConfidence
  ) -> ChangeParts? {
    guard let knownError = before.knownError, let adjusted = before.adjusted, context.earlierDays.indices.contains(location),
      let days = context.earlierDays[location]
    else { return nil }
    let isCounted = before.lastCountedAt != score.lastCountedAt
    let now = tonight.pExact(recorded)
    let withoutModel = tonight.pExact(recordedBefore)
    var evidence = tonight
    evidence.pending = PendingMovements(
      state, days: days, mix: context.backlogs[location].mix, at: context.cutoff.microseconds)
    let known = Int64((knownError * 1000).rounded())
    let corrections = Int64(((score.adjusted ?? 0) * 1000).rounded()) - Int64((adjusted * 1000).rounded())
    // book = anchored - known error; corrections since have lessened the known error by as much
    if !isCounted { evidence.book = evidence.anchored - (known - corrections) }
    let withoutLate = evidence.pExact(recordedBefore)
    if !isCounted { evidence.book = evidence.anchored - known }
    let withoutAdjustments = evidence.pExact(recordedBefore)
    let rest = withoutAdjustments - before.pExact
    return ChangeParts(
      count: isCounted ? rest : 0, movements: isCounted ? 0 : rest, adjustment: withoutLate - withoutAdjustments,
      model: now - withoutModel, lateData: withoutModel - withoutLate)
  }
}

/// By how much each layer moved a record's p_exact.
struct ChangeParts {
  var count: Double
  var movements: Double
  var adjustment: Double
  var model: Double
  var lateData: Double

  /// The first of the largest; `nil` where nothing moved.
  var largest: ChangeCause? {
    var (cause, most): (ChangeCause?, Double) = (nil, 0)
    func take(_ part: Double, _ name: ChangeCause) {
      if abs(part) > most { (cause, most) = (name, abs(part)) }
    }
    take(count, .count)
    take(movements, .movements)
    take(adjustment, .adjustment)
    take(model, .model)
    take(lateData, .lateData)
    return cause
  }
}
