internal import CPQ

/// Builds rows of binary COPY and sends them in blocks of 64 KiB.
public struct CopyWriter: ~Copyable {
  private let session: OpaquePointer?
  private let place: String
  /// Memory of the rows not sent yet, and not an array: its bounds are looked at once per field, of which a night has a
  /// hundred million.
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
  private var count = 0
  private var rowStart = 0

  init(session: OpaquePointer, place: String) {
    self.session = session
    self.place = place
    // PGCOPY\n\377\r\n\0, no flags, no extension
    append([0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0])
    rowStart = count
  }

  deinit { bytes.deallocate() }

  /// Begins a row of `columns` fields; the fields follow in the order of the column list.
  public mutating func row(_ columns: Int16) throws {
    if count >= 1 << 16 { try send() }
    rowStart = count
    reserve(2).storeBytes(of: columns.bigEndian, as: Int16.self)
  }

  /// A whole row as COPY sent it; with `firstInt64` its first field, a bigint, is replaced.
  public mutating func raw(_ row: [UInt8], firstInt64: Int64? = nil) throws {
    if count >= 1 << 16 { try send() }
    rowStart = count
    append(row)
    guard let firstInt64 else { return }
    bytes.storeBytes(of: firstInt64.bigEndian, toByteOffset: rowStart + 6, as: Int64.self)
  }

  /// The bytes of the row built last, for a digest.
  public func withLastRow<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
    body(UnsafeRawBufferPointer(rebasing: bytes[rowStart..<count]))
  }

  /// Room for so many bytes at the end of what was written, which then count as written.
  @inline(__always)
  private mutating func reserve(_ length: Int) -> UnsafeMutableRawPointer {
    if count + length > bytes.count { grow(to: count + length) }
    defer { count += length }
    return bytes.baseAddress.unsafelyUnwrapped + count
  }

  private mutating func grow(to capacity: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 2 * bytes.count), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    bytes.deallocate()
    bytes = larger
  }

  private mutating func append(_ row: [UInt8]) {
    let start = reserve(row.count)
    row.withUnsafeBytes { if let from = $0.baseAddress { start.copyMemory(from: from, byteCount: $0.count) } }
  }

  /// A field of fixed width: its length and its bytes.
  @inline(__always)
  private mutating func field<T: FixedWidthInteger>(_ value: T) {
    let width = MemoryLayout<T>.size
    let start = reserve(4 + width)
    start.storeBytes(of: Int32(width).bigEndian, as: Int32.self)
    start.storeBytes(of: value.bigEndian, toByteOffset: 4, as: T.self)
  }

  @inline(__always)
  private mutating func field(_ bytes: UnsafeRawBufferPointer) {
    let start = reserve(4 + bytes.count)
    start.storeBytes(of: Int32(bytes.count).bigEndian, as: Int32.self)
    if let from = bytes.baseAddress { (start + 4).copyMemory(from: from, byteCount: bytes.count) }
  }

  public mutating func null() { reserve(4).storeBytes(of: Int32(-1).bigEndian, as: Int32.self) }

  public mutating func int64(_ value: Int64?) {
    if let value { field(value) } else { null() }
  }

  public mutating func int32(_ value: Int32?) {
    if let value { field(value) } else { null() }
  }

  public mutating func int16(_ value: Int16?) {
    if let value { field(value) } else { null() }
  }

  public mutating func double(_ value: Double?) {
    if let value { field(value.bitPattern) } else { null() }
  }

  public mutating func bool(_ value: Bool?) {
    if let value { field(UInt8(value ? 1 : 0)) } else { null() }
  }

  public mutating func text(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { field(UnsafeRawBufferPointer($0)) }
  }

  /// JSON text as `jsonb`.
  public mutating func json(_ value: String?) {
    byteArray(value.map { [1] + Array($0.utf8) })
  }

  public mutating func byteArray(_ value: [UInt8]?) {
    guard let value else { return null() }
    value.withUnsafeBytes { field($0) }
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
    var words = [Int16(groups.count), groups.isEmpty ? 0 : weight, value < 0 ? 0x4000 : 0, fraction == 0 ? 0 : 3] + groups
    for index in words.indices { words[index] = words[index].bigEndian }
    words.withUnsafeBytes { field($0) }
  }

  /// `numeric`'s NaN and Infinity, which a source may well send.
  public mutating func numericSpecial(isInfinite: Bool) {
    let words = [0, 0, Int16(bitPattern: isInfinite ? 0xD000 : 0xC000), 0].map(\.bigEndian)
    words.withUnsafeBytes { field($0) }
  }

  mutating func close() throws {
    reserve(2).storeBytes(of: Int16(-1).bigEndian, as: Int16.self)
    try send()
  }

  private mutating func send() throws {
    let sent = PQputCopyData(
      session, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(count))
    guard sent == 1 else {
      throw DatabaseError(kind: .connection, state: nil, place: place, message: "the server stopped taking rows")
    }
    count = 0
    rowStart = 0
  }
}
