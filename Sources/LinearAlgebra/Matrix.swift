/// A dense matrix of doubles, column by column: element (i, j) is `elements[i + j * rows]`, from 0.
///
/// A plain value, so that it can be shared between tasks; factorisations consume it and work in its storage.
public struct Matrix: Equatable, Sendable {
  /// How many rows.
  public let rows: Int
  /// How many columns.
  public let columns: Int
  /// All elements, column by column.
  public internal(set) var elements: [Double]

  /// - Throws: `.dimensions` unless there are `rows * columns` elements.
  public init(rows: Int, columns: Int, elements: [Double]) throws(LinearAlgebraError) {
    guard rows >= 0, columns >= 0, elements.count == rows * columns else {
      throw .dimensions(expected: rows * columns, found: elements.count)
    }
    self.init(unchecked: elements, rows: rows, columns: columns)
  }

  /// All elements equal.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(unchecked: Array(repeating: value, count: rows * columns), rows: rows, columns: columns)
  }

  /// - Throws: `.dimensions` unless all columns have the length of the first.
  public init(columns: [[Double]]) throws(LinearAlgebraError) {
    let rows = columns.first?.count ?? 0
    for column in columns where column.count != rows {
      throw .dimensions(expected: rows, found: column.count)
    }
    self.init(unchecked: columns.flatMap { $0 }, rows: rows, columns: columns.count)
  }

  init(unchecked elements: [Double], rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// Ones on the diagonal, `order` x `order`.
  public static func identity(_ order: Int) -> Matrix {
    var identity = Matrix(rows: order, columns: order)
    for i in 0..<order { identity[i, i] = 1 }
    return identity
  }

  /// The element at a row and a column, both from 0.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get { elements[row + column * rows] }
    set { setElement(row + column * rows, newValue) }
  }

  @usableFromInline mutating func setElement(_ place: Int, _ value: Double) {
    elements[place] = value
  }

  /// A copy of one column, `rows` long.
  public func column(_ column: Int) -> [Double] {
    Array(elements[column * rows..<(column + 1) * rows])
  }

  /// A copy of one row, `columns` long.
  public func row(_ row: Int) -> [Double] {
    (0..<columns).map { self[row, $0] }
  }

  /// A copy, `columns` x `rows`, with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns {
      for i in 0..<rows { result.elements[j + i * columns] = elements[i + j * rows] }
    }
    return result
  }

  /// Lends the storage for reading, without a copy.
  public func withElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try elements.withUnsafeBufferPointer(body)
  }

  /// Lends the storage for writing, without a copy.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (inout UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try elements.withUnsafeMutableBufferPointer(body)
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { allFinite(elements) }
}

/// Whether no element is NaN or infinite: zero times a number is zero just for the finite ones.
func allFinite(_ values: [Double]) -> Bool {
  values.withUnsafeBufferPointer { values in
    // eight sums side by side: one alone would wait for each addition
    let lanes = UnsafeRawBufferPointer(values)
    let (width, stride) = (SIMD8<Double>.scalarCount, MemoryLayout<SIMD8<Double>>.size)
    var sums = SIMD8<Double>.zero
    for place in 0..<values.count / width {
      sums += lanes.loadUnaligned(fromByteOffset: place * stride, as: SIMD8<Double>.self) * 0
    }
    var sum = sums.sum()
    for place in values.count / width * width..<values.count { sum += values[place] * 0 }
    return sum == 0
  }
}

/// - Throws: `.dimensions` for a size that LAPACK's integers cannot hold.
func lapackSize(_ size: Int) throws(LinearAlgebraError) -> Int32 {
  guard let size = Int32(exactly: size) else { throw .dimensions(expected: Int(Int32.max), found: size) }
  return size
}
