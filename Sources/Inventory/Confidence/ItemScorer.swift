internal import Glibc
internal import Statistics

/// What the scores of a night need besides positions and model.
public struct ScoringContext: Sendable {
  public var cutoff: Instant
  /// By location: messages per movement that a cut-off finds not recorded yet, from the past four weeks.
  public var unrecordedShare: [Double]
  /// By location: days a source has been silent beyond what is ordinary; 0 when all are fresh.
  public var silentDays: [Double]
  /// The same two as the night before knew them; `nil` where it did not say.
  public var earlierShare: [Double?]
  public var earlierSilentDays: [Double?]
  /// By location: until when its sources of movements have been heard, microseconds.
  public var heardUntil: [Int64]
  public var toleranceUnits: Double
  public var tolerancePercent: Double
  public var atpRisk: Double
  public var horizonDays: Double
  public var cancellationCost: Double
  public var holdingRateYear: Double
  public var margin: Double

  public init(
    cutoff: Instant, unrecordedShare: [Double], silentDays: [Double], earlierShare: [Double?] = [],
    earlierSilentDays: [Double?] = [], heardUntil: [Int64], toleranceUnits: Double, tolerancePercent: Double,
    atpRisk: Double, horizonDays: Double, cancellationCost: Double, holdingRateYear: Double, margin: Double
  ) {
    self.cutoff = cutoff
    self.unrecordedShare = unrecordedShare
    self.silentDays = silentDays
    self.earlierShare = earlierShare
    self.earlierSilentDays = earlierSilentDays
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
    if context.silentDays[location] > 0 { score.status = .staleFeed }

    let (hazard, drivers) = model.hazard(of: state, levels: dimensions.levels(of: slot), at: cutoff)
    score.exposure = hazard
    score.drivers = drivers

    // Movements that happened and are not recorded yet: the anchored quantity does not know them either
    let movements = ItemScorer.movements.reduce(0) { $0 + Int(state.exposure[$1]) }
    let exposed = max(1, Double(cutoff - state.anchorAt) / day)
    let daily = (Double(movements) + 0.5) / (exposed + 5)
    let pending = daily * (context.unrecordedShare[location] + context.silentDays[location])
    let lines = max(1, Int(state.exposure[.sale]))
    let size = max(1, Double(state.exposure.unitsSold) / 1000 / Double(lines))
    score.unrecorded = pending * size
    score.unrecordedMovements = pending

    let silence = silence(state, location: location, daily: score.demand / size)
    let stock = StockLaw(errors: table.law(hazard: hazard), anchored: Double(anchored) / 1000, silence: silence)
    let evidence = Evidence(anchored: anchored, book: state.books.saleable, pending: pending)
    score.knownError = Double(anchored - state.books.saleable) / 1000
    score.adjusted = Double(state.recordedAdjustmentsSince) / 1000
    score.pExact = evidence.pExact(stock)
    score.pExactSettled =
      state.settledBook < 0 ? 0 : stock.probability(ofError: -ItemScorer.wholeUnits(anchored - state.settledBook))
    if let before, let now = score.pExact {
      score.change = now - before.pExact
      var stockBefore = stock
      if let earlier {
        let (hazard, _) = earlier.model.hazard(of: state, levels: dimensions.levels(of: slot), at: cutoff, drivers: 0)
        stockBefore = StockLaw(errors: earlier.table.law(hazard: hazard), anchored: Double(anchored) / 1000, silence: silence)
      }
      score.cause =
        changes(score, evidence, stock, stockBefore, daily: daily, location: location, before: before)?.largest
    }
    read(stock, reserved: Double(reserved) / 1000, pending: pending, size: size, into: &score)
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

  private static let movements = Exposure.Class.allCases.filter { $0 != .late && $0 != .failedPick }

  static func wholeUnits(_ thousandths: Int64) -> Int { Int((Double(thousandths) / 1000).rounded()) }

  /// Silence is measured from the last sale, or from the anchor, which knew what was there, to what was heard last.
  private func silence(_ state: PositionState, location: Int, daily: Double) -> Silence {
    let day = Double(Instant.microsecondsPerDay)
    let until = context.heardUntil[location] - Int64(context.silentDays[location] * day)
    guard until > state.anchorAt else { return .unheard }
    return Silence(
      daily: daily, days: Double(until - max(state.lastSaleAt, state.anchorAt)) / day, age: Double(until - state.anchorAt) / day)
  }

  private func read(_ stock: StockLaw, reserved: Double, pending: Double, size: Double, into score: inout ItemConfidence) {
    let tolerance = max(context.toleranceUnits, context.tolerancePercent / 100 * abs(score.book))
    let summary = stock.summary(book: score.book, tolerance: tolerance)
    // As for p_exact; a movement that is not recorded yet leaves room for so much less
    let none = exp(-pending)
    let room = tolerance < size ? 0 : stock.summary(book: score.book, tolerance: tolerance - size).withinTolerance
    score.pWithinTolerance = none * summary.withinTolerance + (1 - none) * room
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
