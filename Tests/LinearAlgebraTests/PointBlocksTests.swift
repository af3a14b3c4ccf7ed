import LinearAlgebra
import Testing

@Suite struct PointBlocksTests {
  private func points(_ p: Int, _ n: Int) -> Matrix {
    var points = Matrix(rows: p, columns: n)
    for j in 0..<n { for i in 0..<p { points[i, j] = Double((7 * i + 13 * j + i * j) % 23) - 9 } }
    return points
  }

  @Test("distances, means and scatter agree with their definitions, across block ends", arguments: [1, 5, 256, 257, 600])
  func definitions(n: Int) throws {
    let data = points(3, n)
    let chosen = (0..<n).filter { $0 % 3 != 1 }
    let (mean, scatter) = try data.meanAndScatter(ofColumns: chosen)
    for a in 0..<3 {
      #expect(abs(mean[a] - chosen.reduce(0) { $0 + data[a, $1] } / Double(chosen.count)) < 1e-12)
      for b in 0..<3 {
        let sum = chosen.reduce(0) { $0 + (data[a, $1] - mean[a]) * (data[b, $1] - mean[b]) }
        #expect(abs(scatter[a, b] - sum) < 1e-9)
      }
    }
    let form = try Matrix(columns: [[4, 1, 0], [1, 3, 1], [0, 1, 5]])
    let factor = try form.cholesky()
    let centre = [1.0, -2, 0.5]
    let distances = try factor.squaredDistances(ofColumns: data, from: centre)
    for j in 0..<n {
      let deviation = (0..<3).map { data[$0, j] - centre[$0] }
      #expect(abs(distances[j] - (try factor.inverseForm(deviation))) < 1e-12 * max(1, distances[j]))
    }
    #expect(try factor.squaredDistances(ofColumns: data, from: centre, columns: 0..<1) == [distances[0]])
  }

  @Test("products of runs of columns, in double and single precision")
  func products() throws {
    let data = points(4, 30)
    var products = [Double](repeating: -1, count: 7 * 12)
    try data.columnProducts(3..<10, with: data, 18..<30, into: &products)
    var singles = [Float](repeating: -1, count: 7 * 12)
    let numbers = data.withElements { $0.map { Float($0) } }
    try singlePrecisionProducts(numbers, dimension: 4, 3..<10, 18..<30, into: &singles)
    for j in 0..<12 {
      for i in 0..<7 {
        let sum = (0..<4).reduce(0) { $0 + data[$1, 3 + i] * data[$1, 18 + j] }
        #expect(products[i + 7 * j] == sum && singles[i + 7 * j] == Float(sum))
      }
    }
  }

  @Test("hostile input has an error")
  func hostile() throws {
    let data = points(2, 3)
    let factor = try Matrix.identity(2).cholesky()
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 1)) {
      try factor.squaredDistances(ofColumns: data, from: [1])
    }
    #expect(throws: LinearAlgebraError.notFinite(argument: "centre")) {
      try factor.squaredDistances(ofColumns: data, from: [1, .nan])
    }
    var bad = data
    bad[0, 1] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(argument: "points")) {
      try factor.squaredDistances(ofColumns: bad, from: [0, 0])
    }
    #expect(throws: LinearAlgebraError.notFinite(argument: "points")) { try bad.meanAndScatter(ofColumns: [0, 1]) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 1, found: 0)) { try data.meanAndScatter(ofColumns: []) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 3, found: 3)) { try data.meanAndScatter(ofColumns: [3]) }
    var few = [Double](repeating: 0, count: 3)
    #expect(throws: LinearAlgebraError.dimensions(expected: 4, found: 3)) {
      try data.columnProducts(0..<2, with: data, 0..<2, into: &few)
    }
    let huge = try Matrix(columns: [[1e300, 1e300]])
    #expect(throws: LinearAlgebraError.resultNotFinite) { try factor.squaredDistances(ofColumns: huge, from: [0, 0]) }
  }
}
