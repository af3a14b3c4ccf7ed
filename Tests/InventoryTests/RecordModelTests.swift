import Foundation
import Statistics
import Testing

@testable import Inventory

/// Intervals made by the model itself, with rates that are known.
@Suite struct RecordModelTests {
  private static let perSale = 0.004
  private static let perDay = 0.010
  private static let perCount = 0.03
  private static let multipliers = [0.5, 1.5]

  private static func intervals(seed: UInt64, count: Int) -> [CountInterval] {
    var chance = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      var exposure = Exposure()
      exposure[.sale] = Int32(chance.uniform() * 120)
      let days = 5 + chance.uniform() * 60
      let category = number % 2
      let hazard = multipliers[category] * (perSale * Double(exposure[.sale]) + perDay * days + perCount)
      let isWrong = chance.uniform() < 1 - exp(-hazard)
      return CountInterval(
        exposure: exposure, days: days, startsWith: .count, gap: isWrong ? (chance.uniform() < 0.7 ? -1000 : 2000) : 0,
        levels: RecordLevels(category: category, location: 0, item: number % 40))
    }
  }

  @Test("rates and multipliers that made the data are found again", arguments: [1, 2, 3] as [UInt64])
  func recovers(seed: UInt64) throws {
    let model = try RecordModel.fit(
      RecordModelTests.intervals(seed: seed, count: 20_000), levels: RecordLevels(category: 2, location: 1, item: 40))
    let multipliers = [0, 1].map { model.effects.multiplier([$0]) }
    let scale = (multipliers[0] + multipliers[1]) / 2
    #expect(abs(multipliers[1] / multipliers[0] - 3) < 0.35)
    #expect(abs(model.rates[Exposure.Class.sale.rawValue] * scale / RecordModelTests.perSale - 1) < 0.15)
    #expect(abs(model.rates[Exposure.Class.allCases.count] * scale / RecordModelTests.perDay - 1) < 0.20)
  }

  @Test("without any interval the prior answers, and nothing is 0 or 1 by accident")
  func noLabels() throws {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 3, location: 1, item: 1))
    #expect(model.rates.allSatisfy { $0 > 0 && $0 < 0.2 })
    #expect(model.effects.multiplier([2, 0, 0]) == 1)
  }

  private func scorer(_ model: RecordModel, cutoff: Int64) -> (ItemScorer, Dimensions) {
    let location = Location(id: "S1", name: "S1", kind: .store, region: nil, timeZone: "UTC", currency: nil)
    let item = Item(
      id: "A", sku: nil, gtin: nil, name: "A", category: nil, unitCost: 4000, unitPrice: 9000, packSize: nil)
    let dimensions = Dimensions(locations: [location], items: [item], zones: [.utc])
    let context = ScoringContext(
      cutoff: Instant(microseconds: cutoff), backlogs: [Backlog()], heardUntil: [cutoff], toleranceUnits: 0,
      tolerancePercent: 2,
      atpRisk: 0.05, horizonDays: 14, cancellationCost: 12, holdingRateYear: 0.22, margin: 0.35)
    return (ItemScorer(model: model, context: context, dimensions: dimensions), dimensions)
  }

  private func counted(_ quantity: Int64, book: Int64, days: Int64, cutoff: Int64) -> PositionState {
    var books = StateBooks()
    books[.available] = book
    var state = PositionState(opening: books, at: cutoff - 100 * Instant.microsecondsPerDay)
    state.anchorKind = .count
    state.anchorAt = cutoff - days * Instant.microsecondsPerDay
    state.anchorQuantity = quantity
    return state
  }

  @Test("everything said of a record is read from one law of what is there")
  func oneLaw() throws {
    let model = try RecordModel.fit(
      RecordModelTests.intervals(seed: 4, count: 5000), levels: RecordLevels(category: 2, location: 1, item: 40))
    let cutoff = 500 * Instant.microsecondsPerDay
    let (scorer, _) = scorer(model, cutoff: cutoff)
    let agreed = scorer.score(counted(5000, book: 5000, days: 10, cutoff: cutoff), slot: 0, reserved: 0)
    // The chance of no error that shows, with nothing known to be wrong
    let hazard = try #require(agreed.exposure)
    #expect(abs((agreed.pExact ?? 0) - model.calibration(RecordModel.silence(hazard, model.dispersion))) < 0.02)
    #expect((agreed.quantiles?.p05 ?? 9) <= (agreed.quantiles?.p50 ?? 0))
    #expect(abs(agreed.drivers.reduce(0) { $0 + $1.share } - 1) < 1e-9)

    // A count found two less than the book still says: the book is wrong unless something brought two back
    let known = scorer.score(counted(3000, book: 5000, days: 10, cutoff: cutoff), slot: 0, reserved: 0)
    #expect((known.pExact ?? 1) < 0.2)
    #expect(abs((known.expected ?? 0) - 3) < 0.5)

    let older = scorer.score(counted(5000, book: 5000, days: 60, cutoff: cutoff), slot: 0, reserved: 0)
    #expect((older.pExact ?? 1) < (agreed.pExact ?? 0))
    // Units promised come off what can be promised still
    let promised = scorer.score(counted(5000, book: 5000, days: 10, cutoff: cutoff), slot: 0, reserved: 2000)
    #expect(abs((agreed.atpSafe ?? 0) - (promised.atpSafe ?? 0) - 2) < 1e-9)
    // Each line that may not be filled costs a cancellation: P(I < 2) of each, and never less of it for more units
    let atRisk = [1, 3].map { lines in
      scorer.score(
        counted(5000, book: 5000, days: 10, cutoff: cutoff), slot: 0, reserved: 2000, reservations: lines
      ).valueAtRisk ?? 0
    }
    let each = (atRisk[1] - atRisk[0]) / 2
    #expect(each > 0 && abs(atRisk[0] - (agreed.valueAtRisk ?? 0) - each) < 1e-9)
    let more = scorer.score(
      counted(5000, book: 5000, days: 10, cutoff: cutoff), slot: 0, reserved: 6000, reservations: 1)
    #expect((more.valueAtRisk ?? 0) - (agreed.valueAtRisk ?? 0) > 10 * each, "six are promised of five")
  }

  @Test("an unrecorded movement takes a record out of tolerance unless there is room for it", arguments: [5.0, 100, 400])
  func unrecordedWithinTolerance(book: Double) throws {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 1))
    let cutoff = 500 * Instant.microsecondsPerDay
    let quantity = Int64(book) * 1000
    let dimensions = scorer(model, cutoff: cutoff).1
    var state = counted(quantity, book: quantity, days: 10, cutoff: cutoff)
    state.exposure[.sale] = 30
    state.exposure.unitsSold = 60_000
    func score(_ share: Double) -> ItemConfidence {
      let context = ScoringContext(
        cutoff: Instant(microseconds: cutoff), backlogs: [Backlog(days: share)], heardUntil: [cutoff],
        toleranceUnits: 0, tolerancePercent: 2, atpRisk: 0.05, horizonDays: 14, cancellationCost: 12, holdingRateYear: 0.22,
        margin: 0.35)
      return ItemScorer(model: model, context: context, dimensions: dimensions).score(state, slot: 0, reserved: 0)
    }
    let (sure, late) = (score(0), score(0.5))
    let none = try #require(late.pExact) / (sure.pExact ?? 1)
    #expect(none < 0.9)
    // Two units at a time: of 5 and of 100 units 2 % leave no room beside an error of nothing, of 400 they leave six
    let within = try #require(late.pWithinTolerance) / (sure.pWithinTolerance ?? 1)
    if book == 5 { #expect(abs(within - none) < 1e-9) } else { #expect(within > none + 0.01) }
    #expect((late.pWithinTolerance ?? 0) >= (late.pExact ?? 1))
  }

  @Test("a book below nothing is wrong, whatever the anchor says")
  func negativeBook() throws {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 1))
    let cutoff = 500 * Instant.microsecondsPerDay
    let (scorer, _) = scorer(model, cutoff: cutoff)
    var state = counted(1000, book: -2000, days: 5, cutoff: cutoff)
    state.movesSince = -3000
    let score = scorer.score(state, slot: 0, reserved: 0)
    #expect(score.pExact == 0 && score.pExactSettled == 0)
    #expect((score.expected ?? -1) >= 0)
  }

  @Test("what stated books are wrong by at the start is told apart from what goes wrong later", arguments: [1, 2] as [UInt64])
  func openings(seed: UInt64) throws {
    // Half of the stated books are wrong; afterwards records go wrong as in the intervals between counts
    var chance = SeededGenerator(seed: seed)
    let stated = Self.intervals(seed: seed + 10, count: 8000).map { interval in
      var interval = interval
      interval.startsWith = .opening
      if chance.uniform() < 0.5 { interval.gap = -3000 }
      return interval
    }
    let model = try RecordModel.fit(
      Self.intervals(seed: seed, count: 8000) + stated, levels: RecordLevels(category: 2, location: 1, item: 40))
    #expect(abs(exp(-model.rates[RecordModel.openingIndex]) - 0.5) < 0.03)
    let multiplier = (model.effects.multiplier([0]) + model.effects.multiplier([1])) / 2
    #expect(abs(model.rates[Exposure.Class.allCases.count] * multiplier / Self.perDay - 1) < 0.25)
    // The two together: exp(-omega) times the chance of no error since
    let (since, omega) = (0.8, 0.7)
    let together = RecordModel.hazard(since, opening: omega, 0.6)
    #expect(abs(RecordModel.silence(together, 0.6) - exp(-omega) * RecordModel.silence(since, 0.6)) < 1e-12)
  }

  @Test("a position whose book was never stated is not scored with an invented one")
  func noOpening() throws {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 1))
    let cutoff = 500 * Instant.microsecondsPerDay
    let (scorer, _) = scorer(model, cutoff: cutoff)
    let score = scorer.score(PositionState(from: cutoff - 1), slot: 0, reserved: 0)
    #expect(score.status == .noOpening)
    #expect(score.pExact == nil)
  }

  @Test("random counts move a location's estimate towards what they found and narrow its interval")
  func locationEstimate() throws {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 1))
    let cutoff = 500 * Instant.microsecondsPerDay
    let (scorer, dimensions) = scorer(model, cutoff: cutoff)
    let items = Array(
      repeating: scorer.score(counted(5000, book: 5000, days: 3, cutoff: cutoff), slot: 0, reserved: 0), count: 50)
    let believed = try #require(items[0].pExact)
    func estimate(_ counts: Int) throws -> LocationConfidence {
      let found = (0..<counts).map { number in
        ScoredCount(location: 0, pExact: believed, isExact: number % 2 == 0, inclusionProbability: 0.1)
      }
      let location = LocationScorer(level: 0.9, maximumHalfWidth: 0.5)
      return try location.score(items, counts: found, countsOf: [:], dimensions: dimensions).locations[0]
    }
    let none = try estimate(0)
    let some = try estimate(40)
    let many = try estimate(400)
    let widths = [none, some, many].map { ($0.upper ?? 0) - ($0.lower ?? 0) }
    #expect(abs((none.confidence ?? 0) - believed) < 1e-9)
    #expect((some.confidence ?? 1) < (none.confidence ?? 0) && (many.confidence ?? 1) < (some.confidence ?? 0))
    #expect(widths[0] > widths[1] && widths[1] > widths[2])
  }
}
