import Glibc
import Statistics
import Testing

@Suite struct BayesianChangePointTests {
  /// ln of the probability of one segment: normal values with mean and variance integrated out in closed form.
  /// (Murphy 2007, "Conjugate Bayesian analysis of the Gaussian distribution", equation 95)
  private func normalEvidence(_ x: [Double], _ m0: Double, _ k0: Double, _ a0: Double, _ b0: Double) -> Double {
    let n = Double(x.count)
    let mean = x.reduce(0, +) / n
    let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let (a, k) = (a0 + n / 2, k0 + n)
    let b = b0 + squares / 2 + k0 * n * (mean - m0) * (mean - m0) / (2 * k)
    return lgamma(a) - lgamma(a0) + a0 * log(b0) - a * log(b) + 0.5 * log(k0 / k) - n / 2 * log(2 * Double.pi)
  }

  private func poissonEvidence(_ x: [Double], _ a0: Double, _ b0: Double) -> Double {
    let (n, sum) = (Double(x.count), x.reduce(0, +))
    let factorials = x.reduce(0) { $0 + lgamma($1 + 1) }
    return lgamma(a0 + sum) - lgamma(a0) + a0 * log(b0) - (a0 + sum) * log(b0 + n) - factorials
  }

  /// All 2^(n-1) divisions, each with its prior and the evidence of its segments.
  private func enumerated(_ x: [Double], hazard: Double, _ evidence: ([Double]) -> Double) -> (runs: [Double], log: Double) {
    var logs: [(run: Int, value: Double)] = []
    for pattern in 0..<(1 << (x.count - 1)) {
      var (value, start) = (0.0, 0)
      for place in 1..<x.count {
        let isChange = pattern >> (place - 1) & 1 == 1
        value += isChange ? log(hazard) : log1p(-hazard)
        if isChange {
          value += evidence(Array(x[start..<place]))
          start = place
        }
      }
      logs.append((x.count - start, value + evidence(Array(x[start...]))))
    }
    let highest = logs.map(\.value).max() ?? 0
    let total = logs.reduce(0) { $0 + exp($1.value - highest) }
    var runs = [Double](repeating: 0, count: x.count)
    for (run, value) in logs { runs[run - 1] += exp(value - highest) / total }
    return (runs, highest + log(total))
  }

  @Test("equals the sum over all divisions of a short series", arguments: 1...15)
  func enumeration(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let x = (0..<11).map { ($0 < 6 ? 0 : 3) + Normal.standard.quantile(chance.uniform()) }
    var normal = try BayesianChangePoints(.normal(mean: 1, strength: 0.3, shape: 1.5, rate: 2), meanRunLength: 8)
    for value in x { try normal.observe(value) }
    let slow = enumerated(x, hazard: 1 / 8) { normalEvidence($0, 1, 0.3, 1.5, 2) }
    for (found, expected) in zip(normal.runLengths, slow.runs) { #expect(distance(found, expected) < 1e-11) }
    #expect(normal.runLengths.count == 11 && abs(normal.logEvidence - slow.log) < 1e-11)
    let counts = x.map { max(0, (2 * $0).rounded()) }
    var poisson = try BayesianChangePoints(.poisson(shape: 2, rate: 0.7), meanRunLength: 5)
    for value in counts { try poisson.observe(value) }
    let slowCounts = enumerated(counts, hazard: 1 / 5) { poissonEvidence($0, 2, 0.7) }
    for (found, expected) in zip(poisson.runLengths, slowCounts.runs) { #expect(distance(found, expected) < 1e-11) }
    #expect(abs(poisson.logEvidence - slowCounts.log) < 1e-11)
    #expect(abs(poisson.probabilityOfChange(within: 4) - slowCounts.runs[..<4].reduce(0, +)) < 1e-13)
  }

  @Test("a shift is found within a few values, and memory stays bounded")
  func detection() throws {
    var chance = SeededGenerator(seed: 9)
    var detector = try BayesianChangePoints(
      .normal(mean: 0, strength: 0.1, shape: 1, rate: 1), meanRunLength: 200, longestRun: 60)
    for index in 0..<300 {
      try detector.observe((index < 250 ? 0 : 4) + Normal.standard.quantile(chance.uniform()))
      #expect(detector.runLengths.count <= 60 && abs(detector.runLengths.reduce(0, +) - 1) < 1e-12)
      if index == 249 { #expect(detector.probabilityOfChange(within: 30) < 0.1 && detector.mostLikelyRunLength == 60) }
      if index == 256 { #expect(detector.mostLikelyRunLength == 7) }
    }
    #expect(detector.mostLikelyRunLength == 50)
  }

  @Test("the bound does not matter while no run is longer")
  func bound() throws {
    var chance = SeededGenerator(seed: 2)
    let model = RunModel.normal(mean: 0, strength: 1, shape: 2, rate: 2)
    var (short, long) = (
      try BayesianChangePoints(model, meanRunLength: 20, longestRun: 80), try BayesianChangePoints(model, meanRunLength: 20)
    )
    for _ in 0..<80 {
      let x = Normal.standard.quantile(chance.uniform())
      try short.observe(x)
      try long.observe(x)
    }
    #expect(short.runLengths == long.runLengths && short.logEvidence == long.logEvidence)
  }

  @Test("refuses nonsense and keeps its state")
  func hostile() throws {
    var detector = try BayesianChangePoints(.poisson(shape: 1, rate: 1), meanRunLength: 10)
    #expect(detector.runLengths.isEmpty && detector.mostLikelyRunLength == 0 && detector.probabilityOfChange(within: 3) == 0)
    try detector.observe(4)
    let before = detector.runLengths
    #expect(throws: StatisticsError.notFinite(argument: "x")) { try detector.observe(.nan) }
    #expect(throws: StatisticsError.outOfRange(argument: "x")) { try detector.observe(-1) }
    #expect(throws: StatisticsError.outOfRange(argument: "x")) { try detector.observe(1.5) }
    #expect(detector.runLengths == before && before == [1])
    var normal = try BayesianChangePoints(.normal(mean: 0, strength: 1, shape: 1, rate: 1), meanRunLength: 10)
    #expect(throws: StatisticsError.outOfRange(argument: "x")) { try normal.observe(1e308) }
    for x in [1e100, -1e100, 0, Double.leastNonzeroMagnitude, 1e100] { try normal.observe(x) }
    #expect(normal.runLengths.allSatisfy { $0 >= 0 && $0 <= 1 } && normal.logEvidence.isFinite)
    var constant = normal
    for _ in 0..<700 { try constant.observe(3) }
    #expect(constant.runLengths.allSatisfy(\.isFinite) && constant.runLengths.count == 500)
    #expect(throws: StatisticsError.outOfRange(argument: "model")) {
      try BayesianChangePoints(.poisson(shape: 0, rate: 1), meanRunLength: 10)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "meanRunLength")) {
      try BayesianChangePoints(.poisson(shape: 1, rate: 1), meanRunLength: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "longestRun")) {
      try BayesianChangePoints(.poisson(shape: 1, rate: 1), meanRunLength: 9, longestRun: 1)
    }
  }
}
