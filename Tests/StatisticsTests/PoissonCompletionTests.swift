import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct PoissonCompletionTests {
  private struct Planted {
    var counts: Matrix
    var rates: [Double]
    var isThinned: [Bool]
    var isMissing: [Bool]
  }

  /// Rates of rank 3, a share of cells thinned, one cell in ten missing.
  private func planted(
    seed: Int, rows: Int = 40, columns: Int = 90, thinned: Double = 0.06, retained: Double = 0.1, level: Double = 12
  ) throws -> Planted {
    var chance = SeededGenerator(seed: UInt64(seed))
    let left = (0..<rows * 3).map { _ in 0.2 - log(chance.uniform()) }
    let right = (0..<columns * 3).map { _ in 0.2 - log(chance.uniform()) }
    var (rates, counts, isThinned, isMissing): ([Double], [Double], [Bool], [Bool]) = ([], [], [], [])
    for j in 0..<columns {
      for i in 0..<rows {
        let rate = level / 4.32 * (0..<3).reduce(0) { $0 + left[i + $1 * rows] * right[j + $1 * columns] }
        let isDim = chance.uniform() < thinned
        rates.append(rate)
        isThinned.append(isDim)
        isMissing.append(chance.uniform() < 0.1)
        counts.append(Double(Poisson(mean: isDim ? retained * rate : rate).quantile(chance.uniform()) ?? 0))
      }
    }
    return Planted(
      counts: try Matrix(rows: rows, columns: columns, elements: counts), rates: rates, isThinned: isThinned, isMissing: isMissing
    )
  }

  @Test("recovers rates, share and retention, and ranks the thinned cells", arguments: 1...3)
  func recovery(seed: Int) throws {
    let truth = try planted(seed: seed)
    let fit = try PoissonCompletion(counts: truth.counts, isMissing: truth.isMissing, rank: 3, seed: 1)
    #expect(abs(fit.share - 0.06) < 0.02 && abs(fit.retained - 0.1) < 0.05)
    let present = truth.rates.indices.filter { !truth.isMissing[$0] }
    let area = try #require(
      auc(scores: present.map { fit.thinned.elements[$0] }, labels: present.map { truth.isThinned[$0] }))
    #expect(area > 0.97)
    // the posterior is a probability: where it says one half or more it is right about as often
    let alarms = present.filter { fit.thinned.elements[$0] >= 0.5 }
    let right = alarms.filter { truth.isThinned[$0] }.count
    #expect(Double(right) > 0.85 * Double(alarms.count) && Double(right) > 0.7 * 0.06 * Double(present.count))
    // relative to Poisson noise of the cell itself, missing cells included
    let missing = truth.rates.indices.filter { truth.isMissing[$0] }
    for cells in [present, missing] {
      let error = cells.reduce(0) { sum, cell in
        sum + (fit.rates.elements[cell] - truth.rates[cell]) * (fit.rates.elements[cell] - truth.rates[cell]) / truth.rates[cell]
      }
      #expect(error / Double(cells.count) < 0.6)
    }
    #expect(missing.allSatisfy { fit.thinned.elements[$0] == fit.share })
  }

  @Test("without thinning almost no cell is called thinned")
  func none() throws {
    let truth = try planted(seed: 5, thinned: 0)
    let fit = try PoissonCompletion(counts: truth.counts, isMissing: truth.isMissing, rank: 3, seed: 1)
    #expect(fit.share < 0.01 && fit.thinned.elements.filter { $0 > 0.5 }.count < 8)
  }

  @Test("the same seed gives the same bits; another seed and another order of rows the same answer")
  func determinism() throws {
    let truth = try planted(seed: 7, rows: 25, columns: 40)
    let first = try PoissonCompletion(counts: truth.counts, isMissing: truth.isMissing, rank: 3, seed: 1)
    #expect(try PoissonCompletion(counts: truth.counts, isMissing: truth.isMissing, rank: 3, seed: 1) == first)
    let second = try PoissonCompletion(counts: truth.counts, isMissing: truth.isMissing, rank: 3, seed: 99)
    let turned = truth.counts.transposed
    var missing: [Bool] = []
    for i in 0..<25 { for j in 0..<40 { missing.append(truth.isMissing[i + 25 * j]) } }
    let third = try PoissonCompletion(counts: turned, isMissing: missing, rank: 3, seed: 1)
    for i in 0..<25 {
      for j in 0..<40 {
        #expect(abs(first.thinned[i, j] - second.thinned[i, j]) < 0.02)
        #expect(abs(first.thinned[i, j] - third.thinned[j, i]) < 0.02)
      }
    }
    // what stands in a missing cell does not matter
    var scribbled = truth.counts
    for j in 0..<40 { for i in 0..<25 where truth.isMissing[i + 25 * j] { scribbled[i, j] = -7e200 } }
    #expect(try PoissonCompletion(counts: scribbled, isMissing: truth.isMissing, rank: 3, seed: 1) == first)
  }

  @Test("rank one and full rank, empty rows, one cell and zeros have answers")
  func degenerate() throws {
    let zero = try PoissonCompletion(counts: Matrix(rows: 4, columns: 5), rank: 2, seed: 1)
    #expect(zero.rates.elements.allSatisfy { $0 > 0 && $0 < 1 } && zero.thinned.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
    let one = try PoissonCompletion(counts: Matrix(rows: 1, columns: 1, repeating: 7), rank: 5, seed: 1)
    #expect(one.rates.elements[0] > 0 && one.rates.isFinite)
    var missing = [Bool](repeating: false, count: 20)
    for j in 0..<5 { missing[2 + 4 * j] = true }
    let row = try PoissonCompletion(counts: Matrix(rows: 4, columns: 5, repeating: 9), isMissing: missing, rank: 1, seed: 1)
    #expect(abs(row.rates[2, 3] - 9) < 1.5 && row.thinned[2, 3] == row.share)
    let large = try PoissonCompletion(counts: Matrix(rows: 3, columns: 3, repeating: 1e100), rank: 1, seed: 1)
    #expect(large.rates.isFinite && large.thinned.isFinite)
    let mixed = try Matrix(rows: 2, columns: 3, elements: [0, 1e100, 3, 0, 5, 1e-300])
    #expect(try PoissonCompletion(counts: mixed, rank: 2, seed: 1).rates.isFinite)
  }

  @Test("refuses what is no table of counts")
  func hostile() throws {
    let good = Matrix(rows: 2, columns: 2, repeating: 1)
    #expect(throws: StatisticsError.outOfRange(argument: "rank")) { try PoissonCompletion(counts: good, rank: 0, seed: 1) }
    #expect(throws: StatisticsError.outOfRange(argument: "counts")) {
      try PoissonCompletion(counts: Matrix(rows: 2, columns: 2, repeating: -1), rank: 1, seed: 1)
    }
    #expect(throws: StatisticsError.notFinite(argument: "counts")) {
      try PoissonCompletion(counts: Matrix(rows: 2, columns: 2, repeating: .nan), rank: 1, seed: 1)
    }
    #expect(throws: StatisticsError.dimensions(expected: 4, found: 1)) {
      try PoissonCompletion(counts: good, isMissing: [false], rank: 1, seed: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "isMissing")) {
      try PoissonCompletion(counts: Matrix(rows: 0, columns: 0), rank: 1, seed: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "mostRetained")) {
      try PoissonCompletion(counts: good, rank: 1, mostRetained: 1, seed: 1)
    }
  }
}
