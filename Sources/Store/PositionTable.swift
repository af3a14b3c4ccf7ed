public import Inventory
public import PostgreSQL

/// `trueup.position`: the state between nights.
public enum PositionTable {
  static let columns = [
    "publication_id", "location_id", "item_id", "available", "backroom", "display", "under_inspection", "damaged", "quarantined",
    "returned", "refurbish", "in_transit", "preposted", "preposted_moves", "preposted_from", "anchor_kind", "anchor_at",
    "anchor_quantity",
    "anchor_book", "previous_anchor_at", "moves_since", "recorded_moves_since", "recorded_adjustments_since", "exposure",
    "first_at", "last_event_at", "last_record_at", "last_sale_at", "units_sold", "anchor_document",
  ]

  /// Reads a night's partition into the ledger; positions whose location or item is gone are left out.
  ///
  /// - Returns: the rows of the partition, those left out among them.
  public static func restore(publication: Int64, from connection: Connection, into ledger: inout Ledger, index: MasterIndex)
    throws -> Int
  {
    var rows = 0
    // The partition by name: the parent's plan would look at every night
    let select = "select \(columns.dropFirst().joined(separator: ", ")) from trueup.position_\(publication)"
    try connection.copyOut(select, place: "position") { row in
      let location = row.field().map(index.location) ?? -1
      let item = row.field().map(index.item) ?? -1
      rows += 1
      guard location >= 0, item >= 0 else { return }
      var state = PositionState(from: 0)
      for rest in StateBooks.states { state.books[rest] = row.optionalInt64() ?? 0 }
      state.inTransit = row.optionalInt64() ?? 0
      state.preposted = row.optionalInt64() ?? 0
      state.prepostedMoves = row.optionalInt64() ?? 0
      state.prepostedFrom = row.optionalInt64() ?? Int64.max
      state.anchorKind = AnchorKind(rawValue: row.optionalInt16() ?? 0) ?? .none
      state.anchorAt = row.optionalInt64() ?? 0
      state.anchorQuantity = row.optionalInt64() ?? 0
      state.anchorBook = row.optionalInt64() ?? 0
      state.previousAnchorAt = row.optionalInt64() ?? Int64.min
      state.movesSince = row.optionalInt64() ?? 0
      state.recordedMovesSince = row.optionalInt64() ?? 0
      state.recordedAdjustmentsSince = row.optionalInt64() ?? 0
      state.exposure = row.field().flatMap(Exposure.init(packed:)) ?? Exposure()
      state.firstAt = row.optionalInt64() ?? 0
      state.lastEventAt = row.optionalInt64() ?? Int64.min
      state.lastRecordAt = row.optionalInt64() ?? Int64.min
      state.lastSaleAt = row.optionalInt64() ?? Int64.min
      state.unitsSold = row.optionalInt64() ?? 0
      state.anchorCount = CountIdentity(rawValue: row.optionalInt64() ?? 0)
      if state.lastEventAt == state.firstAt, state.lastRecordAt == state.firstAt, state.isUntouched {
        (state.lastEventAt, state.lastRecordAt) = (Int64.min, Int64.min)
      }
      ledger.restore(state, slot: ledger.dimensions.slot(location: location, item: item))
    }
    return rows
  }

  public static func write(
    _ state: PositionState, publication: Int64, location: String, item: String, to writer: inout CopyWriter
  )
    throws
  {
    func unlessZero(_ value: Int64) -> Int64? { value == 0 ? nil : value }
    func unlessMinimum(_ value: Int64) -> Int64? { value == Int64.min ? nil : value }
    try writer.row(Int16(columns.count))
    writer.int64(publication)
    writer.text(location)
    writer.text(item)
    writer.int64(state.books[.available])
    for rest in StateBooks.states.dropFirst() { writer.int64(unlessZero(state.books[rest])) }
    writer.int64(unlessZero(state.inTransit))
    writer.int64(unlessZero(state.preposted))
    writer.int64(unlessZero(state.prepostedMoves))
    writer.int64(state.prepostedFrom == Int64.max ? nil : state.prepostedFrom)
    writer.int16(state.anchorKind.rawValue)
    writer.int64(state.anchorAt)
    writer.int64(state.anchorQuantity)
    writer.int64(state.anchorBook)
    writer.int64(unlessMinimum(state.previousAnchorAt))
    writer.int64(state.movesSince)
    writer.int64(state.recordedMovesSince)
    writer.int64(state.recordedAdjustmentsSince)
    writer.byteArray(state.exposure.packed)
    writer.int64(state.firstAt)
    // Of one that no message of its own has touched, its go-live
    writer.int64(unlessMinimum(state.lastEventAt) ?? state.firstAt)
    writer.int64(unlessMinimum(state.lastRecordAt) ?? state.firstAt)
    writer.int64(unlessMinimum(state.lastSaleAt))
    writer.int64(state.unitsSold)
    writer.int64(unlessZero(state.anchorCount.rawValue))
  }
}

/// Location and item ids by their bytes, for readers of COPY.
public struct MasterIndex: Sendable {
  private let locations: ByteCodes
  private let items: ByteCodes

  public init(_ dimensions: Dimensions) {
    locations = ByteCodes(dimensions.locations.map(\.id))
    items = ByteCodes(dimensions.items.map(\.id))
  }

  public func location(_ bytes: UnsafeRawBufferPointer) -> Int32 { locations.code(of: bytes) }
  public func item(_ bytes: UnsafeRawBufferPointer) -> Int32 { items.code(of: bytes) }

  public func location(_ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { locations.code(of: UnsafeRawBufferPointer($0)) }
  }

  public func item(_ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { items.code(of: UnsafeRawBufferPointer($0)) }
  }
}
