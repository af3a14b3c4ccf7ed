import LinearAlgebra
import Testing

@Suite struct LeastSquaresTests {
  /// Powers 0 to `degree` of whole numbers: exact in doubles, and badly conditioned.
  private static func powers(_ count: Int, degree: Int) throws -> Matrix {
    let x = (0..<count).map { Double($0) }
    var columns = [x.map { _ in 1.0 }]
    for k in 0..<degree { columns.append(zip(columns[k], x).map { $0 * $1 }) }
    return try Matrix(columns: columns)
  }

  /// y = X b + r with whole b and a whole r that is orthogonal to every column: the answer is exactly b, whatever the
  /// size of r. Differences of order 7 vanish on polynomials of degree 6.
  @Test("a polynomial of degree 6 is recovered exactly under residuals of any size", arguments: [0, 1, 1e3, 1e6, 1e9])
  func orthogonalResidual(size: Double) throws {
    let design = try Self.powers(15, degree: 6)
    let b: [Double] = [3, -2, 1, 4, -1, 2, 1]
    let differences: [Double] = [1, -7, 21, -35, 35, -21, 7, -1]
    // two of them, seven places apart
    let r = zip(differences + Array(repeating: 0, count: 7), Array(repeating: 0, count: 7) + differences).map { $0 + $1 }
    let y = zip(try design.times(b), r).map { $0 + size * $1 }
    let problem = try LeastSquares(design)
    let solution = try problem.solve(y)
    #expect(problem.rank == 7 && solution.converged)
    #expect(solution.coefficients == b)
    #expect(solution.residuals == r.map { size * $0 })
    let norm = size * r.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(solution.residualNorm - norm) <= 1e-15 * norm)
    // plain QR loses what the condition of 1e8 takes
    let rough = try problem.factor.solve(y)
    #expect(rough != b && zip(rough, b).allSatisfy { abs($0 - $1) < max(1e-3, 1e-8 * size) })
  }

  /// Rows of the hat matrix of a Vandermonde design, and (X'X)^-1 of small whole-number designs by cofactors.
  @Test("standard errors and leverages agree with the inverse by cofactors", arguments: 1...20)
  func precision(seed: Int) throws {
    let design = try MatrixTests.wholeNumbers(rows: 6, columns: 2, seed: seed)
    let gram = try design.gram()
    let determinant = gram[0, 0] * gram[1, 1] - gram[0, 1] * gram[0, 1]
    guard determinant > 0 else { return }
    let problem = try LeastSquares(design)
    let factors = problem.standardErrorFactors()
    #expect(abs(factors[0] / (gram[1, 1] / determinant).squareRoot() - 1) < 4e-16)
    #expect(abs(factors[1] / (gram[0, 0] / determinant).squareRoot() - 1) < 4e-16)
    let covariance = problem.covarianceFactor()
    #expect(abs(covariance[0, 1] + gram[0, 1] / determinant) <= 4e-16 * abs(gram[0, 1] / determinant))
    for i in 0..<6 {
      let (u, v) = (design[i, 0], design[i, 1])
      let exact = (u * u * gram[1, 1] - 2 * u * v * gram[0, 1] + v * v * gram[0, 0]) / determinant
      let asked = try problem.leverage(of: [u, v])
      #expect(abs(problem.leverages()[i] - exact) < 1e-15 && abs(asked - exact) < 1e-15)
    }
  }

  /// Design = head + tail, a tail below the rounding of the head: only together do they fit exactly.
  @Test("tails take part")
  func tails() throws {
    let head = try Matrix(columns: [[1, 1, 1, 1], [1, 2, 3, 4]])
    let tail = try Matrix(columns: [[0, 0, 0, 0], [0x1p-60, -0x1p-60, 0x1p-61, 0x1p-59]])
    let scale = 0x1p58
    // y = 2^58 (head + tail) with the intercept that removes the head but for its own column
    let y = (0..<4).map { i in scale * tail[i, 1] }
    let b = try LeastSquares(head, tails: tail).solve(y)
    // exact least squares of a tail on 1 and x, to the first order of 2^-60
    let plain = try LeastSquares(head).solve(y)
    for (found, expected) in zip(b.coefficients, plain.coefficients) { #expect(abs(found - expected) < 1e-15) }
    let shifted = (0..<4).map { head[$0, 1] * 3 }
    let moved = try LeastSquares(head, tails: tail).solve(shifted)
    // 3 head = 3 (head + tail) - 3 tail: what is left is the residual of -3 tail
    let left = try LeastSquares(head).solve((0..<4).map { -3 * tail[$0, 1] })
    for (found, expected) in zip(moved.residuals, left.residuals) { #expect(abs(found - expected) < 1e-30) }
  }

  @Test("of all solutions the shortest", arguments: 1...20)
  func minimumNorm(seed: Int) throws {
    let independent = try MatrixTests.wholeNumbers(rows: 9, columns: 3, seed: seed)
    let mixing = try MatrixTests.wholeNumbers(rows: 3, columns: 5, seed: seed + 7)
    let design = try independent.times(mixing)
    let y = try MatrixTests.wholeNumbers(rows: 9, columns: 1, seed: seed + 9).elements
    let problem = try LeastSquares(design)
    let solution = try problem.solve(y)
    let shortest = try problem.minimumNorm(solution.coefficients)
    // the same fitted values, and inside the row space: the definition by singular values
    let svd = try SingularValueDecomposition(design)
    var expected = [Double](repeating: 0, count: 5)
    for k in 0..<problem.rank {
      let weight = zip(svd.left.column(k), y).reduce(0) { $0 + $1.0 * $1.1 } / svd.values[k]
      for j in 0..<5 { expected[j] += weight * svd.right[j, k] }
    }
    let size = expected.reduce(1) { max($0, abs($1)) }
    for (found, right) in zip(shortest, expected) { #expect(abs(found - right) < 1e-11 * size) }
    #expect(problem.rank == 3 && problem.aliased.count == 2)
  }

  @Test("a design without rank, without rows or with one, and refusals")
  func hostile() throws {
    let zero = try LeastSquares(Matrix(rows: 3, columns: 2))
    let solution = try zero.solve([1, 2, 3])
    #expect(zero.rank == 0 && solution.coefficients == [0, 0] && solution.residuals == [1, 2, 3] && solution.converged)
    #expect(try zero.minimumNorm([0, 0]) == [0, 0])
    #expect(zero.leverages() == [0, 0, 0])
    #expect(try LeastSquares(Matrix(rows: 0, columns: 2)).solve([]).coefficients == [0, 0])
    #expect(try LeastSquares(Matrix(rows: 1, columns: 1, repeating: 4)).solve([2]).coefficients == [0.5])
    #expect(throws: LinearAlgebraError.notFinite(argument: "design")) { try LeastSquares(Matrix(columns: [[1, .nan]])) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 1)) {
      try LeastSquares(Matrix(rows: 2, columns: 1), tails: Matrix(rows: 1, columns: 1))
    }
    #expect(throws: LinearAlgebraError.notFinite(argument: "tails")) {
      try LeastSquares(Matrix(rows: 1, columns: 1, repeating: 1), tails: Matrix(rows: 1, columns: 1, repeating: .infinity))
    }
    let line = try LeastSquares(Matrix(columns: [[1, 2]]))
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 3)) { try line.solve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.notFinite(argument: "right-hand side")) { try line.solve([1, .infinity]) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 1, found: 2)) { try line.minimumNorm([1, 2]) }
  }

  @Test("powers of two in columns and response pass through", arguments: [-900, -500, 500, 900])
  func units(exponent: Int) throws {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let design = try MatrixTests.wholeNumbers(rows: 8, columns: 3, seed: 5)
    let y = try MatrixTests.wholeNumbers(rows: 8, columns: 1, seed: 6).elements
    let plain = try LeastSquares(design).solve(y)
    var scaled = design
    for i in 0..<8 { scaled[i, 1] *= factor }
    let other = try LeastSquares(scaled).solve(y)
    #expect(other.coefficients[1] * factor == plain.coefficients[1] && other.coefficients[0] == plain.coefficients[0])
    let large = try LeastSquares(design).solve(y.map { $0 * factor })
    #expect(large.coefficients == plain.coefficients.map { $0 * factor } && large.residualNorm == plain.residualNorm * factor)
  }
}
