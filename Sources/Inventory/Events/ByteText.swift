/// Text that is compared byte by byte, as a database compares keys.
///
/// Swift's `String` takes two spellings of one accent for equal; ids that differ in their bytes are different ids.
public struct ByteText: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (a: ByteText, b: ByteText) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  public static func < (a: ByteText, b: ByteText) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

/// What identifies a message: its source and its id there.
public struct MessageKey: Hashable, Comparable, Sendable {
  public let source: ByteText
  public let eventID: ByteText

  public init(source: String, eventID: String) {
    self.source = ByteText(source)
    self.eventID = ByteText(eventID)
  }

  public static func < (a: MessageKey, b: MessageKey) -> Bool { (a.source, a.eventID) < (b.source, b.eventID) }
}
