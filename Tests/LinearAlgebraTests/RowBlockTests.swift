import LinearAlgebra
import Testing

@Suite struct RowBlockTests {
  /// Whole numbers, so that every order of summation gives the same; sizes on both sides of a block of 512 rows.
  @Test("gradient and information are their definitions", arguments: [1, 511, 512, 513, 1500])
  func definition(rows: Int) throws {
    let design = try MatrixTests.wholeNumbers(rows: rows, columns: 3, seed: rows)
    let offset = (0..<rows).map { Double($0 % 5) }
    let b: [Double] = [1, -2, 3]
    let sum = try design.rowSum(at: b, offset: offset) { block in
      for i in block.predictor.indices {
        block.slope[i] = 2 * block.predictor[i]
        block.rootCurvature[i] = Double((block.rows.lowerBound + i) % 3)
      }
      return block.predictor.reduce(0, +)
    }
    let eta = zip(try design.times(b), offset).map { $0 + $1 }
    #expect(sum.value == eta.reduce(0, +))
    #expect(try sum.gradient == design.transposedTimes(eta.map { 2 * $0 }))
    #expect(try sum.information == design.gram(weights: (0..<rows).map { Double(($0 % 3) * ($0 % 3)) }))
    for j in 0..<3 {
      for k in 0..<3 {
        let slow = (0..<rows).reduce(0) { $0 + Double(($1 % 3) * ($1 % 3)) * design[$1, j] * design[$1, k] }
        #expect(sum.information[j, k] == slow)
      }
    }
    let first = try design.rowSum(at: b, curvature: false) { block in
      #expect(!block.wantsCurvature)
      block.slope.update(repeating: 1)
      return 0
    }
    #expect(first.information == Matrix(rows: 3, columns: 3))
    #expect(try first.gradient == design.transposedTimes(Array(repeating: 1, count: rows)))
  }

  @Test("no rows and no columns")
  func empty() throws {
    let none = try Matrix(rows: 0, columns: 2).rowSum(at: [1, 1]) { _ in 5 }
    #expect(none.value == 0 && none.gradient == [0, 0])
    let narrow = try Matrix(rows: 3, columns: 0).rowSum(at: [], offset: [1, 2, 3]) { $0.predictor.reduce(0, +) }
    #expect(narrow.value == 6 && narrow.gradient == [])
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 1)) {
      try Matrix(rows: 0, columns: 2).rowSum(at: [1]) { _ in 0 }
    }
    #expect(throws: LinearAlgebraError.dimensions(expected: 3, found: 1)) {
      try Matrix(rows: 3, columns: 1).rowSum(at: [1], offset: [1]) { _ in 0 }
    }
  }

  @Test("rows are taken in order")
  func taken() throws {
    let matrix = try Matrix(columns: [[1, 2, 3, 4], [5, 6, 7, 8]])
    #expect(matrix.rows(in: [3..<4, 0..<2]) == (try Matrix(columns: [[4, 1, 2], [8, 5, 6]])))
    #expect(matrix.rows(in: []) == Matrix(rows: 0, columns: 2))
  }

  @Test("quadratic forms of many rows are those of each", arguments: 1...10)
  func forms(seed: Int) throws {
    let factor = try MatrixTests.wholeNumbers(rows: 8, columns: 3, seed: seed).gram().cholesky()
    let rows = try MatrixTests.wholeNumbers(rows: 5, columns: 3, seed: seed + 1)
    let forms = try factor.inverseForms(rowsOf: rows)
    for i in 0..<5 { #expect(abs(forms[i] - (try factor.inverseForm(rows.row(i)))) <= 1e-13 * forms[i]) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 3, found: 2)) {
      try factor.inverseForms(rowsOf: Matrix(rows: 1, columns: 2))
    }
  }
}
