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
