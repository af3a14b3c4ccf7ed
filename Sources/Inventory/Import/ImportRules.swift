/// How the rows of a foreign file become messages: data, read from a map file.
///
/// Columns go by the names in the file's header. A row is left out by the first rule of `leaveOut` that fits, else
/// the first rule of `events` that fits says what happened.
public struct ImportRules: Sendable {
  public var source: ImportValue
  public var location: ImportValue
  public var item: ImportValue
  public var quantity: ImportValue
  public var time: Time
  /// `nil`: the file keeps one clock only, and every message counts as recorded when it happened.
  public var recordTime: Time?
  /// Joined by slashes they are the group of a row; with the row's number in its group, where asked, its event id.
  public var idColumns: [String]
  public var idHasOrdinal: Bool
  public var document: DocumentRule?
  public var customer: ImportValue?
  public var unitValue: ImportValue?
  public var currency: ImportValue?
  public var leaveOut: [LeaveOut] = []
  public var events: [EventRule]
  public var locations: [Location] = []
  /// `nil`: items are master data of somebody else.
  public var items: ItemRule?

  public init(
    source: ImportValue, location: ImportValue, item: ImportValue, quantity: ImportValue, time: Time, idColumns: [String],
    idHasOrdinal: Bool, events: [EventRule]
  ) {
    self.source = source
    self.location = location
    self.item = item
    self.quantity = quantity
    self.time = time
    self.idColumns = idColumns
    self.idHasOrdinal = idHasOrdinal
    self.events = events
  }

  /// A local time in a column.
  public struct Time: Equatable, Sendable {
    public var column: String
    public var pattern: TimePattern
    public var zone: ZoneOffsets

    public init(column: String, pattern: TimePattern, zone: ZoneOffsets) {
      self.column = column
      self.pattern = pattern
      self.zone = zone
    }
  }

  /// The document of the rows whose event has one.
  public struct DocumentRule: Equatable, Sendable {
    public var id: ImportValue
    /// `nil`: the number of the row in its group.
    public var line: ImportValue?

    public init(id: ImportValue, line: ImportValue?) {
      self.id = id
      self.line = line
    }
  }

  /// Rows that are none of inventory, and the reason under which they are counted.
  public struct LeaveOut: Equatable, Sendable {
    public var conditions: [ImportCondition]
    public var reason: String

    public init(conditions: [ImportCondition], reason: String) {
      self.conditions = conditions
      self.reason = reason
    }
  }

  public struct EventRule: Equatable, Sendable {
    public var conditions: [ImportCondition] = []
    public var type: EventType
    public var quantity = QuantitySign.positive
    public var channel: ImportValue?
    public var reason: ImportValue?
    public var documentType: String?
    public var fromState: StockState?
    public var toState: StockState?

    public init(type: EventType) {
      self.type = type
    }
  }

  /// How the file writes the quantity of an event. Messages carry it without a sign, but for `signed`.
  public enum QuantitySign: String, CaseIterable, Sendable {
    case positive, negative, signed
  }

  /// Items made from the codes in the file, each with the first name and the first price that stand beside it.
  public struct ItemRule: Equatable, Sendable {
    public var name: ImportValue?
    public var unitPrice: ImportValue?

    public init(name: ImportValue?, unitPrice: ImportValue?) {
      self.name = name
      self.unitPrice = unitPrice
    }
  }
}

/// Where a value comes from: the same for every row, or a column.
public enum ImportValue: Equatable, Sendable {
  case constant(String)
  case column(String, isUppercased: Bool = false)

  var columnName: String? {
    if case .column(let name, _) = self { name } else { nil }
  }
}

/// What must hold of a column for a rule to fit.
public struct ImportCondition: Equatable, Sendable {
  public enum Test: Equatable, Sendable {
    case equals([String])
    case prefix([String])
    case sign(ImportSign)
  }

  public var column: String
  public var test: Test

  public init(column: String, test: Test) {
    self.column = column
    self.test = test
  }

  func holds(for text: String) -> Bool {
    switch test {
    case .equals(let texts): texts.contains(text)
    case .prefix(let prefixes): prefixes.contains { text.hasPrefix($0) }
    case .sign(let sign): (try? Thousandths.read(text)).map { ImportSign(of: $0) == sign } ?? false
    }
  }
}

public enum ImportSign: String, CaseIterable, Sendable {
  case negative, zero, positive

  init(of value: Int64) { self = value < 0 ? .negative : value == 0 ? .zero : .positive }
}

extension ImportRules {
  /// Every column that is read, in the order of the map.
  public var columns: [String] {
    var names: [String] = idColumns + [time.column]
    if let recordTime { names.append(recordTime.column) }
    let values = [
      source, location, item, quantity, document?.id, document?.line, customer, unitValue, currency, items?.name,
      items?.unitPrice,
    ]
    names += values.compactMap { $0?.columnName }
    names += events.flatMap { [$0.channel?.columnName, $0.reason?.columnName].compactMap { $0 } }
    names += (leaveOut.flatMap(\.conditions) + events.flatMap(\.conditions)).map(\.column)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
