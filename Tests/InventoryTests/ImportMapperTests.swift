import Inventory
import Testing

/// Invoices of a shop: the smallest map that uses every kind of rule.
private func rules() throws -> ImportRules {
  let pattern = try #require(TimePattern("M/d/yy H:mm"))
  var cancellation = ImportRules.EventRule(type: .cancellation)
  cancellation.conditions = [ImportCondition(column: "Invoice", test: .prefix(["C"]))]
  cancellation.quantity = .negative
  cancellation.reason = .constant("cancelled")
  cancellation.documentType = "order"
  var writeOff = ImportRules.EventRule(type: .writeOff)
  writeOff.conditions = [ImportCondition(column: "Quantity", test: .sign(.negative))]
  writeOff.quantity = .negative
  writeOff.fromState = .available
  var shipment = ImportRules.EventRule(type: .shipment)
  shipment.conditions = [ImportCondition(column: "Quantity", test: .sign(.positive))]
  shipment.channel = .constant("web")
  shipment.documentType = "order"
  var rules = ImportRules(
    source: .constant("shop"), location: .constant("WEB"), item: .column("Code", isUppercased: true),
    quantity: .column("Quantity"), time: ImportRules.Time(column: "Date", pattern: pattern, zone: .utc), idColumns: ["Invoice"],
    idHasOrdinal: true, events: [cancellation, writeOff, shipment])
  rules.document = ImportRules.DocumentRule(id: .column("Invoice"), line: nil)
  rules.unitValue = .column("Price")
  rules.leaveOut = [
    ImportRules.LeaveOut(conditions: [ImportCondition(column: "Code", test: .equals(["POST", "M"]))], reason: "not_stock")
  ]
  rules.items = ImportRules.ItemRule(name: .column("Name"), unitPrice: .column("Price"))
  return rules
}

private func record(_ text: String, line: Int) -> ImportRecord {
  var column = 1
  let fields = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
    defer { column += part.count + 1 }
    return ImportRecord.Field(text: String(part), line: line, column: column)
  }
  return ImportRecord(line: line, fields: fields)
}

private let header = record("Invoice,Code,Name,Quantity,Date,Price", line: 1)

/// Maps the rows and returns what became of each.
private func mapped(_ rows: String...) throws -> (outcomes: [ImportMapper.Outcome], items: [Item]) {
  var mapper = try ImportMapper(rules: try rules(), header: header)
  let outcomes = rows.enumerated().map { mapper.map(record($1, line: $0 + 2)) }
  return (outcomes, mapper.items.items)
}

private func message(_ outcome: ImportMapper.Outcome) throws -> FeedMessage {
  let message: FeedMessage? = if case .message(let message) = outcome { message } else { nil }
  return try #require(message)
}

private func faults(_ outcome: ImportMapper.Outcome) -> [String] {
  if case .refused(let faults) = outcome { faults.map(\.description) } else { [] }
}

@Suite struct ImportMapperTests {
  @Test("a positive line is a shipment of its order line, recorded when it happened")
  func shipment() throws {
    let message = try message(mapped("536365,85123a,HOLDER,6,12/1/10 8:26,2.55").outcomes[0])
    var expected = FeedMessage()
    expected.sourceSystem = "shop"
    expected.eventID = "536365/1"
    expected.eventType = "shipment"
    expected.locationID = "WEB"
    expected.itemID = "85123A"
    expected.quantity = .units(6)
    expected.eventTime = Day(year: 2010, month: 12, day: 1).utcStart.advanced(bySeconds: 8 * 3600 + 26 * 60)
    expected.eventTimePrecision = "minute"
    expected.recordTime = expected.eventTime
    expected.channel = "web"
    expected.documentType = "order"
    expected.documentID = "536365"
    expected.documentLine = "1"
    expected.unitValue = 2550
    #expect(message == expected)
  }

  @Test("the first rule that fits decides, and the message carries the quantity without its sign")
  func firstRule() throws {
    let outcomes = try mapped("C1,22,A,-3,12/1/10 8:26,1", "2,22,A,-4,12/1/10 8:26,1").outcomes
    let cancellation = try message(outcomes[0])
    #expect(cancellation.eventType == "cancellation")
    #expect(cancellation.quantity == .units(3))
    #expect(cancellation.reasonCode == "cancelled")
    #expect(cancellation.documentType == "order")
    let writeOff = try message(outcomes[1])
    #expect(writeOff.eventType == "write_off")
    #expect(writeOff.quantity == .units(4))
    #expect(writeOff.fromState == "available")
    #expect(writeOff.documentType == nil)
  }

  @Test("rows left out or refused take a number of their group, so that ids do not depend on the rules")
  func ordinals() throws {
    let outcomes = try mapped(
      "1,POST,P,1,12/1/10 8:26,1", "1,22,A,x,12/1/10 8:26,1", "2,22,A,1,12/1/10 8:26,1", "1,22", "1,22,A,1,12/1/10 8:26,1"
    ).outcomes
    #expect(outcomes[0] == .leftOut("not_stock"))
    #expect(try message(outcomes[2]).eventID == "2/1")
    #expect(try message(outcomes[4]).eventID == "1/4")
  }

  @Test("items take the first name and the first price that stand beside their code")
  func items() throws {
    let items = try mapped(
      "1,22a,,1,12/1/10 8:26,0", "1,22A, LAMP ,1,12/1/10 8:26,4.25", "1,22A,lamp?,1,12/1/10 8:26,9", "1,33,,1,12/1/10 8:26,",
      "1,POST,POSTAGE,1,12/1/10 8:26,18"
    ).items
    #expect(items.map(\.id) == ["22A", "33"])
    #expect(items.map(\.name) == ["LAMP", "33"])
    #expect(items.map(\.unitPrice) == [4250, nil])
  }

  @Test("everything wrong with a row is told at once, by kind and without its contents")
  func faultTexts() throws {
    let outcomes = try mapped(
      "C1,,A,5,12/32/10 8:26,1.2345", "1,22,A,many,12/1/10 8:26,1", "1,22,A,0,12/1/10 8:26,1", "537",
      "1,22,A,99999999999999999999,12/1/10 8:26,1")
    let rows = outcomes.outcomes
    #expect(
      faults(rows[0]) == [
        "2:4: value_missing: Code: the field is empty (got nothing, want a value)",
        "2:7: wrong_sign: Quantity: the number has the wrong sign (got a number above zero, want a number not above zero)",
        "2:9: not_a_time: Date: the field is no time of the map's format (got text, want a time as M/d/yy H:mm)",
        "2:23: number_too_fine: Price: the number is finer than a thousandth (got a number, want at most three decimals)",
      ])
    #expect(faults(rows[1]) == ["3:8: not_a_number: Quantity: the field is no number (got text, want a decimal number)"])
    #expect(
      faults(rows[2]) == [
        "4:1: no_rule: no rule of the map says what the row is (got 6 fields, want a row that one of the events fits)"
      ])
    #expect(
      faults(rows[3]) == ["5:1: field_count: the row is not as wide as the header (got 1 field, want 6, as the header has)"])
    #expect(
      faults(rows[4]) == [
        "6:8: number_too_large: Quantity: the number is too large (got a number, want at most fifteen digits before the point)"
      ])
    #expect(outcomes.items.isEmpty)
  }

  @Test("a header without a column of the map, or with two of it, is told by the map's names alone")
  func headers() throws {
    let rules = try rules()
    let problem = #expect(throws: ImportMapper.HeaderProblem.self) {
      try ImportMapper(rules: rules, header: record("Invoice,Secret,Name,Quantity,Date,Date", line: 1))
    }
    #expect(
      problem?.faults.map(\.description) == [
        "1:35: column_twice: Date: the header names a column of the map more than once (got 6 fields, want one column Date)",
        "1:1: column_missing: Code: the header lacks a column of the map (got 6 fields, want one column Code)",
        "1:1: column_missing: Price: the header lacks a column of the map (got 6 fields, want one column Price)",
      ])
  }
}
