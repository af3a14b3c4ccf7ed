import Foundation
import Statistics
import Testing

@testable import Inventory

/// Where the doubt about a record comes from, and that what is known is not left out.
@Suite struct DoubtTests {
  private static let cutoff = 500 * Instant.microsecondsPerDay
  private static let dimensions = Dimensions(
    locations: [Location(id: "S1", name: "S1", kind: .store, region: nil, timeZone: "UTC", currency: nil)],
    items: (0..<3).map {
      Item(id: "A\($0)", sku: nil, gtin: nil, name: "A", category: nil, unitCost: 4000, unitPrice: 9000, packSize: nil)
    }, zones: [.utc])

  private static func score(counted: Int64, book: Int64, days: Int64 = 20, backlog: Double = 0, slot: Int32 = 0) throws
    -> ItemConfidence
  {
    let model = try RecordModel.fit([], levels: RecordLevels(category: 1, location: 1, item: 3))
    let context = ScoringContext(
      cutoff: Instant(microseconds: cutoff), backlogs: [Backlog(days: backlog)], heardUntil: [cutoff], toleranceUnits: 0,
      tolerancePercent: 2, atpRisk: 0.05, horizonDays: 14, cancellationCost: 12, holdingRateYear: 0.22, margin: 0.35)
    var books = StateBooks()
    books[.available] = book * 1000
    var state = PositionState(opening: books, at: cutoff - 100 * Instant.microsecondsPerDay)
    state.anchorKind = .count
    state.anchorAt = cutoff - days * Instant.microsecondsPerDay
    state.anchorQuantity = counted * 1000
    state.exposure[.sale] = 20
    state.exposure.unitsSold = 20_000
    return ItemScorer(model: model, context: context, dimensions: dimensions).score(state, slot: slot, reserved: 0)
  }

  @Test("a known difference is a driver of its own, named first, and carries the doubt")
  func known() throws {
    let score = try Self.score(counted: 141, book: 150)
    #expect(score.knownError == -9)
    let first = try #require(score.drivers.first)
    #expect(first.name == "known difference" && first.share > 0.5 && first.deviation == nil)
    // The definition: how much likelier a book that agrees is, as a share of the chance of being wrong
    let agreed = try Self.score(counted: 141, book: 141)
    let (p0, p) = (try #require(agreed.pExact), try #require(score.pExact))
    #expect(abs(first.share - (p0 - p) / (1 - p)) < 1e-12)
    #expect(!agreed.drivers.contains { $0.name == "known difference" })
    let sentence = RecountReason.sentence(score)
    #expect(
      sentence.hasPrefix(
        "The record is wrong with a chance of \(Int(((1 - p) * 100).rounded())) %, \(Int((first.share * 100).rounded())) % of it from a known difference of -9, "
      ), "\(sentence)")
    #expect(RecountReason.sentence(agreed).contains("% of it from \(agreed.drivers[0].name)"))
  }

  @Test("what is not recorded yet is one, too, and the others keep their proportions")
  func unrecorded() throws {
    let (plain, late) = (try Self.score(counted: 40, book: 40), try Self.score(counted: 40, book: 40, backlog: 3))
    let pending = try #require(late.drivers.first { $0.name == "movements not recorded yet" })
    #expect(pending.share > 0.3 && plain.drivers.allSatisfy { $0.name != pending.name })
    let rest = try #require(late.drivers.first { $0.name == plain.drivers[0].name })
    #expect(abs(rest.share / (1 - pending.share) - plain.drivers[0].share) < 1e-9)
  }

  @Test("shares sum to one, whatever is known, pending and wrong", arguments: 1...50 as ClosedRange<UInt64>)
  func sums(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let shares = (0..<5).map { _ in chance.uniform() }.sorted(by: >)
    let evidence = shares.enumerated().map { Driver(name: "class \($0)", share: $1 / shares.reduce(0, +), deviation: 0.01) }
    let doubt = Doubt(
      untouched: chance.uniform(), recorded: chance.uniform(), exact: chance.uniform(),
      hasKnownDifference: chance.uniform() < 0.5)
    let drivers = doubt.drivers(evidence, limit: 99)
    #expect(abs(drivers.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(drivers.allSatisfy { $0.share > 0 })
    let rest = drivers.filter { $0.name != Driver.knownDifference }
    #expect(rest.map(\.share) == rest.map(\.share).sorted(by: >))
    #expect(drivers.dropFirst().allSatisfy { $0.name != Driver.knownDifference })
    #expect(doubt.drivers(evidence) == Array(drivers.prefix(3)))
    #expect(Doubt(untouched: 1, recorded: 1, exact: 1, hasKnownDifference: false).drivers([]).isEmpty)
  }

  @Test("of a location the doubt of its records is summed up: one known difference stands for one wrong record")
  func location() throws {
    let items = [
      try Self.score(counted: 141, book: 150, slot: 0), try Self.score(counted: 40, book: 40, days: 2, slot: 1),
      try Self.score(counted: 40, book: 40, days: 2, slot: 2),
    ]
    let scored = try LocationScorer(level: 0.9, maximumHalfWidth: 1).score(
      items, counts: [], countsOf: [:], dimensions: Self.dimensions)
    let drivers = scored.locations[0].drivers
    let wrong = items.map { 1 - ($0.pExact ?? 0) }
    #expect(drivers.first?.name == "known difference")
    #expect(abs((drivers.first?.share ?? 0) - wrong[0] * items[0].drivers[0].share / wrong.reduce(0, +)) < 1e-12)
  }
}
