internal import Inventory

/// Cuts one row of a CSV file out of the bytes that were read so far.
struct RowCutter {
  enum Cut {
    case record(ImportRecord, end: Int, lines: Int)
    /// Without an end: where the row ends cannot be told.
    case fault(ImportFault, end: Int?, lines: Int)
    /// The end of the row is not among the bytes yet.
    case needsMore
  }

  private enum Piece {
    case bytes([UInt8])
    case fault(ImportFault)
    case needsMore
  }

  /// A row longer than this is a quote that nobody closed. Bytes.
  static let longestRow = 1 << 20

  private let buffer: [UInt8]
  private let start: Int
  private let line: Int
  private let isAtEnd: Bool
  private var index: Int
  private var lines = 0
  /// The column of a byte, counted as far as it was asked for.
  private var counted: (upTo: Int, column: Int)

  init(buffer: [UInt8], start: Int, line: Int, isAtEnd: Bool) {
    self.buffer = buffer
    self.start = start
    self.line = line
    self.isAtEnd = isAtEnd
    index = start
    counted = (start, 1)
  }

  mutating func cut() -> Cut {
    var record = ImportRecord(line: line, fields: [])
    var bad: ImportFault?
    while true {
      let place = (line: line + lines, column: column(of: index))
      let bytes: [UInt8]
      switch at(index, is: quote) ? quoted() : bare() {
      case .bytes(let found): bytes = found
      case .fault(let fault): return .fault(fault, end: nil, lines: 0)
      case .needsMore: return .needsMore
      }
      // PostgreSQL's texts hold no zero byte
      if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) {
        record.fields.append(ImportRecord.Field(text: text, line: place.line, column: place.column))
      } else if bad == nil {
        bad = ImportFault(line: place.line, column: place.column, code: .notText, got: .bytes, want: "UTF-8 text")
      }
      if at(index, is: comma) {
        index += 1
        continue
      }
      let end = min(index + 1, buffer.count)
      if let bad { return .fault(bad, end: end, lines: lines + 1) }
      return .record(record, end: end, lines: lines + 1)
    }
  }

  /// Up to the comma or line end behind the closing quote.
  private mutating func quoted() -> Piece {
    let unclosed = fault(.quoteUnclosed, got: .aQuote, want: "another one at the end of the field")
    var bytes: [UInt8] = []
    index += 1
    while true {
      if index - start > RowCutter.longestRow { return .fault(unclosed) }
      guard index < buffer.count else { return isAtEnd ? .fault(unclosed) : .needsMore }
      let byte = buffer[index]
      index += 1
      if byte == quote {
        // Two quotes are one; whether there are two may be known only later
        guard index < buffer.count || isAtEnd else { return .needsMore }
        guard at(index, is: quote) else { break }
        index += 1
      } else if byte == lineFeed {
        lines += 1
        counted = (index, 1)
      }
      bytes.append(byte)
    }
    if at(index, is: carriageReturn) {
      guard index + 1 < buffer.count || isAtEnd else { return .needsMore }
      if index + 1 == buffer.count || at(index + 1, is: lineFeed) { index += 1 }
    }
    guard index == buffer.count || at(index, is: comma) || at(index, is: lineFeed) else {
      return .fault(fault(.quoteStray, got: .text, want: "a comma or the end of the line"))
    }
    return .bytes(bytes)
  }

  /// Up to the next comma or line end.
  private mutating func bare() -> Piece {
    let begin = index
    while index < buffer.count, buffer[index] != comma, buffer[index] != lineFeed {
      if buffer[index] == quote { return .fault(fault(.quoteStray, got: .aQuote, want: "a field in quotes, and two for one")) }
      index += 1
    }
    if index == buffer.count, !isAtEnd {
      if index - start <= RowCutter.longestRow { return .needsMore }
      return .fault(fault(.notText, got: .bytes, want: "rows of at most a mebibyte"))
    }
    var bytes = buffer[begin..<index]
    if bytes.last == carriageReturn, !at(index, is: comma) { bytes.removeLast() }
    return .bytes(Array(bytes))
  }

  private func at(_ index: Int, is byte: UInt8) -> Bool { index < buffer.count && buffer[index] == byte }

  private mutating func fault(_ code: ImportFault.Code, got: ImportFault.Kind, want: String) -> ImportFault {
    ImportFault(line: line + lines, column: column(of: index), code: code, got: got, want: want)
  }

  /// In characters: continuation bytes of UTF-8 do not count.
  private mutating func column(of index: Int) -> Int {
    while counted.upTo < index {
      if buffer[counted.upTo] & 0xC0 != 0x80 { counted.column += 1 }
      counted.upTo += 1
    }
    return counted.column
  }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
