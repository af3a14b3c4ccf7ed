internal import Glibc

/// Short byte strings as small numbers: the fold compares codes, and text is touched once.
///
/// Open addressing over one arena; nothing is allocated for a string that was seen before.
public struct ByteCodes: Sendable {
  private var slots: [Int32]
  private var mask: Int
  private var arena: [UInt8] = []
  private var offsets: [Int] = [0]
  public private(set) var count = 0

  public init(capacity: Int = 64) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
  }

  init(_ texts: [String]) {
    self.init(capacity: texts.count)
    for text in texts {
      var text = text
      _ = text.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
    }
  }

  /// The code of the bytes, -1 when they were never inserted.
  @inline(__always)
  func code(of bytes: UnsafeRawBufferPointer) -> Int32 {
    var place = Int(truncatingIfNeeded: hashOfBytes(bytes)) & mask
    while true {
      let code = slots[place]
      if code < 0 { return -1 }
      if matches(Int(code), bytes) { return code }
      place = (place + 1) & mask
    }
  }

  /// The code of the bytes, a new one when they are new.
  public mutating func insert(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    let known = code(of: bytes)
    if known >= 0 { return known }
    if (count + 1) * 2 > slots.count { grow() }
    let code = Int32(count)
    arena.append(contentsOf: bytes)
    offsets.append(arena.count)
    count += 1
    place(code, hashOfBytes(bytes))
    return code
  }

  /// The bytes behind a code, as text.
  public func text(_ code: Int32) -> String {
    String(decoding: arena[offsets[Int(code)]..<offsets[Int(code) + 1]], as: UTF8.self)
  }

  @inline(__always)
  private func matches(_ code: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = offsets[code]
    guard offsets[code + 1] - start == bytes.count else { return false }
    return arena.withUnsafeBytes { arena in
      bytes.isEmpty || memcmp(arena.baseAddress.unsafelyUnwrapped + start, bytes.baseAddress.unsafelyUnwrapped, bytes.count) == 0
    }
  }

  private mutating func place(_ code: Int32, _ hash: UInt64) {
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] >= 0 { place = (place + 1) & mask }
    slots[place] = code
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    mask = slots.count - 1
    arena.withUnsafeBytes { bytes in
      for code in 0..<count {
        place(Int32(code), hashOfBytes(UnsafeRawBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]])))
      }
    }
  }
}

/// A 64-bit hash of bytes, equal in every process: eight bytes at a time, multiplied and folded.
@inline(__always)
func hashOfBytes(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) -> UInt64 {
  var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
  var offset = 0
  while offset + 8 <= bytes.count {
    hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var tail: UInt64 = 0
  while offset < bytes.count {
    tail = tail << 8 | UInt64(bytes[offset])
    offset += 1
  }
  return mixed(hash ^ tail)
}

@inline(__always)
private func mixed(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return product.high ^ product.low
}
