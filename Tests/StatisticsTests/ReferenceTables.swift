import Glibc

/// The tables of the distributions, one file each.
enum ReferenceTables {
  /// Rows of so many numbers.
  static func rows(_ table: String, columns: Int) -> [[Double]] {
    let numbers = table.split(whereSeparator: \.isWhitespace).map { strtod(String($0), nil) }
    return stride(from: 0, to: numbers.count, by: columns).map { Array(numbers[$0..<$0 + columns]) }
  }
}
