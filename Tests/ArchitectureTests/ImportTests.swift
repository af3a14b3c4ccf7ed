import Foundation
import Testing

/// What each target may import of the others: the arrows of Package.swift, written down a second time.
private let allowed: [String: Set<String>] = [
  "PostgreSQL": ["CPQ"],
  "LinearAlgebra": ["CBLAS", "CLAPACK"],
  "Statistics": ["LinearAlgebra"],
  "Inventory": ["Statistics", "LinearAlgebra"],
  "Retailer": ["Inventory", "Statistics"],
  "Store": ["Inventory", "PostgreSQL", "Statistics"],
  "Pipeline": ["Store", "Inventory", "PostgreSQL", "Statistics"],
  "Demo": ["Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics"],
  "Benchmark": ["Demo", "Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics", "LinearAlgebra"],
  "trueup": ["Demo", "Pipeline", "Store", "Inventory", "Retailer", "PostgreSQL"],
]

/// No clock, files, threads or server behind these.
private let pure = ["Statistics", "LinearAlgebra", "Inventory", "Retailer"]

private let sources = String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }) + "/Sources"

private func files(of target: String) throws -> [String] {
  let folder = URL(fileURLWithPath: "\(sources)/\(target)").resolvingSymlinksInPath().path
  return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
}

/// The modules that the files of a target import.
private func imports(of target: String) throws -> Set<String> {
  var modules: Set<String> = []
  for file in try files(of: target) {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1 else { continue }
      let access = ["public", "internal", "package", "private", "fileprivate"]
      guard words[..<place].allSatisfy({ access.contains(String($0)) || $0.hasPrefix("@") }) else { continue }
      modules.insert(words.last.map { String($0.prefix { $0 != "." }) } ?? "")
    }
  }
  return modules
}

@Suite struct ImportTests {
  @Test("no target imports a target that its arrows do not reach", arguments: allowed.keys.sorted())
  func arrows(target: String) throws {
    let ours = Set(try FileManager.default.contentsOfDirectory(atPath: sources))
    let wrong = try imports(of: target).intersection(ours).subtracting(allowed[target] ?? [])
    #expect(wrong.isEmpty)
  }

  @Test("the table names every target that has Swift files")
  func complete() throws {
    let targets = try FileManager.default.contentsOfDirectory(atPath: sources).filter { try !files(of: $0).isEmpty }
    #expect(Set(targets).isSubset(of: allowed.keys))
    // The shell reaches the server, so the reading of imports works at all
    #expect(try imports(of: "Store").contains("PostgreSQL"))
  }

  @Test("the pure core has no clock, no threads and no server", arguments: pure)
  func purity(target: String) throws {
    let impure = try imports(of: target).intersection([
      "Foundation", "FoundationEssentials", "Dispatch", "PostgreSQL",
    ])
    #expect(impure.isEmpty)
  }
}
