/// Turns the rows of one file into messages. Its result depends on the rows before only for the numbers of rows in
/// their groups and for the items met, so that the same file gives the same ids whenever it is read.
public struct ImportMapper: Sendable {
  public enum Outcome: Equatable, Sendable {
    case message(FeedMessage)
    /// Left out by a rule, with the rule's reason.
    case leftOut(String)
    /// Everything that is wrong with the row.
    case refused([ImportFault])
  }

  /// The header cannot carry the map: no row can be read.
  public struct HeaderProblem: Error, Equatable, Sendable {
    public var faults: [ImportFault]
  }

  private let rules: ImportRules
  private let width: Int
  private let columns: [String: Int]
  private var ordinals: [String: Int] = [:]
  public private(set) var items: ImportedItems

  /// - Parameter items: those met in files read before.
  public init(rules: ImportRules, header: ImportRecord, items: ImportedItems = ImportedItems()) throws(HeaderProblem) {
    var columns: [String: Int] = [:]
    var faults: [ImportFault] = []
    for name in rules.columns {
      let places = header.fields.indices.filter { header.fields[$0].text.trimmed == name }
      if places.count == 1 {
        columns[name] = places[0]
      } else {
        faults.append(
          ImportFault(
            line: header.line, column: places.count > 1 ? header.fields[places[1]].column : 1,
            code: places.isEmpty ? .columnMissing : .columnTwice, field: name, got: .fields(header.fields.count),
            want: "one column \(name)"))
      }
    }
    guard faults.isEmpty else { throw HeaderProblem(faults: faults) }
    self.rules = rules
    self.columns = columns
    self.items = items
    width = header.fields.count
  }

  public mutating func map(_ record: ImportRecord) -> Outcome {
    let ordinal = takeOrdinal(record)
    guard record.fields.count == width else {
      return .refused([
        ImportFault(
          line: record.line, column: 1, code: .fieldCount, got: .fields(record.fields.count), want: "\(width), as the header has")
      ])
    }
    var row = ImportRow(record: record, columns: columns)
    if let rule = rules.leaveOut.first(where: { row.meets($0.conditions) }) { return .leftOut(rule.reason) }
    guard let rule = rules.events.first(where: { row.meets($0.conditions) }) else {
      return .refused(row.faultsOfSigns(in: rules.events.flatMap(\.conditions)))
    }
    let message = message(of: &row, rule: rule, ordinal: ordinal)
    let name = rules.items?.name.flatMap { row.text($0) }
    let price = rules.items?.unitPrice.flatMap { row.number($0) }
    guard row.faults.isEmpty else { return .refused(row.faults) }
    if rules.items != nil, let code = message.itemID { items.add(code: code, name: name, price: price) }
    return .message(message)
  }

  /// The number of the row in its group. Rows left out or refused count too: an id must not depend on the rules.
  private mutating func takeOrdinal(_ record: ImportRecord) -> Int {
    guard rules.idHasOrdinal || rules.document.map({ $0.line == nil }) ?? false else { return 0 }
    let texts = rules.idColumns.map { name in
      columns[name].flatMap { $0 < record.fields.count ? record.fields[$0].text.trimmed : nil } ?? ""
    }
    let group = texts.joined(separator: "/")
    ordinals[group, default: 0] += 1
    return ordinals[group] ?? 0
  }

  private func message(of row: inout ImportRow, rule: ImportRules.EventRule, ordinal: Int) -> FeedMessage {
    var message = FeedMessage()
    message.sourceSystem = row.required(rules.source)
    let ids = rules.idColumns.map { row.required(.column($0)) ?? "" }
    message.eventID = (ids + (rules.idHasOrdinal ? ["\(ordinal)"] : [])).joined(separator: "/")
    message.eventType = rule.type.name
    message.locationID = row.required(rules.location)
    message.itemID = row.required(rules.item)
    message.quantity = row.quantity(rules.quantity, sign: rule.quantity).map { .thousandths($0) }
    message.eventTime = row.time(rules.time)
    message.eventTimePrecision = rules.time.pattern.precision
    message.recordTime = rules.recordTime.map { row.time($0) } ?? message.eventTime
    message.fromState = rule.fromState?.name
    message.toState = rule.toState?.name
    message.channel = rule.channel.flatMap { row.text($0) }
    message.reasonCode = rule.reason.flatMap { row.text($0) }
    if let type = rule.documentType, let document = rules.document {
      message.documentType = type
      message.documentID = row.required(document.id)
      message.documentLine = document.line.map { row.text($0) } ?? "\(ordinal)"
    }
    message.customerKey = rules.customer.flatMap { row.text($0) }
    message.unitValue = rules.unitValue.flatMap { row.number($0) }
    message.currency = rules.currency.flatMap { row.text($0) }
    return message
  }
}

/// One row being read: its values, and what is wrong with them.
private struct ImportRow {
  let record: ImportRecord
  let columns: [String: Int]
  private(set) var faults: [ImportFault] = []

  init(record: ImportRecord, columns: [String: Int]) {
    self.record = record
    self.columns = columns
  }

  private func field(_ column: String) -> ImportRecord.Field {
    columns[column].map { record.fields[$0] } ?? ImportRecord.Field(text: "", line: record.line, column: 1)
  }

  func meets(_ conditions: [ImportCondition]) -> Bool {
    conditions.allSatisfy { $0.holds(for: field($0.column).text.trimmed) }
  }

  /// Why no event fits: a column whose sign was asked for holds no number, else that nobody thought of such a row.
  mutating func faultsOfSigns(in conditions: [ImportCondition]) -> [ImportFault] {
    for condition in conditions {
      if case .sign = condition.test, required(.column(condition.column), want: "a number") != nil {
        _ = number(.column(condition.column))
      }
    }
    guard faults.isEmpty else { return faults }
    let want = "a row that one of the events fits"
    return [ImportFault(line: record.line, column: 1, code: .noRule, got: .fields(record.fields.count), want: want)]
  }

  private mutating func fault(_ code: ImportFault.Code, _ value: ImportValue, got: ImportFault.Kind, want: String) {
    let name = value.columnName
    let place = name.map(field)
    let fault = ImportFault(
      line: place?.line ?? record.line, column: place?.column ?? 1, code: code, field: name, got: got, want: want)
    // A column may serve several values, and is wrong once
    if !faults.contains(fault) { faults.append(fault) }
  }

  /// `nil` for an empty field.
  func text(_ value: ImportValue) -> String? {
    switch value {
    case .constant(let text): return text
    case .column(let name, let isUppercased):
      let text = field(name).text.trimmed
      return text.isEmpty ? nil : isUppercased ? text.uppercased() : text
    }
  }

  mutating func required(_ value: ImportValue, want: String = "a value") -> String? {
    if let text = text(value) { return text }
    fault(.valueMissing, value, got: .nothing, want: want)
    return nil
  }

  /// Thousandths; `nil` for an empty field.
  mutating func number(_ value: ImportValue) -> Int64? {
    guard let text = text(value) else { return nil }
    do {
      return try Thousandths.read(text)
    } catch {
      switch error {
      case .notANumber: fault(.notANumber, value, got: .text, want: "a decimal number")
      case .tooFine: fault(.numberTooFine, value, got: .number, want: "at most three decimals")
      case .tooLarge: fault(.numberTooLarge, value, got: .number, want: "at most fifteen digits before the point")
      }
      return nil
    }
  }

  mutating func quantity(_ value: ImportValue, sign: ImportRules.QuantitySign) -> Int64? {
    guard required(value, want: "a number") != nil, let units = number(value) else { return nil }
    switch sign {
    case .signed:
      return units
    case .positive where units >= 0:
      return units
    case .negative where units <= 0:
      return -units
    case .positive:
      fault(.wrongSign, value, got: .negative, want: "a number not below zero")
    case .negative:
      fault(.wrongSign, value, got: .positive, want: "a number not above zero")
    }
    return nil
  }

  mutating func time(_ rule: ImportRules.Time) -> Instant? {
    let value = ImportValue.column(rule.column)
    guard let text = required(value, want: "a time as \(rule.pattern.text)") else { return nil }
    guard let local = rule.pattern.read(text) else {
      fault(.notATime, value, got: .text, want: "a time as \(rule.pattern.text)")
      return nil
    }
    return rule.zone.instant(of: local.day, secondOfDay: local.secondOfDay)
  }
}

extension String {
  /// Without spaces at either end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text.count == count ? self : String(text)
  }
}
