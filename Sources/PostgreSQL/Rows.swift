internal import CPQ

/// The answer of a query, in text format: for hundreds or thousands of rows; COPY is for more.
public final class Rows {
  private let result: OpaquePointer
  private let place: String
  public let count: Int
  private let columns: Int

  init(result: OpaquePointer, place: String) {
    self.result = result
    self.place = place
    count = Int(PQntuples(result))
    columns = Int(PQnfields(result))
  }

  deinit { PQclear(result) }

  public subscript(index: Int) -> Row { Row(rows: self, index: index) }

  public func map<T, E>(_ transform: (Row) throws(E) -> T) throws(E) -> [T] {
    var mapped: [T] = []
    mapped.reserveCapacity(count)
    for index in 0..<count { mapped.append(try transform(Row(rows: self, index: index))) }
    return mapped
  }

  public var first: Row? { count > 0 ? self[0] : nil }

  /// Rows that an INSERT, UPDATE or DELETE touched.
  public var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// The column names, in order.
  public var names: [String] { (0..<columns).map { String(cString: PQfname(result, CInt($0))) } }

  /// Whether a column holds numbers: int2, int4, int8, float4, float8 or numeric.
  public func isNumber(_ column: Int) -> Bool { [21, 23, 20, 700, 701, 1700].contains(PQftype(result, CInt(column))) }

  fileprivate func text(_ row: Int, _ column: Int) -> String? {
    PQgetisnull(result, CInt(row), CInt(column)) == 1 ? nil : String(cString: PQgetvalue(result, CInt(row), CInt(column)))
  }

  fileprivate func mismatch(_ column: Int, wanted: String) -> DatabaseError {
    let name = column < columns ? String(cString: PQfname(result, CInt(column))) : "\(column)"
    return DatabaseError(kind: .decoding, state: nil, place: place, message: "column \(name) is not \(wanted)")
  }

  public struct Row {
    let rows: Rows
    let index: Int

    public func optionalText(_ column: Int) -> String? { rows.text(index, column) }

    public func text(_ column: Int) throws(DatabaseError) -> String {
      guard let value = rows.text(index, column) else { throw rows.mismatch(column, wanted: "a value") }
      return value
    }

    public func optionalInt(_ column: Int) throws(DatabaseError) -> Int64? {
      guard let value = rows.text(index, column) else { return nil }
      guard let number = Int64(value) else { throw rows.mismatch(column, wanted: "a whole number") }
      return number
    }

    public func int(_ column: Int) throws(DatabaseError) -> Int64 {
      guard let value = try optionalInt(column) else { throw rows.mismatch(column, wanted: "a value") }
      return value
    }

    public func optionalDouble(_ column: Int) throws(DatabaseError) -> Double? {
      guard let value = rows.text(index, column) else { return nil }
      guard let number = Double(value) else { throw rows.mismatch(column, wanted: "a number") }
      return number
    }

    public func double(_ column: Int) throws(DatabaseError) -> Double {
      guard let value = try optionalDouble(column) else { throw rows.mismatch(column, wanted: "a value") }
      return value
    }

    public func bool(_ column: Int) throws(DatabaseError) -> Bool {
      try text(column) == "t"
    }

    /// All columns as text, for printing.
    public var texts: [String?] { (0..<rows.columns).map { rows.text(index, $0) } }
  }
}
