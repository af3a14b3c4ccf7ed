internal import Foundation
internal import Inventory
internal import Yams

/// Walks a YAML mapping against the keys that are known there, and gathers every problem.
struct JobReader {
  typealias Handler = (inout JobReader, Node) -> Void

  let file: String
  var problems: [String] = []

  init(file: String) {
    self.file = file
  }

  mutating func fault(_ node: Node, _ message: String) {
    let mark = node.mark
    problems.append("\(file):\(mark?.line ?? 1):\(mark?.column ?? 1): \(message)")
  }

  mutating func read(_ mapping: Node.Mapping, _ path: String, _ handlers: [String: Handler]) {
    for (key, value) in mapping {
      let name = key.string ?? ""
      if let handler = handlers[name] {
        handler(&self, value)
      } else {
        let nearest = handlers.keys.min { (distance($0, name), $0) < (distance($1, name), $1) } ?? ""
        fault(key, "unknown key \(path.isEmpty ? name : "\(path).\(name)") (did you mean \(nearest)?)")
      }
    }
  }

  mutating func section(_ node: Node, _ path: String, _ handlers: [String: Handler]) {
    guard let mapping = node.mapping else { return fault(node, "\(path): want a mapping of keys") }
    read(mapping, path, handlers)
  }

  mutating func text(_ node: Node, _ set: (String) -> Void) {
    if let text = node.string { set(text) } else { fault(node, "want a text") }
  }

  mutating func number(_ node: Node, _ range: ClosedRange<Double>, _ set: (Double) -> Void) {
    guard let value = node.float, range.contains(value) else {
      return fault(node, "want a number from \(range.lowerBound) to \(range.upperBound) (got \(node.string ?? "no number"))")
    }
    set(value)
  }

  /// `15m`, `4h`, `90s`, `3d`, in seconds.
  mutating func duration(_ node: Node, _ set: (Double) -> Void) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let text = node.string, let unit = text.last.flatMap({ units[$0] }), let value = Double(text.dropLast()), value >= 0,
      value.isFinite
    else { return fault(node, "want a duration such as 15m, 4h or 3d (got \(node.string ?? "no text"))") }
    set(value * unit)
  }

  mutating func days(_ node: Node, _ set: (Int) -> Void) {
    guard let text = node.string, text.hasSuffix("d"), let value = Int(text.dropLast()), (1...3660).contains(value) else {
      return fault(node, "want whole days such as 84d (got \(node.string ?? "no text"))")
    }
    set(value)
  }

  /// `mon,wed,fri`, as ISO weekdays.
  mutating func weekdays(_ node: Node, _ set: (Set<Int>) -> Void) {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    let days = (node.string ?? "").split(separator: ",").map { day in
      names.firstIndex(of: day.filter { $0 != " " })
    }
    guard !days.isEmpty, !days.contains(nil) else {
      return fault(node, "want weekdays such as mon,wed,fri (got \(node.string ?? "no text"))")
    }
    set(Set(days.compactMap { $0.map { $0 + 1 } }))
  }

  mutating func cron(_ node: Node, _ set: (Int, Int) -> Void) {
    let fields = (node.string ?? "").split(separator: " ")
    guard fields.count == 5, let minute = Int(fields[0]), let hour = Int(fields[1]), (0...59).contains(minute),
      (0...23).contains(hour), fields[2...].allSatisfy({ $0 == "*" })
    else {
      return fault(node, "want a daily time as cron writes it, such as \"15 2 * * *\" (got \(node.string ?? "no text"))")
    }
    set(hour, minute)
  }

  /// `all`, for `nil`, or a list of event types.
  mutating func eventTypes(_ node: Node, _ set: ([String]?) -> Void) {
    if node.string == "all" { return set(nil) }
    guard let list = node.sequence else { return fault(node, "want all, or a list of event types") }
    for entry in list where entry.string.flatMap({ EventType(name: $0) }) == nil {
      let name = entry.string ?? ""
      let nearest = EventType.allCases.map(\.name).min { (distance($0, name), $0) < (distance($1, name), $1) } ?? ""
      fault(entry, "no such event type \(name) (did you mean \(nearest)?)")
    }
    set(list.compactMap(\.string))
  }

  /// Levenshtein's distance, for "did you mean".
  private func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    var row = Array(0...b.count)
    for i in a.indices {
      var previous = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substitution = previous + (a[i] == b[j] ? 0 : 1)
        previous = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
