import Inventory
import PostgreSQL
import Store
import Testing

private func bytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
  withUnsafeBytes(of: word.bigEndian) { Array($0) }
}

/// `numeric` in binary: number of groups, weight, sign, scale, groups of base 10000.
private func numeric(weight: Int16, _ groups: [Int16], count: Int16? = nil) -> [UInt8] {
  bytes(count ?? Int16(groups.count)) + bytes(weight) + bytes(Int16(0)) + bytes(Int16(0)) + groups.flatMap { bytes($0) }
}

private func decoded(_ field: [UInt8]) -> DecodedNumeric { field.withUnsafeBytes { DecodedNumeric($0) } }

/// Rows that no sound source sends, each an answer and none a fault.
@Suite struct HostileRowTests {
  @Test("numbers at the edge of what is kept, and past it")
  func numbers() {
    #expect(decoded(numeric(weight: 3, [1000])) == .thousandths(1_000_000_000_000_000_000))
    // 9.3e15 has sixteen digits: times a thousand it is beyond 64 bits
    #expect(decoded(numeric(weight: 3, [9300])) == .tooLarge)
    #expect(decoded(numeric(weight: 3, [9999, 9999, 9999, 9999])) == .tooLarge)
    #expect(decoded(numeric(weight: 4, [1])) == .tooLarge)
    #expect(decoded(numeric(weight: 0, [12, 5000])) == .thousandths(12_500))
    #expect(decoded(numeric(weight: -1, [10])) == .thousandths(1))
    #expect(decoded(numeric(weight: -1, [1])) == .tooFine && decoded(numeric(weight: -2, [1])) == .tooFine)
  }

  @Test("bytes that are no number")
  func noNumbers() {
    #expect(decoded([]) == .notANumber && decoded([0, 1, 0]) == .notANumber)
    #expect(decoded(numeric(weight: 3, [32767, 32767])) == .notANumber)
    #expect(decoded(numeric(weight: 0, [-1])) == .notANumber)
    #expect(decoded(numeric(weight: 0, [1], count: 9)) == .tooLarge)
  }

  /// PostgreSQL's own first and last timestamps are further apart than 64 bits of microseconds hold.
  @Test(
    "times further apart than their difference can be are refused",
    arguments: [
      (9_223_371_331_200_000_000, -211_813_488_000_000_000), (-211_813_488_000_000_000, 9_223_371_331_200_000_000),
      (Int64.min + 1, 800_000_000_000_000), (800_000_000_000_000, Int64.max - 1),
    ] as [(Int64, Int64)])
  func times(event: Int64, record: Int64) throws {
    let location = Location(id: "L", name: "L", kind: .store, region: nil, timeZone: "UTC", currency: nil)
    let item = Item(
      id: "I", sku: nil, gtin: nil, name: "I", category: nil, unitCost: nil, unitPrice: nil, packSize: nil)
    var decoder = EventDecoder(
      dimensions: Dimensions(locations: [location], items: [item], zones: [.utc]), reasons: [], goLive: [.min],
      limits: EventDecoder.Limits(lateAfter: [:], otherwise: 1))
    var fields: [[UInt8]?] = ["erp", "e-1", "sale", "L", "I"].map { Array($0.utf8) }
    fields += [numeric(weight: 0, [1]), bytes(event), nil, bytes(record), bytes(record)]
    fields += Array(repeating: nil, count: 20 - fields.count)
    let row = bytes(Int16(20)) + fields.flatMap { field in field.map { bytes(Int32($0.count)) + $0 } ?? bytes(Int32(-1)) }
    row.withUnsafeBytes { bytes in
      var row = CopyRow(bytes)
      decoder.append(&row, specials: KeySet())
    }
    #expect(decoder.batch.events.isEmpty && decoder.refused.keys.map(\.refusal) == [.infiniteTime])
  }
}
