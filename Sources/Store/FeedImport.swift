public import Inventory
public import PostgreSQL

/// CSV files on their way into `feed.*`: first all of them are read and judged, then what is good goes in, in one
/// transaction.
///
/// A file is read twice, so that nothing is written before everything is known and memory does not follow its length.
public struct FeedImport {
  /// What the files hold. `faults` are the first few; `refused` counts them all.
  public struct Findings: Sendable {
    public var messages: [EventType: Int] = [:]
    public var leftOut: [String: Int] = [:]
    public var refused: [ImportFault.Code: Int] = [:]
    public var faults: [(path: String, fault: ImportFault)] = []
    public var rows = 0
    public var rowsRefused = 0
    /// Files whose header cannot carry the map: nothing of them can be read.
    public var unusable = 0
    public var items = ImportedItems()

    public var messageCount: Int { messages.values.reduce(0, +) }
    public var faultCount: Int { refused.values.reduce(0, +) }
  }

  public struct Changed: Error, CustomStringConvertible {
    public var description: String { "a file changed while it was read; nothing was imported" }
  }

  /// Faults that are kept to be shown.
  public static let shownFaults = 20
  private static let batchRows = 10_000

  private let rules: ImportRules
  private let paths: [String]

  public init(_ paths: [String], rules: ImportRules) {
    self.paths = paths
    self.rules = rules
  }

  public func findings() throws -> Findings {
    var findings = Findings()
    try read(&findings) { _ in }
    return findings
  }

  /// Writes the good rows and the master data that the map makes, all or nothing.
  ///
  /// - Parameter findings: what was found before; a file that says something else now is not imported.
  public func write(_ findings: Findings, to connection: Connection) throws {
    try connection.transaction { connection in
      let writer = FeedWriter(connection)
      try writer.addMasters(masters(findings))
      var waiting: [FeedMessage] = []
      var again = Findings()
      try read(&again) { message in
        waiting.append(message)
        guard waiting.count == FeedImport.batchRows else { return }
        try writer.append(waiting, keepsArrival: false)
        waiting.removeAll(keepingCapacity: true)
      }
      try writer.append(waiting, keepsArrival: false)
      guard again.messages == findings.messages, again.items == findings.items, again.refused == findings.refused else {
        throw Changed()
      }
      // A night may follow at once; without statistics its look-ups by order line are planned for an empty table
      try connection.execute("analyze feed.inventory_event", place: "analyze")
    }
  }

  private func read(_ findings: inout Findings, _ take: (FeedMessage) throws -> Void) throws {
    for path in paths {
      var file = try CSVFile(path: path)
      guard var mapper = try mapper(&file, path: path, findings: &findings) else { continue }
      while let entry = try file.next() {
        findings.rows += 1
        switch entry {
        case .fault(let fault):
          findings.refuse([fault], path: path)
        case .record(let record):
          switch mapper.map(record) {
          case .message(let message):
            findings.messages[EventType(name: message.eventType ?? "") ?? .adjustment, default: 0] += 1
            try take(message)
          case .leftOut(let reason):
            findings.leftOut[reason, default: 0] += 1
          case .refused(let faults):
            findings.refuse(faults, path: path)
          }
        }
      }
      findings.items = mapper.items
    }
  }

  private func mapper(_ file: inout CSVFile, path: String, findings: inout Findings) throws -> ImportMapper? {
    var faults: [ImportFault]
    switch try file.next() {
    case .record(let header):
      do {
        return try ImportMapper(rules: rules, header: header, items: findings.items)
      } catch {
        faults = error.faults
      }
    case .fault(let fault):
      faults = [fault]
    case nil:
      faults = [ImportFault(line: 1, column: 1, code: .headerMissing, got: .nothing, want: "the names of the columns")]
    }
    findings.unusable += 1
    findings.note(faults, path: path)
    return nil
  }

  private func masters(_ findings: Findings) -> ReferenceData {
    var reference = ReferenceData()
    reference.locations = rules.locations
    reference.items = findings.items.items.map { item in
      Item(
        id: item.id, sku: item.id, gtin: nil, name: item.name, category: nil, unitCost: nil, unitPrice: item.unitPrice,
        packSize: nil)
    }
    return reference
  }
}

extension FeedImport.Findings {
  fileprivate mutating func refuse(_ faults: [ImportFault], path: String) {
    rowsRefused += 1
    note(faults, path: path)
  }

  fileprivate mutating func note(_ found: [ImportFault], path: String) {
    for fault in found {
      refused[fault.code, default: 0] += 1
      if faults.count < FeedImport.shownFaults { faults.append((path, fault)) }
    }
  }
}
