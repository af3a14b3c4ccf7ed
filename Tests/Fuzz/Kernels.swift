import LinearAlgebra
import Statistics

enum Kernels {
  private static func doubles(_ bytes: [UInt8]) -> [Double] {
    (0..<min(bytes.count / 8, 400)).map { k in
      Double(bitPattern: bytes[8 * k..<8 * k + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  /// Sorting, selecting, pooling and adjusting against their plain definitions.
  static func orders(_ bytes: [UInt8]) {
    // often enough for the long way of the sort, which begins at 65 values
    let few = doubles(bytes)
    let values = few + few.map { $0 / 3 } + few.map { -$0 } + few.map { $0 + 1 }
    if let ranks = try? averageRanks(values) {
      precondition(ranks.reduce(0, +) == Double(values.count * (values.count + 1)) / 2, "ranks do not add up")
    }
    let finite = values.filter(\.isFinite)
    let sorted = finite.sorted()
    if let middle = median(finite) {
      let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      precondition(middle >= low && middle <= high, "the median lies outside of the middle")
    }
    if let fitted = try? isotonicRegression(finite) {
      precondition(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 }, "a fit that falls")
      precondition(fitted.allSatisfy(\.isFinite), "a fit that is not finite")
    }
    let p = finite.filter { $0 >= 0 && $0 <= 1 }
    if let q = try? benjaminiHochberg(p) {
      for (p, q) in zip(p, q) { precondition(q >= p && q <= 1, "an adjusted value below its own") }
    }
    _ = try? qnScale(finite)
    _ = try? TrimmedMean(finite, trim: 0.1)
    if let moments = try? Moments(finite) {
      precondition(moments.minimum <= moments.mean && moments.mean <= moments.maximum, "a mean outside of its values")
    }
  }

  /// Matrices of one to eight columns.
  static func rows(_ bytes: [UInt8]) {
    let columns = Int((bytes.first ?? 0) % 8) + 1
    let values = doubles(Array(bytes.dropFirst()))
    let rows = min(values.count / columns, 60)
    guard let data = try? Matrix(rows: rows, columns: columns, elements: Array(values.prefix(rows * columns))) else { return }
    if let neighbours = try? NearestNeighbours(data, count: 3) {
      precondition(neighbours.farthest.allSatisfy { $0 >= 0 }, "a distance below 0")
    }
    let outcomes = (0..<rows).map { $0 % 3 == 0 }
    if let fit = try? LogisticRegression.fit(design: data, outcomes: outcomes, ridge: Array(repeating: 1, count: columns)) {
      precondition(fit.coefficients.allSatisfy(\.isFinite), "a coefficient that is not finite")
      if let p = try? fit.probabilities(data) { precondition(p.allSatisfy { $0 >= 0 && $0 <= 1 }, "no probability") }
    }
    if let fit = try? LinearRegression.fit(design: data, response: (0..<rows).map { Double($0) }) {
      precondition(fit.coefficients.allSatisfy(\.isFinite), "a coefficient that is not finite")
    }
    let options = MinimumCovarianceDeterminant.Options(starts: 10, rowsPerColumn: 1)
    if case .estimate(let robust) = try? MinimumCovarianceDeterminant.fit(data, options) {
      precondition(robust.squaredDistances.allSatisfy { $0 >= 0 }, "a squared distance below 0")
    }
  }
}
