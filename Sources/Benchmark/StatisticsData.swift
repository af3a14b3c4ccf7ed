import Foundation
import LinearAlgebra
import Statistics

/// Seeded data for the comparisons, written to files for the peers.
enum StatisticsData {
  /// Normal rows; every tenth stands four standard deviations off in each column.
  static func points(rows: Int, columns: Int) throws -> Matrix {
    var chance = SeededGenerator(seed: 1)
    var points = normal(rows: rows, columns: columns, &chance)
    for i in 0..<rows / 10 {
      for j in 0..<columns { points[i, j] += 4 }
    }
    return points
  }

  /// Normal features, and outcomes with log odds from -1 to 1 for each.
  static func outcomes(rows: Int, columns: Int) -> (features: Matrix, outcomes: [Bool]) {
    var chance = SeededGenerator(seed: 2)
    let features = normal(rows: rows, columns: columns, &chance)
    let outcomes = (0..<rows).map { i in
      let odds = (0..<columns).reduce(-0.5) { $0 + features[i, $1] * (2 * Double($1) / Double(columns - 1) - 1) }
      return chance.uniform() < 1 / (1 + exp(-odds))
    }
    return (features, outcomes)
  }

  /// Uniform numbers, as p-values or probabilities, and labels that are 1 with that probability.
  static func labelled(_ count: Int) -> (p: [Double], labels: [Double]) {
    var chance = SeededGenerator(seed: 3)
    let p = (0..<count).map { _ in chance.uniform() }
    return (p, p.map { chance.uniform() < $0 ? 1 : 0 })
  }

  /// Microseconds up to an hour, the logarithm uniform.
  static func delays(_ count: Int) -> [Int64] {
    var chance = SeededGenerator(seed: 4)
    return (0..<count).map { _ in Int64(exp(chance.uniform() * log(3.6e9))) }
  }

  private static func normal(rows: Int, columns: Int, _ chance: inout SeededGenerator) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    matrix.withMutableElements { elements in
      for i in elements.indices { elements[i] = Normal.standard.quantile(chance.uniform()) }
    }
    return matrix
  }
}
