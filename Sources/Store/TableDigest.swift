internal import Crypto
public import PostgreSQL

/// SHA-256 over rows as COPY writes them, in the order they are given: equal nights have equal digests.
public struct TableDigest {
  private var hash = SHA256()

  public init() {}

  /// Takes in the row that was written last, but its first eight-byte field: the publication is no part of a night.
  public mutating func update(rowOf writer: borrowing CopyWriter) {
    writer.withLastRow { row in hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: row[14...])) }
  }

  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
  }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    hash.update(bufferPointer: bytes)
  }

  /// Hexadecimal.
  public consuming func value() -> String {
    hash.finalize().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }

  public static func of(_ text: String) -> String {
    var digest = TableDigest()
    digest.update(text)
    return digest.value()
  }
}
