import Foundation
import Statistics
import Testing

@testable import Inventory

@Suite struct EvaluationTests {
  private static func record(
    money: Double, minutes: Double = 1, weight: Double = 1, value: Double = 0, abc: String? = nil, counted: Int64? = nil,
    activity: Double = 0, book: Double = 0
  ) -> CountedRecord {
    CountedRecord(
      money: money, minutes: minutes, weight: weight, value: value, abcClass: abc, lastCountedAt: counted, activity: activity,
      book: book)
  }

  @Test("each policy takes its own first, the last record in part; ties are found at their mean")
  func byHand() throws {
    let records = [
      Self.record(money: 10, value: 3, abc: "C", counted: 5, activity: 1, book: 9),
      Self.record(money: 0, value: 2, abc: "A", counted: 1, activity: 9, book: 1),
      Self.record(money: 30, value: 1, abc: "B", counted: nil, activity: 5, book: 5),
      Self.record(money: 0, value: 0, abc: "A", counted: 9, activity: 0, book: 7),
    ]
    // Half of four minutes: two records
    let found = try #require(RecountLift.found(records, share: 0.5))
    #expect(found[.trueup] == 0.25)
    #expect(found[.oracle] == 1)
    #expect(found[.random] == 0.5)
    #expect(found[.abc] == 0)
    #expect(found[.oldestFirst] == 0.75)
    #expect(found[.highActivity] == 0.75)
    #expect(found[.lowBook] == 0.75)
    // A quarter of a minute of the first
    #expect(abs((RecountLift.found(records, share: 1.0 / 16)?[.trueup] ?? 0) - 0.0625) < 1e-12)
    #expect(RecountLift.found([Self.record(money: 0)], share: 0.5) == nil)
  }

  @Test("nothing beats the oracle, and chance finds its share", arguments: 1...10 as ClosedRange<UInt64>)
  func laws(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let records = (0..<200).map { _ in
      Self.record(
        money: max(0, chance.uniform() * 50 - 30), minutes: 0.5 + chance.uniform() * 3, weight: 1 + chance.uniform() * 60,
        value: chance.uniform(), abc: ["A", "B", "C"][Int(chance.uniform() * 3)], counted: Int64(chance.uniform() * 1e6),
        activity: chance.uniform(), book: chance.uniform())
    }
    let share = 0.05 + 0.9 * chance.uniform()
    let found = try #require(RecountLift.found(records, share: share))
    #expect(abs((found[.random] ?? 0) - share) < 1e-9)
    #expect(found.values.allSatisfy { $0 <= (found[.oracle] ?? 0) + 1e-9 && $0 >= 0 })
    let ratios = RecountLift.ratios([records, records], share: share, draws: 20, seed: seed)
    #expect(ratios.count == CountPolicy.allCases.count - 1)
    // Equal groups: every draw is the same sample
    #expect(ratios.allSatisfy { abs($0.lower - $0.ratio) < 1e-9 * max(1, $0.ratio) && $0.upper >= $0.lower })
  }

  @Test("probabilities that are true are within their null, those that are too sure are not", arguments: [1, 2, 3] as [UInt64])
  func scorecard(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var (honest, sure): ([JudgedRecord], [JudgedRecord]) = ([], [])
    for _ in 0..<4000 {
      let p = 0.05 + 0.9 * chance.uniform()
      let isExact = chance.uniform() < p
      honest.append(JudgedRecord(believed: p, isExact: isExact))
      sure.append(JudgedRecord(believed: 1 / (1 + exp(-2 * log(p / (1 - p)))), isExact: isExact))
    }
    let good = try #require(try ConfidenceScorecard(honest))
    let bad = try #require(try ConfidenceScorecard(sure))
    #expect(good.calibrationError < good.null.mean + 4 * good.null.standardDeviation)
    #expect(bad.calibrationError > bad.null.mean + 4 * bad.null.standardDeviation)
    // Ranks are the same, so is the area
    #expect(abs(good.auc.value - bad.auc.value) < 1e-12)
    #expect(good.brier < bad.brier && good.logLoss < bad.logLoss)
    guard case .fitted(let line) = bad.line else { throw CancellationError() }
    #expect(abs(line.slope - 0.5) < 0.05)
    #expect(try ConfidenceScorecard([JudgedRecord(believed: 1, isExact: true)]) == nil)
  }

  @Test("the ordinary model learns what everybody would", arguments: [1, 2] as [UInt64])
  func baseline(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var (records, exact): ([BaselineRecord], [Bool]) = ([], [])
    for number in 0..<3000 {
      var exposure = Exposure()
      exposure[.sale] = Int32(chance.uniform() * 60)
      let category = ["calm", "wild"][number % 2]
      let odds = 2 - log1p(Double(exposure[.sale])) * (number % 2 == 0 ? 0.5 : 0.9)
      records.append(
        BaselineRecord(
          exposure: exposure, days: 5, startsWith: .count, location: "S\(number % 5)", category: category, isKnownWrong: false))
      exact.append(chance.uniform() < 1 / (1 + exp(-odds)))
    }
    let model = try #require(try LogisticBaseline(records, exact: exact))
    func probability(_ sales: Int32, _ category: String, location: String = "S1") -> Double {
      var exposure = Exposure()
      exposure[.sale] = sales
      return model.probability(
        BaselineRecord(
          exposure: exposure, days: 5, startsWith: .count, location: location, category: category, isKnownWrong: false))
    }
    #expect(probability(1, "calm") > probability(50, "calm") + 0.2)
    #expect(probability(20, "calm") > probability(20, "wild") + 0.1)
    // A place it has never seen is like the others
    #expect(abs(probability(20, "calm", location: "new") - probability(20, "calm")) < 0.1)
    #expect(try LogisticBaseline(records, exact: exact.map { _ in true }) == nil)
  }

  @Test("an interval is widened by the chance of the draw that checks it")
  func coverage() {
    let tight = CheckedInterval(expected: 0.7, halfWidth: 0.03, found: 0.78, samplingVariance: 0)
    let loose = CheckedInterval(expected: 0.7, halfWidth: 0.03, found: 0.78, samplingVariance: 0.05 * 0.05)
    #expect(!tight.isCovered(level: 0.9) && loose.isCovered(level: 0.9))
  }
}
