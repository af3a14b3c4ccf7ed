internal import Foundation
public import Inventory

/// A CSV file read row by row in constant memory, after RFC 4180: quoted fields may hold commas, quotes and line breaks.
///
/// Every field keeps its line and column. A row that cannot be cut into fields is one fault, and reading goes on with
/// the line after the one where the row began. Whether a row is as wide as the header is not asked here.
public struct CSVFile {
  public enum Entry: Equatable, Sendable {
    case record(ImportRecord)
    case fault(ImportFault)
  }

  public struct Unreadable: Error, CustomStringConvertible {
    public var path: String
    public var description: String { "\(path): cannot be read" }
  }

  /// The next bytes of the file, none at its end.
  private let more: () throws -> [UInt8]
  private var buffer: [UInt8] = []
  /// Where the next row begins.
  private var start = 0
  private var line = 1
  private var isAtEnd = false
  private var isAtBeginning = true

  public init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let file = FileHandle(forReadingAtPath: path)
    else { throw Unreadable(path: path) }
    self.init {
      do {
        return try file.read(upToCount: 1 << 16).map { [UInt8]($0) } ?? []
      } catch {
        throw Unreadable(path: path)
      }
    }
  }

  package init(more: @escaping () throws -> [UInt8]) {
    self.more = more
  }

  /// The next row that is not empty; `nil` at the end.
  public mutating func next() throws -> Entry? {
    if isAtBeginning { try skipByteOrderMark() }
    while true {
      if start == buffer.count, try !fill() { return nil }
      switch cut() {
      case .needsMore:
        _ = try fill()
      case .record(let record, let end, let lines):
        start = end
        line += lines
        // An empty line separates nothing
        if record.fields.count == 1, record.fields[0].text.isEmpty { continue }
        return .record(record)
      case .fault(let fault, let end, let lines):
        if let end {
          start = end
          line += lines
        } else {
          try skipLine()
        }
        return .fault(fault)
      }
    }
  }

  /// Reads on; false at the end of the file.
  private mutating func fill() throws -> Bool {
    if isAtEnd { return false }
    buffer.removeFirst(start)
    start = 0
    let bytes = try more()
    isAtEnd = bytes.isEmpty
    buffer += bytes
    return !isAtEnd
  }

  private mutating func skipByteOrderMark() throws {
    isAtBeginning = false
    while buffer.count < 3, try fill() {}
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
  }

  private mutating func skipLine() throws {
    line += 1
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        start = end + 1
        return
      }
      start = buffer.count
      if try !fill() { return }
    }
  }

  private func cut() -> RowCutter.Cut {
    var cutter = RowCutter(buffer: buffer, start: start, line: line, isAtEnd: isAtEnd)
    return cutter.cut()
  }
}
