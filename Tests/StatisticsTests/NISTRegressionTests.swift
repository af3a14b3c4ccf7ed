import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct NISTRegressionTests {
  /// Digits that agree: -log10 of the relative error, of the absolute where 0 is right; 16 for equal doubles.
  static func digits(_ found: Double, _ right: Double) -> Double {
    let error = right == 0 ? abs(found) : abs(found / right - 1)
    return min(16, -log10(max(error, 1e-16)))
  }

  static func fewestDigits(_ found: [Double], _ right: [Double]) -> Double {
    zip(found, right).map { digits($0, $1) }.min() ?? 16
  }

  static func matrix(_ set: NISTRegression) throws -> Matrix {
    let ones = set.response.map { _ in 1.0 }
    switch set.model {
    case .throughOrigin: return try Matrix(columns: set.columns)
    case .linear: return try Matrix(columns: [ones] + set.columns)
    case .polynomial(let degree):
      var columns = [ones]
      for k in 0..<degree { columns.append(zip(columns[k], set.columns[0]).map { $0 * $1 }) }
      return try Matrix(columns: columns)
    }
  }

  @Test("a given design is solved to the last digit of its doubles", arguments: NISTRegression.all.indices)
  func designOfDoubles(place: Int) throws {
    let (set, exact) = (NISTRegression.all[place], ExactRegression.powersRounded[place])
    #expect(set.name == exact.name)
    let fit = try LinearRegression.fit(design: Self.matrix(set), response: set.response)
    #expect(fit.rank == set.coefficients.count && fit.aliased.isEmpty && fit.converged)
    #expect(Self.fewestDigits(fit.coefficients, exact.coefficients) > 15.9)
    #expect(Self.fewestDigits(fit.standardErrors, exact.standardErrors) > 15.3)
    #expect(Self.digits(try #require(fit.residualStandardDeviation), exact.residualStandardDeviation) > 15.3)
    // the leverages of a design sum to its rank
    #expect(abs(fit.leverages().reduce(0, +) - Double(fit.rank)) < 1e-12)
  }

  /// NIST certifies the decimal data. What rounding them to doubles costs is seen in the exact answers for doubles: of
  /// coefficients, Filip keeps 14.0 digits and Wampler2, the worst, 13.2.
  @Test("agrees with the certified values within half a digit of what doubles allow", arguments: NISTRegression.all.indices)
  func certified(place: Int) throws {
    let (set, exact) = (NISTRegression.all[place], ExactRegression.powersExact[place])
    let fit: LinearRegression
    if case .polynomial(let degree) = set.model {
      fit = try LinearRegression.fit(polynomial: degree, of: set.columns[0], response: set.response)
    } else {
      fit = try LinearRegression.fit(design: Self.matrix(set), response: set.response)
    }
    #expect(Self.fewestDigits(fit.coefficients, exact.coefficients) > 15.9)
    let coefficients = Self.fewestDigits(fit.coefficients, set.coefficients)
    #expect(coefficients > Self.fewestDigits(exact.coefficients, set.coefficients) - 0.5 && coefficients > 13.1)
    let errors = Self.fewestDigits(fit.standardErrors, set.standardErrors)
    #expect(errors > Self.fewestDigits(exact.standardErrors, set.standardErrors) - 0.5 && errors > 13.7)
    let scale = Self.digits(try #require(fit.residualStandardDeviation), set.residualStandardDeviation)
    #expect(scale > Self.digits(exact.residualStandardDeviation, set.residualStandardDeviation) - 0.5 && scale > 13.7)
    #expect(Self.digits(try #require(fit.rSquared), set.rSquared) > 14.9)
    // decimals of a perfect polynomial are no longer one in doubles
    guard set.name != "Wampler2" else { return }
    #expect(Self.digits(try #require(fit.fStatistic), set.fStatistic) > 13.4)
  }

  @Test("rounding the powers of Filip before the fit costs the digits that its condition has")
  func roundedPowers() throws {
    let fit = try LinearRegression.fit(design: Self.matrix(.filip), response: NISTRegression.filip.response)
    let digits = Self.fewestDigits(fit.coefficients, NISTRegression.filip.coefficients)
    #expect(digits > 6.5 && digits < 10)
  }

  @Test("coefficients that are 0 do not hide that the others are right")
  func zeros() throws {
    let x = NISTRegression.filip.columns[0]
    let fit = try LinearRegression.fit(polynomial: 10, of: x, response: x.map { _ in 0.1 })
    #expect(fit.converged && fit.coefficients[0] == 0.1 && fit.residualStandardDeviation == 0)
    for (power, b) in fit.coefficients.enumerated().dropFirst() { #expect(abs(b) * pow(8.8, Double(power)) < 1e-15) }
  }
}
