import Glibc
import Statistics
import Testing

/// Expected values: Reference/calibration.py (scikit-learn 1.9.1, statsmodels 0.15.0, mpmath 1.3.0) on its twenty cases.
@Suite struct CalibrationTests {
  private let s = [
    0.05, 0.11, 0.11, 0.2, 0.27, 0.3, 0.34, 0.41, 0.41, 0.5, 0.52, 0.58, 0.66, 0.7, 0.7, 0.77, 0.83, 0.9, 0.93, 0.97,
  ]
  private let y = [0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1].map { $0 == 1 }
  private let w: [Double] = [1, 2, 1, 4, 1, 1, 3, 1, 2, 1, 1, 5, 1, 1, 2, 1, 1, 1, 2, 1]

  @Test("Platt's line, plain and weighted")
  func platt() throws {
    let plain = try PlattScaling(scores: s, labels: y)
    #expect(abs(plain.slope - 2.220303464964688580) < 1e-13 && abs(plain.intercept + 1.139040820562507211) < 1e-13)
    let weighted = try PlattScaling(scores: s, labels: y, weights: w)
    #expect(abs(weighted.slope - 1.796720567400342110) < 1e-13 && abs(weighted.intercept + 0.849684772274471494) < 1e-13)
    #expect(plain(0.9) > plain(0.1) && plain(-1e300) == 0 && plain(1e300) == 1)
  }

  @Test("few labels move the identity a little, many as far as the most likely map", arguments: [1, 2, 3] as [UInt64])
  func betaNearIdentity(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    #expect(try BetaCalibration.shrunk([], [], spread: 0.25) == .identity)
    var (p, y): ([Double], [Bool]) = ([], [])
    for _ in 0..<40_000 {
      let score = 0.02 + 0.96 * chance.uniform()
      p.append(score)
      // What is believed is too sure: the truth is halfway to a half on the logit
      y.append(chance.uniform() < 1 / (1 + exp(-0.5 * log(score / (1 - score)))))
    }
    guard case .fitted(let free) = try BetaCalibration.fit(p, y) else { throw CancellationError() }
    let many = try BetaCalibration.shrunk(p, y, spread: 0.25)
    #expect(abs(many.a - free.a) < 0.01 && abs(many.b - free.b) < 0.01 && abs(many.c - free.c) < 0.01)
    let few = try BetaCalibration.shrunk(Array(p.prefix(10)), Array(y.prefix(10)), spread: 0.25)
    #expect(abs(few.a - 1) < abs(many.a - 1) && abs(few.b - 1) < abs(many.b - 1))
    // Weights say whom a label stands for, not how many labels there are
    let weighted = try BetaCalibration.shrunk(p, y, weights: p.map { _ in 1000 }, spread: 0.25)
    #expect(abs(weighted.a - many.a) < 1e-6)
    // Separated labels have a finite answer, in order
    let apart = try BetaCalibration.shrunk([0.1, 0.2, 0.8, 0.9], [false, false, true, true], spread: 0.25)
    #expect(apart(0.1) < apart(0.5) && apart(0.5) < apart(0.9) && apart(0.9) < 1)
    #expect(throws: StatisticsError.self) { try BetaCalibration.shrunk([0.5], [true], spread: 0) }
    #expect(throws: StatisticsError.self) { try BetaCalibration.shrunk([1.5], [true], spread: 1) }
  }

  @Test("beta calibration, also where a slope must be held at 0")
  func beta() throws {
    guard case .fitted(let plain) = try BetaCalibration.fit(s, y) else {
      Issue.record("no fit")
      return
    }
    #expect(abs(plain.a - 0.730974276976462) < 1e-12 && abs(plain.b - 0.283587663759499) < 1e-12)
    #expect(abs(plain.c - 0.359477982098808) < 1e-12)
    guard case .fitted(let weighted) = try BetaCalibration.fit(s, y, weights: w) else {
      Issue.record("no fit")
      return
    }
    #expect(weighted.b == 0 && abs(weighted.a - 1.145013899929311) < 1e-12 && abs(weighted.c - 1.102208063630736) < 1e-12)
    let identity = BetaCalibration(a: 1, b: 1, c: 0)
    for p in [0.001, 0.3, 0.5, 0.999] { #expect(abs(identity(p) - p) < 1e-15) }
    #expect(identity(0) < 3e-16 && identity(1) > 1 - 3e-16)
  }

  @Test("calibration slope and intercepts with their errors")
  func line() throws {
    guard case .fitted(let line) = try CalibrationLine.fit(s, y) else {
      Issue.record("no fit")
      return
    }
    #expect(abs(line.intercept + 0.0454756393028437974) < 1e-13 && abs(line.slope - 0.488749130449244913) < 1e-13)
    #expect(abs(line.interceptError - 0.477851103776092) < 1e-9 && abs(line.slopeError - 0.332261373005146) < 1e-9)
    #expect(abs(line.interceptInTheLarge + 0.076286113742966) < 1e-12)
    #expect(abs(line.interceptInTheLargeError - 0.541755428396944) < 1e-9)
  }

  @Test("isotonic steps with weights and a pooled tie")
  func isotonic() throws {
    let map = try IsotonicCalibration(scores: s, labels: y, weights: w)
    #expect(map.thresholds == [0.05, 0.11, 0.3, 0.34, 0.93, 0.97])
    for (found, expected) in zip(map.values, [0, 1.0 / 9, 1.0 / 9, 15.0 / 22, 15.0 / 22, 1]) {
      #expect(abs(found - expected) < 1e-15)
    }
    for (x, expected) in [(0.0, 0), (0.15, 1.0 / 9), (0.45, 15.0 / 22), (0.95, 0.84090909090909), (1, 1)] {
      #expect(abs(map(x) - expected) < 1e-13)
    }
    #expect(map(.nan).isNaN && map(-.infinity) == 0 && map(.infinity) == 1)
  }

  @Test("a score in other units, doubled cases and another order give the same probabilities", arguments: 1...20)
  func laws(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let x = (0..<120).map { _ in (chance.uniform() * 40).rounded() / 40 }
    let labels = x.map { chance.uniform() < 0.15 + 0.7 * $0 }
    let order = Array(x.indices).shuffled(using: &chance)
    let (turned, turnedLabels) = (order.map { x[$0] }, order.map { labels[$0] })
    let plain = try PlattScaling(scores: x, labels: labels)
    let scaled = try PlattScaling(scores: turned.map { 1000 * $0 + 7e5 }, labels: turnedLabels)
    let isotonic = try IsotonicCalibration(scores: x, labels: labels)
    let doubled = try IsotonicCalibration(scores: turned + x, labels: turnedLabels + labels)
    let weighted = try IsotonicCalibration(scores: turned, labels: turnedLabels, weights: order.map { _ in 1e-3 })
    for p in stride(from: -0.2, through: 1.2, by: 0.05) {
      #expect(abs(plain(p) - scaled(1000 * p + 7e5)) < 1e-8)
      #expect(abs(isotonic(p) - doubled(p)) < 1e-12 && abs(isotonic(p) - weighted(p)) < 1e-12)
    }
    // a fitted line has slope 1 and intercept 0 on its own data
    if case .fitted(let beta) = try BetaCalibration.fit(x.map { 0.02 + 0.96 * $0 }, labels) {
      let p = x.map { beta(0.02 + 0.96 * $0) }
      #expect(abs(p.reduce(0, +) - Double(labels.filter { $0 }.count)) < 1e-8)
      if beta.a > 0, beta.b > 0, case .fitted(let again) = try CalibrationLine.fit(p, labels) {
        #expect(abs(again.slope - 1) < 1e-7 && abs(again.intercept) < 1e-7 && abs(again.interceptInTheLarge) < 1e-7)
      }
    }
    let before = try #require(AreaUnderCurve(scores: x, labels: labels)?.value)
    #expect(try #require(AreaUnderCurve(scores: x.map { isotonic($0) }, labels: labels)?.value) >= before - 1e-12)
  }

  /// The definition: f_i = max over j <= i of min over k >= i of the weighted mean of y_j...y_k (Barlow et al. 1972).
  @Test("isotonic regression is the maximum of minima of means", arguments: 1...60)
  func poolAdjacent(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    // many levels, or yes and no: long runs that do not rise
    let y = (0..<25).map { _ in seed > 30 ? Double(chance.next() % 2) : Double(chance.next() % 9) - 4 }
    let w = (0..<25).map { _ in 0.2 + chance.uniform() }
    let found = try isotonicRegression(y, weights: w)
    func mean(_ j: Int, _ k: Int) -> Double {
      (j...k).reduce(0) { $0 + w[$1] * y[$1] } / (j...k).reduce(0) { $0 + w[$1] }
    }
    for i in y.indices {
      let slow = (0...i).map { j in (i..<y.count).map { mean(j, $0) }.min() ?? 0 }.max() ?? 0
      #expect(abs(found[i] - slow) < 1e-13)
    }
    #expect(try isotonicRegression(found, weights: w) == found)
  }

  @Test("separated, constant, one-class and empty input each have an answer")
  func degenerate() throws {
    let apart = [0.1, 0.2, 0.3, 0.7, 0.8, 0.9]
    let halves = [false, false, false, true, true, true]
    #expect(try BetaCalibration.fit(apart, halves) == .separated && CalibrationLine.fit(apart, halves) == .separated)
    // the classes share one value: separated all the same, since the line may pass through it
    #expect(try CalibrationLine.fit([0.1, 0.2, 0.5, 0.5, 0.8], [false, false, false, true, true]) == .separated)
    #expect(try CalibrationLine.fit([0.2, 0.4], [true, true]) == .separated)
    #expect(try CalibrationLine.fit([0.3, 0.3, 0.3], [true, false, true]) == .constant)
    #expect(try BetaCalibration.fit([0.3, 0.3, 0.3], [true, false, true]) == .constant)
    #expect(try CalibrationLine.fit([0, 0.5], [true, false]) == .certain)
    guard case .fitted(let two) = try BetaCalibration.fit([0.2, 0.2, 0.6, 0.6, 0.6], [true, false, true, true, false]) else {
      Issue.record("two values have a fit")
      return
    }
    #expect(abs(two(0.2) - 0.5) < 1e-12 && abs(two(0.6) - 2.0 / 3) < 1e-12)
    let platt = try PlattScaling(scores: apart, labels: halves)
    #expect(platt.slope > 0 && abs(platt(0.9) + platt(0.1) - 1) < 1e-12)
    let all = try PlattScaling(scores: apart, labels: halves.map { _ in true })
    #expect(abs(all.slope) < 1e-12 && abs(all(0.4) - 7.0 / 8) < 1e-12)
    let flat = try PlattScaling(scores: [2, 2, 2], labels: [true, false, false])
    #expect(flat.slope == 0 && abs(flat(9) - (2.0 / 3 + 0.25 + 0.25) / 3) < 1e-15)
    #expect(try IsotonicCalibration(scores: [4, 4], labels: [true, false])(4) == 0.5)
    #expect(try isotonicRegression([]) == [] && isotonicRegression([3, 1], weights: [0, 0]) == [2, 2])
    #expect(try isotonicRegression([1e308, -1e308, 1.7e308]) == [0, 0, 1.7e308])
    #expect(try isotonicRegression([3, 1], weights: [0, 1]) == [1, 1])
    #expect(try isotonicRegression([0.1, 0.1, 0.1]) == [0.1, 0.1, 0.1])
  }

  @Test("impossible input is refused by name")
  func hostile() {
    #expect(throws: StatisticsError.notFinite(argument: "scores")) { try PlattScaling(scores: [.nan], labels: [true]) }
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) { try PlattScaling(scores: [1, 2], labels: [true]) }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) { try PlattScaling(scores: [], labels: []) }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) {
      try IsotonicCalibration(scores: [1], labels: [true], weights: [-1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "p")) { try BetaCalibration.fit([1.5], [true]) }
    #expect(throws: StatisticsError.outOfRange(argument: "p")) { try CalibrationLine.fit([-0.1], [true]) }
    for value in [Double.infinity, -.infinity, .nan] {
      for y in [[value], [1, value], [value, 1], [3, 2, value, 1, 4], [1, value, 1e308]] {
        #expect(throws: StatisticsError.notFinite(argument: "y")) { try isotonicRegression(y) }
        let none = y.map { _ in 0.0 }
        #expect(throws: StatisticsError.notFinite(argument: "y")) { try isotonicRegression(y, weights: none) }
      }
    }
    #expect(throws: StatisticsError.outOfRange(argument: "scores")) {
      try PlattScaling(scores: [1e308, -1e308], labels: [true, false])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) {
      try CalibrationLine.fit([0.5], [true], weights: [.nan])
    }
  }
}
