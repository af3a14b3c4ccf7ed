import Inventory
import PostgreSQL
import Statistics
import Store

enum Decoders {
  /// A sketch that was taken packs to bytes that give the same sketch, and its quantiles ascend.
  static func sketch(_ bytes: [UInt8]) {
    guard let sketch = try? DDSketch(packed: bytes) else { return }
    let again = try? DDSketch(packed: sketch.packed())
    precondition(again == sketch, "a sketch and its bytes differ")
    var merged = sketch
    merged.merge(sketch)
    _ = merged.share(above: 1 << 20)
    guard sketch.buckets.allSatisfy({ $0.count > 0 }) else { return }
    let quantiles = stride(from: 0, through: 1, by: 0.125).compactMap { sketch.quantile($0) }
    precondition(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 }, "quantiles descend")
  }

  /// A number that was taken is the digits' own value.
  static func numeric(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { field in
      guard case .thousandths(let value) = DecodedNumeric(field) else { return }
      precondition(value.magnitude <= 1_000_000_000_000_000_000, "beyond what is kept")
    }
  }

  /// Twenty framed fields of any content, cut from the bytes; a length of 255 is a null. Decoded twice, they are the same.
  static func event(_ bytes: [UInt8]) {
    var fields: [UInt8] = Target.bytes(of: Int16(20))
    var rest = bytes[...]
    for _ in 0..<20 {
      let length = rest.popFirst() ?? 255
      if length == 255 {
        fields += Target.bytes(of: Int32(-1))
      } else {
        let content = rest.prefix(Int(length))
        rest = rest.dropFirst(content.count)
        fields += Target.bytes(of: Int32(content.count)) + content
      }
    }
    fields.withUnsafeBytes { bytes in
      var decoder = decoder()
      var row = CopyRow(bytes)
      decoder.append(&row, specials: KeySet())
      row = CopyRow(bytes)
      decoder.append(&row, specials: KeySet())
      let batch = decoder.takeBatch()
      precondition(batch.events.count + Int(decoder.refused.values.reduce(0, +)) == 2, "a row was lost")
      if let first = batch.events.first, let last = batch.events.last {
        let same = (first.slot, first.quantity, first.at, first.identity) == (last.slot, last.quantity, last.at, last.identity)
        precondition(same, "decoded twice, and different")
      }
    }
  }

  private static func decoder() -> EventDecoder {
    let locations = ["L1", "L2"].map {
      Location(id: $0, name: $0, kind: .store, region: nil, timeZone: "Europe/Berlin", currency: nil)
    }
    let items = ["I1", "I2"].map {
      Item(
        id: $0, sku: nil, gtin: nil, name: $0, category: nil, unitCost: nil, unitPrice: nil, packSize: nil)
    }
    let dimensions = Dimensions(locations: locations, items: items, zones: [.utc, .utc])
    return EventDecoder(
      dimensions: dimensions, reasons: [], goLive: [Int64.min, 0],
      limits: EventDecoder.Limits(lateAfter: ["erp": 1], otherwise: 3_600_000_000))
  }

  static let soundEvent: [UInt8] = {
    func field(_ content: [UInt8]) -> [UInt8] { [UInt8(content.count)] + content }
    func text(_ content: String) -> [UInt8] { field(Array(content.utf8)) }
    let time = field(Target.bytes(of: Int64(800_000_000_000_000)))
    let head = text("erp") + text("e-1") + text("sale") + text("L1") + text("I2")
    let numeric = field([0, 1, 0, 0, 0, 0, 0, 0, 0, 3])
    return head + numeric + time + text("day") + time + time + text("on_hand") + [255] + text("web") + text("order")
      + text("D1") + text("1") + text("L2") + text("damage") + text("random") + field(Target.bytes(of: 0.5.bitPattern))
  }()

  /// The same entries whether the file comes whole or in pieces of seven bytes.
  static func csv(_ bytes: [UInt8]) {
    precondition(entries(bytes, piece: max(1, bytes.count)) == entries(bytes, piece: 7), "pieces change the rows")
  }

  private static func entries(_ bytes: [UInt8], piece: Int) -> [CSVFile.Entry] {
    var rest = bytes[...]
    var file = CSVFile(more: {
      defer { rest = rest.dropFirst(piece) }
      return Array(rest.prefix(piece))
    })
    var entries: [CSVFile.Entry] = []
    while let entry = try? file.next() { entries.append(entry) }
    return entries
  }
}
