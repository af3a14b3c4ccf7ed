internal import Inventory
internal import Store
internal import Yams

/// The parts that a map is made of. Each returns what it could read and notes what it could not.
extension JobReader {
  /// Names the keys that a mapping lacks.
  mutating func require(_ keys: [String], of node: Node, _ path: String) {
    guard let mapping = node.mapping else { return }
    for key in keys where !mapping.contains(where: { $0.key.string == key }) {
      fault(node, "missing key \(path.isEmpty ? key : "\(path).\(key)")")
    }
  }

  /// A text is the same for every row; `{column: NAME}` reads a column.
  mutating func value(_ node: Node, _ path: String) -> ImportValue? {
    guard node.mapping != nil else {
      if let text = node.string, !text.isEmpty { return .constant(text) }
      fault(node, "\(path): want a text, or {column: NAME}")
      return nil
    }
    var column: String?
    var isUppercased = false
    section(
      node, path,
      [
        "column": { $0.text($1) { column = $0 } },
        "upper_case": { isUppercased = $0.flag($1) },
      ])
    require(["column"], of: node, path)
    return column.map { .column($0, isUppercased: isUppercased) }
  }

  mutating func flag(_ node: Node) -> Bool {
    if let flag = node.bool { return flag }
    fault(node, "want true or false (got \(node.string ?? "no text"))")
    return false
  }

  /// One text or a list of them.
  mutating func texts(_ node: Node) -> [String] {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    let texts = nodes.compactMap(\.string)
    if texts.count != nodes.count || texts.isEmpty { fault(node, "want a text or a list of texts") }
    return texts
  }

  mutating func entries<T>(_ node: Node, _ path: String, _ read: (inout JobReader, Node) -> T?) -> [T] {
    guard let sequence = node.sequence, !sequence.isEmpty else {
      fault(node, "\(path): want a list")
      return []
    }
    return sequence.compactMap { read(&self, $0) }
  }

  private mutating func choice<T: RawRepresentable & CaseIterable>(_ node: Node, _ path: String) -> T?
  where T.RawValue == String {
    if let text = node.string, let value = T(rawValue: text) { return value }
    let known = T.allCases.map(\.rawValue).joined(separator: ", ")
    fault(node, "\(path): want one of \(known) (got \(node.string ?? "no text"))")
    return nil
  }

  private mutating func zone(_ node: Node) -> ZoneOffsets? {
    if let name = node.string, let zone = ZoneOffsets(systemZone: name) { return zone }
    fault(node, "no such time zone (got \(node.string ?? "no text"))")
    return nil
  }

  mutating func time(_ node: Node, _ path: String) -> ImportRules.Time? {
    var column: String?
    var pattern: TimePattern?
    var zone: ZoneOffsets?
    section(
      node, path,
      [
        "column": { $0.text($1) { column = $0 } },
        "format": { reader, node in
          pattern = node.string.flatMap { TimePattern($0) }
          if pattern == nil {
            reader.fault(node, "want a time format such as yyyy-MM-dd HH:mm (got \(node.string ?? "no text"))")
          }
        },
        "timezone": { zone = $0.zone($1) },
      ])
    require(["column", "format", "timezone"], of: node, path)
    guard let column, let pattern, let zone else { return nil }
    return ImportRules.Time(column: column, pattern: pattern, zone: zone)
  }

  mutating func document(_ node: Node) -> ImportRules.DocumentRule? {
    var id: ImportValue?
    var line: ImportValue?
    section(
      node, "document",
      [
        "id": { id = $0.value($1, "document.id") },
        "line": { reader, node in
          if node.string != "ordinal" { line = reader.value(node, "document.line") }
        },
      ])
    require(["id", "line"], of: node, "document")
    return id.map { ImportRules.DocumentRule(id: $0, line: line) }
  }

  mutating func items(_ node: Node) -> ImportRules.ItemRule? {
    var rule = ImportRules.ItemRule(name: nil, unitPrice: nil)
    section(
      node, "make_items",
      [
        "name": { rule.name = $0.value($1, "make_items.name") },
        "unit_price": { rule.unitPrice = $0.value($1, "make_items.unit_price") },
      ])
    return rule
  }

  mutating func location(_ node: Node) -> Location? {
    var location = Location(id: "", name: "", kind: .store, region: nil, timeZone: "", currency: nil)
    section(
      node, "make_locations",
      [
        "id": { $0.text($1) { location.id = $0 } },
        "name": { $0.text($1) { location.name = $0 } },
        "kind": { reader, node in
          if let kind: LocationKind = reader.choice(node, "make_locations.kind") { location.kind = kind }
        },
        "region": { $0.text($1) { location.region = $0 } },
        "timezone": { location.timeZone = $0.zone($1)?.identifier ?? "" },
        "currency": { $0.text($1) { location.currency = $0 } },
      ])
    require(["id", "name", "kind", "timezone"], of: node, "make_locations")
    return location
  }

  mutating func leaveOut(_ node: Node) -> ImportRules.LeaveOut? {
    var rule = ImportRules.LeaveOut(conditions: [], reason: "")
    section(
      node, "leave_out",
      [
        "when": { rule.conditions = $0.conditions($1) },
        "because": { $0.text($1) { rule.reason = $0 } },
      ])
    require(["when", "because"], of: node, "leave_out")
    return rule
  }

  mutating func event(_ node: Node) -> ImportRules.EventRule? {
    var rule = ImportRules.EventRule(type: .adjustment)
    section(
      node, "events",
      [
        "when": { rule.conditions = $0.conditions($1) },
        "event_type": { reader, node in
          if let type = EventType(name: node.string ?? "") {
            rule.type = type
          } else {
            reader.fault(node, "events.event_type: no such event type (got \(node.string ?? "no text"))")
          }
        },
        "quantity": { reader, node in
          if let sign: ImportRules.QuantitySign = reader.choice(node, "events.quantity") { rule.quantity = sign }
        },
        "channel": { rule.channel = $0.value($1, "events.channel") },
        "reason": { rule.reason = $0.value($1, "events.reason") },
        "document": { $0.text($1) { rule.documentType = $0 } },
        "from_state": { rule.fromState = $0.state($1) },
        "to_state": { rule.toState = $0.state($1) },
      ])
    require(["event_type"], of: node, "events")
    if rule.quantity == .signed, rule.type != .adjustment {
      fault(node, "events.quantity: only an adjustment is signed (got \(rule.type.name))")
    }
    return rule
  }

  private mutating func state(_ node: Node) -> StockState? {
    if let state = StockState(name: node.string ?? "") { return state }
    let known = StockState.allCases.map(\.name).joined(separator: ", ")
    fault(node, "want one of \(known) (got \(node.string ?? "no text"))")
    return nil
  }

  /// One condition or a list of them that must all hold.
  private mutating func conditions(_ node: Node) -> [ImportCondition] {
    let nodes = node.sequence.map { Array($0) } ?? [node]
    return nodes.compactMap { condition($0) }
  }

  private mutating func condition(_ node: Node) -> ImportCondition? {
    var column: String?
    var tests: [ImportCondition.Test] = []
    section(
      node, "when",
      [
        "column": { $0.text($1) { column = $0 } },
        "equals": { tests.append(.equals($0.texts($1))) },
        "prefix": { tests.append(.prefix($0.texts($1))) },
        "sign": { reader, node in
          if let sign: ImportSign = reader.choice(node, "when.sign") { tests.append(.sign(sign)) }
        },
      ])
    require(["column"], of: node, "when")
    guard let column, tests.count == 1 else {
      if column != nil, tests.count > 1 || node.mapping?.count == 1 {
        fault(node, "when: want a column and one of equals, prefix, sign")
      }
      return nil
    }
    return ImportCondition(column: column, test: tests[0])
  }
}
