/// On which of the last eight weeks' nights a feed brought anything.
///
/// Silence is judged once a night, so what is recorded between two cut-offs is one delivery: twenty lines of one second as
/// well as a day of single sales.
public struct DeliveryNights: Equatable, Sendable {
  public static let window = 56

  /// Bit i: i nights before the business date.
  private var bits: UInt64 = 0

  public init() {}

  /// One character a night, the newest last, `1` where something came.
  public init?(text: some StringProtocol) {
    guard text.utf8.count == DeliveryNights.window else { return nil }
    for byte in text.utf8 {
      guard byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") else { return nil }
      bits = bits << 1 | UInt64(byte & 1)
    }
  }

  public var text: String {
    String((0..<DeliveryNights.window).reversed().map { self[$0] ? "1" : "0" })
  }

  /// Whether anything came so many nights before the business date.
  public subscript(age: Int) -> Bool { age >= 0 && age < DeliveryNights.window && bits >> UInt64(age) & 1 == 1 }

  public mutating func insert(age: Int) {
    if age >= 0, age < DeliveryNights.window { bits |= 1 << UInt64(age) }
  }

  /// As a later night sees them.
  public func later(by nights: Int) -> DeliveryNights {
    var moved = self
    moved.bits = nights < DeliveryNights.window ? bits << UInt64(max(0, nights)) & (1 << UInt64(DeliveryNights.window) - 1) : 0
    return moved
  }

  public var count: Int { bits.nonzeroBitCount }

  /// Nights since the last delivery; the window where there was none in it.
  public var idle: Int { bits == 0 ? DeliveryNights.window : bits.trailingZeroBitCount }

  /// Nights since the first delivery in the window; `nil` where there was none.
  public var oldest: Int? { bits == 0 ? nil : 63 - bits.leadingZeroBitCount }
}
