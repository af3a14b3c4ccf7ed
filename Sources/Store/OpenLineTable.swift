public import Inventory
public import PostgreSQL

/// `trueup.open_line`: order lines that are not resolved yet.
public enum OpenLineTable {
  static let columns = [
    "publication_id", "document_type", "document_id", "document_line", "item_id", "node_id", "node_at", "channel", "channel_at",
    "ordered", "reserved", "shipped", "cancelled", "cancelled_by_customer", "reason", "reason_at", "terminal_at",
    "terminal_node_id", "first_at", "first_record_at", "last_at", "last_record_at",
  ]

  public static func restore(
    publication: Int64, from connection: Connection, into ledger: inout Ledger, index: MasterIndex, decoder: inout EventDecoder
  ) throws {
    let select = "select \(columns.dropFirst(2).joined(separator: ", ")) from trueup.open_line_\(publication)"
    try connection.copyOut(select, place: "open_line") { row in
      let id = row.text() ?? ""
      let lineID = row.text() ?? ""
      let item = row.field().map(index.item) ?? -1
      guard item >= 0 else { return }
      var line = OrderLine(item: item)
      line.node = row.field().map(index.location) ?? -1
      line.nodeAt = row.optionalInt64() ?? Int64.min
      line.channel = row.text().map { decoder.channelCode($0) } ?? 0
      line.channelAt = row.optionalInt64() ?? Int64.max
      line.ordered = row.optionalInt64() ?? 0
      line.reserved = row.optionalInt64() ?? 0
      line.shipped = row.optionalInt64() ?? 0
      line.cancelled = row.optionalInt64() ?? 0
      line.cancelledByCustomer = row.optionalInt64() ?? 0
      line.reason = row.text().map { decoder.reasonCode($0) } ?? 0
      line.reasonAt = row.optionalInt64() ?? Int64.min
      line.terminalAt = row.optionalInt64() ?? Int64.min
      line.terminalNode = row.field().map(index.location) ?? -1
      line.firstAt = row.optionalInt64() ?? Int64.max
      line.firstRecordAt = row.optionalInt64() ?? Int64.max
      line.lastAt = row.optionalInt64() ?? Int64.min
      line.lastRecordAt = row.optionalInt64() ?? Int64.min
      ledger.restore(line, document: Document(kind: .order, id: id, line: lineID))
    }
  }

  public static func write(
    _ line: OrderLine, document: Document, publication: Int64, dimensions: Dimensions, decoder: EventDecoder,
    to writer: inout CopyWriter
  ) throws {
    func location(_ code: Int32) -> String? { code < 0 ? nil : dimensions.locations[Int(code)].id }
    func unlessMinimum(_ value: Int64) -> Int64? { value == Int64.min ? nil : value }
    try writer.row(Int16(columns.count))
    writer.int64(publication)
    writer.text("order")
    writer.text(document.id)
    writer.text(document.line)
    writer.text(dimensions.items[Int(line.item)].id)
    writer.text(location(line.node))
    writer.int64(unlessMinimum(line.nodeAt))
    writer.text(line.channel == 0 ? nil : decoder.channelName(line.channel))
    writer.int64(line.channelAt == Int64.max ? nil : line.channelAt)
    writer.int64(line.ordered)
    writer.int64(line.reserved)
    writer.int64(line.shipped)
    writer.int64(line.cancelled)
    writer.int64(line.cancelledByCustomer)
    writer.text(line.reason == 0 ? nil : decoder.reasonName(line.reason))
    writer.int64(unlessMinimum(line.reasonAt))
    writer.int64(unlessMinimum(line.terminalAt))
    writer.text(location(line.terminalNode))
    writer.int64(line.firstAt)
    writer.int64(line.firstRecordAt)
    writer.int64(line.lastAt)
    writer.int64(line.lastRecordAt)
  }
}
