import Foundation
import PostgreSQL

/// Rows on standard output: for people, for programs, for spreadsheets.
struct Printer {
  let format: OutputFormat

  func print(_ rows: Rows) {
    let names = rows.names
    print(names, (0..<rows.count).map { rows[$0].texts }, isNumber: names.indices.map(rows.isNumber))
  }

  func print(_ names: [String], _ texts: [[String?]], isNumber: [Bool]? = nil) {
    let isNumber = isNumber ?? names.map { _ in false }
    switch format {
    case .table: table(names, texts, isNumber: isNumber)
    case .csv:
      Swift.print(names.joined(separator: ","))
      for row in texts { Swift.print(row.map(csv).joined(separator: ",")) }
    case .json:
      let objects = texts.map { row in
        Dictionary(
          uniqueKeysWithValues: names.indices.map { column in
            (names[column], value(row[column], isNumber: isNumber[column]))
          })
      }
      if let data = try? JSONSerialization.data(withJSONObject: objects, options: [.prettyPrinted, .sortedKeys]) {
        Swift.print(String(decoding: data, as: UTF8.self))
      }
    }
  }

  private func value(_ text: String?, isNumber: Bool) -> Any {
    guard let text else { return NSNull() }
    return isNumber ? NSDecimalNumber(string: text) : text
  }

  private func csv(_ field: String?) -> String {
    guard let field else { return "" }
    // A spreadsheet would run a field that begins like a formula
    let guarded = field.first.map { "=+@".contains($0) } ?? false ? "'" + field : field
    return guarded.contains(where: { ",\"\n\r".contains($0) })
      ? "\"" + guarded.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : guarded
  }

  private func table(_ names: [String], _ rows: [[String?]], isNumber: [Bool]) {
    let widths = names.indices.map { column in
      ([names[column].count] + rows.map { ($0[column] ?? "-").count }).max() ?? 0
    }
    func line(_ fields: [String]) -> String {
      fields.enumerated().map { column, field in
        let padding = String(repeating: " ", count: widths[column] - field.count)
        return isNumber[column] ? padding + field : field + padding
      }.joined(separator: "  ").replacingOccurrences(of: " +$", with: "", options: .regularExpression)
    }
    Swift.print(line(names))
    for row in rows { Swift.print(line(row.map { $0 ?? "-" })) }
  }
}

/// What goes to standard error: how it goes, for people.
struct Console: Sendable {
  let isQuiet: Bool
  let isTerminal = isatty(2) == 1

  func say(_ line: String) {
    guard !isQuiet else { return }
    // A progress line may stand here; it is overwritten
    let clear = isTerminal ? "\r\u{1B}[K" : ""
    FileHandle.standardError.write(Data("\(clear)\(line)\n".utf8))
  }

  /// A line that the next one overwrites; nothing where nobody watches.
  func progress(_ line: String) {
    guard isTerminal, !isQuiet else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }
}
