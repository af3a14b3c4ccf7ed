import Statistics
import Testing

@Suite struct AdjustedPValueTests {
  /// Benjamini & Hochberg (1995), section 4, shuffled; expected values: R 4.2.2, p.adjust (Reference/adjusted.R).
  private let p = [
    0.0344, 0.0001, 1, 0.0019, 0.5719, 0.0201, 0.0459, 0.0004, 0.7590, 0.0298, 0.0095, 0.6528, 0.0278, 0.3240, 0.4262,
  ]

  private func same(_ found: [Double], _ expected: [Double]) -> Bool {
    zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-15 } && found.count == expected.count
  }

  @Test("equal p.adjust")
  func adjust() throws {
    #expect(
      same(
        try benjaminiHochberg(p),
        [
          0.06450000000000000, 0.00150000000000000, 1, 0.00950000000000000, 0.71487499999999993, 0.06030000000000000,
          0.07650000000000001, 0.00300000000000000, 0.81321428571428567, 0.06385714285714286, 0.03562500000000000,
          0.75323076923076926, 0.06385714285714286, 0.48599999999999999, 0.58118181818181813,
        ]))
    #expect(
      same(
        try benjaminiYekutieli(p),
        [
          0.21402577006327006, 0.00497734348984349, 1, 0.03152317543567543, 1, 0.20008920829170829, 0.25384451798201801,
          0.00995468697968698, 1, 0.21189262285333715, 0.11821190788378289, 1, 0.21189262285333715, 1, 1,
        ]))
    #expect(
      same(
        try holm(p),
        [0.2780, 0.0015, 1, 0.0247, 1, 0.2211, 0.3213, 0.0056, 1, 0.2780, 0.1140, 1, 0.2780, 1, 1]))
    #expect(
      same(
        try bonferroni(p),
        [0.5160, 0.0015, 1, 0.0285, 1, 0.3015, 0.6885, 0.0060, 1, 0.4470, 0.1425, 1, 0.4170, 1, 1]))
  }

  @Test("the order of many values, ties and values that differ in the last bit is right", arguments: 1...20)
  func order(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    // one cluster of neighbours, exact ties, zeros of both signs and numbers of every size
    let p = (0..<700).map { index -> Double in
      switch index % 5 {
      case 0: Double(bitPattern: (0.3).bitPattern + chance.next() % 1000)
      case 1: Double(chance.next() % 7) / 7
      case 2: chance.uniform() < 0.5 ? 0.0 : -0.0
      case 3: Double(sign: .plus, exponent: -Int(chance.next() % 1070), significand: 1)
      default: chance.uniform()
      }
    }
    let sorted = p.enumerated().sorted { $0.element != $1.element ? $0.element < $1.element : $0.offset < $1.offset }
    var (expected, least) = (p, 1.0)
    for (rank, item) in sorted.enumerated().reversed() {
      least = min(least, item.element * (Double(p.count) / Double(rank + 1)))
      expected[item.offset] = least
    }
    #expect(try benjaminiHochberg(p) == expected)
    let isotonic = try IsotonicCalibration(scores: p, targets: p)
    #expect(isotonic.thresholds == Array(Set(p)).sorted() && isotonic.values == isotonic.thresholds)
  }

  @Test("Holm never rejects less than Bonferroni, Benjamini-Yekutieli never more than Benjamini-Hochberg", arguments: 1...30)
  func comparisons(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let p = (0..<90).map { _ in chance.uniform() * chance.uniform() }
    let (holm, bonferroni) = (try holm(p), try bonferroni(p))
    let (hochberg, yekutieli) = (try benjaminiHochberg(p), try benjaminiYekutieli(p))
    for i in p.indices {
      #expect(p[i] <= holm[i] && holm[i] <= bonferroni[i])
      #expect(hochberg[i] <= yekutieli[i] && hochberg[i] <= holm[i] + 1e-15)
      // the definition of Holm, slowly
      let slow = p.filter { $0 <= p[i] }.map { q in min(1, q * Double(p.filter { $0 >= q }.count)) }.max()
      #expect(abs(holm[i] - (slow ?? 2)) < 1e-14)
    }
    #expect(try simes(p) == hochberg.min())
  }

  @Test("a family is selected by its Simes p-value and judged at the level that is left")
  func hierarchy() throws {
    // Simes 0.004, 0.09, 1; BH over families: 0.012, 0.135, 1
    let families = [[0.001, 0.5, 0.02, 0.9], [0.03, 0.2, 0.6], [0.9, 1]]
    let one = try hierarchicalDiscovery(families: families, level: 0.1)
    #expect(zip(one.familyP, [0.004, 0.09, 1]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(one.isSelected == [true, false, false] && abs(one.levelWithin - 0.1 / 3) < 1e-15)
    // q-values 0.004, 0.667, 0.04, 0.9 at 0.0333
    #expect(one.isRejected == [[true, false, false, false], [false, false, false], [false, false]])
    let two = try hierarchicalDiscovery(families: families, level: 0.15)
    #expect(two.isSelected == [true, true, false] && abs(two.levelWithin - 0.1) < 1e-15)
    #expect(two.isRejected == [[true, false, true, false], [true, false, false], [false, false]])
    let empty = try hierarchicalDiscovery(families: [[], [0.001]], level: 0.1)
    #expect(empty.isSelected == [false, true] && empty.isRejected == [[], [true]])
    #expect(try hierarchicalDiscovery(families: [], level: 0.1).isRejected.isEmpty)
    #expect(throws: StatisticsError.outOfRange(argument: "p")) { try hierarchicalDiscovery(families: [[.nan]], level: 0.1) }
    #expect(throws: StatisticsError.outOfRange(argument: "level")) { try hierarchicalDiscovery(families: [], level: 0) }
  }

  /// Benjamini & Bogomolov (2014), theorem 1: the mean false discovery proportion over selected families is at most q.
  @Test("the false discovery rate inside selected families keeps its level")
  func selectedRate() throws {
    var chance = SeededGenerator(seed: 4)
    var total = 0.0
    let draws = 400
    for _ in 0..<draws {
      // thirty families of ten, six of them with four strong effects
      let families = (0..<30).map { family in
        (0..<10).map { index -> Double in
          let shift = family < 6 && index < 4 ? 3.0 : 0
          return Normal.standard.upperTail(Normal.standard.quantile(chance.uniform()) + shift)
        }
      }
      let found = try hierarchicalDiscovery(families: families, level: 0.1)
      var (sum, selected) = (0.0, 0.0)
      for family in 0..<30 where found.isSelected[family] {
        let all = found.isRejected[family].filter { $0 }.count
        let wrong = found.isRejected[family].enumerated().filter { $0.element && !(family < 6 && $0.offset < 4) }.count
        #expect(all > 0)
        sum += Double(wrong) / Double(max(1, all))
        selected += 1
      }
      total += selected > 0 ? sum / selected : 0
    }
    #expect(total / Double(draws) < 0.11 && total > 0)
  }

  @Test("mid-p has mean one half, randomised p is uniform, exact p never below its level")
  func discrete() {
    let law = Poisson(mean: 2.3)
    var (mean, below, belowExact) = (0.0, 0.0, 0.0)
    for k in 0...60 {
      mean += law.probability(k) * law.midP(k)
      // the chance over u that the randomised p is at most 0.05, in closed form: linear in u
      let (low, high) = (law.randomizedP(k, uniform: 0), law.randomizedP(k, uniform: 1))
      below += law.probability(k) * min(1, max(0, high > low ? (0.05 - low) / (high - low) : 0))
      if law.exactP(k) <= 0.05 { belowExact += law.probability(k) }
    }
    #expect(abs(mean - 0.5) < 1e-14 && abs(below - 0.05) < 1e-14 && belowExact <= 0.05 && belowExact > 0)
    #expect(abs(law.exactP(4) - law.upperTail(3)) < 1e-16 && law.exactP(0) == 1)
    #expect(abs(law.exactP(1, .less) - law.cumulative(1)) < 1e-16)
    #expect(abs(law.midP(1, .less) + law.midP(1) - 1) < 1e-15)
    #expect(law.exactP(2, .twoSided) == 1 && abs(law.exactP(9, .twoSided) - 2 * law.upperTail(8)) < 1e-18)
    #expect(abs(law.randomizedP(3, .less, uniform: 0.2) + law.randomizedP(3, uniform: 0.2) - 1) < 1e-14)
    #expect(law.randomizedP(3, uniform: .nan).isNaN && law.randomizedP(3, uniform: 2).isNaN)
    #expect(law.exactP(.min) == 1 && law.exactP(.max) == 0)
  }

  @Test("refuses what is no probability")
  func hostile() throws {
    #expect(try holm([]) == [] && benjaminiYekutieli([]) == [] && simes([]) == 1)
    for bad in [Double.nan, -0.1, 1.1, .infinity] {
      #expect(throws: StatisticsError.outOfRange(argument: "p")) { try holm([0.5, bad]) }
      #expect(throws: StatisticsError.outOfRange(argument: "p")) { try benjaminiYekutieli([bad]) }
      #expect(throws: StatisticsError.outOfRange(argument: "p")) { try simes([bad]) }
    }
    #expect(try benjaminiHochberg(Array(repeating: 0.2, count: 1000)) == Array(repeating: 0.2, count: 1000))
    let tiny = Double.leastNonzeroMagnitude * 2
    #expect(try benjaminiHochberg([0, tiny, 1]) == [0, tiny * 1.5, 1])
  }
}
