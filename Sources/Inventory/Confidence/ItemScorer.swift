internal import Glibc
internal import Statistics

/// What the scores of a night need besides positions and model.
public struct ScoringContext: Sendable {
  public var cutoff: Instant
  /// By location: messages per movement that a cut-off finds not recorded yet, from the past four weeks.
  public var unrecordedShare: [Double]
  /// By location: days a source has been silent beyond what is ordinary; 0 when all are fresh.
  public var silentDays: [Double]
  public var toleranceUnits: Double
  public var tolerancePercent: Double
  public var atpRisk: Double
  public var horizonDays: Double
  public var cancellationCost: Double
  public var holdingRateYear: Double
  public var margin: Double

  public init(
    cutoff: Instant, unrecordedShare: [Double], silentDays: [Double], toleranceUnits: Double, tolerancePercent: Double,
    atpRisk: Double, horizonDays: Double, cancellationCost: Double, holdingRateYear: Double, margin: Double
  ) {
    self.cutoff = cutoff
    self.unrecordedShare = unrecordedShare
    self.silentDays = silentDays
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
  private let context: ScoringContext
  private let dimensions: Dimensions

  public init(model: RecordModel, context: ScoringContext, dimensions: Dimensions) {
    self.model = model
    self.context = context
    self.dimensions = dimensions
    table = ErrorLawTable(model.sizes, dispersion: model.dispersion)
  }

  /// The population of every score: tracked, active, and with a book, a promise or a movement in 90 days.
  public func isScored(_ state: PositionState, slot: Int32, reserved: Int64) -> Bool {
    let item = dimensions.items[Int(dimensions.item(of: slot))]
    let location = dimensions.locations[Int(dimensions.location(of: slot))]
    guard item.isActive, item.isTracked, location.isActive else { return false }
    let recent = context.cutoff.microseconds - 90 * Instant.microsecondsPerDay
    return state.books.saleable != 0 || reserved > 0 || state.lastEventAt > recent
  }

  /// - Parameter reserved: units promised and not yet shipped, thousandths.
  public func score(_ state: PositionState, slot: Int32, reserved: Int64) -> ItemConfidence {
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
    let law = table.law(hazard: hazard)
    score.exposure = hazard
    score.drivers = Array(drivers.prefix(3))

    // Movements that happened and are not recorded yet: the anchored quantity does not know them either
    let movements = Exposure.Class.allCases.filter { $0 != .late && $0 != .failedPick }.reduce(0) { $0 + Int(state.exposure[$1]) }
    let exposed = max(1, Double(cutoff - state.anchorAt) / day)
    let daily = (Double(movements) + 0.5) / (exposed + 5)
    let pending = daily * (context.unrecordedShare[location] + context.silentDays[location])
    let lines = max(1, Int(state.exposure[.sale]))
    let size = max(1, Double(state.exposure.unitsSold) / 1000 / Double(lines))
    score.unrecorded = pending * size
    let none = exp(-pending)

    let knownError = wholeUnits(anchored - state.books.saleable)
    let settledError = wholeUnits(anchored - state.settledBook)
    score.pExact = probability(law, of: -knownError) * none
    score.pExactSettled = probability(law, of: -settledError)
    read(law, anchored: Double(anchored) / 1000, knownError: knownError, reserved: Double(reserved) / 1000, into: &score)
    let cost = Double(item.unitCost ?? 0) / 1000
    let price = item.unitPrice.map { Double($0) / 1000 }
    let margin = price.map { max(0, $0 - cost) } ?? cost * context.margin
    // Nothing there while the book says so: sales are lost; units missing or hidden tie up money
    score.valueAtRisk =
      margin * score.demand * context.horizonDays * (score.pPhantom ?? 0)
      + context.cancellationCost * (reserved > 0 ? 1 : 0) * (score.pPhantom ?? 0)
      + context.holdingRateYear / 365 * cost * (score.expectedError ?? 0) * context.horizonDays
    score.action = action(score, reserved: reserved)
    return score
  }

  private func wholeUnits(_ thousandths: Int64) -> Int { Int((Double(thousandths) / 1000).rounded()) }

  private func probability(_ law: [Double], of error: Int) -> Double {
    abs(error) <= ErrorLawTable.reach ? law[error + ErrorLawTable.reach] : 0
  }

  /// What is there is `anchored + e`, never below nothing.
  private func read(_ law: [Double], anchored: Double, knownError: Int, reserved: Double, into score: inout ItemConfidence) {
    let tolerance = max(context.toleranceUnits, context.tolerancePercent / 100 * abs(score.book))
    var within = 0.0
    var phantom = 0.0
    var mean = 0.0
    var size = 0.0
    for index in law.indices {
      let error = index - ErrorLawTable.reach
      let there = max(0, anchored + Double(error))
      if abs(Double(knownError + error)) <= tolerance + 1e-9 { within += law[index] }
      if there <= 0 { phantom += law[index] }
      mean += law[index] * there
      size += law[index] * abs(Double(knownError + error))
    }
    score.pWithinTolerance = within
    score.pPhantom = score.book > 0 ? phantom : 0
    score.expected = mean
    score.expectedError = size
    score.quantiles = (
      quantile(law, 0.05, anchored), quantile(law, 0.50, anchored), quantile(law, 0.95, anchored)
    )
    // The largest quantity that is there with the chance asked for, less what is promised already
    score.atpSafe = max(0, quantile(law, context.atpRisk, anchored) - reserved)
  }

  private func quantile(_ law: [Double], _ q: Double, _ anchored: Double) -> Double {
    var sum = 0.0
    for index in law.indices {
      sum += law[index]
      if sum > q { return max(0, anchored + Double(index - ErrorLawTable.reach)) }
    }
    return max(0, anchored + Double(ErrorLawTable.reach))
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
