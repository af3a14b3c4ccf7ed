internal import Glibc

extension ItemScorer {
  /// What p_exact is read with besides the law: the anchor against the book, thousandths, and what is not recorded yet.
  struct Evidence {
    var anchored: Int64
    var book: Int64
    var pending: Double

    /// A book below nothing is wrong, whatever else is known.
    func pExact(_ stock: StockLaw) -> Double {
      book < 0 ? 0 : stock.probability(ofError: -ItemScorer.wholeUnits(anchored - book)) * exp(-pending)
    }
  }

  /// By how much each layer moved p_exact since the night before; the sum is the whole change.
  ///
  /// Tonight's evidence is taken back to last night's one layer after the other: the model, late data (the part of the known
  /// error that is no adjustment, and how much is usually not recorded yet), adjustments. What is left is the count where
  /// there was one since, whose own adjustments and late messages belong to it, and otherwise time and movements.
  /// - Returns: `nil` where the night before did not keep what is asked for.
  func changes(
    _ score: ItemConfidence, _ tonight: Evidence, _ stock: StockLaw, _ stockBefore: StockLaw, daily: Double, location: Int,
    before: EarlierConfidence
  ) -> ChangeParts? {
    guard let knownError = before.knownError, let adjusted = before.adjusted, context.earlierShare.indices.contains(location),
      let share = context.earlierShare[location], let silentDays = context.earlierSilentDays[location]
    else { return nil }
    let isCounted = before.lastCountedAt != score.lastCountedAt
    let now = tonight.pExact(stock)
    let withoutModel = tonight.pExact(stockBefore)
    var evidence = tonight
    evidence.pending = daily * (share + silentDays)
    let known = Int64((knownError * 1000).rounded())
    let corrections = Int64(((score.adjusted ?? 0) * 1000).rounded()) - Int64((adjusted * 1000).rounded())
    // book = anchored - known error; corrections since have lessened the known error by as much
    if !isCounted { evidence.book = evidence.anchored - (known - corrections) }
    let withoutLate = evidence.pExact(stockBefore)
    if !isCounted { evidence.book = evidence.anchored - known }
    let withoutAdjustments = evidence.pExact(stockBefore)
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
