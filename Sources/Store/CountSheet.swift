internal import Foundation
public import Inventory
public import PostgreSQL

/// Results of recommended counts in a CSV file: read and judged as a whole, then handed to `recount_result` in one transaction.
public struct CountSheet {
  public struct Result: Sendable {
    public var line: Int
    var recount: String
    var parameters: [Parameter]
  }

  /// Why the database did not take a result.
  public struct Refusal: Sendable {
    public var line: Int
    public var reason: String
  }

  public private(set) var results: [Result] = []
  /// Rows without a counted quantity: nobody counted there.
  public private(set) var blank = 0
  public private(set) var faults: [ImportFault] = []
  /// The header lacks what every row needs.
  public private(set) var isUnusable = false

  private static let needed = ["recount_id", "counted_qty", "counted_at"]
  private static let optional = ["counted_by", "actual_minutes", "scope", "complete", "cause_confirmed"]

  /// - Throws: `CSVFile.Unreadable`.
  public init(path: String) throws {
    var file = try CSVFile(path: path)
    guard let columns = try header(&file) else {
      isUnusable = true
      return
    }
    while let entry = try file.next() {
      switch entry {
      case .fault(let fault): faults.append(fault)
      case .record(let record): judge(record, columns)
      }
    }
  }

  private mutating func header(_ file: inout CSVFile) throws -> [String: Int]? {
    guard case .record(let record)? = try file.next() else {
      faults.append(
        ImportFault(line: 1, column: 1, code: .headerMissing, got: .nothing, want: CountSheet.needed.joined(separator: ", ")))
      return nil
    }
    var columns: [String: Int] = [:]
    for (place, field) in record.fields.enumerated() where (CountSheet.needed + CountSheet.optional).contains(field.text) {
      if columns.updateValue(place, forKey: field.text) != nil {
        faults.append(
          ImportFault(line: field.line, column: field.column, code: .columnTwice, field: field.text, got: .text, want: "it once"))
      }
    }
    for name in CountSheet.needed where columns[name] == nil {
      faults.append(
        ImportFault(line: 1, column: 1, code: .columnMissing, field: name, got: .nothing, want: "a column of that name"))
    }
    columns["fields"] = record.fields.count
    return faults.isEmpty ? columns : nil
  }

  private mutating func judge(_ record: ImportRecord, _ columns: [String: Int]) {
    guard record.fields.count == columns["fields"] else {
      faults.append(
        ImportFault(
          line: record.line, column: 1, code: .fieldCount, got: .fields(record.fields.count),
          want: "\(columns["fields"] ?? 0) fields"))
      return
    }
    func field(_ name: String) -> ImportRecord.Field? {
      columns[name].map { record.fields[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
    }
    guard let quantity = field("counted_qty") else {
      blank += 1
      return
    }
    let before = faults.count
    func fault(_ name: String, _ code: ImportFault.Code, got: ImportFault.Kind, want: String) {
      let place = columns[name].map { record.fields[$0] }
      faults.append(
        ImportFault(
          line: place?.line ?? record.line, column: place?.column ?? 1, code: code, field: name, got: got, want: want))
    }
    func number(_ name: String, _ field: ImportRecord.Field?) {
      guard let field else { return }
      guard let value = Decimal(string: field.text, locale: Locale(identifier: "C")),
        field.text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 })
      else { return fault(name, .notANumber, got: .text, want: "a number such as 12 or 1.5") }
      if value < 0 { fault(name, .wrongSign, got: .negative, want: "0 or more") }
      if value >= 1_000_000_000 { fault(name, .numberTooLarge, got: .number, want: "less than a thousand million") }
    }
    number("counted_qty", quantity)
    number("actual_minutes", field("actual_minutes"))
    let recount = field("recount_id")
    if recount == nil { fault("recount_id", .valueMissing, got: .nothing, want: "the id of a recount") }
    let at = field("counted_at")
    if at == nil {
      fault("counted_at", .valueMissing, got: .nothing, want: "when it was counted")
    } else if let at, (try? Date(at.text, strategy: .iso8601)) == nil {
      fault("counted_at", .notATime, got: .text, want: "a time with its zone, such as 2026-01-31T06:45:00+01:00")
    }
    if let complete = field("complete"), !["true", "false"].contains(complete.text) {
      fault("complete", .noRule, got: .text, want: "true or false")
    }
    if let scope = field("scope"), !["available", "backroom", "display"].contains(scope.text) {
      fault("scope", .noRule, got: .text, want: "available, backroom, display or nothing")
    }
    guard faults.count == before, let recount else { return }
    let parameters = ["counted_at", "counted_by", "actual_minutes", "scope", "complete", "cause_confirmed"].map {
      Parameter(field($0)?.text)
    }
    results.append(
      Result(
        line: record.line, recount: recount.text, parameters: [Parameter(recount.text), Parameter(quantity.text)] + parameters))
  }

  /// Reports all results, or none: unless `keepGoing`, one that is refused takes the others back.
  public func report(to connection: Connection, keepGoing: Bool) throws -> [Refusal] {
    var refused: [Refusal] = []
    struct TakenBack: Error {}
    do {
      try connection.transaction { connection in
        for result in results {
          try connection.execute("savepoint result")
          do {
            try connection.query(
              """
              select trueup_v1.recount_result($1, $2::numeric, $3::timestamptz, counted_by => $4, actual_minutes => $5::double precision,
                scope => $6, complete => coalesce($7::boolean, true), cause_confirmed => $8)
              """, result.parameters, place: "recount_result")
          } catch let problem as DatabaseError where problem.isRefusal {
            refused.append(Refusal(line: result.line, reason: problem.message))
            try connection.execute("rollback to savepoint result")
          }
        }
        if !refused.isEmpty, !keepGoing { throw TakenBack() }
      }
    } catch is TakenBack {}
    return refused
  }
}
