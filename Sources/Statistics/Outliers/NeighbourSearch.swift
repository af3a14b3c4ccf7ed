import Glibc
import LinearAlgebra

/// Block by block over half of the pairs: products in single precision, a scan for what may still be among the nearest of
/// either row, exact distances last.
struct NeighbourSearch {
  private static let rowBlock = 128
  private static let columnBlock = 256
  private typealias Lanes = SIMD4<Float>

  private let rows: Int
  private let dimension: Int
  /// The rows in an order without pattern, so that what is seen first is a sample of the rest. No chance is in the answer.
  private let order: [Int32]
  /// Rows of that order one after the other, scaled by one power of two: no digit is lost.
  private let exact: [Double]
  /// The same less the medians of the columns: rounding is relative to the distance from there.
  private let single: [Float]
  private let norms: [Float]
  private let unit: Double
  /// |computed - true squared distance| <= slack (|x|^2 + |y|^2) + tiny: a dot product of p terms in single precision
  /// errs by at most p u |x||y|; the rest is for rounding the coordinates, the norms and the comparison.
  private let slack: Float
  private let tiny: Float = 1e-30

  init(_ data: Matrix) {
    let (n, p) = (data.rows, data.columns)
    (rows, dimension) = (n, p)
    var generator = SeededGenerator(seed: 0)
    let order = (0..<Int32(truncatingIfNeeded: n)).shuffled(using: &generator)
    var largest = 0.0
    data.withElements { for value in $0 { largest = max(largest, abs(value)) } }
    // a quarter, so that differences stay small numbers too
    let unit = powerOfTwoScale(largest) / 4
    var exact = [Double](repeating: 0, count: n * p)
    var centred = exact
    for j in 0..<p {
      let column = data.column(j).map { $0 * unit }
      let centre = median(column) ?? 0
      for i in 0..<n {
        let value = column[Int(order[i])]
        exact[j + i * p] = value
        centred[j + i * p] = value - centre
      }
    }
    self.order = order
    self.exact = exact
    self.unit = unit
    single = centred.map { Float($0) }
    norms = (0..<n).map { i in Float((0..<p).reduce(0.0) { $0 + centred[$1 + i * p] * centred[$1 + i * p] }) }
    slack = Float(p + 16) * 0x1p-24
  }

  func run(count: Int) throws(LinearAlgebraError) -> (indices: [Int32], lengths: [Double]) {
    var shortlists = NeighbourShortlists(rows: rows, count: count, norms: norms, slack: slack, tiny: tiny)
    var products = [Float](repeating: 0, count: NeighbourSearch.rowBlock * NeighbourSearch.columnBlock)
    var first = 0
    while first < rows {
      let block = first..<min(rows, first + NeighbourSearch.rowBlock)
      var start = first
      while start < rows {
        let columns = start..<min(rows, start + NeighbourSearch.columnBlock)
        try singlePrecisionProducts(single, dimension: dimension, block, columns, into: &products)
        shortlists.withPointers {
          $0.seen = (first, start)
          scan(block, columns, products, &$0)
        }
        start = columns.upperBound
      }
      first = block.upperBound
    }
    var indices = [Int32](repeating: 0, count: rows * count)
    var lengths = [Double](repeating: 0, count: rows * count)
    for row in 0..<rows {
      let candidates = shortlists.finished(row) ?? everything(but: row)
      settle(row, candidates, count, &indices, &lengths)
    }
    return (indices, lengths)
  }

  private func everything(but row: Int) -> [Int32] {
    (0..<Int32(truncatingIfNeeded: rows)).filter { $0 != row }
  }

  /// A pair stays in question for row i while norm_j (1 - slack) - 2 product <= reach_i, and likewise for row j.
  private func scan(
    _ block: Range<Int>, _ columns: Range<Int>, _ products: [Float], _ lists: inout NeighbourShortlists.Pointers
  ) {
    let width = block.count
    let lanes = Lanes.scalarCount
    let keep = 1 - slack
    products.withUnsafeBufferPointer { products in
      norms.withUnsafeBufferPointer { norms in
        for j in columns {
          let (length, base) = (norms[j] * keep, (j - columns.lowerBound) * width)
          let far = lists.reach[j]
          var i = 0
          while i < width {
            let row = block.lowerBound + i
            guard i + lanes <= width else {
              // the last lanes of a narrow block are read one by one
              if row < j { lists.consider(row, j, products[base + i]) }
              i += 1
              continue
            }
            let product = UnsafeRawPointer(products.baseAddress! + base + i).loadUnaligned(as: Lanes.self)
            let reach = UnsafeRawPointer(lists.reach.baseAddress! + row).loadUnaligned(as: Lanes.self)
            let own = UnsafeRawPointer(norms.baseAddress! + row).loadUnaligned(as: Lanes.self)
            let double = product + product
            let near = (length - double .<= reach) .| (own * keep - double .<= Lanes(repeating: far))
            if any(near) {
              for lane in 0..<lanes where row + lane < j { lists.consider(row + lane, j, products[base + i + lane]) }
            }
            i += lanes
          }
        }
      }
    }
  }

  private func settle(
    _ row: Int, _ candidates: [Int32], _ count: Int, _ indices: inout [Int32], _ lengths: inout [Double]
  ) {
    var nearest: [(length: Double, index: Int32)] = []
    nearest.reserveCapacity(candidates.count)
    exact.withUnsafeBufferPointer { exact in
      for index in candidates { nearest.append((distance(exact, row, Int(index)), order[Int(index)])) }
    }
    let place = Int(order[row]) * count
    if nearest.count > 2 * count + 64 {
      var all = nearest.map(\.length)
      let limit = selectInPlace(&all, count - 1)
      nearest.removeAll { $0.length > limit }
    }
    nearest.sort { $0.length < $1.length || ($0.length == $1.length && $0.index < $1.index) }
    for k in 0..<count {
      indices[place + k] = nearest[k].index
      lengths[place + k] = nearest[k].length / unit
    }
  }

  @inline(__always) private func distance(_ exact: UnsafeBufferPointer<Double>, _ a: Int, _ b: Int) -> Double {
    let (p, q) = (a * dimension, b * dimension)
    var lanes = SIMD4<Double>.zero
    var k = 0
    while k + 4 <= dimension {
      let x = UnsafeRawPointer(exact.baseAddress! + p + k).loadUnaligned(as: SIMD4<Double>.self)
      let y = UnsafeRawPointer(exact.baseAddress! + q + k).loadUnaligned(as: SIMD4<Double>.self)
      let difference = x - y
      lanes += difference * difference
      k += 4
    }
    var sum = lanes.sum()
    while k < dimension {
      let difference = exact[p + k] - exact[q + k]
      sum += difference * difference
      k += 1
    }
    return sum > 1e-280 ? sum.squareRoot() : tinyDistance(exact, p, q)
  }

  /// Where the squares leave the range of doubles.
  private func tinyDistance(_ exact: UnsafeBufferPointer<Double>, _ p: Int, _ q: Int) -> Double {
    var largest = 0.0
    for k in 0..<dimension { largest = max(largest, abs(exact[p + k] - exact[q + k])) }
    guard largest > 0 else { return 0 }
    let stretch = powerOfTwoScale(largest)
    var sum = 0.0
    for k in 0..<dimension {
      let difference = (exact[p + k] - exact[q + k]) * stretch
      sum += difference * difference
    }
    return sum.squareRoot() / stretch
  }
}
