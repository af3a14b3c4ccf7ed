public import Inventory
internal import Store
internal import Yams

/// A map file: how the rows of a foreign CSV file become messages.
public struct ImportMap: Sendable {
  public private(set) var name = ""
  public private(set) var description = ""
  public private(set) var rules: ImportRules

  /// Reads a map; unknown keys are errors that name the nearest known one, and missing ones are named.
  public init(yaml text: String, file: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw JobFileProblem(problems: ["\(file): not YAML: \(error)"])
    }
    var reader = JobReader(file: file)
    guard let root, let mapping = root.mapping else {
      throw JobFileProblem(problems: ["\(file):1:1: a map is a mapping of keys"])
    }
    var draft = Draft()
    reader.read(
      mapping, "",
      [
        "name": { $0.text($1) { draft.name = $0 } },
        "description": { $0.text($1) { draft.description = $0 } },
        "source": { draft.source = $0.value($1, "source") },
        "location": { draft.location = $0.value($1, "location") },
        "item": { draft.item = $0.value($1, "item") },
        "quantity": { draft.quantity = $0.value($1, "quantity") },
        "time": { draft.time = $0.time($1, "time") },
        "record_time": { reader, node in
          // The one word says aloud what a missing key means
          if node.string != "event_time" { draft.recordTime = reader.time(node, "record_time") }
        },
        "event_id": { reader, node in
          reader.section(
            node, "event_id",
            [
              "columns": { draft.idColumns = $0.texts($1) },
              "ordinal": { draft.idHasOrdinal = $0.flag($1) },
            ])
          reader.require(["columns"], of: node, "event_id")
        },
        "document": { draft.document = $0.document($1) },
        "customer": { draft.customer = $0.value($1, "customer") },
        "unit_value": { draft.unitValue = $0.value($1, "unit_value") },
        "currency": { draft.currency = $0.value($1, "currency") },
        "leave_out": { reader, node in draft.leaveOut = reader.entries(node, "leave_out") { $0.leaveOut($1) } },
        "events": { reader, node in draft.events = reader.entries(node, "events") { $0.event($1) } },
        "make_locations": { reader, node in draft.locations = reader.entries(node, "make_locations") { $0.location($1) } },
        "make_items": { draft.items = $0.items($1) },
      ])
    reader.require(
      ["source", "location", "item", "quantity", "time", "event_id", "events"], of: root, "")
    if draft.events.contains(where: { $0.documentType != nil }), draft.document == nil {
      reader.fault(root, "missing key document, which the events with a document take id and line from")
    }
    guard reader.problems.isEmpty, let rules = draft.rules else { throw JobFileProblem(problems: reader.problems) }
    self.rules = rules
    name = draft.name
    description = draft.description
  }

  /// What was read so far; a key whose value was at fault stays empty.
  private struct Draft {
    var name = ""
    var description = ""
    var source: ImportValue?
    var location: ImportValue?
    var item: ImportValue?
    var quantity: ImportValue?
    var time: ImportRules.Time?
    var recordTime: ImportRules.Time?
    var idColumns: [String] = []
    var idHasOrdinal = false
    var document: ImportRules.DocumentRule?
    var customer: ImportValue?
    var unitValue: ImportValue?
    var currency: ImportValue?
    var leaveOut: [ImportRules.LeaveOut] = []
    var events: [ImportRules.EventRule] = []
    var locations: [Location] = []
    var items: ImportRules.ItemRule?

    var rules: ImportRules? {
      guard let source, let location, let item, let quantity, let time else { return nil }
      var rules = ImportRules(
        source: source, location: location, item: item, quantity: quantity, time: time, idColumns: idColumns,
        idHasOrdinal: idHasOrdinal, events: events)
      rules.recordTime = recordTime
      rules.document = document
      rules.customer = customer
      rules.unitValue = unitValue
      rules.currency = currency
      rules.leaveOut = leaveOut
      rules.locations = locations
      rules.items = items
      return rules
    }
  }
}
