import Glibc
import LinearAlgebra

/// The counts, which of them are missing, and what independence of rows and columns would make of them.
struct CellTable {
  let rows: Int
  let columns: Int
  let counts: [Double]
  let isMissing: [Bool]
  /// a_i b_j for every cell.
  let independence: [Double]
  /// sqrt(a_i b_j): dividing by it gives the noise about one variance.
  private let scales: [Double]

  init(_ matrix: Matrix, _ missing: [Bool]?) throws(StatisticsError) {
    (rows, columns) = (matrix.rows, matrix.columns)
    let isMissing = missing ?? Array(repeating: false, count: rows * columns)
    guard isMissing.count == rows * columns else { throw .dimensions(expected: rows * columns, found: isMissing.count) }
    let counts = zip(matrix.elements, isMissing).map { $1 ? 0 : $0 }
    guard counts.allSatisfy(\.isFinite) else { throw .notFinite(argument: "counts") }
    guard counts.allSatisfy({ $0 >= 0 && $0 <= 1e100 }) else { throw .outOfRange(argument: "counts") }
    guard isMissing.contains(false) else { throw .outOfRange(argument: "isMissing") }
    self.counts = counts
    self.isMissing = isMissing
    independence = CellTable.independence(counts, isMissing, rows, columns)
    scales = independence.map { $0.squareRoot() }
  }

  /// The likeliest rates a_i b_j, each margin with half an event added so that no rate is 0.
  private static func independence(_ counts: [Double], _ isMissing: [Bool], _ rows: Int, _ columns: Int) -> [Double] {
    var (a, b) = ([Double](repeating: 1, count: rows), [Double](repeating: 1, count: columns))
    for _ in 0..<20 {
      for side in 0..<2 {
        var events = [Double](repeating: 0.5, count: side == 0 ? rows : columns)
        var exposure = [Double](repeating: 0, count: side == 0 ? rows : columns)
        for j in 0..<columns {
          for i in 0..<rows where !isMissing[i + j * rows] {
            events[side == 0 ? i : j] += counts[i + j * rows]
            exposure[side == 0 ? i : j] += side == 0 ? b[j] : a[i]
          }
        }
        // a line without any cell takes the typical rate
        let known = exposure.indices.filter { exposure[$0] > 0 }
        let typical =
          known.isEmpty ? 1 : known.reduce(0) { $0 + events[$1] / exposure[$1] / Double(known.count) }
        let next = exposure.indices.map { exposure[$0] > 0 ? events[$0] / exposure[$0] : typical }
        if side == 0 { a = next } else { b = next }
      }
    }
    return (0..<rows * columns).map { a[$0 % rows] * b[$0 / rows] }
  }

  /// One turn: cells that are missing, or thinned with this probability, take their last fit; then the truncated SVD.
  func lowRank(
    _ fit: [Double], _ posterior: [Double], rank: Int, iterations: Int, seed: UInt64, start: Matrix?
  ) throws(StatisticsError) -> (fit: [Double], right: Matrix) {
    var scaled = [Double](repeating: 0, count: counts.count)
    var transposed = scaled
    for j in 0..<columns {
      for i in 0..<rows {
        let cell = i + j * rows
        let doubt = isMissing[cell] ? 1 : posterior[cell]
        let value = ((1 - doubt) * counts[cell] + doubt * fit[cell]) / scales[cell]
        scaled[cell] = value
        transposed[j + i * columns] = value
      }
    }
    let (forward, backward) = (scaled, transposed)
    let (rows, columns) = (rows, columns)
    let matrices = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      (
        try Matrix(rows: rows, columns: columns, elements: forward),
        try Matrix(rows: columns, columns: rows, elements: backward)
      )
    }
    let svd = try RandomizedSVD(
      matrices.0, transposed: matrices.1, rank: rank, iterations: iterations, seed: seed, start: start)
    var weighted = svd.right.transposed
    for k in svd.values.indices {
      for j in 0..<columns { weighted[k, j] *= svd.values[k] }
    }
    let factors = (svd.left, weighted)
    let product = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factors.0.times(factors.1) }
    var rates = product.elements
    for cell in rates.indices {
      // a small part of independence keeps every rate positive
      rates[cell] = max(rates[cell] * scales[cell], 0.02 * independence[cell])
    }
    return (rates, svd.right)
  }

  /// A few EM steps for the share and the retention; leaves the posterior of each cell.
  ///
  ///     odds = share / (1 - share) retained^X e^((1 - retained) M)
  func maximised(
    _ rates: [Double], _ posterior: inout [Double], share: Double, retained: Double, mostRetained: Double
  ) -> (share: Double, retained: Double) {
    var (share, retained) = (share, retained)
    for _ in 0..<3 {
      let (odds, keep) = (log(share) - log1p(-share), log(retained))
      var (cells, expected, events, exposure) = (0.0, 0.0, 0.0, 0.0)
      for cell in rates.indices where !isMissing[cell] {
        let p = logistic(odds + counts[cell] * keep + (1 - retained) * rates[cell]).x
        posterior[cell] = p
        cells += 1
        expected += p
        events += p * counts[cell]
        exposure += p * rates[cell]
      }
      // half a cell for either side: neither share nor retention may settle on a certainty
      share = (expected + 0.5) / (cells + 1)
      retained = min(max((events + 0.05) / (exposure + 0.5), 1e-6), mostRetained)
    }
    return (share, retained)
  }
}
