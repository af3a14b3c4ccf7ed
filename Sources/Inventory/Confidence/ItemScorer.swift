internal import Glibc
internal import Statistics

/// What the scores of a night need besides positions and model.
public struct ScoringContext: Sendable {
  public var cutoff: Instant
  /// By location: what its feeds have not recorded yet.
  public var backlogs: [Backlog]
  /// By location, the days of each class of movement as the night before knew them; `nil` where it did not say.
  public var earlierDays: [[Double]?]
  /// By location: until when its sales have been heard, microseconds.
  public var heardUntil: [Int64]
  public var toleranceUnits: Double
  public var tolerancePercent: Double
  public var atpRisk: Double
  public var horizonDays: Double
  public var cancellationCost: Double
  public var holdingRateYear: Double
  public var margin: Double

  public init(
    cutoff: Instant, backlogs: [Backlog], earlierDays: [[Double]?] = [], heardUntil: [Int64], toleranceUnits: Double,
    tolerancePercent: Double, atpRisk: Double, horizonDays: Double, cancellationCost: Double, holdingRateYear: Double,
    margin: Double
  ) {
    self.cutoff = cutoff
    self.backlogs = backlogs
    self.earlierDays = earlierDays
    self.heardUntil = heardUntil
    self.toleranceUnits = toleranceUnits
    self.tolerancePercent = tolerancePercent
    self.atpRisk = atpRisk
    self.horizonDays = horizonDays
    self.cancellationCost = cancellationCost
    self.holdingRateYear = holdingRateYear
    self.margin = margin
  }
}

/// Scores records one by one: everything about a record is read from one law of what is really there.
public struct ItemScorer: Sendable {
  private let model: RecordModel
  private let table: ErrorLawTable
  /// The model of the night before where another one serves tonight.
  private let earlier: (model: RecordModel, table: ErrorLawTable)?
  let context: ScoringContext
  private let dimensions: Dimensions

  /// - Parameter earlier: the model of the night before, unless it is the same.
  public init(model: RecordModel, earlier: RecordModel? = nil, context: ScoringContext, dimensions: Dimensions) {
    self.model = model
    self.context = context
    self.dimensions = dimensions
    table = ErrorLawTable(model)
    self.earlier = earlier.map { ($0, ErrorLawTable($0)) }
  }

  /// The population of every score: tracked, active, and with a book, a promise or a movement in 90 days.
  public func isScored(_ state: PositionState, slot: Int32, reserved: Int64) -> Bool {
    let item = dimensions.items[Int(dimensions.item(of: slot))]
    let location = dimensions.locations[Int(dimensions.location(of: slot))]
    guard item.isActive, item.isTracked, location.isActive else { return false }
    let recent = context.cutoff.microseconds - 90 * Instant.microsecondsPerDay
    return state.books.saleable != 0 || reserved > 0 || state.lastEventAt > recent
  }

  /// - Parameters:
  ///   - reserved: units promised and not yet shipped, thousandths.
  ///   - reservations: order lines that they are promised to.
  ///   - before: what the night before said of the record.
  public func score(
    _ state: PositionState, slot: Int32, reserved: Int64, reservations: Int = 0, before: EarlierConfidence? = nil
  ) -> ItemConfidence {
    let location = Int(dimensions.location(of: slot))
    let cutoff = context.cutoff.microseconds
    let item = dimensions.items[Int(dimensions.item(of: slot))]
    let day = Double(Instant.microsecondsPerDay)
    let age = max(1, Double(cutoff - state.firstAt) / day)
    var score = ItemConfidence(
      slot: slot, book: Double(state.books.saleable) / 1000, settledBook: Double(state.settledBook) / 1000,
      lastCountedAt: state.anchorKind == .count ? state.anchorAt : nil,
      zeroSaleDays: state.lastSaleAt == Int64.min ? nil : max(0, Int(Double(cutoff - state.lastSaleAt) / day)),
      failedPicks: Int(state.exposure[.failedPick]), drivers: [], action: .trust, status: .ok,
      demand: Double(state.unitsSold) / 1000 / age)
    guard let anchored = state.anchoredQuantity else {
      score.status = .noOpening
      score.action = .count
      return score
    }
    if context.backlogs[location].silentDays > 0 { score.status = .staleFeed }

    let (hazard, evidenceShares) = model.hazard(of: state, levels: dimensions.levels(of: slot), at: cutoff)
    score.exposure = hazard

    // Movements that happened and are not recorded yet: the anchored quantity does not know them either
    let backlog = context.backlogs[location]
    let pending = PendingMovements(state, days: backlog.days, mix: backlog.mix, at: cutoff)
    score.unrecorded = pending.units
    score.unrecordedMovements = pending.movements

    let silence = silence(state, location: location, daily: score.demand / pending.leavingSize)
    let recorded = StockLaw(errors: table.law(hazard: hazard), anchored: Double(anchored) / 1000, silence: silence)
    var stock = recorded
    stock.add(pending)
    let evidence = Evidence(anchored: anchored, book: state.books.saleable, pending: pending)
    let known = evidence.known
    score.knownError = Double(anchored - state.books.saleable) / 1000
    score.adjusted = Double(state.recordedAdjustmentsSince) / 1000
    score.pExact = stock.exact(known: known, book: score.book)
    score.pExactRecorded = recorded.exact(known: known, book: score.book)
    let untouched = recorded.exact(known: 0, book: Double(anchored) / 1000)
    score.drivers = Doubt(
      untouched: untouched, recorded: score.pExactRecorded ?? 0, exact: score.pExact ?? 0, hasKnownDifference: known != 0
    ).drivers(evidenceShares)
    score.pExactSettled =
      state.settledBook < 0 ? 0 : recorded.probability(ofError: -ItemScorer.wholeUnits(anchored - state.settledBook))
    if let before, let now = score.pExact {
      score.change = now - before.pExact
      var recordedBefore = recorded
      if let earlier {
        let (hazard, _) = earlier.model.hazard(of: state, levels: dimensions.levels(of: slot), at: cutoff, drivers: 0)
        recordedBefore = StockLaw(errors: earlier.table.law(hazard: hazard), anchored: Double(anchored) / 1000, silence: silence)
      }
      score.cause = changes(score, evidence, state, recorded, recordedBefore, location: location, before: before)?.largest
    }
    read(stock, known: known, reserved: Double(reserved) / 1000, into: &score)
    let cost = Double(item.unitCost ?? 0) / 1000
    let price = item.unitPrice.map { Double($0) / 1000 }
    let margin = price.map { max(0, $0 - cost) } ?? cost * context.margin
    let unfilled = reserved > 0 ? Double(reservations) * stock.probability(ofLessThan: Double(reserved) / 1000) : 0
    // Nothing there while the book says so: sales are lost; less than promised: lines are cancelled; units missing or hidden
    // tie up money
    score.valueAtRisk =
      margin * score.demand * context.horizonDays * (score.pPhantom ?? 0)
      + context.cancellationCost * unfilled
      + context.holdingRateYear / 365 * cost * (score.expectedError ?? 0) * context.horizonDays
    score.action = action(score, reserved: reserved)
    return score
  }

  static func wholeUnits(_ thousandths: Int64) -> Int { Int((Double(thousandths) / 1000).rounded()) }

  /// Silence is measured from the last sale, or from the anchor, which knew what was there, to what was heard last.
  private func silence(_ state: PositionState, location: Int, daily: Double) -> Silence {
    let day = Double(Instant.microsecondsPerDay)
    let until = context.heardUntil[location]
    guard until > state.anchorAt else { return .unheard }
    return Silence(
      daily: daily, days: Double(until - max(state.lastSaleAt, state.anchorAt)) / day, age: Double(until - state.anchorAt) / day)
  }

  private func read(_ stock: StockLaw, known: Int, reserved: Double, into score: inout ItemConfidence) {
    let tolerance = max(context.toleranceUnits, context.tolerancePercent / 100 * abs(score.book))
    let summary = stock.summary(book: score.book, tolerance: tolerance, known: known)
    score.pWithinTolerance = summary.withinTolerance
    score.pPhantom = score.book > 0 ? summary.empty : 0
    score.pInStock = 1 - summary.empty
    score.expected = summary.mean
    score.expectedError = summary.absolute
    score.squaredError = summary.square
    score.quantiles = (stock.quantile(0.05), stock.quantile(0.50), stock.quantile(0.95))
    // The largest quantity that is there with the chance asked for, less what is promised already
    score.atpSafe = max(0, stock.quantile(context.atpRisk) - reserved)
  }

  private func action(_ score: ItemConfidence, reserved: Int64) -> RecommendedAction {
    let tolerance = max(context.toleranceUnits, context.tolerancePercent / 100 * abs(score.book))
    if let unrecorded = score.unrecorded, unrecorded > max(tolerance, 0.5) { return .waitForFeed }
    let phantom = score.pPhantom ?? 0
    if reserved > 0, phantom > 0.5 { return .holdPromise }
    let exact = score.pExact ?? 0
    if exact < 0.5 || phantom > 0.25 { return .count }
    return exact < 0.75 ? .buffer : .trust
  }
}
