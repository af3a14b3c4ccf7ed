import Glibc
import LinearAlgebra

/// The leading singular values and vectors of a matrix that is given with its transpose: A = U diag(s) V'.
///
/// Randomised subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4), then one-sided Jacobi rotations of the
/// small factor. Signs are fixed by the largest entry of each left vector.
struct RandomizedSVD {
  /// Columns are the left vectors.
  let left: Matrix
  let values: [Double]
  /// Columns are the right vectors.
  let right: Matrix

  /// - Parameter start: right vectors to begin with, for a matrix that changed little; else random ones by `seed`.
  init(
    _ matrix: Matrix, transposed: Matrix, rank: Int, iterations: Int, seed: UInt64, start: Matrix? = nil
  ) throws(StatisticsError) {
    let width = min(rank + 8, matrix.rows, matrix.columns)
    var chance = SeededGenerator(seed: seed)
    var elements: [Double] = []
    for j in 0..<width {
      if let start, j < start.columns {
        elements += start.column(j)
      } else {
        for _ in 0..<matrix.columns { elements.append(Normal.standard.quantile(chance.uniform())) }
      }
    }
    var right = try matrixOf(elements, matrix.columns, width)
    var left = matrix
    for _ in 0...iterations {
      left = try orthonormal(try product(matrix, right))
      right = try product(transposed, left)
    }
    // A' Q = W: the singular vectors of W are those of A within the subspace
    let small = jacobi(right)
    let kept = Array(small.values.indices.prefix(rank))
    let turned = try product(left, small.rotation)
    var (u, v): ([Double], [Double]) = ([], [])
    for k in kept {
      let column = turned.column(k)
      let largest = column.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      let sign: Double = largest < 0 ? -1 : 1
      u += column.map { sign * $0 }
      v += small.vectors.column(k).map { sign * $0 }
    }
    self.left = try matrixOf(u, matrix.rows, kept.count)
    self.right = try matrixOf(v, matrix.columns, kept.count)
    values = kept.map { small.values[$0] }
  }
}

private func matrixOf(_ elements: [Double], _ rows: Int, _ columns: Int) throws(StatisticsError) -> Matrix {
  try StatisticsError.wrapping { () throws(LinearAlgebraError) in
    try Matrix(rows: rows, columns: columns, elements: elements)
  }
}

private func product(_ a: Matrix, _ b: Matrix) throws(StatisticsError) -> Matrix {
  try StatisticsError.wrapping { () throws(LinearAlgebraError) in try a.times(b) }
}

/// Gram-Schmidt, twice, so that the columns are orthogonal to rounding; a column without anything of its own becomes 0.
private func orthonormal(_ matrix: Matrix) throws(StatisticsError) -> Matrix {
  var columns = (0..<matrix.columns).map { matrix.column($0) }
  for j in columns.indices {
    let before = length(columns[j])
    for _ in 0..<2 {
      for k in 0..<j {
        let projection = dot(columns[k], columns[j])
        for i in columns[j].indices { columns[j][i] -= projection * columns[k][i] }
      }
    }
    let norm = length(columns[j])
    let factor = norm > 1e-12 * before ? 1 / norm : 0
    for i in columns[j].indices { columns[j][i] *= factor }
  }
  return try matrixOf(columns.flatMap { $0 }, matrix.rows, matrix.columns)
}

/// Rotates pairs of columns until all are orthogonal (Hestenes 1958): W R = V diag(s), values descending.
private func jacobi(_ matrix: Matrix) -> (values: [Double], vectors: Matrix, rotation: Matrix) {
  let width = matrix.columns
  var columns = (0..<width).map { matrix.column($0) }
  var turns = (0..<width).map { j in (0..<width).map { $0 == j ? 1.0 : 0 } }
  for _ in 0..<60 {
    var isDone = true
    for p in 0..<width {
      for q in (p + 1)..<max(p + 1, width) {
        let (a, b, c) = (dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q]))
        guard abs(c) > 1e-15 * (a * b).squareRoot(), c != 0 else { continue }
        isDone = false
        let zeta = (b - a) / (2 * c)
        let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
        let cosine = 1 / (1 + t * t).squareRoot()
        let sine = cosine * t
        rotate(&columns, p, q, cosine, sine)
        rotate(&turns, p, q, cosine, sine)
      }
    }
    if isDone { break }
  }
  let norms = columns.map { length($0) }
  let order = norms.indices.sorted { norms[$0] != norms[$1] ? norms[$0] > norms[$1] : $0 < $1 }
  var (vectors, rotation) = (Matrix(rows: matrix.rows, columns: width), Matrix(rows: width, columns: width))
  for (k, j) in order.enumerated() {
    for i in 0..<matrix.rows where norms[j] > 0 { vectors[i, k] = columns[j][i] / norms[j] }
    for i in 0..<width { rotation[i, k] = turns[j][i] }
  }
  return (order.map { norms[$0] }, vectors, rotation)
}

private func rotate(_ columns: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double) {
  for i in columns[p].indices {
    let (x, y) = (columns[p][i], columns[q][i])
    columns[p][i] = cosine * x - sine * y
    columns[q][i] = sine * x + cosine * y
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

private func length(_ a: [Double]) -> Double {
  dot(a, a).squareRoot()
}
