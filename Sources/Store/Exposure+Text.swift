public import Inventory

extension Exposure {
  /// From the server's text form of a bytea, such as `\\x0001`; `nil` when it holds no exposure.
  public init?(bytea text: String) {
    let digits = text.utf8.dropFirst(2)
    guard text.hasPrefix("\\x"), digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var place = digits.startIndex
    while place < digits.endIndex {
      let next = digits.index(place, offsetBy: 2)
      guard let byte = UInt8(String(decoding: digits[place..<next], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
      place = next
    }
    guard let exposure = bytes.withUnsafeBytes({ Exposure(packed: $0) }) else { return nil }
    self = exposure
  }
}
