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

  /// scikit-learn 1.9.1, sample_weight (Reference/calibration.py).
  @Test("weighted scores")
  func weighted() throws {
    let s = [0.05, 0.11, 0.11, 0.2, 0.27, 0.3, 0.34, 0.41, 0.41, 0.5, 0.52, 0.58, 0.66, 0.7, 0.7, 0.77, 0.83, 0.9, 0.93, 0.97]
    let y = [0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1].map { $0 == 1 }
    let w: [Double] = [1, 2, 1, 4, 1, 1, 3, 1, 2, 1, 1, 5, 1, 1, 2, 1, 1, 1, 2, 1]
    let weighted = [
      (auc(scores: s, labels: y, weights: w), 0.6801470588235293),
      (averagePrecision(scores: s, labels: y, weights: w), 0.6624271810173344),
      (logLoss(s, y, weights: w), 0.709667502344293), (brier(s, y, weights: w), 0.24252424242424242),
      (logLoss(s, y), 0.6770852061055022), (brier(s, y), 0.22957),
    ]
    for (found, expected) in weighted { #expect(abs(try #require(found) - expected) < 1e-14) }
    // a whole weight is a case repeated
    let repeated = w.indices.flatMap { Array(repeating: $0, count: Int(w[$0])) }
    let (rs, ry) = (repeated.map { s[$0] }, repeated.map { y[$0] })
    for binning in [CalibrationBinning.equalMass(5), .equalWidth(4), .edges([0.3, 0.6])] {
      let table = try #require(CalibrationTable(s, y, weights: w.map { 5 * $0 }, binning: binning))
      let plain = try #require(CalibrationTable(rs, ry, binning: binning))
      if case .equalMass = binning { continue }
      #expect(abs(table.expectedError - plain.expectedError) < 1e-14 && abs(table.largestError - plain.largestError) < 1e-14)
      #expect(table.bins.map(\.upperEdge) == plain.bins.map(\.upperEdge))
    }
    #expect(logLoss([0, 1], [true, true]) == .infinity && logLoss([1, 0], [true, false]) == 0)
  }

  /// Murphy (1973); Stephenson, Coelho & Jolliffe (2008).
  @Test("the parts of the Brier score add up, for any bins, order and weights", arguments: 1...30)
  func murphy(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let p = (0..<90).map { _ in (chance.uniform() * 20).rounded() / 20 }
    let y = p.map { chance.uniform() < 0.2 + 0.5 * $0 }
    let w = p.map { _ in chance.uniform() }
    let whole = try #require(brier(p, y, weights: w))
    for binning in [CalibrationBinning.equalMass(7), .equalWidth(10), .edges([]), .edges([0.1, 0.5]), .equalMass(1000)] {
      let table = try #require(CalibrationTable(p, y, weights: w, binning: binning))
      let parts = table.murphy
      #expect(abs(parts.reliability - parts.resolution + parts.uncertainty + parts.within - whole) < 1e-14)
      #expect(abs(table.bins.reduce(0) { $0 + $1.mass } - 1) < 1e-14)
      let order = Array(p.indices).shuffled(using: &chance)
      let other = try #require(
        CalibrationTable(order.map { p[$0] }, order.map { y[$0] }, weights: order.map { w[$0] }, binning: binning))
      #expect(abs(other.expectedError - table.expectedError) < 1e-13 && other.bins.count == table.bins.count)
    }
    // one probability a bin: nothing is left within
    #expect(abs(try #require(CalibrationTable(p, y, binning: .equalMass(1000))).murphy.within) < 1e-15)
  }

  @Test("bins are cut where they say")
  func edges() throws {
    let p = [0.0, 0.1, 0.1, 0.25, 0.3, 0.5, 0.75, 1]
    let y = [false, false, true, false, true, true, true, true]
    let width = try #require(CalibrationTable(p, y, binning: .equalWidth(4)))
    #expect(width.bins.map(\.count) == [4, 2, 1, 1] && width.bins.map(\.upperEdge) == [0.25, 0.5, 0.75, 1])
    #expect(abs(width.bins[0].meanProbability - 0.1125) < 1e-16 && width.bins[0].positiveShare == 0.25)
    let given = try #require(CalibrationTable(p, y, binning: .edges([-1, 0.1, 0.6])))
    #expect(given.bins.map(\.count) == [3, 3, 2])
    #expect(try #require(CalibrationTable(p, y, binning: .equalMass(4))).bins.map(\.count) == [3, 1, 2, 2])
    #expect(CalibrationTable(p, y, binning: .edges([0.5, 0.5])) == nil && CalibrationTable(p, y, binning: .edges([.nan])) == nil)
    #expect(
      CalibrationTable(p, y, binning: .equalWidth(0)) == nil && CalibrationTable([2], [true], binning: .equalMass(2)) == nil)
  }

  /// Under the normal approximation E|gap| of a bin is sqrt(2/pi) times its standard deviation.
  @Test("the null of the calibration error has the mean of the formula, and p is uniform under it")
  func null() throws {
    var chance = SeededGenerator(seed: 5)
    let p = (0..<3000).map { _ in chance.uniform() }
    let null = try #require(CalibrationNull(p, binning: .equalMass(15), observed: 0.02, draws: 300, seed: 1))
    var formula = 0.0
    let sorted = p.sorted()
    for bin in 0..<15 {
      let variance = sorted[bin * 200..<(bin + 1) * 200].reduce(0) { $0 + $1 * (1 - $1) }
      formula += (2 / Double.pi * variance).squareRoot() / 3000
    }
    #expect(distance(null.mean, formula) < 0.03 && null.standardDeviation > 0)
    #expect(try #require(CalibrationNull(p, binning: .equalMass(15), observed: 0.02, draws: 300, seed: 1)) == null)
    var small = 0
    for seed in 1...60 {
      let y = p[..<400].map { chance.uniform() < $0 }
      let q = Array(p[..<400])
      let error = try #require(calibrationError(q, y, bins: 10))
      let test = try #require(CalibrationNull(q, binning: .equalMass(10), observed: error, draws: 39, seed: UInt64(seed)))
      if test.p <= 0.25 { small += 1 }
    }
    // 15 expected, standard deviation 3.4
    #expect(abs(small - 15) < 14)
    #expect(CalibrationNull([], binning: .equalMass(3), observed: 0, seed: 1) == nil)
    #expect(CalibrationNull([0.5], binning: .equalMass(3), observed: 0, draws: 0, seed: 1) == nil)
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
