import Statistics
import Testing

@Suite struct DeLongTests {
  /// pROC 1.18.0 (Reference/delong.R): auc, var, ci.
  @Test("areas, variances and intervals of the aneurysm data")
  func published() throws {
    let expected = [
      (AneurysmData.s100b, 0.73136856368563685, 0.00266868245717244, 0.63011821176162264, 0.83261891560965107),
      (AneurysmData.wfns, 0.82367886178861793, 0.00146991470882363, 0.74853488781945288, 0.89882283575778299),
      (AneurysmData.ndka, 0.6119579945799458, 0.0031908105493913, 0.5012449992717026, 0.7226709898881890),
    ]
    for (scores, value, variance, lower, upper) in expected {
      let found = try #require(AreaUnderCurve(scores: scores, labels: AneurysmData.poor))
      #expect(abs(found.value - value) < 1e-15 && distance(found.variance, variance) < 1e-12)
      let interval = found.interval()
      #expect(abs(interval.lower - lower) < 1e-12 && abs(interval.upper - upper) < 1e-12)
    }
  }

  /// pROC 1.18.0: roc.test(s100b, wfns) and roc.test(s100b, ndka), paired.
  @Test("paired differences")
  func paired() throws {
    let grade = try #require(AreaDifference(AneurysmData.s100b, AneurysmData.wfns, labels: AneurysmData.poor))
    #expect(distance(grade.p, 0.0271757822291882) < 1e-11)
    let marker = try #require(AreaDifference(AneurysmData.s100b, AneurysmData.ndka, labels: AneurysmData.poor))
    #expect(distance(marker.p, 0.164295175223054) < 1e-12 && distance(marker.variance, 0.0073718228826769) < 1e-12)
    let same = try #require(AreaDifference(AneurysmData.ndka, AneurysmData.ndka, labels: AneurysmData.poor))
    #expect(same.value == 0 && same.p == 1)
  }

  @Test("equals the definition by pairs, whatever the order, the scale and a common weight", arguments: 1...30)
  func definition(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let labels = (0..<40).map { $0 < 2 || ($0 > 3 && chance.uniform() < 0.4) }
    let scores = labels.map { Double(chance.next() % 9) + ($0 ? 2 : 0) }
    let positives = scores.indices.filter { labels[$0] }
    let negatives = scores.indices.filter { !labels[$0] }
    func wins(_ i: Int, _ j: Int) -> Double { scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0 }
    let up = positives.map { i in negatives.reduce(0) { $0 + wins(i, $1) } / Double(negatives.count) }
    let down = negatives.map { j in positives.reduce(0) { $0 + wins($1, j) } / Double(positives.count) }
    let area = up.reduce(0, +) / Double(up.count)
    func spread(_ v: [Double]) -> Double { v.reduce(0) { $0 + ($1 - area) * ($1 - area) } / Double((v.count - 1) * v.count) }
    let found = try #require(AreaUnderCurve(scores: scores, labels: labels))
    #expect(abs(found.value - area) < 1e-14 && abs(found.variance - spread(up) - spread(down)) < 1e-14)
    #expect(abs(found.value - (auc(scores: scores, labels: labels) ?? 0)) < 1e-14)
    let order = Array(scores.indices).shuffled(using: &chance)
    let other = try #require(
      AreaUnderCurve(
        scores: order.map { scores[$0] * 1e6 - 3 }, labels: order.map { labels[$0] }, weights: order.map { _ in 1e-200 }))
    #expect(abs(other.value - area) < 1e-13 && abs(other.variance - found.variance) < 1e-13)
    let mirrored = try #require(AreaUnderCurve(scores: scores.map { -$0 }, labels: labels))
    #expect(abs(mirrored.value - (1 - area)) < 1e-14 && abs(mirrored.variance - found.variance) < 1e-14)
  }

  @Test("the interval covers as it says")
  func coverage() throws {
    var chance = SeededGenerator(seed: 11)
    // scores N(1, 1) against N(0, 1): area Phi(1 / sqrt 2)
    let truth = Normal.standard.cumulative(0.5.squareRoot())
    var covered = 0
    for _ in 0..<300 {
      let labels = (0..<120).map { $0 % 3 == 0 }
      let scores = labels.map { ($0 ? 1 : 0) + Normal.standard.quantile(chance.uniform()) }
      let interval = try #require(AreaUnderCurve(scores: scores, labels: labels)).interval(level: 0.9)
      if interval.lower <= truth, truth <= interval.upper { covered += 1 }
    }
    // 270 expected, standard deviation 5.2
    #expect(abs(covered - 270) < 21)
  }

  @Test("an absent class, NaN and impossible weights have no area")
  func hostile() {
    #expect(AreaUnderCurve(scores: [], labels: []) == nil && AreaUnderCurve(scores: [1, 2], labels: [true, true]) == nil)
    #expect(AreaUnderCurve(scores: [1, .nan], labels: [true, false]) == nil)
    #expect(AreaUnderCurve(scores: [1], labels: [true, false]) == nil)
    #expect(AreaUnderCurve(scores: [1, 2], labels: [true, false], weights: [1, -1]) == nil)
    #expect(AreaUnderCurve(scores: [1, 2], labels: [true, false], weights: [1, 0]) == nil)
    let one = AreaUnderCurve(scores: [2, 1, 0], labels: [true, false, false])
    #expect(one?.value == 1 && one?.variance == .infinity && one?.interval().lower == 0)
    let apart = AreaUnderCurve(scores: [.infinity, 3, -.infinity, 1], labels: [true, true, false, false])
    #expect(apart?.value == 1 && apart?.variance == 0 && apart?.interval(level: 2).lower.isNaN == true)
  }
}
