import Foundation
import Statistics
import Testing

@testable import Inventory

/// The definitions, term by term.
extension StockLaw {
  fileprivate func sum(_ holds: (Double) -> Bool) -> Double {
    law.indices.reduce(0) { holds(quantity($1)) ? $0 + law[$1] : $0 }
  }

  fileprivate func mean(of value: (Double) -> Double) -> Double {
    law.indices.reduce(0) { $0 + law[$1] * value(quantity($1)) }
  }

  fileprivate var empty: Double { sum { $0 <= 0 } }
}

@Suite struct StockLawTests {
  private static func errors(_ mass: [Int: Double]) -> [Double] {
    var law = [Double](repeating: 0, count: 2 * ErrorLawTable.reach + 1)
    for (error, probability) in mass { law[error + ErrorLawTable.reach] = probability }
    return law
  }

  @Test("losses that a shelf cannot have are spread over those it can, and nothing else moves")
  func losses() {
    // Two are there: a loss of five cannot be; by hand: 0.4 on losses, 0.1 : 0.2 among those possible
    let law = StockLaw(errors: Self.errors([-5: 0.1, -2: 0.2, -1: 0.1, 0: 0.5, 3: 0.1]), anchored: 2, silence: .unheard)
    #expect(abs(law.probability(ofError: 0) - 0.5) < 1e-12)
    #expect(abs(law.probability(ofError: 3) - 0.1) < 1e-12)
    #expect(abs(law.probability(ofError: -1) - 0.4 / 3) < 1e-12)
    #expect(abs(law.empty - 0.8 / 3) < 1e-12)
    #expect(law.probability(ofError: -5) == 0)
  }

  @Test("movements that come out below nothing mean that something was found")
  func belowNothing() {
    let law = StockLaw(errors: Self.errors([-1: 0.2, 0: 0.6, 1: 0.05, 2: 0.1, 4: 0.05]), anchored: -2, silence: .unheard)
    #expect(law.probability(ofError: 0) == 0 && law.probability(ofError: 1) == 0)
    #expect(abs(law.probability(ofError: 2) - 2.0 / 3) < 1e-12)
    #expect(abs(law.mean { $0 } - 2.0 / 3) < 1e-12)
  }

  @Test("beyond every size known, the least error that is possible stands", arguments: [-200.0, -64.0])
  func beyondReach(anchored: Double) {
    let law = StockLaw(errors: Self.errors([0: 1]), anchored: anchored, silence: .unheard)
    #expect(abs(law.law.reduce(0, +) - 1) < 1e-12)
    #expect(law.quantile(0.5) == 0)
  }

  @Test("silence follows Bayes' rule: a long one empties the shelf, a sale just now fills it")
  func silence() {
    let errors = Self.errors([-3: 0.1, 0: 0.9])
    let plain = StockLaw(errors: errors, anchored: 3, silence: .unheard).empty
    let long = StockLaw(errors: errors, anchored: 3, silence: Silence(daily: 2, days: 10, age: 20))
    let now = StockLaw(errors: errors, anchored: 3, silence: Silence(daily: 2, days: 0, age: 20))
    // (1 + 2 * 10 / 2)^-2 if something is there, (1 + 10 / 20) / 2 if not
    #expect(abs(long.empty - 0.1 * 0.75 / (0.1 * 0.75 + 0.9 / 121)) < 1e-12)
    #expect(abs(now.empty - 0.05 / 0.95) < 1e-12)
    #expect(now.empty < plain && plain < long.empty)
    // Nothing sells where nothing ever did: silence is no news
    #expect(Silence(daily: 0, days: 10, age: 10).ifStocked == 1)
  }

  @Test("quantities are never below nothing, whatever the law", arguments: 1...20 as ClosedRange<UInt64>)
  func laws(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var errors = (0..<2 * ErrorLawTable.reach + 1).map { _ in pow(chance.uniform(), 8) }
    let total = errors.reduce(0, +)
    errors = errors.map { $0 / total }
    let anchored = (chance.uniform() * 60 - 15).rounded()
    let law = StockLaw(
      errors: errors, anchored: anchored,
      silence: Silence(daily: chance.uniform() * 3, days: chance.uniform() * 9, age: 9))
    #expect(abs(law.law.reduce(0, +) - 1) < 1e-12 && law.law.allSatisfy { $0 >= 0 })
    #expect(abs(law.sum { $0 >= 0 } - 1) < 1e-12)
    let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map(law.quantile)
    #expect(quantiles == quantiles.sorted() && quantiles[0] >= 0)
    let book = (chance.uniform() * 20 - 5).rounded()
    let tolerance = (chance.uniform() * 3).rounded()
    let summary = law.summary(book: book, tolerance: tolerance)
    #expect(abs(summary.mean - law.mean { $0 }) < 1e-9)
    #expect(abs(summary.empty - law.empty) < 1e-12)
    #expect(abs(summary.withinTolerance - law.sum { abs($0 - book) <= tolerance }) < 1e-12)
    #expect(abs(summary.absolute - law.mean { abs($0 - book) }) < 1e-9)
    #expect(abs(summary.square - law.mean { ($0 - book) * ($0 - book) }) < 1e-9)
    #expect(summary.mean >= 0 && summary.mean <= max(0, anchored + Double(ErrorLawTable.reach)))
  }
}
