import Foundation
import Testing

/// The two library products: a statistician reads their names without the source.
private let libraries = ["LinearAlgebra", "Statistics"]

/// Witnesses of a protocol that documents them, and operators.
private let documentedElsewhere = [
  "mean", "variance", "largest", "logDensity(", "logProbability(", "tails(", "quantile(", "next(", "+", "-", "*", "/", "==",
]

private struct Undocumented: CustomStringConvertible {
  let file: String
  let line: Int
  let text: String
  var description: String { "\(file):\(line): \(text)" }
}

private func undocumented(in text: String, file: String, mayInherit: Bool) -> [Undocumented] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
  let kinds = ["func ", "init", "var ", "let ", "struct ", "enum ", "subscript", "protocol "]
  return lines.indices.compactMap { index in
    var words = lines[index].split(separator: " ").map(String.init)[...]
    while let first = words.first, first.hasPrefix("@") { words = words.dropFirst() }
    guard words.first == "public" else { return nil }
    let modifiers = ["public", "static", "mutating", "consuming", "private(set)", "internal(set)"]
    while let first = words.first, modifiers.contains(first) { words = words.dropFirst() }
    let rest = words.joined(separator: " ")
    guard let kind = kinds.first(where: rest.hasPrefix) else { return nil }
    let name = rest.dropFirst(kind.count)
    if mayInherit, documentedElsewhere.contains(where: name.hasPrefix) { return nil }
    return index > 0 && lines[index - 1].hasPrefix("///")
      ? nil : Undocumented(file: file, line: index + 1, text: lines[index])
  }
}

@Suite struct DocumentationTests {
  @Test("every public name of the libraries has a doc comment", arguments: libraries)
  func documented(library: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/\(library)").resolvingSymlinksInPath().path
    let files = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 10)
    for file in files {
      let text = try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
      let conforms = text.contains("Distribution") || text.contains("RandomNumberGenerator") || text.contains("static func +")
      let missing = undocumented(in: text, file: "\(library)/\(file)", mayInherit: conforms || text.contains("func =="))
      #expect(missing.isEmpty, "\(missing.map(\.description).joined(separator: "\n"))")
    }
  }

  @Test("a name without a comment is found, and one with it is not")
  func finds() {
    let text = "/// Said.\npublic let said: Int\npublic static func bare() {}\n  @inlinable public init() {}\nlet own = 1\n"
    #expect(undocumented(in: text, file: "f", mayInherit: false).map(\.line) == [3, 4])
  }
}
