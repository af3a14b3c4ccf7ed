/// A cursor over one row of binary COPY: read its fields in the order of the select list.
public struct CopyRow {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline var offset: Int
  /// How many fields the row has; -1 is the trailer.
  public let columns: Int

  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    columns = bytes.count >= 2 ? Int(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self))) : -1
    offset = 2
  }

  /// All bytes of the row, as the server sent them.
  public func withBytes<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T { body(bytes) }

  /// The next field's length, -1 for NULL, with the cursor behind the length word.
  @inlinable @inline(__always)
  mutating func length() -> Int {
    precondition(offset + 4 <= bytes.count, "a row of COPY has fewer fields than its reader")
    let length = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    offset += 4
    precondition(offset + max(length, 0) <= bytes.count, "a field of COPY is longer than its row")
    return length
  }

  /// The raw bytes of the next field; `nil` for NULL. Valid inside the row's closure only.
  @inlinable @inline(__always)
  public mutating func field() -> UnsafeRawBufferPointer? {
    let length = length()
    guard length >= 0 else { return nil }
    defer { offset += length }
    return UnsafeRawBufferPointer(start: bytes.baseAddress.unsafelyUnwrapped + offset, count: length)
  }

  @inlinable @inline(__always)
  public mutating func optionalInt64() -> Int64? {
    guard let field = field(), field.count == 8 else { return nil }
    return Int64(bigEndian: field.loadUnaligned(as: Int64.self))
  }

  @inlinable @inline(__always)
  public mutating func optionalInt32() -> Int32? {
    guard let field = field(), field.count == 4 else { return nil }
    return Int32(bigEndian: field.loadUnaligned(as: Int32.self))
  }

  @inlinable @inline(__always)
  public mutating func optionalInt16() -> Int16? {
    guard let field = field(), field.count == 2 else { return nil }
    return Int16(bigEndian: field.loadUnaligned(as: Int16.self))
  }

  @inlinable @inline(__always)
  public mutating func optionalDouble() -> Double? {
    guard let field = field(), field.count == 8 else { return nil }
    return Double(bitPattern: UInt64(bigEndian: field.loadUnaligned(as: UInt64.self)))
  }

  @inlinable @inline(__always)
  public mutating func bool() -> Bool {
    guard let field = field(), field.count == 1 else { return false }
    return field[0] != 0
  }

  @inlinable
  public mutating func text() -> String? {
    field().map { String(decoding: $0, as: UTF8.self) }
  }

  @inlinable
  public mutating func byteArray() -> [UInt8]? {
    field().map { [UInt8]($0) }
  }

  /// A `numeric` as a whole number of thousandths.
  @inlinable @inline(__always)
  public mutating func thousandths() -> DecodedNumeric {
    guard let field = field() else { return .null }
    return DecodedNumeric(field)
  }
}

/// PostgreSQL's `numeric` in binary is base-10000 digits: count, weight, sign, scale, then the digits.
public enum DecodedNumeric: Equatable, Sendable {
  case null
  case thousandths(Int64)
  /// More than three decimals, so not a whole number of thousandths.
  case tooFine
  /// Beyond 10^15 units.
  case tooLarge
  case notANumber
  case infinite

  @inlinable
  public init(_ field: UnsafeRawBufferPointer) {
    guard field.count >= 8 else {
      self = .notANumber
      return
    }
    @inline(__always) func word(_ index: Int) -> Int {
      Int(Int16(bigEndian: field.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self)))
    }
    let digits = word(0)
    let weight = word(1)
    let sign = UInt16(bigEndian: field.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
    guard sign == 0 || sign == 0x4000 else {
      self = sign == 0xC000 ? .notANumber : .infinite
      return
    }
    guard digits > 0 else {
      self = .thousandths(0)
      return
    }
    guard weight <= 3, field.count >= 8 + 2 * digits else {
      self = .tooLarge
      return
    }
    for index in 0..<digits where !(0...9999).contains(word(4 + index)) {
      self = .notANumber
      return
    }
    var value: Int64 = 0
    for index in 0..<digits where weight - index >= 0 {
      value = value * 10_000 + Int64(word(4 + index))
    }
    // Trailing zero groups are not sent
    var missing = weight - (digits - 1)
    while missing > 0 {
      value *= 10_000
      missing -= 1
    }
    guard value <= 1_000_000_000_000_000 else {
      self = .tooLarge
      return
    }
    value *= 1000
    for index in 0..<digits where weight - index < 0 {
      let digit = Int64(word(4 + index))
      if weight - index == -1 {
        guard digit % 10 == 0 else {
          self = .tooFine
          return
        }
        value += digit / 10
      } else if digit != 0 {
        self = .tooFine
        return
      }
    }
    guard value <= 1_000_000_000_000_000_000 else {
      self = .tooLarge
      return
    }
    self = .thousandths(sign == 0 ? value : -value)
  }
}
