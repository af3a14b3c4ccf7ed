import Inventory
import Testing

@testable import Store

/// Cuts a text that arrives in chunks of so many bytes.
private func entries(_ bytes: [UInt8], chunk: Int) throws -> [CSVFile.Entry] {
  var rest = bytes[...]
  var file = CSVFile {
    defer { rest = rest.dropFirst(chunk) }
    return Array(rest.prefix(chunk))
  }
  var entries: [CSVFile.Entry] = []
  while let entry = try file.next() { entries.append(entry) }
  return entries
}

/// `line:column text` of every field, `line:column: code` of every fault.
private func shown(_ text: String, chunk: Int = 1 << 16) throws -> [String] {
  try entries(Array(text.utf8), chunk: chunk).map { entry in
    switch entry {
    case .record(let record): record.fields.map { "\($0.line):\($0.column) \($0.text)" }.joined(separator: " | ")
    case .fault(let fault): "\(fault.line):\(fault.column): \(fault.code.rawValue)"
    }
  }
}

@Suite struct ImportCSVFileTests {
  @Test("plain rows, with either end of line and without the last one")
  func plain() throws {
    #expect(try shown("a,b\r\n1,\n\n,2\n537") == ["1:1 a | 1:3 b", "2:1 1 | 2:3 ", "4:1  | 4:2 2", "5:1 537"])
    #expect(try shown("") == [])
    #expect(try shown("\u{FEFF}a,b\n") == ["1:1 a | 1:3 b"])
  }

  /// RFC 4180, section 2, rules 5 to 7.
  @Test("quoted fields hold commas, quotes and line breaks, and columns count characters")
  func quoted() throws {
    #expect(try shown("\"a,1\",\"b \"\"x\"\"\"\n") == ["1:1 a,1 | 1:7 b \"x\""])
    #expect(try shown("\"one\ntwo\",\"\"\nnext,é,z") == ["1:1 one\ntwo | 2:6 ", "3:1 next | 3:6 é | 3:8 z"])
    #expect(try shown("\"a\r\nb\"\r\nc") == ["1:1 a\r\nb", "3:1 c"])
  }

  @Test("a row that cannot be cut is one fault, and the next line is read again")
  func faults() throws {
    #expect(try shown("a,5\" lamp\nb,2") == ["1:4: quote_stray", "2:1 b | 2:3 2"])
    #expect(try shown("a,\"x\"y\nb,2") == ["1:6: quote_stray", "2:1 b | 2:3 2"])
    #expect(try shown("a,\"x\nb,2\nc,3") == ["1:3: quote_unclosed", "2:1 b | 2:3 2", "3:1 c | 3:3 3"])
  }

  @Test("bytes that are no UTF-8, and zero bytes, are faults of their field")
  func text() throws {
    let bytes = Array("a,".utf8) + [0xA3] + Array("9\nb,2\nc,".utf8) + [0] + Array("\n".utf8)
    let codes = try entries(bytes, chunk: 3).map { entry in
      if case .fault(let fault) = entry { "\(fault.line):\(fault.column): \(fault.code.rawValue)" } else { "row" }
    }
    #expect(codes == ["1:3: not_text", "row", "3:3: not_text"])
  }

  @Test("the size of the chunks in which a file arrives does not matter", arguments: 1...9)
  func chunks(size: Int) throws {
    let text = "\u{FEFF}a,\"b\"\r\n\"x\"\"y\",\"1\n2\"\n\"\",é\n5\" l,\n\"open\nz,\"q\"\r\n537"
    #expect(try shown(text, chunk: size) == shown(text))
    #expect(try shown(text, chunk: size).count == 7)
  }

  @Test("a quote that nobody closes does not take the file into memory, and wide rows end in time")
  func longRows() throws {
    let long = "\"" + String(repeating: String(repeating: "x,", count: 60) + "\n", count: 12_000)
    let found = try entries(Array(long.utf8), chunk: 1 << 16)
    guard case .fault(let fault) = found[0] else { return #expect(Bool(false), "no fault") }
    #expect(fault.code == .quoteUnclosed)
    #expect(found.count == 12_000)
  }

  @Test("a file that is not there is told by its path")
  func unreadable() {
    #expect(throws: CSVFile.Unreadable.self) { try CSVFile(path: "/nowhere/at/all.csv") }
    #expect(throws: CSVFile.Unreadable.self) { try CSVFile(path: "/") }
    #expect(CSVFile.Unreadable(path: "all.csv").description == "all.csv: cannot be read")
  }
}
