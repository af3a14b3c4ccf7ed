import Glibc
import Statistics
import Testing

@Suite struct ChangePointTests {
  /// Every division by dynamic programming, with costs from the values themselves.
  private func optimal(_ x: [Double], _ penalty: Double, _ length: Int, _ cost: ([Double]) -> Double) -> (
    changes: [Int], cost: Double
  ) {
    var best = [Double](repeating: .infinity, count: x.count + 1)
    var previous = [Int](repeating: 0, count: x.count + 1)
    best[0] = -penalty
    for end in length...x.count {
      for start in 0...(end - length) where best[start] < .infinity {
        let value = best[start] + cost(Array(x[start..<end])) + penalty
        if value < best[end] - 1e-9 { (best[end], previous[end]) = (value, start) }
      }
    }
    var (changes, at) = ([Int](), previous[x.count])
    while at > 0 { (changes, at) = ([at] + changes, previous[at]) }
    return (changes, best[x.count])
  }

  private func squares(_ x: [Double]) -> Double {
    let mean = x.reduce(0, +) / Double(x.count)
    return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  private func series(seed: Int, count: Int = 60) -> [Double] {
    var chance = SeededGenerator(seed: UInt64(seed))
    var (level, spread) = (0.0, 1.0)
    return (0..<count).map { _ in
      if chance.uniform() < 0.07 { (level, spread) = (4 * chance.uniform(), 0.3 + 2 * chance.uniform()) }
      return level + spread * Normal.standard.quantile(chance.uniform())
    }
  }

  @Test("equals the best of all divisions", arguments: 1...40)
  func optimality(seed: Int) throws {
    let x = series(seed: seed)
    for (length, penalty) in [(1, 6.0), (2, 3.0), (5, 9.0), (11, 1.0)] {
      let mean = try changePoints(x, model: .mean(variance: 0.8), penalty: penalty, minimumLength: length)
      let slowMean = optimal(x, penalty, length) { squares($0) / 0.8 }
      #expect(mean.changes == slowMean.changes && abs(mean.cost - slowMean.cost) < 1e-9 * max(1, abs(slowMean.cost)))
      let counts = x.map { max(0, (3 * $0).rounded()) }
      let rate = try changePoints(counts, model: .poisson, penalty: penalty, minimumLength: length)
      let slowRate = optimal(counts, penalty, length) { segment in
        let sum = segment.reduce(0, +)
        return sum > 0 ? 2 * (sum - sum * log(sum / Double(segment.count))) : 0
      }
      #expect(abs(rate.cost - slowRate.cost) < 1e-9 * max(1, abs(slowRate.cost)))
      guard length > 1 else { continue }
      let whole = squares(x) / Double(x.count)
      let both = try changePoints(x, model: .meanAndVariance(floor: 1e-6), penalty: penalty, minimumLength: length)
      let slowBoth = optimal(x, penalty, length) { segment in
        let (n, sum) = (Double(segment.count), squares(segment))
        let variance = max(sum / n, 1e-6 * whole)
        return n * log(variance) + sum / variance
      }
      #expect(both.changes == slowBoth.changes)
    }
  }

  @Test("shift, scale and a mirror in time leave the places of the changes", arguments: 1...20)
  func laws(seed: Int) throws {
    let x = series(seed: seed, count: 150)
    let found = try changePoints(x, model: .mean(variance: 1), penalty: 12, minimumLength: 3)
    let moved = try changePoints(x.map { 2 * $0 + 64 }, model: .mean(variance: 4), penalty: 12, minimumLength: 3)
    #expect(moved.changes == found.changes && abs(moved.cost - found.cost) < 1e-9 * found.cost)
    let mirrored = try changePoints(x.reversed(), model: .mean(variance: 1), penalty: 12, minimumLength: 3)
    #expect(mirrored.changes == found.changes.reversed().map { x.count - $0 })
    let more = try changePoints(x, model: .mean(variance: 1), penalty: 2, minimumLength: 3)
    #expect(more.changes.count >= found.changes.count)
  }

  @Test("a level a hundred million deviations away costs no digits")
  func digits() throws {
    var chance = SeededGenerator(seed: 3)
    let noise = (0..<80).map { _ in Normal.standard.quantile(chance.uniform()) }
    let x = noise.enumerated().map { $1 + ($0 < 40 ? 0 : 1e8) + ($0 < 60 ? 0 : 5) }
    let found = try changePoints(x, model: .mean(variance: 1), penalty: 10, minimumLength: 5)
    #expect(found.changes == [40, 60])
    #expect(abs(found.cost - (squares(Array(x[..<40])) + squares(Array(x[40..<60])) + squares(Array(x[60...])) + 20)) < 1e-5)
  }

  @Test("nothing, constants and extremes have answers, and nonsense is refused")
  func hostile() throws {
    let mean = ChangePointModel.mean(variance: 1)
    #expect(try changePoints([], model: mean, penalty: 1).changes.isEmpty)
    #expect(try changePoints([3], model: mean, penalty: 1).cost == 0)
    #expect(try changePoints(Array(repeating: 5, count: 50), model: mean, penalty: 1).changes.isEmpty)
    let flat = try changePoints(Array(repeating: 5, count: 50), model: .meanAndVariance(floor: 1e-6), penalty: 1)
    #expect(flat.changes.isEmpty && flat.cost.isFinite)
    #expect(try changePoints(Array(repeating: 0, count: 50), model: .poisson, penalty: 1).changes.isEmpty)
    let huge = (0..<40).map { $0 < 20 ? -1.7e308 : 1.7e308 }
    #expect(try changePoints(huge, model: .meanAndVariance(floor: 1e-6), penalty: 10).changes == [20])
    #expect(try changePoints([1, 2, 9, 9], model: mean, penalty: .infinity).changes.isEmpty)
    #expect(try changePoints([1, 2, 9, 9], model: mean, penalty: 1, minimumLength: 100).changes.isEmpty)
    let odd = StatisticsError.notFinite(argument: "x")
    #expect(throws: odd) { try changePoints([1, .nan], model: mean, penalty: 1) }
    #expect(throws: odd) { try changePoints([1, .infinity], model: .poisson, penalty: 1) }
    #expect(throws: StatisticsError.outOfRange(argument: "x")) { try changePoints([-1, 2], model: .poisson, penalty: 1) }
    #expect(throws: StatisticsError.outOfRange(argument: "penalty")) { try changePoints([1], model: mean, penalty: .nan) }
    #expect(throws: StatisticsError.outOfRange(argument: "variance")) {
      try changePoints([1], model: .mean(variance: 0), penalty: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "minimumLength")) {
      try changePoints([1], model: .meanAndVariance(floor: 0), penalty: 1, minimumLength: 1)
    }
  }
}
