import LinearAlgebra
import Statistics

/// Henderson & Velleman (1981), from the 1974 Motor Trend magazine: 32 cars, as `mtcars` of R.
enum Cars {
  static let manual = [
    1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1,
  ].map { $0 == 1 }
  static let weight = [
    2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2, 1.615, 1.835,
    2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
  ]
  static let power: [Double] = [
    110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65, 97, 150, 150, 245, 175, 66, 91,
    113, 264, 175, 335, 109,
  ]

  static func design() throws -> Matrix { try Matrix(columns: [weight.map { _ in 1 }, weight, power]) }
}

/// Tippett (1950), Technological Applications of Statistics: warp breaks per loom, as `warpbreaks` of R. Wool A then B,
/// within each tension low, medium, high, nine looms each.
enum WarpBreaks {
  static let breaks: [Double] = [
    26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26, 27, 14, 29, 19,
    29,
    31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28,
  ]

  /// Intercept, wool B, tension medium, tension high.
  static func design() throws -> Matrix {
    try Matrix(columns: [
      breaks.map { _ in 1 }, breaks.indices.map { $0 >= 27 ? 1 : 0 }, breaks.indices.map { $0 % 27 / 9 == 1 ? 1 : 0 },
      breaks.indices.map { $0 % 27 / 9 == 2 ? 1 : 0 },
    ])
  }
}

/// Brownlee (1965), Statistical Theory and Methodology: 21 days of a plant, as `stackloss` of R.
enum StackLoss {
  static let air: [Double] = [80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70]
  static let water: [Double] = [27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20]
  static let acid: [Double] = [89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91]
  static let loss: [Double] = [42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15]

  static func design() throws -> Matrix { try Matrix(columns: [loss.map { _ in 1 }, air, water, acid]) }
}

/// The largest relative difference.
func worst(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { $1 == 0 ? abs($0) : abs($0 / $1 - 1) }.max() ?? 0
}

/// A normal design with an intercept, from a seed.
func randomDesign(rows: Int, columns: Int, _ chance: inout SeededGenerator) -> Matrix {
  var design = Matrix(rows: rows, columns: columns, repeating: 1)
  for j in 1..<columns {
    for i in 0..<rows { design[i, j] = Normal.standard.quantile(chance.uniform()) }
  }
  return design
}
