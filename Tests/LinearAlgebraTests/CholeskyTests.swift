import LinearAlgebra
import Testing

@Suite struct CholeskyTests {
  /// [[4, 2, -2], [2, 10, 2], [-2, 2, 6]] = L L' with the whole-number L = [[2, 0, 0], [1, 3, 0], [-1, 1, 2]].
  private let matrix = try? Matrix(columns: [[4, 2, -2], [2, 10, 2], [-2, 2, 6]])

  @Test("solves a whole-number system, gives determinant, inverse and quadratic form")
  func wholeNumbers() throws {
    let matrix = try #require(matrix)
    let factor = try matrix.cholesky()
    #expect(abs(factor.logDeterminant - 4.969813299576001) < 1e-14)  // ln 144
    #expect(factor.pivots == [4, 9, 4])
    let right = try matrix.times([1, -2, 3])
    for (found, expected) in zip(try factor.solve(right), [1.0, -2, 3]) { #expect(abs(found - expected) < 1e-14) }
    #expect(abs(try factor.inverseForm(right) - zip(right, [1.0, -2, 3]).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
    let identity = try matrix.times(factor.inverse())
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(identity[i, j] - (i == j ? 1 : 0)) < 1e-14) }
    }
  }

  @Test("names the minor that is not positive")
  func notPositive() throws {
    let matrix = try Matrix(columns: [[1, 2, 0], [2, 1, 0], [0, 0, 1]])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) { try matrix.cholesky() }
  }

  @Test("refuses NaN, which dpotrf itself lets through, and shapes that do not fit")
  func hostile() throws {
    let broken = try Matrix(columns: [[1, .nan], [.nan, 1]])
    #expect(throws: LinearAlgebraError.notFinite(argument: "matrix")) { try broken.cholesky() }
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 3)) { try Matrix(rows: 2, columns: 3).cholesky() }
    let factor = try Matrix.identity(2).cholesky()
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 3)) { try factor.solve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.notFinite(argument: "right-hand side")) { try factor.solve([1, .infinity]) }
    #expect(try Matrix(rows: 0, columns: 0).cholesky().logDeterminant == 0)
  }
}
