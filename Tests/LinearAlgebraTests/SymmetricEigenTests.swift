import LinearAlgebra
import Testing

@Suite struct SymmetricEigenTests {
  /// [[2, -1, 0], [-1, 2, -1], [0, -1, 2]] has values 2 + sqrt 2, 2, 2 - sqrt 2 and vectors (1, -sqrt 2, 1) / 2,
  /// (1, 0, -1) / sqrt 2, (1, sqrt 2, 1) / 2.
  @Test("values fall and vectors carry the sign of their largest loading")
  func known() throws {
    let eigen = try SymmetricEigen(Matrix(columns: [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]))
    let root = 2.0.squareRoot()
    for (found, expected) in zip(eigen.values, [2 + root, 2, 2 - root]) { #expect(abs(found - expected) < 1e-14) }
    let vectors = [[-0.5, root / 2, -0.5], [root / 2, 0, -root / 2], [0.5, root / 2, 0.5]]
    for (k, vector) in vectors.enumerated() {
      for i in 0..<3 { #expect(abs(eigen.vectors[i, k] - vector[i]) < 1e-14) }
    }
  }

  @Test("A V = V diag(values), V'V = 1", arguments: 1...20)
  func laws(seed: Int) throws {
    let order = 1 + seed % 8
    let matrix = try MatrixTests.wholeNumbers(rows: order + 2, columns: order, seed: seed).gram()
    let eigen = try SymmetricEigen(matrix)
    let size = eigen.values.first.map { max(1, $0) } ?? 1
    let image = try matrix.times(eigen.vectors)
    let inner = try eigen.vectors.gram()
    for j in 0..<order {
      for i in 0..<order {
        #expect(abs(image[i, j] - eigen.values[j] * eigen.vectors[i, j]) < 1e-13 * size)
        #expect(abs(inner[i, j] - (i == j ? 1 : 0)) < 1e-13)
      }
      #expect(j == 0 || eigen.values[j] <= eigen.values[j - 1])
    }
    let trace = (0..<order).reduce(0) { $0 + matrix[$1, $1] }
    #expect(abs(eigen.values.reduce(0, +) - trace) < 1e-12 * size)
    // only the lower triangle is read
    var lower = matrix
    for j in 1..<max(order, 1) where order > 1 { lower[0, j] = 1e9 }
    #expect(try SymmetricEigen(lower) == eigen)
  }

  @Test("refuses what is not finite or not square, and answers for ends of the range")
  func hostile() throws {
    #expect(throws: LinearAlgebraError.notFinite(argument: "matrix")) {
      try SymmetricEigen(Matrix(columns: [[1, .infinity], [.infinity, 1]]))
    }
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 1)) { try SymmetricEigen(Matrix(rows: 2, columns: 1)) }
    #expect(try SymmetricEigen(Matrix(rows: 0, columns: 0)).values == [])
    for size in [1e-300, 1e150, 1e300] {
      let eigen = try SymmetricEigen(Matrix(columns: [[2 * size, size], [size, 2 * size]]))
      #expect(abs(eigen.values[0] / size - 3) < 1e-14 && abs(eigen.values[1] / size - 1) < 1e-14)
    }
    #expect(try SymmetricEigen(Matrix(rows: 3, columns: 3)).values == [0, 0, 0])
    #expect(throws: LinearAlgebraError.resultNotFinite) {
      try SymmetricEigen(Matrix(rows: 2, columns: 2, repeating: 1.7e308))
    }
  }
}
