import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct LogisticRegressionTests {
  /// Dalal, Fowlkes & Hoadley (1989): launch temperature and O-ring damage of 23 flights.
  private let temperatures: [Double] = [
    66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
  ]
  private let damaged = [
    0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1,
  ].map { $0 == 1 }

  private func design(_ centre: Double) throws -> Matrix {
    try Matrix(columns: [temperatures.map { _ in 1 }, temperatures.map { $0 - centre }])
  }

  /// The usual answer without a prior, for instance of glm in R: 15.0429 (7.3786) and -0.2322 (0.1082).
  @Test("agrees with the published regression when the ridge vanishes")
  func published() throws {
    let fit = try LogisticRegression.fit(design: design(0), outcomes: damaged, ridge: [1e-12, 1e-12])
    #expect(fit.converged && !fit.isSeparated)
    #expect(abs(fit.coefficients[0] - 15.0429) < 1e-4 && abs(fit.coefficients[1] + 0.2322) < 1e-4)
    #expect(abs(fit.covariance[0, 0].squareRoot() - 7.3786) < 1e-3 && abs(fit.covariance[1, 1].squareRoot() - 0.1082) < 1e-4)
    #expect(abs(-2 * fit.logLikelihood - 20.315) < 1e-3)
    #expect(abs(fit.standardError([1, 0]) - 7.3786) < 1e-3)
  }

  /// mpmath 1.3.0: root of the gradient at 30 digits.
  @Test("finds the mode of the posterior")
  func mode() throws {
    let free = try LogisticRegression.fit(design: design(70), outcomes: damaged, ridge: [1e-14, 1e-14])
    #expect(distance(free.coefficients[0], -1.20849044759931) < 1e-8 && distance(free.coefficients[1], -0.232162744218596) < 1e-8)
    let fit = try LogisticRegression.fit(design: design(70), outcomes: damaged, ridge: [0.01, 4])
    #expect(distance(fit.coefficients[0], -1.18414756210511) < 1e-8 && distance(fit.coefficients[1], -0.221884954669536) < 1e-8)
    #expect(distance(fit.logLikelihood, -10.1622421356) < 1e-10)
    #expect(distance(fit.probability([1, 0]), 1 / (1 + 3.2679)) < 1e-3)
  }

  @Test("separated data has a finite answer and is named")
  func separated() throws {
    let design = try Matrix(columns: [[1, 1, 1, 1], [-2, -1, 1, 2]])
    let fit = try LogisticRegression.fit(design: design, outcomes: [false, false, true, true], ridge: [1e-6, 1e-6])
    #expect(fit.converged && fit.isSeparated && fit.coefficients.allSatisfy(\.isFinite) && fit.coefficients[1] > 5)
    let same = try LogisticRegression.fit(design: design, outcomes: [true, true, true, true], ridge: [0.1, 0.1])
    #expect(same.converged && same.isSeparated && same.coefficients[0] > 1 && abs(same.coefficients[1]) < 1e-8)
  }

  @Test("without rows the prior is the answer, and weights count like repeated rows")
  func priorAndWeights() throws {
    let nothing = try LogisticRegression.fit(design: Matrix(rows: 0, columns: 2), outcomes: [], ridge: [4, 2], prior: [1, -1])
    #expect(nothing.coefficients == [1, -1] && nothing.covariance[0, 0] == 0.25 && !nothing.isSeparated)
    let twice = try Matrix(columns: [[1, 1, 1, 1], [0, 1, 2, 1]])
    let once = try Matrix(columns: [[1, 1, 1], [0, 1, 2]])
    let a = try LogisticRegression.fit(design: twice, outcomes: [false, true, false, true], ridge: [0.1, 0.1])
    let b = try LogisticRegression.fit(design: once, outcomes: [false, true, false], weights: [1, 2, 1], ridge: [0.1, 0.1])
    for (x, y) in zip(a.coefficients, b.coefficients) { #expect(abs(x - y) < 1e-9) }
  }

  private static func any(_ outcomes: Int, seed: UInt64) throws -> LogisticRegression {
    var chance = SeededGenerator(seed: seed)
    let design = randomDesign(rows: outcomes, columns: 3, &chance)
    return try LogisticRegression.fit(design: design, outcomes: (0..<outcomes).map { _ in chance.next() % 2 == 0 })
  }

  @Test("a batch has the probabilities of its rows, wherever they stand", arguments: [0, 1, 7, 8, 9, 1001])
  func batch(rows: Int) throws {
    let fit = try Self.any(40, seed: 3)
    var chance = SeededGenerator(seed: UInt64(rows))
    var design = randomDesign(rows: rows, columns: 3, &chance)
    for i in 0..<rows { design[i, 1] *= chance.uniform() < 0.2 ? 500 : 1 }
    let offset = (0..<rows).map { _ in 4 * chance.uniform() - 2 }
    let plain = try fit.probabilities(design)
    let moved = try fit.probabilities(design, offset: offset)
    #expect(plain.count == rows && moved.count == rows)
    for i in 0..<rows {
      #expect(distance(plain[i], fit.probability(design.row(i))) < 1e-12)
      let expected = 1 / (1 + exp(-(fit.logOdds(design.row(i)) + offset[i])))
      #expect(distance(moved[i], expected) < 1e-12)
      let alone = try fit.probabilities(design.rows(in: [i..<i + 1]), offset: [offset[i]])
      #expect(alone == [moved[i]])
    }
  }

  @Test("a batch keeps small probabilities, and refuses what is not finite")
  func batchEdges() throws {
    let fit = try LogisticRegression.fit(
      design: Matrix(columns: [[1, 1, 1, 1], [0, 0, 1, 1]]), outcomes: [true, false, true, false])
    let (one, zero) = (try Matrix(columns: [[1, 1], [1, 1]]), [0.0, 0.0])
    #expect(try worst(fit.probabilities(one, offset: [-700, 40]), [exp(-700), 1]) < 1e-13)
    #expect(try worst(fit.probabilities(one, offset: [-1e300, 1e300]), [exp(-708), 1]) < 1e-13)
    let broken = try Matrix(columns: [[1, 1], [0, .infinity]])
    #expect(throws: StatisticsError.notFinite(argument: "design")) { try fit.probabilities(broken, offset: zero) }
    #expect(throws: StatisticsError.notFinite(argument: "offset")) { try fit.probabilities(one, offset: [0, .nan]) }
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) { try fit.probabilities(one, offset: [0]) }
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) { try fit.probabilities(Matrix(rows: 4, columns: 1)) }
    let steep = try Self.any(40, seed: 3)
    #expect(throws: StatisticsError.linearAlgebra(.resultNotFinite)) {
      try steep.probabilities(
        Matrix(rows: 1, columns: 3, repeating: .greatestFiniteMagnitude), offset: [.greatestFiniteMagnitude])
    }
  }

  @Test("refuses input without meaning")
  func hostile() throws {
    let design = try Matrix(columns: [[1, 2]])
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) {
      try LogisticRegression.fit(design: design, outcomes: [true], ridge: [1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "ridge")) {
      try LogisticRegression.fit(design: design, outcomes: [true, false], ridge: [0])
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try LogisticRegression.fit(design: Matrix(columns: [[1, .nan]]), outcomes: [true, false], ridge: [1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) {
      try LogisticRegression.fit(design: design, outcomes: [true, false], weights: [1, -1], ridge: [1])
    }
    #expect(throws: StatisticsError.notFinite(argument: "prior")) {
      try LogisticRegression.fit(design: design, outcomes: [true, false], ridge: [1], prior: [.infinity])
    }
  }
}
