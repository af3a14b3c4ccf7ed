import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  /// A small generator of whole numbers: exact products.
  static func wholeNumbers(rows: Int, columns: Int, seed: Int) throws -> Matrix {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let elements = (0..<rows * columns).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(Int(state % 19) - 9)
    }
    return try Matrix(rows: rows, columns: columns, elements: elements)
  }

  @Test("elements lie column by column")
  func layout() throws {
    let matrix = try Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])
    #expect(matrix[0, 1] == 3)
    #expect(matrix.row(1) == [2, 4, 6])
    #expect(matrix.column(2) == [5, 6])
    #expect(matrix.transposed == (try Matrix(columns: [[1, 3, 5], [2, 4, 6]])))
  }

  @Test("products agree with their definition on whole numbers", arguments: 1...20)
  func products(seed: Int) throws {
    let (m, n, k) = (1 + seed % 5, 1 + seed % 7, 1 + seed % 3)
    let (a, b) = (
      try Self.wholeNumbers(rows: m, columns: k, seed: seed), try Self.wholeNumbers(rows: k, columns: n, seed: seed + 99)
    )
    let product = try a.times(b)
    for i in 0..<m {
      for j in 0..<n {
        #expect(product[i, j] == (0..<k).reduce(0) { $0 + a[i, $1] * b[$1, j] })
      }
    }
    #expect(try a.gram() == a.transposed.times(a))
    #expect(try a.times(b.column(0)) == product.column(0))
    #expect(try a.transposedTimes(a.column(0)) == a.transposed.times(a).column(0))
    let weights = (0..<m).map { Double(($0 % 3) * ($0 % 3)) }
    var weighted = a
    for i in 0..<m {
      for j in 0..<k { weighted[i, j] *= weights[i] }
    }
    #expect(try a.gram(weights: weights) == a.transposed.times(weighted))
  }

  @Test("refuses what does not fit and what is not finite")
  func hostile() throws {
    #expect(throws: LinearAlgebraError.dimensions(expected: 4, found: 3)) {
      try Matrix(rows: 2, columns: 2, elements: [1, 2, 3])
    }
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 1)) { try Matrix(columns: [[1, 2], [3]]) }
    let matrix = Matrix(rows: 2, columns: 2, repeating: 1)
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 3)) { try matrix.times(Matrix(rows: 3, columns: 1)) }
    let broken = try Matrix(rows: 1, columns: 2, elements: [1, .nan])
    #expect(throws: LinearAlgebraError.notFinite(argument: "left factor")) { try broken.times(matrix) }
    #expect(throws: LinearAlgebraError.notFinite(argument: "matrix")) { try broken.gram() }
    #expect(throws: LinearAlgebraError.notFinite(argument: "weights")) { try matrix.gram(weights: [1, -1]) }
    let large = try Matrix(rows: 1, columns: 1, elements: [1e200])
    #expect(throws: LinearAlgebraError.resultNotFinite) { try large.times(large) }
  }

  @Test("empty matrices have empty products")
  func empty() throws {
    let empty = Matrix(rows: 0, columns: 3)
    #expect(try empty.gram() == Matrix(rows: 3, columns: 3))
    #expect(try Matrix(rows: 2, columns: 0).times(Matrix(rows: 0, columns: 2)) == Matrix(rows: 2, columns: 2))
  }
}
