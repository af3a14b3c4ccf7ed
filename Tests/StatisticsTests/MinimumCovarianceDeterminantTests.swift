import Glibc
import LinearAlgebra
import Statistics
import Testing

/// Expected values: Reference/scatter.R (robustbase 0.95-0 with all starts; 200,000 for toxicity).
@Suite struct MinimumCovarianceDeterminantTests {
  struct Textbook: CustomTestStringConvertible, Sendable {
    let name: String
    let columns: [[Double]]
    /// ln det of the best subset at coverage 1/2 and 3/4.
    let half: Double
    let most: Double
    let kept: Int
    let centre: Double
    let variance: Double
    let covariance: Double
    /// Squared distances of rows 1, 4 and 9.
    let distances: [Double]
    var testDescription: String { name }
  }

  static let textbook = [
    Textbook(
      name: "Hawkins, Bradu, Kass", columns: TextbookData.hbk, half: -1.0478584888040432, most: 0.10000394910793919, kept: 61,
      centre: 1.5377049180327869, variance: 1.6786676148359312, covariance: 0.075260732005233116,
      distances: [584.58691171146677, 728.27220565540244, 688.56419534991949]),
    Textbook(
      name: "stack loss", columns: TextbookData.stackloss, half: 5.4725810426816732, most: 7.2652017770482704, kept: 19,
      centre: 58.368421052631575, variance: 65.057718041977111, covariance: 15.41294240984395,
      distances: [9.4477084089205903, 1.4465842800161002, 1.1774615803944817]),
    Textbook(
      name: "wood gravity", columns: TextbookData.wood, half: -36.270094363271198, most: -33.964012261943012, kept: 16,
      centre: 0.581625, variance: 0.010046691486734554, covariance: 0.0017317442884805243,
      distances: [2.5915239367525817, 48.119183780602199, 2.352761129458171]),
    Textbook(
      name: "stars", columns: TextbookData.stars, half: -8.0312151977239576, most: -7.0149742915510203, kept: 40,
      centre: 4.41275, variance: 0.017720070293532442, covariance: 0.059304722913875695,
      distances: [1.2223289562957369, 1.7935759443030368, 8.9464967676591449]),
    Textbook(
      name: "phosphorus", columns: TextbookData.phosphor, half: 6.8788472923216002, most: 8.241276506352861, kept: 16,
      centre: 13.30625, variance: 150.13608803512972, covariance: 150.81653416414062,
      distances: [8.1777847271560749, 1.5550103869022256, 0.92347092278523024]),
    Textbook(
      name: "delivery", columns: TextbookData.delivery, half: 10.805351676418619, most: 11.857525240912238, kept: 21,
      centre: 6.1904761904761898, variance: 10.543484025339206, covariance: 381.65158958487422,
      distances: [0.93215557121548676, 0.85820680131466165, 55.249322918406854]),
    Textbook(
      name: "aircraft", columns: TextbookData.aircraft, half: 30.27679633819492, most: 31.863242033423983, kept: 20,
      centre: 4.005, variance: 3.0224685435047429, covariance: -0.58124852145958794,
      distances: [2.0141155736084864, 1.7329091073857017, 2.7368936968555033]),
    Textbook(
      name: "salinity", columns: TextbookData.salinity, half: 1.3263636522149764, most: 3.1002983828452098, kept: 24,
      centre: 10.1875, variance: 13.146647868583514, covariance: 1.1118041459367534,
      distances: [0.73789966080946179, 2.9752096322305399, 2.9927484273303278]),
    Textbook(
      name: "Coleman", columns: TextbookData.coleman, half: 1.2868078844492996, most: 3.3404138802955075, kept: 18,
      centre: 2.7844444444444445, variance: 0.32341061717783831, covariance: 3.1542762752522755,
      distances: [4.6605967951456364, 1.2676019556711151, 4.826796680794061]),
    Textbook(
      name: "heart", columns: TextbookData.heart, half: 5.6787416938234117, most: 6.8574508184538701, kept: 9,
      centre: 36.033333333333331, variance: 151.74778884087809, covariance: 254.90039197220491,
      distances: [0.34437954229787154, 1.1010543177590095, 0.089384982042348057]),
    Textbook(
      name: "bushfire", columns: TextbookData.bushfire, half: 18.13580960049077, most: 23.161558833155169, kept: 30,
      centre: 102.03333333333333, variance: 603.74608361935827, covariance: 880.29795831076399,
      distances: [3.8621042411106887, 1.6477115388320791, 269.93683642259737]),
    Textbook(
      name: "toxicity", columns: TextbookData.toxicity, half: -28.076969429830221, most: -17.468382559153699, kept: 31,
      centre: -0.15838709677419355, variance: 0.21635120951818942, covariance: 0.66598405140486738,
      distances: [3.7326186573404843, 6.8085395427025519, 9.7221849582942497]),
  ]

  private func estimate(
    _ data: Matrix, coverage: Double = 0.75, seed: UInt64 = 1, starts: Int = 500
  ) throws -> RobustScatter {
    let options = MinimumCovarianceDeterminant.Options(coverage: coverage, starts: starts, seed: seed, rowsPerColumn: 2)
    guard case .estimate(let found) = try MinimumCovarianceDeterminant.fit(data, options) else {
      throw StatisticsError.outOfRange(argument: "no estimate")
    }
    return found
  }

  @Test("the published optimum of every textbook set, and what follows from it", arguments: textbook)
  func optimum(set: Textbook) throws {
    let data = try Matrix(columns: set.columns)
    #expect(abs(try estimate(data, coverage: 0.5, starts: 300).logDeterminant - set.half) < 1e-11)
    let found = try estimate(data)
    #expect(abs(found.logDeterminant - set.most) < 1e-11)
    #expect(found.kept.count { $0 } == set.kept)
    #expect(abs(found.reweighted.location[0] - set.centre) < 1e-12 * max(1, abs(set.centre)))
    #expect(abs(found.reweighted.scatter[0, 0] / set.variance - 1) < 1e-11)
    #expect(abs(found.reweighted.scatter[1, 0] / set.covariance - 1) < 1e-10)
    for (row, expected) in zip([0, 3, 8], set.distances) {
      #expect(abs(found.squaredDistances[row] / expected - 1) < 1e-9)
    }
  }

  @Test("every seed ends at the optimum", arguments: 1...4)
  func seeds(seed: Int) throws {
    for set in MinimumCovarianceDeterminantTests.textbook where set.columns.count < 5 {
      let found = try estimate(try Matrix(columns: set.columns), coverage: 0.5, seed: UInt64(seed), starts: 200)
      #expect(abs(found.logDeterminant - set.half) < 1e-11)
    }
  }

  @Test("one column is solved exactly")
  func univariate() throws {
    let found = try estimate(try Matrix(columns: [TextbookData.stars[1]]))
    #expect(abs(found.logDeterminant + 1.8801940127552099) < 1e-13)
    #expect(abs(found.raw.location[0] - 5.1257142857142854) < 1e-13)
    // for one column robustbase divides the subset's squares by h, here 35, elsewhere and here by h - 1
    #expect(abs(found.raw.scatter[0, 0] / 0.43188981698392198 - 35.0 / 34) < 1e-12)
    #expect(abs(found.reweighted.location[0] - 5.0121276595744675) < 1e-13)
    #expect(abs(found.reweighted.scatter[0, 0] / 0.32632580943570777 - 1) < 1e-12)
  }

  @Test("one column agrees with trying all runs, far values among them", arguments: 1...20)
  func slowUnivariate(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let values = (0..<(12 + 3 * seed)).map {
      $0 % 4 == 0 ? 1e9 * generator.uniform() : Normal.standard.quantile(generator.uniform())
    }
    let found = try estimate(try Matrix(columns: [values]))
    let sorted = values.sorted()
    let h = found.subset.count
    var best = Double.infinity
    for first in 0...(values.count - h) {
      let run = Array(sorted[first..<first + h])
      best = min(best, try #require(try Moments(run)?.variance))
    }
    #expect(abs(found.logDeterminant - log(best)) < 1e-10)
  }

  private func sample(_ n: Int, _ p: Int, wild: Int, seed: Int) -> [[Double]] {
    var generator = SeededGenerator(seed: UInt64(seed))
    let common = (0..<n).map { _ in Normal.standard.quantile(generator.uniform()) }
    return (0..<p).map { j in
      (0..<n).map { i in
        let own = Normal.standard.quantile(generator.uniform())
        return i < wild ? 8 + 0.1 * own - Double(j) : common[i] + own
      }
    }
  }

  @Test("an affine map moves the estimate as it moves the data", arguments: 1...4)
  func affine(seed: Int) throws {
    let (n, p) = (seed == 4 ? 900 : 80, 3)
    let columns = sample(n, p, wild: n / 5, seed: seed)
    let base = try estimate(try Matrix(columns: columns))
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    let map = (0..<p).map { i in (0..<p).map { j in generator.uniform() - 0.5 + (i == j ? 2 : 0) } }
    let shift = (0..<p).map { _ in 1000 * generator.uniform() }
    let moved = (0..<p).map { i in
      (0..<n).map { row in shift[i] + (0..<p).reduce(0) { $0 + map[i][$1] * columns[$1][row] } }
    }
    let found = try estimate(try Matrix(columns: moved))
    #expect(found.subset == base.subset && found.kept == base.kept)
    for i in 0..<p {
      let centre = shift[i] + (0..<p).reduce(0) { $0 + map[i][$1] * base.reweighted.location[$1] }
      #expect(abs(found.reweighted.location[i] - centre) < 1e-9)
      for j in 0..<p {
        var expected = 0.0
        for a in 0..<p { for b in 0..<p { expected += map[i][a] * base.reweighted.scatter[a, b] * map[j][b] } }
        #expect(abs(found.reweighted.scatter[i, j] - expected) < 1e-8)
      }
    }
    for (a, b) in zip(found.squaredDistances, base.squaredDistances) { #expect(abs(a - b) < 1e-7 * max(1, b)) }
  }

  @Test("the order of the rows does not matter", arguments: 1...4)
  func permutation(seed: Int) throws {
    let n = seed == 4 ? 900 : 70
    let columns = sample(n, 4, wild: n / 4, seed: seed)
    let base = try estimate(try Matrix(columns: columns))
    var generator = SeededGenerator(seed: UInt64(seed))
    let order = (0..<n).shuffled(using: &generator)
    let found = try estimate(try Matrix(columns: columns.map { column in order.map { column[$0] } }))
    #expect(found.subset.map { order[$0] }.sorted() == base.subset)
    #expect(abs(found.logDeterminant - base.logDeterminant) < 1e-12)
    for i in 0..<n {
      #expect(abs(found.squaredDistances[i] - base.squaredDistances[order[i]]) < 1e-9 * base.squaredDistances[order[i]])
    }
    let again = try estimate(try Matrix(columns: columns))
    #expect(again == base)
  }

  @Test("wild rows do not move it, in small and in large sets", arguments: [(60, 12), (2000, 450)])
  func breakdown(n: Int, wild: Int) throws {
    let found = try estimate(try Matrix(columns: sample(n, 3, wild: wild, seed: 9)))
    #expect(found.subset.allSatisfy { $0 >= wild } && found.kept[..<wild].allSatisfy { !$0 })
    for j in 0..<3 {
      #expect(abs(found.reweighted.location[j]) < 6 / Double(n).squareRoot())
      // the consistency factor takes the wild rows for the tails of the others
      #expect(abs(found.reweighted.scatter[j, j] - 2) < 2)
    }
  }

  @Test("rows on a plane: the plane is named, and who is on it", arguments: [(40, 32), (1200, 1000)])
  func exactFit(n: Int, onPlane: Int) throws {
    var columns = sample(n, 3, wild: 0, seed: 3)
    for i in 0..<onPlane { columns[2][i] = 5 + 2 * columns[0][i] - columns[1][i] }
    guard case .exactFit(let plane) = try MinimumCovarianceDeterminant.fit(try Matrix(columns: columns)) else {
      Issue.record("no plane was found")
      return
    }
    let length = 6.0.squareRoot()
    for (found, expected) in zip(plane.normal, [2 / length, -1 / length, -1 / length]) { #expect(abs(found - expected) < 1e-9) }
    #expect(abs(plane.offset + 5 / length) < 1e-8)
    #expect(plane.members == Array(0..<onPlane))
  }

  @Test("hostile input has a verdict")
  func hostile() throws {
    typealias MCD = MinimumCovarianceDeterminant
    let good = sample(40, 3, wild: 0, seed: 5)
    #expect(throws: StatisticsError.notFinite(argument: "data")) { try MCD.fit(try Matrix(columns: [[1, .infinity], [2, 3]])) }
    #expect(throws: StatisticsError.outOfRange(argument: "coverage")) {
      try MCD.fit(try Matrix(columns: good), MCD.Options(coverage: 0.4))
    }
    #expect(throws: StatisticsError.outOfRange(argument: "columns")) { try MCD.fit(Matrix(rows: 5, columns: 0)) }
    #expect(try MCD.fit(Matrix(rows: 0, columns: 2)) == .tooFewRows(rows: 0, needed: 10))
    #expect(try MCD.fit(try Matrix(columns: good.map { Array($0.prefix(14)) })) == .tooFewRows(rows: 14, needed: 15))
    #expect(try MCD.fit(try Matrix(columns: [good[0], Array(repeating: 2, count: 40), good[1]])) == .constantColumns([1]))
    // most values of a column tied: a subset lies on the plane x_1 = 2
    let tied = (0..<40).map { $0 < 35 ? 2.0 : Double($0) }
    guard case .exactFit(let onPlane) = try MCD.fit(try Matrix(columns: [good[0], tied])) else {
      Issue.record("no plane was found")
      return
    }
    #expect(onPlane.normal == [0, 1] && onPlane.offset == 2 && onPlane.members == Array(0..<35))
    // median deviation 0, but no subset agrees
    let halfTied = (0..<40).map { $0 < 24 ? 2.0 : Double($0) }
    guard case .estimate = try MCD.fit(try Matrix(columns: [good[0], halfTied])) else {
      Issue.record("a scale was there")
      return
    }
    guard case .exactFit(let line) = try MCD.fit(try Matrix(columns: [good[0], good[0].map { 3 * $0 }])) else {
      Issue.record("no line was found")
      return
    }
    #expect(line.members.count == 40)
    let duplicated = try estimate(try Matrix(columns: good.map { $0 + $0 }))
    #expect(duplicated.squaredDistances[..<40].elementsEqual(duplicated.squaredDistances[40...]) { abs($0 - $1) < 1e-9 * $1 })
    var far = good
    far[0][7] = 1e308
    #expect(throws: StatisticsError.linearAlgebra(.resultNotFinite)) { try MCD.fit(try Matrix(columns: far)) }
    far[0][7] = 1e120
    #expect(try estimate(try Matrix(columns: far)).kept[7] == false)
    let tiny = try estimate(try Matrix(columns: good.map { $0.map { $0 * 0x1p-300 } }))
    let base = try estimate(try Matrix(columns: good))
    #expect(tiny.subset == base.subset)
    let all = try estimate(try Matrix(columns: good), coverage: 1)
    #expect(all.subset == Array(0..<40))
  }
}
