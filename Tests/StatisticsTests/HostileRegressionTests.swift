import Glibc
import LinearAlgebra
import Statistics
import Testing

/// Every regression answers every input with a verdict or a typed error, and soon.
@Suite(.timeLimit(.minutes(10))) struct HostileRegressionTests {
  private static let line: [Double] = [1, 2, 3, 4, 5, 6]

  private static func design(_ x: [Double]) throws -> Matrix { try Matrix(columns: [x.map { _ in 1 }, x]) }

  @Test("numbers that are not finite are named", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) throws {
    var x = Self.line
    x[3] = value
    let (broken, sound, outcomes) = (try Self.design(x), try Self.design(Self.line), [0, 1, 0, 1, 0, 1].map { $0 == 1 })
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try LinearRegression.fit(design: broken, response: Self.line)
    }
    #expect(throws: StatisticsError.notFinite(argument: "response")) { try LinearRegression.fit(design: sound, response: x) }
    #expect(throws: StatisticsError.notFinite(argument: "x")) {
      try LinearRegression.fit(polynomial: 2, of: x, response: Self.line)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try HuberRegression.fit(design: broken, response: Self.line)
    }
    #expect(throws: StatisticsError.notFinite(argument: "response")) { try HuberRegression.fit(design: sound, response: x) }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try LogisticRegression.fit(design: broken, outcomes: outcomes)
    }
    #expect(throws: StatisticsError.notFinite(argument: "offset")) {
      try LogisticRegression.fit(design: sound, outcomes: outcomes, offset: x)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) {
      try LogisticRegression.fit(design: sound, outcomes: outcomes, weights: x)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try FirthLogisticRegression.fit(design: broken, outcomes: outcomes)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try PoissonRegression.fit(design: broken, counts: Self.line)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "counts")) { try PoissonRegression.fit(design: sound, counts: x) }
    #expect(throws: StatisticsError.outOfRange(argument: "exposures")) {
      try PoissonRegression.fit(design: sound, counts: Self.line, exposures: x)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try NegativeBinomialRegression.fit(design: broken, counts: Self.line)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try ComplementaryLogLogRegression.fit(design: broken, outcomes: outcomes)
    }
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try RidgeRegression.fit(design: broken, response: Self.line, precision: [1, 1])
    }
  }

  @Test("an infinity among many rows, beyond those that give the start, is found")
  func farAway() throws {
    var design = Matrix(rows: 30_000, columns: 2, repeating: 1)
    for i in 0..<30_000 { design[i, 1] = Double(i % 7) }
    let outcomes = (0..<30_000).map { $0 % 3 == 0 }
    #expect(try LogisticRegression.fit(design: design, outcomes: outcomes).converged)
    design[29_000, 1] = .infinity
    let broken = design
    #expect(throws: StatisticsError.notFinite(argument: "design")) {
      try LogisticRegression.fit(design: broken, outcomes: outcomes)
    }
  }

  @Test("shapes and ranges that do not fit are refused")
  func shapes() throws {
    let design = try Self.design(Self.line)
    #expect(throws: StatisticsError.dimensions(expected: 6, found: 2)) {
      try LinearRegression.fit(design: design, response: [1, 2])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "degree")) {
      try LinearRegression.fit(polynomial: -1, of: [1], response: [1])
    }
    #expect(throws: StatisticsError.dimensions(expected: 6, found: 1)) { try HuberRegression.fit(design: design, response: [1]) }
    #expect(throws: StatisticsError.outOfRange(argument: "corner")) {
      try HuberRegression.fit(design: design, response: Self.line, corner: 0)
    }
    #expect(throws: StatisticsError.dimensions(expected: 6, found: 0)) {
      try LogisticRegression.fit(design: design, outcomes: [])
    }
    #expect(throws: StatisticsError.dimensions(expected: 6, found: 0)) {
      try FirthLogisticRegression.fit(design: design, outcomes: [])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "counts")) {
      try PoissonRegression.fit(design: design, counts: [1, 2, 3, 4, 5, -1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "exposures")) {
      try PoissonRegression.fit(design: design, counts: Self.line, exposures: [0, 1, 1, 1, 1, 1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "ridge")) {
      try PoissonRegression.fit(design: design, counts: Self.line, ridge: [1, -1])
    }
    #expect(throws: StatisticsError.outOfRange(argument: "variance")) {
      try RidgeRegression.fit(design: design, response: Self.line, precision: [1, 1], variance: 0)
    }
  }

  @Test("fewer rows than columns, one row, none")
  func fewRows() throws {
    let wide = try Matrix(columns: [[1, 1], [1, 2], [3, 5]])
    let linear = try LinearRegression.fit(design: wide, response: [1, 2])
    #expect(linear.rank == 2 && linear.aliased.count == 1 && linear.degreesOfFreedom == 0)
    #expect(linear.residualStandardDeviation == nil && linear.standardErrors == [.infinity, .infinity, .infinity])
    #expect(linear.fStatistic == nil && linear.covariance() == nil && linear.pValues == [1, 1, 1])
    // of all lines through two points the shortest: b = X'(XX')^-1 y, with XX' = [[11, 18], [18, 30]]
    #expect(worst(try linear.minimumNormCoefficients(), [-1.0 / 3, 1.0 / 3, 1.0 / 3]) < 1e-14)
    #expect(try HuberRegression.fit(design: wide, response: [1, 2]).outcome == .tooFewRows)
    let logistic = try LogisticRegression.fit(design: wide, outcomes: [true, false])
    #expect(logistic.separation == .complete && logistic.fit.aliased.count == 1)
    let firth = try FirthLogisticRegression.fit(design: wide, outcomes: [true, false])
    #expect(firth.converged && firth.aliased.count == 1)
    let nothing = Matrix(rows: 0, columns: 2)
    let empty = try LinearRegression.fit(design: nothing, response: [])
    #expect(empty.rank == 0 && empty.coefficients == [0, 0] && empty.rSquared == nil)
    #expect(try LogisticRegression.fit(design: nothing, outcomes: []).fit.aliased == [0, 1])
    #expect(try PoissonRegression.fit(design: nothing, counts: []).fit.aliased == [0, 1])
    #expect(try FirthLogisticRegression.fit(design: nothing, outcomes: []).aliased == [0, 1])
    #expect(try HuberRegression.fit(design: nothing, response: []).outcome == .tooFewRows)
    #expect(try NegativeBinomialRegression.fit(design: nothing, counts: []).theta == .infinity)
    let noColumns = try LinearRegression.fit(design: Matrix(rows: 3, columns: 0), response: [1, 2, 3])
    #expect(noColumns.coefficients == [] && noColumns.residuals == [1, 2, 3])
    let one = try LogisticRegression.fit(design: Matrix(columns: [[1]]), outcomes: [true], ridge: [1])
    #expect(one.converged && one.isSeparated)
  }

  @Test("collinear columns are named and the rest is estimated as without them")
  func collinear() throws {
    let x = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]
    let (sound, outcomes) = (try Self.design(x), [0, 0, 1, 0, 1, 0, 1, 1].map { $0 == 1 })
    let twice = try Matrix(columns: [x.map { _ in 1 }, x, x.map { 3 * $0 - 7 }, x.map { _ in 0 }])
    let plain = try LogisticRegression.fit(design: sound, outcomes: outcomes)
    let fit = try LogisticRegression.fit(design: twice, outcomes: outcomes)
    #expect(fit.converged && fit.fit.aliased.count == 2 && fit.fit.aliased.contains(3))
    #expect(worst([fit.logLikelihood], [plain.logLikelihood]) < 1e-13)
    for row in 0..<8 { #expect(abs(fit.logOdds(twice.row(row)) - plain.logOdds(sound.row(row))) < 1e-10) }
    #expect(abs(fit.standardError(twice.row(2)) - plain.standardError(sound.row(2))) < 1e-10)
    let linear = try LinearRegression.fit(design: twice, response: x.map { 2 + 3 * $0 })
    #expect(linear.aliased.count == 2 && linear.residuals.allSatisfy { abs($0) < 1e-14 })
    let shortest = try linear.minimumNormCoefficients()
    let fitted = try twice.times(shortest)
    #expect(shortest[3] == 0 && worst(fitted, x.map { 2 + 3 * $0 }) < 1e-14)
    let length = { (b: [Double]) in b.reduce(0) { $0 + $1 * $1 } }
    #expect(length(shortest) < length(linear.coefficients))
    let poisson = try PoissonRegression.fit(design: twice, counts: [1, 0, 2, 1, 3, 2, 4, 3])
    #expect(poisson.fit.converged && poisson.fit.aliased.count == 2)
    #expect(try HuberRegression.fit(design: twice, response: x).aliased.count == 2)
  }

  @Test("constant, tied and perfect responses have verdicts")
  func degenerate() throws {
    let design = try Self.design(Self.line)
    let constant = try LinearRegression.fit(design: design, response: Array(repeating: 0.1, count: 6))
    #expect(constant.rSquared == nil && constant.fStatistic == nil && constant.residualStandardDeviation == 0)
    #expect(constant.coefficients[0] == 0.1 && constant.coefficients[1] == 0)
    let perfect = try LinearRegression.fit(design: design, response: Self.line.map { 7 - 2 * $0 })
    #expect(perfect.coefficients == [7, -2] && perfect.fStatistic == .infinity && perfect.fPValue == 0 && perfect.rSquared == 1)
    let flat = try HuberRegression.fit(design: design, response: [5, 5, 5, 90, 5, 5])
    #expect(flat.outcome == .perfect && flat.scale == 0 && abs(flat.coefficients[0] - 5) < 1e-6)
    let zeros = try HuberRegression.fit(design: design, response: Array(repeating: 0, count: 6))
    #expect(zeros.outcome == .perfect && zeros.coefficients == [0, 0])
    // less spread than Poisson: no theta
    let even = try NegativeBinomialRegression.fit(design: design, counts: [3, 3, 3, 3, 3, 3])
    #expect(even.dispersion == .poisson && even.theta == .infinity && abs(even.fit.coefficients[0] - log(3)) < 1e-9)
  }

  @Test("sizes at the ends of the range of doubles", arguments: [1e-300, 1e-150, 1e150, 1e300])
  func sizes(size: Double) throws {
    let y = [1.0, 3, 2, 5, 4, 7]
    let plain = try LinearRegression.fit(design: Self.design(Self.line), response: y)
    let tall = try LinearRegression.fit(design: Self.design(Self.line.map { $0 * size }), response: y)
    #expect(tall.rank == 2 && worst([tall.coefficients[1] * size], [plain.coefficients[1]]) < 1e-14)
    let large = try LinearRegression.fit(design: Self.design(Self.line), response: y.map { $0 * size })
    #expect(worst(large.coefficients.map { $0 / size }, plain.coefficients) < 1e-14)
    #expect(worst([try #require(large.fStatistic)], [try #require(plain.fStatistic)]) < 1e-13)
    let robust = try HuberRegression.fit(design: Self.design(Self.line), response: y.map { $0 * size })
    #expect(robust.converged && robust.scale > 0.1 * size && robust.scale < 3 * size)
    // variances beyond the range of doubles are an error
    guard size > 1e-200, size < 1e200 else {
      #expect(throws: StatisticsError.linearAlgebra(.resultNotFinite)) {
        try LogisticRegression.fit(design: Self.design(Self.line.map { $0 * size }), outcomes: Self.line.map { $0 > 3 })
      }
      return
    }
    let outcomes = [0, 1, 0, 1, 0, 1].map { $0 == 1 }
    let unit = try LogisticRegression.fit(design: Self.design(Self.line), outcomes: outcomes)
    let logistic = try LogisticRegression.fit(design: Self.design(Self.line.map { $0 * size }), outcomes: outcomes)
    #expect(logistic.converged && worst([logistic.coefficients[1] * size], [unit.coefficients[1]]) < 1e-9)
  }

  @Test("an answer beyond the range of doubles is an error, not an infinity")
  func overflow() throws {
    #expect(throws: StatisticsError.linearAlgebra(.resultNotFinite)) {
      try LinearRegression.fit(design: Matrix(columns: [[1e-300, 2e-300, 4e-300]]), response: [1e300, 2e300, 4e300])
    }
    #expect(throws: StatisticsError.self) {
      try LinearRegression.fit(polynomial: 4, of: [1e100, 2e100, 3e100, 4e100, 5e100, 6e100], response: Self.line)
    }
  }

  @Test("counts and exposures of any size keep a maximum", arguments: [1e-12, 1, 1e6, 1e12])
  func largeCounts(size: Double) throws {
    let design = try Self.design(Self.line)
    let counts = [1.0, 2, 2, 3, 5, 6].map { $0 * max(1, size) }
    let fit = try PoissonRegression.fit(design: design, counts: counts, exposures: Array(repeating: size, count: 6))
    let plain = try PoissonRegression.fit(design: design, counts: [1, 2, 2, 3, 5, 6])
    #expect(fit.fit.converged && worst([fit.fit.coefficients[1]], [plain.fit.coefficients[1]]) < 1e-9)
    let negative = try NegativeBinomialRegression.fit(
      design: design, counts: counts, exposures: Array(repeating: size, count: 6))
    #expect(negative.fit.converged)
  }
}
