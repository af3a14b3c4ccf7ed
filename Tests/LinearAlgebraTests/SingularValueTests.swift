import LinearAlgebra
import Testing

@Suite(.timeLimit(.minutes(10))) struct SingularValueTests {
  /// [[3, 0], [4, 5]] has singular values sqrt 45 and sqrt 5, right vectors (1, 1) / sqrt 2 and (1, -1) / sqrt 2.
  @Test("whole-number example, signs fixed by the right vectors")
  func known() throws {
    let found = try SingularValueDecomposition(Matrix(columns: [[3, 4], [0, 5]]))
    #expect(abs(found.values[0] - 45.0.squareRoot()) < 1e-14 && abs(found.values[1] - 5.0.squareRoot()) < 1e-14)
    let half = 0.5.squareRoot()
    #expect(abs(found.right[0, 0] - half) < 1e-14 && abs(found.right[1, 0] - half) < 1e-14)
    #expect(abs(found.right[0, 1] - half) < 1e-14 && abs(found.right[1, 1] + half) < 1e-14)
    #expect(abs(found.left[0, 0] - 0.1.squareRoot()) < 1e-14 && abs(found.left[1, 0] - 0.9.squareRoot()) < 1e-14)
    #expect(abs(found.conditionNumber - 3) < 1e-14)
  }

  @Test("U diag(values) V' gives the matrix back, tall, square or wide", arguments: 1...30)
  func laws(seed: Int) throws {
    let (rows, columns) = (1 + seed % 7, 1 + seed % 5)
    let matrix = try MatrixTests.wholeNumbers(rows: rows, columns: columns, seed: seed)
    let found = try SingularValueDecomposition(matrix)
    let count = min(rows, columns)
    #expect(found.values.count == count && found.left.columns == count && found.right.columns == count)
    var scaled = found.left
    for k in 0..<count {
      for i in 0..<rows { scaled[i, k] *= found.values[k] }
    }
    let product = try scaled.times(found.right.transposed)
    for j in 0..<columns {
      for i in 0..<rows { #expect(abs(product[i, j] - matrix[i, j]) < 1e-12) }
    }
    for inner in [try found.left.gram(), try found.right.gram()] {
      for j in 0..<count {
        for i in 0..<count { #expect(abs(inner[i, j] - (i == j ? 1 : 0)) < 1e-13) }
      }
    }
    // squares are the eigenvalues of the Gram matrix
    let eigen = try SymmetricEigen(matrix.gram())
    for k in 0..<count { #expect(abs(found.values[k] * found.values[k] - eigen.values[k]) < 1e-11) }
    // the transpose exchanges left and right, up to the common sign
    let other = try SingularValueDecomposition(matrix.transposed)
    for k in 0..<count { #expect(abs(found.values[k] - other.values[k]) < 1e-12) }
  }

  @Test("refuses infinities, at which LAPACK would hang, and answers at the ends of the range")
  func hostile() throws {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(throws: LinearAlgebraError.notFinite(argument: "matrix")) {
        try SingularValueDecomposition(Matrix(columns: [[1, value, 2], [3, 4, 5]]))
      }
    }
    #expect(try SingularValueDecomposition(Matrix(rows: 0, columns: 3)).values == [])
    #expect(try SingularValueDecomposition(Matrix(rows: 0, columns: 3)).conditionNumber == 1)
    let zero = try SingularValueDecomposition(Matrix(rows: 3, columns: 2))
    #expect(zero.values == [0, 0] && zero.conditionNumber == .infinity)
    for size in [64 * Double.leastNonzeroMagnitude, 1e-300, 1e150, 1e300] {
      let found = try SingularValueDecomposition(Matrix(columns: [[3 * size, 4 * size], [0, 5 * size]]))
      #expect(abs(found.values[0] / size - 45.0.squareRoot()) < (size < 1e-307 ? 1e-2 : 1e-13))
    }
    #expect(throws: LinearAlgebraError.resultNotFinite) {
      try SingularValueDecomposition(Matrix(rows: 2, columns: 2, repeating: 1.7e308))
    }
  }
}
