import LinearAlgebra
import Testing

@Suite struct PivotedQRTests {
  /// NIST Statistical Reference Datasets, Longley: a design of condition number 5e9, with certified results.
  private static let longley: [[Double]] = [
    [60323, 83, 234289, 2356, 1590, 107608, 1947], [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
    [60171, 88.2, 258054, 3682, 1616, 109773, 1949], [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
    [63221, 96.2, 328975, 2099, 3099, 112075, 1951], [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
    [64989, 99, 365385, 1870, 3547, 115094, 1953], [63761, 100, 363112, 3578, 3350, 116219, 1954],
    [66019, 101.2, 397469, 2904, 3048, 117388, 1955], [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
    [68169, 108.4, 442769, 2936, 2798, 120445, 1957], [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
    [68655, 112.6, 482704, 3813, 2552, 123366, 1959], [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
    [69331, 115.7, 518173, 4806, 2572, 127852, 1961], [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
  ]

  @Test("reaches the certified values of the Longley data")
  func longley() throws {
    let rows = Self.longley
    let design = try Matrix(columns: [rows.map { _ in 1 }] + (1...6).map { j in rows.map { $0[j] } })
    let response = rows.map { $0[0] }
    let qr = try PivotedQR(design)
    #expect(qr.isFullRank && qr.aliased.isEmpty)
    let coefficients = try qr.solve(response)
    let certified = [
      -3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359,
      -0.511041056535807e-1, 1829.15146461355,
    ]
    for (found, expected) in zip(coefficients, certified) { #expect(abs(found / expected - 1) < 1e-10) }
    let residuals = zip(response, try design.times(coefficients)).map { $0 - $1 }
    let scale = (residuals.reduce(0) { $0 + $1 * $1 } / 9).squareRoot()
    #expect(abs(scale / 304.854073561965 - 1) < 1e-10)
    let errors = [
      890420.383607373, 84.9149257747669, 0.334910077722432e-1, 0.488399681651699, 0.214274163161675,
      0.226073200069370, 455.478499142212,
    ]
    for (factor, expected) in zip(try qr.standardErrorFactors(), errors) { #expect(abs(factor * scale / expected - 1) < 1e-9) }
  }

  @Test("residuals are orthogonal to the design, and leverages sum to the rank", arguments: 1...20)
  func laws(seed: Int) throws {
    let design = try MatrixTests.wholeNumbers(rows: 12, columns: 4, seed: seed)
    let block = try MatrixTests.wholeNumbers(rows: 12, columns: 3, seed: seed + 50)
    let qr = try PivotedQR(design)
    let solution = try qr.solve(block)
    let fitted = try design.times(solution)
    for j in 0..<3 {
      let residuals = zip(block.column(j), fitted.column(j)).map { $0 - $1 }
      for product in try design.transposedTimes(residuals) { #expect(abs(product) < 1e-10) }
    }
    let leverages = try (0..<12).map { try qr.leverage(of: design.row($0)) }
    #expect(abs(leverages.reduce(0, +) - Double(qr.rank)) < 1e-10)
    let inverse = try design.gram().cholesky().inverse()
    for (k, factor) in try qr.standardErrorFactors().enumerated() {
      #expect(abs(factor * factor / inverse[k, k] - 1) < 1e-9)
    }
    // scaling a column by any power of two scales its coefficient, exactly
    var scaled = design
    for i in 0..<12 { scaled[i, 1] *= 0x1p-40 }
    let rescaled = try PivotedQR(scaled).solve(block)
    #expect(rescaled[1, 0] == solution[1, 0] * 0x1p40)
  }

  @Test("the orthonormal basis spans the design, and its coordinates lead back", arguments: 1...10)
  func basis(seed: Int) throws {
    let design = try MatrixTests.wholeNumbers(rows: 9, columns: 3, seed: seed)
    let qr = try PivotedQR(design)
    let basis = try qr.orthonormalBasis()
    let inner = try basis.gram()
    for j in 0..<3 {
      for i in 0..<3 { #expect(abs(inner[i, j] - (i == j ? 1 : 0)) < 1e-14) }
    }
    let coordinates = try Matrix(columns: [[1, 2, -3]])
    let fitted = try design.times(qr.coefficients(ofBasis: coordinates))
    for (found, expected) in zip(fitted.elements, try basis.times(coordinates).elements) {
      #expect(abs(found - expected) < 1e-13)
    }
    #expect(throws: LinearAlgebraError.dimensions(expected: 3, found: 1)) {
      try qr.coefficients(ofBasis: Matrix(rows: 1, columns: 1))
    }
  }

  @Test("reports columns that depend on others, and predicts what is still determined")
  func aliased() throws {
    let trend = [1.0, 2, 3, 4, 5]
    let design = try Matrix(columns: [[1, 1, 1, 1, 1], trend, trend.map { 1e-9 * ($0 + 7) }, [0, 0, 0, 0, 0]])
    let qr = try PivotedQR(design)
    #expect(qr.rank == 2)
    #expect(qr.aliased.count == 2 && qr.aliased.contains(3))
    let coefficients = try qr.solve([3, 5, 7, 9, 11])
    for (found, expected) in zip(try design.times(coefficients), [3.0, 5, 7, 9, 11]) { #expect(abs(found - expected) < 1e-12) }
    #expect(qr.aliased.allSatisfy { coefficients[$0] == 0 })
    #expect(abs(try qr.leverage(of: [1, 3, 1e-8, 0]) - 0.2) < 1e-12)
    #expect(try qr.leverage(of: [1, 3, 2e-8, 0]) == .infinity)
    #expect(try qr.leverage(of: [1, 3, 1e-8, 1]) == .infinity)
    #expect(try qr.standardErrorFactors().allSatisfy { $0 == .infinity })
  }

  @Test("wide, empty and hostile designs have an answer or an error")
  func hostile() throws {
    let wide = try PivotedQR(Matrix(columns: [[1, 0], [0, 1], [1, 1]]))
    #expect(wide.rank == 2 && wide.aliased.count == 1)
    let empty = try PivotedQR(Matrix(rows: 0, columns: 2))
    #expect(empty.rank == 0 && empty.aliased == [0, 1])
    #expect(try empty.solve([]) == [0, 0])
    #expect(try PivotedQR(Matrix(rows: 3, columns: 0)).solve([1, 2, 3]) == [])
    #expect(throws: LinearAlgebraError.notFinite(argument: "design")) {
      try PivotedQR(Matrix(columns: [[1, .infinity]]))
    }
    let line = try PivotedQR(Matrix(columns: [[1, 1]]))
    #expect(throws: LinearAlgebraError.dimensions(expected: 2, found: 3)) { try line.solve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.notFinite(argument: "right-hand side")) { try line.solve([1, .nan]) }
    #expect(throws: LinearAlgebraError.dimensions(expected: 1, found: 2)) { try line.leverage(of: [1, 2]) }
  }

  @Test("columns of any size are ranked alike", arguments: [1e-300, 1e-150, 1.0, 1e150, 1e300])
  func sizes(size: Double) throws {
    let qr = try PivotedQR(Matrix(columns: [[1, 1, 1], [size, 2 * size, 4 * size]]))
    #expect(qr.rank == 2)
    #expect(abs(try qr.solve([1, 2, 4])[1] * size - 1) < 1e-12)
  }
}
