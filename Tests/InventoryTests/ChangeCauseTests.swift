import Foundation
import Statistics
import Testing

@testable import Inventory

/// One record on two nights, with one thing at a time that happens between them.
@Suite struct ChangeCauseTests {
  private static let day = Instant.microsecondsPerDay
  private static let cutoff = 500 * Instant.microsecondsPerDay
  private static let dimensions = Dimensions(
    locations: [Location(id: "S1", name: "S1", kind: .store, region: nil, timeZone: "UTC", currency: nil)],
    items: [Item(id: "A", sku: nil, gtin: nil, name: "A", category: nil, unitCost: 4000, unitPrice: 9000, packSize: nil)],
    zones: [.utc])

  private static func scorer(
    night: Int64, share: Double, before: Double?, silent: Double = 0, model: RecordModel, earlier: RecordModel? = nil
  ) -> ItemScorer {
    let now = cutoff + night * day
    return ItemScorer(
      model: model, earlier: earlier,
      context: ScoringContext(
        cutoff: Instant(microseconds: now), backlogs: [Backlog(days: share + silent, silentDays: silent)],
        earlierDays: [before.map { Backlog(days: $0).days }], heardUntil: [now], toleranceUnits: 0, tolerancePercent: 2,
        atpRisk: 0.05,
        horizonDays: 14, cancellationCost: 12, holdingRateYear: 0.22, margin: 0.35), dimensions: dimensions)
  }

  private static func counted(daysAgo: Int64, quantity: Int64 = 5000, book: Int64 = 5000) -> PositionState {
    var books = StateBooks()
    books[.available] = book
    var state = PositionState(opening: books, at: cutoff - 100 * day)
    state.anchorKind = .count
    state.anchorAt = cutoff - daysAgo * day
    state.anchorQuantity = quantity
    state.exposure[.sale] = 20
    state.exposure.unitsSold = 20_000
    return state
  }

  private static func kept(_ score: ItemConfidence) -> EarlierConfidence {
    EarlierConfidence(
      pExact: score.pExact ?? 0, lastCountedAt: score.lastCountedAt, knownError: score.knownError, adjusted: score.adjusted)
  }

  private static func model(_ perDay: Double = 0.01) throws -> RecordModel {
    var model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 1))
    model.rates[RecordModel.openingIndex - 1] = perDay
    return model
  }

  private static func cause(
    _ first: PositionState, _ second: PositionState, share: Double = 0.02, silent: Double = 0, later: RecordModel? = nil
  ) throws -> ItemConfidence {
    let model = try model()
    let before = scorer(night: 0, share: 0.02, before: nil, model: model).score(first, slot: 0, reserved: 0)
    return scorer(night: 1, share: share, before: 0.02, silent: silent, model: later ?? model, earlier: later.map { _ in model })
      .score(second, slot: 0, reserved: 0, before: kept(before))
  }

  @Test("each layer alone is named")
  func causes() throws {
    let old = Self.counted(daysAgo: 20)
    var sold = old
    sold.movesSince = -2000
    sold.books[.available] = 3000
    sold.exposure[.sale] = 22
    #expect(try Self.cause(old, sold).cause == .movements)
    // Nothing but a day
    #expect(try Self.cause(old, old).cause == .movements)
    #expect(try Self.cause(old, Self.counted(daysAgo: 0, quantity: 4000)).cause == .count)
    // A count had found two fewer; tonight the book was put right
    let wrong = Self.counted(daysAgo: 3, quantity: 3000)
    var adjusted = wrong
    adjusted.books[.available] = 3000
    adjusted.recordedAdjustmentsSince = -2000
    #expect(try Self.cause(wrong, adjusted).cause == .adjustment)
    // The same without an adjustment: two sales from before the count came in
    var late = wrong
    late.books[.available] = 3000
    late.recordedMovesSince = -2000
    #expect(try Self.cause(wrong, late).cause == .lateData)
    // A source has been silent for three days
    #expect(try Self.cause(old, old, silent: 3).cause == .lateData)
    #expect(try Self.cause(old, old, later: Self.model(0.05)).cause == .model)
  }

  @Test("where the night before kept nothing to compare with, there is no cause")
  func unknown() throws {
    let model = try Self.model()
    let state = Self.counted(daysAgo: 20)
    let scorer = Self.scorer(night: 1, share: 0, before: 0, model: model)
    let none = EarlierConfidence(pExact: 0.5, lastCountedAt: nil, knownError: nil, adjusted: nil)
    let score = scorer.score(state, slot: 0, reserved: 0, before: none)
    #expect(score.cause == nil && score.change != nil)
    #expect(scorer.score(state, slot: 0, reserved: 0).change == nil)
  }

  @Test("the parts of all layers sum to the change, whatever happened")
  func sums() throws {
    let (old, new) = (try Self.model(), try Self.model(0.03))
    let (oldTable, newTable) = (ErrorLawTable(old), ErrorLawTable(new))
    let first = Self.scorer(night: 0, share: 0.1, before: nil, model: old)
    let second = Self.scorer(night: 1, share: 0.6, before: 0.1, model: new, earlier: old)
    for seed in 1...200 as ClosedRange<UInt64> {
      var chance = SeededGenerator(seed: seed)
      func state() -> PositionState {
        var state = Self.counted(
          daysAgo: Int64(chance.uniform() * 4), quantity: Int64(chance.uniform() * 6) * 1000,
          book: Int64(chance.uniform() * 8 - 1) * 1000)
        state.recordedAdjustmentsSince = Int64(chance.uniform() * 3 - 1) * 1000
        state.exposure[.sale] = Int32(chance.uniform() * 40)
        return state
      }
      let before = Self.kept(first.score(state(), slot: 0, reserved: 0))
      let tonight = state()
      var now = second.score(tonight, slot: 0, reserved: 0, before: before)
      let (anchored, book) = (try #require(tonight.anchoredQuantity), tonight.books.saleable)
      func law(_ model: RecordModel, _ table: ErrorLawTable) -> StockLaw {
        let hazard = model.hazard(of: tonight, levels: Self.dimensions.levels(of: 0), at: Self.cutoff + Self.day).hazard
        return StockLaw(errors: table.law(hazard: hazard), anchored: Double(anchored) / 1000, silence: .unheard)
      }
      let backlog = Backlog(days: 0.6)
      let pending = PendingMovements(tonight, days: backlog.days, mix: backlog.mix, at: Self.cutoff + Self.day)
      let evidence = ItemScorer.Evidence(anchored: anchored, book: book, pending: pending)
      now.pExact = evidence.pExact(law(new, newTable))
      let parts = try #require(
        second.changes(now, evidence, tonight, law(new, newTable), law(old, oldTable), location: 0, before: before))
      let sum = parts.count + parts.movements + parts.adjustment + parts.model + parts.lateData
      #expect(abs(sum - ((now.pExact ?? 0) - before.pExact)) < 1e-12, "seed \(seed)")
      // A count and movements never both
      #expect(parts.count == 0 || parts.movements == 0)
    }
  }
}
