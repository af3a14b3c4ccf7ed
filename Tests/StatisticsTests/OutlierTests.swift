import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct OutlierTests {
  private func normals(_ n: Int, _ p: Int, seed: Int) -> [[Double]] {
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<p).map { _ in (0..<n).map { _ in Normal.standard.quantile(generator.uniform()) } }
  }

  /// All distances, sorted by distance and index.
  private func slowNeighbours(_ columns: [[Double]], _ k: Int) -> [[(Double, Int)]] {
    let n = columns[0].count
    return (0..<n).map { i in
      let all = (0..<n).filter { $0 != i }.map { j in
        (columns.reduce(0) { $0 + ($1[i] - $1[j]) * ($1[i] - $1[j]) }.squareRoot(), j)
      }
      return Array(all.sorted { $0 < $1 }.prefix(k))
    }
  }

  @Test(
    "neighbours agree with looking at all pairs", arguments: [(7, 1, 3), (150, 3, 10), (291, 7, 1), (270, 5, 25), (140, 2, 139)])
  func neighbours(n: Int, p: Int, k: Int) throws {
    let columns = normals(n, p, seed: n)
    let found = try NearestNeighbours(try Matrix(columns: columns), count: k)
    let slow = slowNeighbours(columns, k)
    for i in 0..<n {
      #expect(found.neighbours(of: i) == slow[i].map(\.1))
      for (a, b) in zip(found.distances(of: i), slow[i].map(\.0)) { #expect(abs(a - b) <= 4e-16 * b) }
    }
    #expect(found.farthest == (0..<n).map { found.distances(of: $0)[k - 1] })
  }

  @Test("a few rows of a large set agree with looking at all others")
  func largeSet() throws {
    let columns = normals(1500, 4, seed: 12)
    let found = try NearestNeighbours(try Matrix(columns: columns), count: 30)
    for i in [0, 1, 255, 256, 777, 1499] {
      let all = (0..<1500).filter { $0 != i }.map { j in
        (columns.reduce(0) { $0 + ($1[i] - $1[j]) * ($1[i] - $1[j]) }.squareRoot(), j)
      }
      #expect(found.neighbours(of: i) == all.sorted { $0 < $1 }.prefix(30).map(\.1))
    }
  }

  @Test("ties come in the order of their index, exact duplicates at distance 0", arguments: 1...3)
  func ties(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let columns = (0..<3).map { _ in (0..<260).map { _ in (generator.uniform() * 3).rounded() } }
    let found = try NearestNeighbours(try Matrix(columns: columns), count: 12)
    let slow = slowNeighbours(columns, 12)
    for i in 0..<260 { #expect(found.neighbours(of: i) == slow[i].map(\.1)) }
    let same = try NearestNeighbours(Matrix(rows: 300, columns: 2, repeating: 0.1), count: 5)
    #expect(same.neighbours(of: 200) == [0, 1, 2, 3, 4] && same.distances(of: 200) == [0, 0, 0, 0, 0])
  }

  @Test("near duplicates far from the centre keep their digits")
  func nearDuplicates() throws {
    var columns = normals(150, 4, seed: 2)
    // two clusters so far apart that single precision sees no distance within either
    for j in 0..<4 { for i in 0..<150 { columns[j][i] = columns[j][i] * 0x1p-20 + (i % 2 == 0 ? 0x1p20 : -0x1p20) } }
    let found = try NearestNeighbours(try Matrix(columns: columns), count: 6)
    let slow = slowNeighbours(columns, 6)
    for i in 0..<150 {
      #expect(found.neighbours(of: i) == slow[i].map(\.1))
      for (a, b) in zip(found.distances(of: i), slow[i].map(\.0)) { #expect(abs(a - b) <= 4e-16 * b) }
    }
  }

  @Test("hostile input has an answer")
  func hostileNeighbours() throws {
    #expect(throws: StatisticsError.outOfRange(argument: "count")) {
      try NearestNeighbours(Matrix(rows: 3, columns: 1), count: 0)
    }
    #expect(throws: StatisticsError.notFinite(argument: "data")) {
      try NearestNeighbours(try Matrix(columns: [[1, .nan]]), count: 1)
    }
    #expect(try NearestNeighbours(Matrix(rows: 1, columns: 2), count: 4).count == 0)
    #expect(try NearestNeighbours(Matrix(rows: 0, columns: 0), count: 4).farthest.isEmpty)
    #expect(try NearestNeighbours(Matrix(rows: 3, columns: 1), count: 9).neighbours(of: 1) == [0, 2])
    let huge = try NearestNeighbours(try Matrix(columns: [[1.5e308, -1.5e308, 1e308]]), count: 1)
    #expect(huge.neighbours(of: 0) == [2] && abs(huge.distances(of: 0)[0] / 5e307 - 1) < 1e-15)
    let tiny = Double.leastNonzeroMagnitude
    let small = try NearestNeighbours(try Matrix(columns: [[0, 4 * tiny, 10 * tiny]]), count: 1)
    #expect(small.neighbours(of: 2) == [1] && small.distances(of: 2) == [6 * tiny])
  }

  @Test("planted outliers come first, and rank sums mean what they say")
  func ensemble() throws {
    var columns = normals(500, 6, seed: 4)
    for i in 0..<500 { columns[1][i] = columns[0][i] + 0.2 * columns[1][i] }
    columns[3][10] = 9
    (columns[0][20], columns[1][20]) = (2, -2)
    for j in 0..<6 { columns[j][30] = 5 }
    guard case .scored(let scores) = try OutlierEnsemble.score(try Matrix(columns: columns)) else {
      Issue.record("no scores")
      return
    }
    let order = scores.combined.indices.sorted { scores.combined[$0] > scores.combined[$1] }
    #expect(Set(order.prefix(3)) == [10, 20, 30])
    #expect(scores.scatterUsed == .robust && scores.statistics.count == 3)
    // the mean of -ln(1 - u) over the ranks is 1 up to the ends
    #expect(abs(scores.combined.reduce(0, +) / 500 - 3) < 0.01)
    let tails = try OutlierEnsemble.tailScores([3, 1, 2])
    #expect(tails.elementsEqual([-log(1 - 2.5 / 3), -log(1 - 0.5 / 3), -log(0.5)]) { abs($0 - $1) < 1e-15 })
  }

  @Test("units, shifts and repeated rows change no rank", arguments: 1...5)
  func ensembleLaws(seed: Int) throws {
    let columns = normals(120, 3, seed: seed)
    let moved = columns.enumerated().map { j, column in column.map { $0 * [0x1p-40, 0x1p10, 1][j] } }
    guard case .scored(let base) = try OutlierEnsemble.score(try Matrix(columns: columns)),
      case .scored(let other) = try OutlierEnsemble.score(try Matrix(columns: moved)),
      case .scored(let doubled) = try OutlierEnsemble.score(try Matrix(columns: columns.map { $0 + $0 }))
    else {
      Issue.record("no scores")
      return
    }
    #expect(base.combined == other.combined)
    for i in 0..<120 { #expect(doubled.combined[i] == doubled.combined[i + 120]) }
  }

  @Test("hostile input has a verdict")
  func hostileEnsemble() throws {
    #expect(try OutlierEnsemble.score(Matrix(rows: 2, columns: 2)) == .tooFewRows(2))
    #expect(try OutlierEnsemble.score(Matrix(rows: 9, columns: 2, repeating: 1)) == .noVariation)
    #expect(throws: StatisticsError.notFinite(argument: "data")) {
      try OutlierEnsemble.score(try Matrix(columns: [[1, .nan, 2, 3]]))
    }
    #expect(throws: StatisticsError.outOfRange(argument: "neighbours")) {
      try OutlierEnsemble.score(Matrix(rows: 9, columns: 2), neighbours: 0)
    }
    // one constant column, one mostly tied: scales say which
    let columns = normals(60, 2, seed: 8)
    let tied = (0..<60).map { $0 < 40 ? 0.0 : Double($0) }
    let data = try Matrix(columns: [columns[0], Array(repeating: 4, count: 60), tied, columns[1]])
    guard case .scored(let scores) = try OutlierEnsemble.score(data) else {
      Issue.record("no scores")
      return
    }
    #expect(scores.scales[1] == .constant && scores.scales[1].value == nil)
    if case .meanAbsoluteDeviation(let value) = scores.scales[2] {
      #expect(value > 0)
    } else {
      Issue.record("no fallback scale")
    }
    // fewer rows than columns ask for: the shrunk covariance, and the reason
    guard case .scored(let thin) = try OutlierEnsemble.score(try Matrix(columns: normals(20, 6, seed: 3))) else {
      Issue.record("no scores")
      return
    }
    #expect(thin.scatterUsed == .shrunk(because: .tooFewRows(rows: 20, needed: 30)))
    let wide = try Matrix(columns: normals(5, 12, seed: 3))
    if case .scored(let scores) = try OutlierEnsemble.score(wide) { #expect(!scores.combined.contains { !$0.isFinite }) }
  }
}
