import Statistics
import Testing

@Suite struct ScoringTests {
  @Test("AUC is the share of pairs in the right order, ties half", arguments: 1...30)
  func aucDefinition(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let scores = (0..<30).map { _ in Double(chance.next() % 12) }
    let labels = (0..<30).map { $0 < 2 || ($0 > 3 && chance.uniform() < 0.4) }
    var (won, pairs) = (0.0, 0.0)
    for i in 0..<30 where labels[i] {
      for j in 0..<30 where !labels[j] {
        pairs += 1
        won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
      }
    }
    let found = try #require(auc(scores: scores, labels: labels))
    #expect(abs(found - won / pairs) < 1e-14)
    #expect(abs(try #require(auc(scores: scores.map { -$0 }, labels: labels)) - (1 - found)) < 1e-14)
  }

  /// Manning, Raghavan & Schuetze, Introduction to Information Retrieval (2008), section 8.4: relevant at ranks 1, 3, 5.
  @Test("average precision")
  func precision() {
    let labels = [true, false, true, false, true]
    #expect(abs((averagePrecision(scores: [5, 4, 3, 2, 1], labels: labels) ?? 0) - (1 + 2.0 / 3 + 3.0 / 5) / 3) < 1e-15)
    #expect(averagePrecision(scores: [1, 1, 1, 1, 1], labels: labels) == 0.6)
    #expect(averagePrecision(scores: [1, 2], labels: [false, false]) == nil)
  }

  @Test("Brier score and calibration error")
  func probabilities() throws {
    #expect(brier([0.5, 0.5], [true, false]) == 0.25 && brier([1, 0], [true, false]) == 0)
    #expect(abs(try #require(brier([0.8, 0.3], [true, true])) - (0.04 + 0.49) / 2) < 1e-15)
    // two bins of two: means 0.15 and 0.7 against shares 0 and 1/2
    #expect(abs(try #require(calibrationError([0.1, 0.2, 0.6, 0.8], [false, false, true, false], bins: 2)) - 0.175) < 1e-14)
    #expect(calibrationError([1, 0, 1], [true, false, true], bins: 15) == 0)
  }

  /// The expected value is about 0.013 for a perfectly calibrated model of 12,000 values in 15 bins.
  @Test("a perfectly calibrated model has the known small calibration error")
  func floor() throws {
    var chance = SeededGenerator(seed: 3)
    let p = (0..<12_000).map { _ in chance.uniform() }
    let y = p.map { chance.uniform() < $0 }
    let error = try #require(calibrationError(p, y))
    #expect(error > 0.005 && error < 0.02)
    #expect(abs(try #require(brier(p, y)) - 1.0 / 6) < 0.006)
  }

  @Test("nothing to score is no score")
  func hostile() {
    #expect(auc(scores: [], labels: []) == nil && auc(scores: [1, 2], labels: [true, true]) == nil)
    #expect(auc(scores: [1, .nan], labels: [true, false]) == nil && auc(scores: [1], labels: [true, false]) == nil)
    #expect(auc(scores: [.infinity, -.infinity], labels: [true, false]) == 1)
    #expect(brier([], []) == nil && brier([.nan], [true]) == nil && brier([1], []) == nil)
    #expect(calibrationError([], []) == nil && calibrationError([0.5], [true], bins: 0) == nil)
    #expect(averagePrecision(scores: [.nan], labels: [true]) == nil)
  }
}
