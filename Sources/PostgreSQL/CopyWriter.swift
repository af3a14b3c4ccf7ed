internal import CPQ

/// Builds rows of binary COPY and sends them in blocks of 64 KiB.
public struct CopyWriter {
  private let session: OpaquePointer?
  private let place: String
  private var buffer: [UInt8] = []
  private var rowStart = 0

  init(session: OpaquePointer, place: String) {
    self.session = session
    self.place = place
    buffer.reserveCapacity(1 << 17)
    // PGCOPY\n\377\r\n\0, no flags, no extension
    buffer += [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0]
    rowStart = buffer.count
  }

  /// Begins a row of `columns` fields; the fields follow in the order of the column list.
  public mutating func row(_ columns: Int16) throws {
    if buffer.count >= 1 << 16 { try send() }
    rowStart = buffer.count
    append(columns)
  }

  /// A whole row as COPY sent it; with `firstInt64` its first field, a bigint, is replaced.
  public mutating func raw(_ row: [UInt8], firstInt64: Int64? = nil) throws {
    if buffer.count >= 1 << 16 { try send() }
    rowStart = buffer.count
    buffer.append(contentsOf: row)
    guard let firstInt64 else { return }
    withUnsafeBytes(of: firstInt64.bigEndian) { bytes in
      for index in 0..<8 { buffer[rowStart + 6 + index] = bytes[index] }
    }
  }

  /// The bytes of the row built last, for a digest.
  public func withLastRow<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
    buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[rowStart...])) }
  }

  @inline(__always)
  private mutating func append<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
  }

  public mutating func null() { append(Int32(-1)) }

  public mutating func int64(_ value: Int64?) {
    guard let value else { return null() }
    append(Int32(8))
    append(value)
  }

  public mutating func int32(_ value: Int32?) {
    guard let value else { return null() }
    append(Int32(4))
    append(value)
  }

  public mutating func int16(_ value: Int16?) {
    guard let value else { return null() }
    append(Int32(2))
    append(value)
  }

  public mutating func double(_ value: Double?) {
    guard let value else { return null() }
    append(Int32(8))
    append(value.bitPattern)
  }

  public mutating func bool(_ value: Bool?) {
    guard let value else { return null() }
    append(Int32(1))
    buffer.append(value ? 1 : 0)
  }

  public mutating func text(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { bytes in
      append(Int32(bytes.count))
      buffer.append(contentsOf: bytes)
    }
  }

  public mutating func byteArray(_ value: [UInt8]?) {
    guard let value else { return null() }
    append(Int32(value.count))
    buffer.append(contentsOf: value)
  }

  /// A whole number of thousandths as `numeric` with three decimals; shorter when it is a whole number.
  public mutating func numeric(thousandths value: Int64?) {
    guard let value else { return null() }
    var groups: [Int16] = []
    let magnitude = value.magnitude
    let fraction = Int16(magnitude % 1000) * 10
    var whole = magnitude / 1000
    while whole > 0 {
      groups.append(Int16(whole % 10_000))
      whole /= 10_000
    }
    let weight = Int16(groups.count - 1)
    groups.reverse()
    if fraction != 0 { groups.append(fraction) }
    append(Int32(8 + 2 * groups.count))
    append(Int16(groups.count))
    append(groups.isEmpty ? Int16(0) : weight)
    append(value < 0 ? UInt16(0x4000) : UInt16(0))
    append(Int16(fraction == 0 ? 0 : 3))
    for group in groups { append(group) }
  }

  /// `numeric`'s NaN and Infinity, which a source may well send.
  public mutating func numericSpecial(isInfinite: Bool) {
    append(Int32(8))
    append(Int16(0))
    append(Int16(0))
    append(isInfinite ? UInt16(0xD000) : UInt16(0xC000))
    append(Int16(0))
  }

  mutating func close() throws {
    append(Int16(-1))
    try send()
  }

  private mutating func send() throws {
    let sent = buffer.withUnsafeBytes { bytes in
      PQputCopyData(session, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
    }
    guard sent == 1 else {
      throw DatabaseError(kind: .connection, state: nil, place: place, message: "the server stopped taking rows")
    }
    buffer.removeAll(keepingCapacity: true)
    rowStart = 0
  }
}
